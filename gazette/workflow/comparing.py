"""Comparing two policies, two revisions, or two files."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gazette import compare, extract, segment, shapes
from gazette.errors import UnknownError
from gazette.model.comparison import Comparison
from gazette.model.document import Part
from gazette.render import comparison as page
from gazette.store import records
from gazette.workflow.desk import OpenDesk, open_desk
from gazette.workflow.files import write_whole
from gazette.workflow.shelf import find


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison."""

    name: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Pages:
    """Which pages of a comparison to write, and how."""

    html: Path | None = None
    pdf: Path | None = None
    docx: Path | None = None
    view: str = "table"
    fold_same: bool = True
    swap: bool = False


def sides(names: Sequence[str], home: Callable[[], Path]) -> tuple[Side, Side]:
    """Read both sides; the desk is opened only when one of them is no file.

    Args:
        names: Old and new: a file, an id, a number, or `ID@REVISION`.
        home: Finds the root of the desk.
    """
    old, new = names
    if _is_file(old) and _is_file(new):
        return _from_file(old), _from_file(new)
    with open_desk(home()) as desk:
        return _side(desk, old), _side(desk, new)


def _is_file(name: str) -> bool:
    return Path(name).is_file()


def _from_file(name: str) -> Side:
    extraction = extract.read(Path(name))
    return Side(Path(name).name, segment.read_parts(extraction.text))


def _side(desk: OpenDesk, name: str) -> Side:
    if _is_file(name):
        return _from_file(name)
    policy_id, revision = _resolved(desk, name)
    policy = records.load_policy(desk.archive, policy_id, revision or "HEAD")
    title = policy.meta.title or policy.meta.number or policy.id
    return Side(f"{title}@{revision}" if revision else title, policy.parts)


def _resolved(desk: OpenDesk, name: str) -> tuple[str, str | None]:
    """Return the id and the revision that `name` means; an edition's id has an @ of its own."""
    try:
        return find(desk, name), None
    except UnknownError:
        plain, mark, revision = name.rpartition("@")
        if not mark:
            raise
        return find(desk, plain), revision


def compare_sides(old: Side, new: Side) -> Comparison:
    """Compare two sides, notice against notice and instrument against instrument."""
    return compare.compare(old.parts, new.parts, old_name=old.name, new_name=new.name)


def shape(found: Comparison) -> shapes.Shape:
    """Return a comparison as `gazette compare --json` prints it."""
    return compare.as_json(found)


def write_pages(found: Comparison, read: Sequence[Side], pages: Pages) -> list[Path]:
    """Check that the table gives both texts back, then write the pages that are asked for."""
    old, new = read
    written: list[Path] = []
    if not (pages.html or pages.pdf or pages.docx):
        return written
    compare.check_table(found, old.parts, new.parts)
    html = page.view(found, pages.view, fold_same=pages.fold_same, swap=pages.swap)
    if pages.html:
        written.append(write_whole(pages.html, html.encode()))
    if pages.pdf:
        from gazette.render import pdf

        written.append(write_whole(pages.pdf, pdf.write(html)))
    if pages.docx:
        from gazette.render import comparison_docx

        columns = ("new", "old", "note") if pages.swap else ("old", "new", "note")

        written.append(
            write_whole(
                pages.docx,
                comparison_docx.write(found, columns=columns, fold_same=pages.fold_same),
            )
        )
    return written


def terminal(found: Comparison) -> str:
    """Return a comparison as plain text for a terminal."""
    from gazette.render import comparison_text

    return comparison_text.lines(found)
