"""The catalogue of what is in force: Markdown, HTML and a spreadsheet from the same rows."""

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from gazette.errors import RenderError
from gazette.model.event import Status, StatusKind
from gazette.render import labels, templates

ORDER = tuple(StatusKind)
"""The groups, in this order."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A policy, held or known by reference only, and what holds of it."""

    id: str
    number: str | None
    title: str | None
    issued: date | None
    status: Status
    held: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the catalogue, in words."""

    number: str
    title: str
    issued: str
    status: str
    until: str
    because: str


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one status."""

    status: str
    rows: tuple[Row, ...]


def groups(entries: Iterable[Entry], label: Mapping[str, str]) -> tuple[Group, ...]:
    """Group entries by status, in the order of the statuses; within one, by id."""
    ordered = sorted(entries, key=lambda e: (ORDER.index(e.status.kind), e.id))
    return tuple(
        Group(status.value, tuple(_row(entry, label) for entry in members))
        for status, members in groupby(ordered, key=lambda e: e.status.kind)
    )


def _row(entry: Entry, label: Mapping[str, str]) -> Row:
    title = entry.title or label["untitled"]
    return Row(
        number=entry.number or entry.id,
        title=title if entry.held else f"{title}{label['not_held']}",
        issued=entry.issued.isoformat() if entry.issued else "",
        status=entry.status.kind.value,
        until=entry.status.until.isoformat() if entry.status.until else "",
        because="；".join(filter(None, (because.quote for because in entry.status.because))),
    )


def render(
    entries: Sequence[Entry],
    day: date,
    form: str,
    *,
    language: str = "zh",
    own_templates: Path | None = None,
) -> bytes:
    """Return the catalogue of a day.

    Args:
        entries: The policies.
        day: The day it speaks of.
        form: md, html or xlsx.
        language: Of the words the catalogue adds.
        own_templates: The editor's own templates.

    Raises:
        RenderError: There is no such form.
    """
    label = labels.load("catalogue", language)
    found = groups(entries, label)
    forms: Mapping[str, Callable[[], bytes]] = {
        "md": lambda: _markdown(found, day, label),
        "html": lambda: _html(found, day, label, language, own_templates),
        "xlsx": lambda: _xlsx(found, label),
    }
    if form not in forms:
        raise RenderError(f"No catalogue of the form {form!r}.", f"One of: {', '.join(forms)}.")
    return forms[form]()


def _heads(label: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(label[name] for name in ("number", "name", "issued", "until", "because"))


def _cells(row: Row) -> tuple[str, ...]:
    return row.number, row.title, row.issued, row.until, row.because


def _markdown(found: Sequence[Group], day: date, label: Mapping[str, str]) -> bytes:
    lines = [f"# {label['title']}", "", label["as_of"].format(day=day), ""]
    for group in found:
        lines += [f"## {group.status}", "", f"| {' | '.join(_heads(label))} |"]
        lines.append("|" + " --- |" * len(_heads(label)))
        for row in group.rows:
            lines.append("| " + " | ".join(map(_plain, _cells(row))) + " |")
        lines.append("")
    return "\n".join([*lines, label["note"], ""]).encode()


_ESCAPED = str.maketrans({char: f"\\{char}" for char in "\\|*_`<>[]#"} | {"\n": " "})


def _plain(text: str) -> str:
    """Write a text so that Markdown shows it as it is."""
    return text.translate(_ESCAPED)


def _html(
    found: Sequence[Group],
    day: date,
    label: Mapping[str, str],
    language: str,
    own_templates: Path | None,
) -> bytes:
    values = {
        "lang": "zh-CN" if language == "zh" else language,
        "label": label,
        "day": day.isoformat(),
        "heads": _heads(label),
        "groups": found,
    }
    return templates.fill("catalogue/catalogue.html.j2", values, own_templates).encode()


def _xlsx(found: Sequence[Group], label: Mapping[str, str]) -> bytes:
    """Write a workbook with a sheet for each status; every cell is a text, never a formula."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for group in found:
        sheet = book.create_sheet(group.status)
        for letter, width in zip("ABCDE", (24, 60, 12, 12, 60), strict=True):
            sheet.column_dimensions[letter].width = width
        sheet.freeze_panes = "A2"
        for values in (_heads(label), *map(_cells, group.rows)):
            sheet.append([_text_cell(sheet, text) for text in values])
    if not found:
        book.create_sheet(label["title"][:31])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


_CELL_MAX = 32767
"""A cell of a workbook holds no more characters."""


def _text_cell(sheet: Any, text: str) -> Any:
    """Return a cell that holds a text, whatever it begins with and whatever it holds."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)[:_CELL_MAX])
    cell.data_type = "s"
    return cell
