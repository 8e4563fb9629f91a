"""Document numbers (文号): issuer code, year in brackets, serial, 号."""

import re
from dataclasses import dataclass

_OPEN, _CLOSE = r"[〔\[［【(（﹝〖]", r"[〕\]］】)）﹞〗]"
_CODE = r"[\u4e00-\u9fff\u3400-\u4dbf]{1,14}"
_NUMBER = re.compile(
    rf"(?P<code>{_CODE})\s{{0,4}}{_OPEN}\s{{0,2}}(?P<year>(?:19|20)\d{{2}})\s{{0,2}}{_CLOSE}"
    r"\s{0,4}第?\s{0,2}(?P<serial>\d{1,5})\s{0,2}号"
)
_LEADS = (
    "按照", "根据", "依据", "参照", "依照", "执行", "落实", "贯彻", "印发的", "的", "原", "见", "和", "与",
    "及", "以及", "即", "由", "对", "以", "在", "将", "了", "文件", "发布的", "号",
)  # fmt: skip
"""Words that may run into a code where no mark separates them."""


@dataclass(frozen=True, slots=True)
class Number:
    """A document number in its parts."""

    code: str
    year: int
    serial: int

    def __str__(self) -> str:
        """Write it as GB/T 9704 does: 吉民发〔2023〕27号."""
        return f"{self.code}〔{self.year}〕{self.serial}号"


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A document number and where it stands in a text."""

    number: Number
    printed: str
    start: int
    end: int


def _strip_leads(code: str) -> str:
    """Drop words that run into the code; the code itself is never emptied."""
    changed = True
    while changed:
        changed = False
        for lead in _LEADS:
            if code.startswith(lead) and len(code) - len(lead) >= 2:
                code, changed = code[len(lead) :], True
    return code


def find_numbers(text: str) -> list[FoundNumber]:
    """Find every document number in `text`, whatever its brackets, spaces or line breaks."""
    found = []
    for match in _NUMBER.finditer(text):
        code = _strip_leads(match["code"])
        start = match.start() + len(match["code"]) - len(code)
        number = Number(code, int(match["year"]), int(match["serial"]))
        found.append(FoundNumber(number, text[start : match.end()], start, match.end()))
    return found


def parse_number(text: str) -> Number | None:
    """Read `text` as one document number and nothing else; `None` if it is not."""
    match = _NUMBER.fullmatch(text.strip())
    return match and Number(match["code"], int(match["year"]), int(match["serial"]))
