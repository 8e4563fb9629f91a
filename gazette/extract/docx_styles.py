"""Styles of a DOCX: what a paragraph or run inherits through the chain of styles."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from gazette.extract.docx_xml import (
    Element,
    attribute,
    child,
    children,
    is_on,
    name,
    number,
    value,
)

_MAX_CHAIN = 20
_TITLES = frozenset(("title", "标题"))


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by id."""

    by_id: dict[str, Element] = field(default_factory=dict)
    default: str | None = None
    """Id of the style of paragraphs that name none."""

    @classmethod
    def load(cls, root: Element | None) -> "Styles":
        """Read `word/styles.xml`; a document without it has no styles."""
        styles = list(children(root, "style"))
        by_id = {attribute(style, "styleId") or "": style for style in styles}
        default = next(
            (
                attribute(style, "styleId")
                for style in styles
                if attribute(style, "type") == "paragraph" and attribute(style, "default") == "1"
            ),
            None,
        )
        return cls(by_id, default)

    def chain(self, style_id: str | None) -> Iterator[Element]:
        """Yield a style and those it is based on, nearest first."""
        wanted = style_id
        for _ in range(_MAX_CHAIN):
            style = self.by_id.get(wanted or "")
            if style is None:
                return
            yield style
            wanted = value(style, "basedOn")

    def of(self, paragraph: Element) -> str | None:
        """Return the id of a paragraph's style."""
        return value(paragraph, "pPr", "pStyle") or self.default

    def heading(self, paragraph: Element) -> int | None:
        """Return the level of a heading, counted from 1; `None` for other paragraphs."""
        own = value(paragraph, "pPr", "outlineLvl")
        if own is not None:
            return _level(own)
        for style in self.chain(self.of(paragraph)):
            outline = value(style, "pPr", "outlineLvl")
            if outline is not None:
                return _level(outline)
            if (value(style, "name") or "").lower() in _TITLES:
                return 1
        return None

    def hidden(self, run: Element, paragraph: Element) -> str | None:
        """Say why a run is not seen; `None` if it is."""
        layers = [child(run, "rPr")]
        layers += [child(s, "rPr") for s in self.chain(value(run, "rPr", "rStyle"))]
        layers += [child(s, "rPr") for s in self.chain(self.of(paragraph))]
        vanish = next(
            (on for layer in layers if (on := is_on(layer, "vanish")) is not None), False
        )
        if vanish:
            return "hidden run"
        size = next((found for layer in layers if (found := value(layer, "sz"))), None)
        if size is not None and number(size, 99) <= 2:
            return "tiny"
        colour = next((found for layer in layers if (found := value(layer, "color"))), None)
        if (colour or "").upper() == "FFFFFF" and not _is_shaded(layers, paragraph):
            return "white on white"
        return None


def _level(outline: str) -> int | None:
    level = number(outline, 9)
    return level + 1 if 0 <= level < 9 else None


def _is_shaded(layers: list[Element | None], paragraph: Element) -> bool:
    """Tell whether something is painted behind a run: by itself, its paragraph or its cell."""
    shades = [child(layer, "shd") for layer in layers] + [
        child(layer, "highlight") for layer in layers
    ]
    shades.append(child(paragraph, "pPr", "shd"))
    above = paragraph.getparent()
    if above is not None and name(above) == "tc":
        shades.append(child(above, "tcPr", "shd"))
    fills = (attribute(shade, "fill") or attribute(shade, "val") for shade in shades)
    return any(
        (fill or "auto").lower() not in ("auto", "ffffff", "clear", "none") for fill in fills
    )
