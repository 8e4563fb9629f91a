"""Hostile pages against the bounds on setting a PDF: what each costs, and what is said.

    python benchmarks/drill_render.py [NAME ...]

Each page is set as a build does.  It must give a PDF or one sentence, in at most ten seconds of
processor time and 512 MiB.  Exit status 1 when one does not.  Linux only: it reads peaks of memory.
"""

import os
import resource
import sys
from collections.abc import Iterator

from gazette.errors import RenderError
from gazette.render import pdf

PAGE = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>t</title>
<style>body { font: 12pt "Noto Serif CJK SC" }</style></head><body>%s</body></html>"""
CPU, MEMORY = 10, 512


def nested(tag: str, style: str, depth: int) -> str:
    """Return elements inside one another."""
    return f'<{tag} style="{style}">' * depth + "x" + f"</{tag}>" * depth


def styled(style: str, text: str = "x") -> str:
    """Return a paragraph with a style of its own."""
    return f'<p style="{style}">{text}</p>'


def doubling(count: int, use: str) -> str:
    """Return variables each twice as long as the one before."""
    grown = "".join(f"--a{n + 1}: var(--a{n}) var(--a{n});" for n in range(count))
    return f'<style>p {{ --a0: "xxxxxxxxxx"; {grown} }} {use}</style><p>x</p>'


def drawn(levels: int) -> str:
    """Return a drawing that uses another ten times, which uses another ten times."""
    groups = "".join(
        f'<g id="a{n + 1}">' + f'<use href="#a{n}"/>' * 10 + "</g>" for n in range(levels)
    )
    return f'<svg><defs><g id="a0"><rect width="1" height="1"/></g>{groups}</defs><use href="#a{levels}"/></svg>'


BOMBS = {
    "500 nested elements": nested("div", "", 500),
    "95 nested elements": nested("div", "", 95),
    "100,000 unclosed": "<b>" * 100_000,
    "100,000 cells": "<table>" + ("<tr>" + "<td>x</td>" * 100 + "</tr>") * 1000 + "</table>",
    "colspan 1,000,000": "<table><tr><td colspan=1000000>x</td></tr></table>",
    "rowspan 1,000,000": "<table><tr><td rowspan=1000000>x</td></tr><tr><td>y</td></tr></table>",
    "10 cells of 1,000 columns": "<table>" + "<tr><td colspan=1000>x</td></tr>" * 10 + "</table>",
    "1,000,000 letters in a word": "a" * 1_000_000,
    "99,000 letters in a word": "a" * 99_000,
    "1,000,000 Chinese characters": "文" * 1_000_000,
    "100,000 inline spans": "<p>" + "<span>x</span>" * 100_000 + "</p>",
    "100,000 attributes": "<p " + " ".join(f"a{n}=x" for n in range(100_000)) + ">x</p>",
    "font size 1e9": styled("font-size: 1e9px"),
    "width 1e30": styled("width: 1e30px; margin: 1e30px"),
    "height 1e9": styled("height: 1e9px"),
    "letter spacing 1e9": styled("letter-spacing: 1e9px; text-indent: 1e9px", "xyz"),
    "tab size 1e9": styled("tab-size: 1000000000; white-space: pre", "\t\t\tx"),
    "1,000,000 columns": f'<div style="columns: 1000000">{"x " * 1000}</div>',
    "1,000,000 tracks": nested("div", "display: grid; grid-template-columns: repeat(1000000, 1px)", 1),
    "grid line 1,000,000": f'<div style="display: grid">{styled("grid-area: 1000000 / 1000000")}</div>',
    "gradient of 0.0001 px": styled("background: repeating-linear-gradient(red 0, blue .0001px); height: 500px"),
    "pages of 1 px": "<style>@page { size: 1px 1px; margin: 0 }</style>" + "x " * 1000,
    "calc in calc": styled("width:" + "calc(" * 5000 + "1px" + ")" * 5000),
    "rules in rules": "<style>" + "p{" * 5000 + "</style><p>x",
    "doubling variables, font": doubling(30, "p { font-family: var(--a30) }"),
    "doubling variables, text": doubling(22, "p::before { content: var(--a22) }"),
    "12 columns in columns": nested("div", "columns: 2", 12),
    "30 flex in flex": nested("div", "display: flex", 30),
    "25 tables in tables": "<table><tr><td>" * 25 + "x" + "</td></tr></table>" * 25,
    "drawing of 10^9 uses": drawn(9),
    "data: picture": '<img src="data:image/png;base64,iVBORw0KGgo=">',
    "data: drawing": '<img src="data:image/svg+xml,<svg/>">',
    "data: style sheet": '<link rel="stylesheet" href="data:text/css,p{color:red}"><p>x',
    "outside address": '<img src="http://192.0.2.1/x.png">',
}  # fmt: skip


def cost(page: str) -> tuple[float, int, str]:
    """Set a page in a process of its own: seconds, MiB at the peak, and what came of it."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        try:
            said = f"PDF of {len(pdf.write(page)):,} bytes"
        except RenderError as error:
            said = error.message
        except BaseException as error:  # noqa: BLE001 - this is what the drill looks for
            said = f"BUG {error!r}"
        spent = resource.getrusage(resource.RUSAGE_CHILDREN)
        told = f"{spent.ru_utime + spent.ru_stime}\t{spent.ru_maxrss // 1024}\t{said[:200]}"
        os.write(writer, told.encode())
        os._exit(0)
    os.waitpid(child, 0)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as told_by:
        seconds, memory, said = told_by.read().split("\t", 2)
    return float(seconds), int(memory), said


def rows(names: list[str]) -> Iterator[tuple[str, float, int, str]]:
    """Yield what each page costs."""
    for name in names or BOMBS:
        yield (name, *cost(PAGE % BOMBS[name]))


def main() -> int:
    """Print the table."""
    failed = 0
    print("| page | s of processor | MiB | said |\n|---|---|---|---|")
    for name, seconds, memory, said in rows(sys.argv[1:]):
        right = seconds <= CPU and memory <= MEMORY and not said.startswith("BUG")
        failed += not right
        print(
            f"| {name} | {seconds:.1f} | {memory} | {'' if right else '**OUT** '}{said} |",
            flush=True,
        )
    print(
        f"\n{len(sys.argv[1:] or BOMBS)} pages, {failed} beyond {CPU} s, {MEMORY} MiB or one sentence"
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
