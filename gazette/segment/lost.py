"""Question marks that stand for something a re-encoding lost.

Text that went through a charset without it shows "?" for a wide space and for ⑪ and the like.
The one is read as the space it was; the other stays in the text, and a flag tells of it, for
nobody can say from the source which character it was.
"""

import re

from gazette.text.fold import is_han

_MARK = re.compile(r"\?")
_EDGE = re.compile(r"[。；：:;]\s?\?|\?\s|(?:章|条|節|节|\d\.)\?")
_QUESTION = re.compile(
    r"(?:吗|呢|什么|怎么|怎样|如何|为何|何时|何种|多少|谁|哪)[^。；！？?\n]{0,40}$"
)
_ADDRESS = re.compile(r"https?://[!-~]{1,300}")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
ENOUGH = 3
"""A page with fewer marks at the edges of clauses may well mean its question marks."""
REACH_BACK = 60
"""A question word stands no farther than this before its mark."""
REACH = 400
"""A lost number stands no farther than this from the number before it."""


def lost_marks(text: str) -> tuple[list[int], list[int]]:
    """Find the marks that stand for lost characters.

    Returns:
        Positions of lost spaces, and positions of other lost characters.
    """
    if text.count("?") < ENOUGH or sum(1 for _ in _EDGE.finditer(text)) < ENOUGH:
        return [], []
    addresses = [match.span() for match in _ADDRESS.finditer(text)]
    spaces: list[int] = []
    others: list[int] = []
    current = 0
    for match in _MARK.finditer(text):
        at = match.start()
        while current < len(addresses) and addresses[current][1] <= at:
            current += 1
        if _inside(addresses, current, at, text) or _QUESTION.search(
            text, max(0, at - REACH_BACK), at
        ):
            continue
        (others if _is_number(text, at, others) else spaces).append(at)
    return spaces, others


def _inside(addresses: list[tuple[int, int]], current: int, at: int, text: str) -> bool:
    """Tell whether a mark is part of a web address; one at its very end is not."""
    if current == len(addresses):
        return False
    start, end = addresses[current]
    return start <= at < end - 1 and text[at + 1].isascii() and not text[at + 1].isspace()


def _is_number(text: str, at: int, others: list[int]) -> bool:
    """Tell whether the mark at `at` stands for the next circled number of a list."""
    before = text[max(0, at - 2) : at]
    if at + 1 >= len(text) or not is_han(text[at + 1]):
        return False
    if len(before) < 2 or not before[1].isspace() or before[0] not in "。；;":
        return False
    near = text[max(0, at - REACH) : at]
    follows_lost = bool(others) and at - others[-1] < REACH
    return follows_lost or any(mark in near for mark in _CIRCLED[9:])


def mend(text: str, spaces: list[int]) -> str:
    """Return `text` with a space for every lost one, as long as before."""
    if not spaces:
        return text
    chars = list(text)
    for at in spaces:
        chars[at] = " "
    return "".join(chars)
