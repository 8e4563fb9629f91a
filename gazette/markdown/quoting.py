"""Texts in double quotes, the same in JSON and in YAML."""

import json
import re

_HIDDEN = re.compile(
    "[\x7f-\xa0\xad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ue000-\uf8ff\ufeff\ufffe\uffff]"
)
"""What would not be seen, or would break the line: written as an escape."""


def quoted(text: str) -> str:
    """Write a text in double quotes on one line, with what cannot be seen as escapes."""
    return _HIDDEN.sub(
        lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False)
    )
