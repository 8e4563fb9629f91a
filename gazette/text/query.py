"""What a reader asks for: words and phrases, each as units that must follow each other.

One law for `gazette search` and for the script of the site (`templates/site/search.js`):

1. what stands in quotation marks is one phrase;
2. a document number is one phrase, in any brackets or in none, with whatever spaces;
3. the rest is parted at spaces, and each piece is a phrase;
4. a document is found if it holds every phrase, in its title, its number or its text.
"""

import re
import unicodedata

from gazette.text.units import keys

LONGEST = 100
"""Characters of a query that are read."""
_QUOTED = re.compile(r'"([^"]{0,100})"|“([^“”]{0,100})”|「([^「」]{0,100})」|『([^『』]{0,100})』')
_NUMBERS = (
    # 吉民发〔2023〕 第27号, 吉民发 (2023) 27號
    re.compile(
        r"()\s{0,3}[〔\[【(〖]\s{0,3}((?:19|20)\d\d)\s{0,3}[〕\]】)〗]\s{0,3}第?\s{0,3}(\d{1,5})\s{0,3}[号號]"
    ),
    # 吉民发 2023 27号, 吉民发2023-27号
    re.compile(r"([^\W\d_])\s{0,3}((?:19|20)\d\d)[\s—–-]{1,3}(\d{1,5})\s{0,3}[号號]"),
    # 吉民发202327号: after a character that ends codes
    re.compile(r"([发發函办辦字规規通电電告令])((?:19|20)\d\d)(\d{1,4})[号號]"),
)


def phrases(query: str) -> list[list[str]]:
    """Return the phrases of a query, each as its units; what has no unit is left out."""
    asked = unicodedata.normalize("NFKC", query[:LONGEST]).replace("\ufeff", "")
    found = ["".join(filter(None, match.groups())) for match in _QUOTED.finditer(asked)]
    rest = _QUOTED.sub(" ", asked)
    for number in _NUMBERS:
        rest = number.sub(r"\1〔\2〕\3号", rest)
    read = [keys(words) for words in (*found, *rest.split())]
    return [phrase for phrase in read if phrase]
