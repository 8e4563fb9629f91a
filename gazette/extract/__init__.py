"""From bytes to lines of text, one medium per file.

`plain`, `html` (and `xml`), `pdf`, `docx` and `ofd` each turn bytes into a `Layout`.  `sniff` tells
the medium by content, `charset` the charset by evidence, `limits` names every bound, and `sandbox`
reads what is risky in a child process.
"""

from gazette.extract.files import read_file
from gazette.extract.reading import read, read_bytes

__all__ = ["read", "read_bytes", "read_file"]
