"""Chinese lines set flush right: slack spread between characters, adjacent marks squeezed.

WeasyPrint stretches spaces only, and Chinese has none.  Here, and nowhere else, two of its private
functions are replaced while a page is set (import this module only then: it imports WeasyPrint):

* `weasyprint.layout.inline.justify_line` counts the gaps between characters that may grow and gives
  each its share of the slack.  A Chinese character carries half a share on either side, so a gap
  between two of them grows by one share and a gap to a digit or a Latin letter by half of one.
* `weasyprint.text.line_break.Layout.set_text` turns that into Pango's letter spacing, which lies
  half on either side of a character too, and narrows a mark that stands next to another mark
  (`）、` or `。”`) to half its width by the font's own feature `halt`.  A mark without width between
  Chinese and Latin letters or digits (`render.spacing` puts it) is spaced by a quarter of an em.

If a target is not what it was in the version this was written for, lines stay flush left, and the
proof of the PDF says so.
"""

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from weasyprint.formatting_structure.boxes import InlineBox, TextBox
from weasyprint.layout import inline
from weasyprint.text.ffi import TO_UNITS, ffi, pango
from weasyprint.text.line_break import Layout

MOST = 0.5
"""A gap grows by no more than this part of an em; a line that would need more stays short."""

_OPENING = "（《「『【〔〈“‘"
_CLOSING = "，。、；：！？）》」』】〕〉”’"
_BREAK = "\u200b"
"""Where a line may break; `render.spacing` puts it."""
_PAIR = re.compile(
    rf"[{_CLOSING}](?=[{_CLOSING}])|(?<=[{_CLOSING}{_OPENING}])[{_OPENING}]"
    rf"|(?<=[{_CLOSING}]{_BREAK})[{_OPENING}]"
)
"""A mark that loses the empty half of its square to its neighbour.

A line may break between a closing mark and an opening one.  There the opening one is squeezed: at
the start of the next line it is whole again, and the line before is as wide as it was measured.
"""
_GROWS = re.compile(
    "[\u00a0\u0020\u00b7\u2018-\u201d\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U000323af]+"
)
"""Characters with room on either side.  Dashes and ellipses join up and have none."""
LATIN_GAP = 0.25
"""Part of an em between Chinese and Latin letters or digits."""
_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_LATIN = "0-9A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff"
_GAP = re.compile(rf"(?<=[{_HAN}]){_BREAK}(?=[{_LATIN}])|(?<=[{_LATIN}]){_BREAK}(?=[{_HAN}])")
"""A mark between the two scripts; at the end of a line it has a neighbour on one side only, and no gap."""
_LAST_BREAK = re.compile(rf"{_BREAK}$")
_TARGETS = {
    "justify_line": ("context", "line", "extra_width"),
    "set_text": ("self", "text", "justify"),
}

Boxes = Any
"""WeasyPrint is untyped."""


@contextmanager
def between_characters() -> Iterator[bool]:
    """Justify between characters while the block runs; tells whether it can."""
    if not is_known():
        with _replaced(inline, "justify_line", _leave) as _:
            yield False
        return
    with (
        _replaced(inline, "justify_line", _justify_line),
        _replaced(Layout, "set_text", _set_text(Layout.set_text)),
    ):
        yield True


def is_known() -> bool:
    """Tell whether WeasyPrint's private functions are those this module was written for."""
    found = {"justify_line": getattr(inline, "justify_line", None)}
    found["set_text"] = getattr(Layout, "set_text", None)
    return all(
        function is not None and tuple(inspect.signature(function).parameters) == _TARGETS[name]
        for name, function in found.items()
    ) and hasattr(Layout, "reactivate")


@contextmanager
def _replaced(owner: Any, name: str, function: Callable[..., Any]) -> Iterator[None]:
    before = getattr(owner, name, None)
    setattr(owner, name, function)
    try:
        yield
    finally:
        if before is None:
            delattr(owner, name)
        else:
            setattr(owner, name, before)


def _leave(context: Boxes, line: Boxes, extra_width: float) -> None:
    """Leave a line as it is: flush left, without holes."""


@dataclass(slots=True)
class _Text:
    """A text box of a line and how many shares of the slack lie within it."""

    box: Boxes
    shares: float
    first: bool
    """Whether its first character carries half a share, and so for the last."""
    last: bool


def _justify_line(context: Boxes, line: Boxes, extra_width: float) -> None:
    """Spread `extra_width` (CSS pixels) over the gaps of `line`."""
    texts: list[_Text] = []
    _gather(line, texts)
    shares = sum(text.shares for text in texts)
    shares += sum(_between(a, b) for a, b in pairwise(texts))
    if not shares:
        return
    share = extra_width / shares
    if share > MOST * line.style["font_size"]:
        return
    _spread(line, share, _Carry(iter(texts)))


def _gather(box: Boxes, texts: list[_Text]) -> None:
    for child in box.children:
        if not child.is_in_normal_flow():
            continue
        if isinstance(child, TextBox):
            texts.append(_measured(child))
        elif isinstance(child, InlineBox):
            _gather(child, texts)


def _between(left: _Text, right: _Text) -> float:
    return (left.last + right.first) / 2


def _measured(box: Boxes) -> _Text:
    """Count the shares within a box: a character that grows gives half a share on either side."""
    text = box.text
    runs = list(_GROWS.finditer(text))
    if not runs:
        return _Text(box, 0, first=False, last=False)
    first, last = runs[0].start() == 0, runs[-1].end() == len(text.rstrip(_BREAK))
    grown = sum(run.end() - run.start() for run in runs)
    return _Text(box, grown - (first + last) / 2, first=first, last=last)


@dataclass(slots=True)
class _Carry:
    """How far the boxes of a line have been moved, and how the last of them ended."""

    texts: Iterator[_Text]
    """The texts still to come, as they were measured."""
    moved: float = 0.0
    grows: bool = False
    started: bool = False


def _spread(box: Boxes, share: float, carry: _Carry) -> None:
    """Move and widen the boxes of a line, and tell the texts how far to space their characters."""
    box.position_x += carry.moved
    before = carry.moved
    for child in box.children:
        if not child.is_in_normal_flow():
            continue
        if isinstance(child, TextBox):
            _widen(child, share, carry)
        elif isinstance(child, InlineBox):
            _spread(child, share, carry)
        else:
            child.translate(carry.moved, 0)
            carry.grows, carry.started = False, True
    box.width += carry.moved - before


def _widen(box: Boxes, share: float, carry: _Carry) -> None:
    measured = next(carry.texts)
    if carry.started:
        carry.moved += (carry.grows + measured.first) / 2 * share
    box.position_x += carry.moved
    box.width += measured.shares * share
    box.pango_layout.share = share
    carry.moved += measured.shares * share
    carry.grows, carry.started = measured.last, True


def _set_text(original: Callable[..., None]) -> Callable[..., None]:
    """Return a `Layout.set_text` that squeezes marks and, when drawing, spaces characters."""

    def set_text(self: Boxes, text: str, justify: bool = False) -> None:
        original(self, text, justify)
        share = getattr(self, "share", 0) if justify else 0
        squeezed = list(_bytes(_PAIR, self.text))
        marked = _BREAK in self.text
        if not (share or squeezed or marked):
            return
        attributes = pango.pango_layout_get_attributes(self.layout)
        if attributes == ffi.NULL:
            new = pango.pango_attr_list_new()
            attributes = ffi.gc(new, pango.pango_attr_list_unref)
        for place in squeezed:
            _insert(attributes, pango.pango_attr_font_features_new(b"halt"), place)
        if share:
            tracking = self.style["letter_spacing"]
            base = 0 if tracking == "normal" else tracking
            _space(attributes, base + share, _bytes(_GROWS, self.text))
        if marked:
            # A layout keeps the attributes of the longer text that it was cut from.
            _space(attributes, 0, _bytes(_LAST_BREAK, self.text))
            _space(attributes, LATIN_GAP * self.style["font_size"], _bytes(_GAP, self.text))
        pango.pango_layout_set_attributes(self.layout, attributes)

    return set_text


def _insert(attributes: Boxes, attribute: Boxes, place: tuple[int, int]) -> None:
    """Give the bytes of `place` an attribute beside those they have."""
    attribute.start_index, attribute.end_index = place
    pango.pango_attr_list_insert(attributes, attribute)


def _space(attributes: Boxes, width: float, places: Iterable[tuple[int, int]]) -> None:
    """Space the characters at `places` by `width` (CSS pixels), in place of what they have."""
    units = round(width * TO_UNITS)
    for start, end in places:
        attribute = pango.pango_attr_letter_spacing_new(units)
        attribute.start_index, attribute.end_index = start, end
        pango.pango_attr_list_change(attributes, attribute)


def _bytes(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Yield where matches stand in the UTF-8 form of `text`."""
    at = offset = 0
    for match in pattern.finditer(text):
        offset += len(text[at : match.start()].encode())
        length = len(match[0].encode())
        yield offset, offset + length
        at, offset = match.end(), offset + length
