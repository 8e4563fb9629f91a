"""A graph of citations as a picture: one SVG, no script, light and dark."""

import math
import re
from xml.sax.saxutils import escape as escape_markup

from gazette.model.event import Edge, Graph

WIDTH = 1100
_ROW = 56
_STYLE = """
svg{font:14px "Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
.box{fill:#fff;stroke:#555}.box.away{stroke-dasharray:4 3}.box.centre{stroke:#c00000;stroke-width:2}
.name{fill:#111}.edge{stroke:#888;fill:none}.kind{fill:#c00000;font-size:11px}
@media(prefers-color-scheme:dark){.box{fill:#1c1c1c;stroke:#aaa}.name{fill:#eee}
.kind{fill:#ff8a80}.box.centre{stroke:#ff8a80}}
"""
_BOX = 290
_HALF = 17
_SHOWN = 19


_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def escape(text: str) -> str:
    """Write a text as XML; a character that XML cannot hold becomes U+FFFD."""
    return escape_markup(_NO_XML.sub("\ufffd", text))


def svg(graph: Graph, words: dict[str, str] | None = None) -> str:
    """Draw a document in the middle, those that name it on the left, those it names on the right.

    Args:
        graph: What to draw.
        words: What each kind of edge is called; its own name where none is given.
    """
    label = {node.id: node.label for node in graph.nodes}
    held = {node.id for node in graph.nodes if node.held}
    left = _kinds(graph, incoming=True)
    right = _kinds(graph, incoming=False)
    height = _ROW * (max(len(left), len(right), 1) + 1)
    middle = height / 2
    drawn = [_box(graph.centre, label, WIDTH / 2, middle, held, centre=True)]
    for side, found in ((-1, left), (1, right)):
        for at, (other, kinds) in enumerate(found.items()):
            x = WIDTH / 2 + side * (WIDTH / 2 - _BOX / 2 - 4)
            y = _ROW * (at + 1) + (height - _ROW * (len(found) + 1)) / 2
            said = "、".join((words or {}).get(kind, kind) for kind in kinds)
            drawn += [_edge(side, x, y, middle, said), _box(other, label, x, y, held)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {math.ceil(height)}" '
        f'role="img" lang="zh-CN"><title>{escape(label.get(graph.centre, graph.centre))}</title>'
        f"<style>{_STYLE}</style>{''.join(drawn)}</svg>\n"
    )


def _kinds(graph: Graph, *, incoming: bool) -> dict[str, list[str]]:
    """Return each neighbour on one side with the kinds of its edges."""
    found: dict[str, list[str]] = {}
    for edge in graph.edges:
        near, far = _ends(edge, incoming=incoming)
        if near == graph.centre and edge.kind not in found.setdefault(far, []):
            found[far].append(edge.kind)
    return found


def _ends(edge: Edge, *, incoming: bool) -> tuple[str, str]:
    return (edge.target, edge.source) if incoming else (edge.source, edge.target)


def _box(
    name: str, label: dict[str, str], x: float, y: float, held: set[str], *, centre: bool = False
) -> str:
    text = label.get(name, name)
    shown = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    kind = "box" + (" centre" if centre else "") + ("" if name in held else " away")
    return (
        f"<g><title>{escape(text)}</title>"
        f'<rect class="{kind}" x="{x - _BOX / 2:.0f}" y="{y - _HALF:.0f}" width="{_BOX}" '
        f'height="{2 * _HALF}" rx="4"/>'
        f'<text class="name" x="{x:.0f}" y="{y + 5:.0f}" text-anchor="middle">{escape(shown)}</text></g>'
    )


def _edge(side: int, x: float, y: float, middle: float, said: str) -> str:
    start, end = WIDTH / 2 + side * _BOX / 2, x - side * _BOX / 2
    bend = (start + end) / 2
    return (
        f'<path class="edge" d="M{start:.0f} {middle:.0f}C{bend:.0f} {middle:.0f} '
        f'{bend:.0f} {y:.0f} {end:.0f} {y:.0f}"/>'
        f'<text class="kind" x="{x:.0f}" y="{y - _HALF - 2:.0f}" text-anchor="middle">{escape(said)}</text>'
    )
