"""The annual index of a year's issues: gathered, written as HTML and PDF, and proved."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gazette.errors import MissingError, UnknownError
from gazette.issue import index as indexing
from gazette.model.issue import AnnualIndex, IndexedIssue, IndexLine
from gazette.render import annual, labels, profile
from gazette.render.annual import Order, View
from gazette.workflow.desk import OpenDesk
from gazette.workflow.files import write_whole
from gazette.workflow.issues import lenient, manifests


@dataclass(frozen=True, slots=True)
class Indexed:
    """What was written of an annual index, and what was proved of it."""

    index: AnnualIndex
    order: Order
    html: Path
    pdf: Path | None
    """`None`: none was asked for, or none could be set; `warning` says why."""
    warning: str | None
    lost: tuple[IndexLine, ...]
    """Entries that name a policy whose text is not to be had."""
    unsaid: tuple[str, ...]
    """Lines that HTML or PDF, read back, do not say."""

    @property
    def right(self) -> bool:
        """Whether every entry exists, and every page says it."""
        return not self.lost and not self.unsaid


def gather(open_desk: OpenDesk, year: int) -> tuple[AnnualIndex, Order]:
    """Return the index of a year, and its entries by number and by issuer.

    Raises:
        UnknownError: The desk has no issue of that year.
        DeskError: A running order cannot be read: what it carries would be missing.
    """
    desk = open_desk.desk
    orders = manifests(open_desk)
    index = indexing.annual(year, orders, lenient(open_desk), desk.sections)
    if not index.issues:
        years = ", ".join(str(each) for each in sorted({order.year for order in orders}))
        raise UnknownError(
            f"There is no issue of {year}.", f"There are issues of: {years or 'no year yet'}."
        )
    return index, Order(
        indexing.by_number(index, desk.register), indexing.by_issuer(index, desk.register)
    )


def write(
    open_desk: OpenDesk, year: int, out: Path | None = None, *, with_pdf: bool = True
) -> Indexed:
    """Write the annual index of a year as HTML, PDF and JSON, and read both faces back.

    Args:
        open_desk: The desk.
        year: The year.
        out: The folder to write to; the desk's `public/annual` if not given.
        with_pdf: Whether a PDF is set.

    Raises:
        UnknownError: The desk has no issue of that year.
        RenderError: A page cannot be set faithfully.
    """
    desk = open_desk.desk
    index, order = gather(open_desk, year)
    own = desk.templates if desk.templates.is_dir() else None
    page = annual.page(index, desk.language, own, order=order)
    data, warning = _pdf(open_desk, index, order) if with_pdf else (None, None)
    wanted = annual.views(index, labels.load("issue", desk.language), order)
    unsaid = _unsaid(wanted, page, data)
    folder = out or desk.public / "annual"
    html = write_whole(folder / f"{year}.html", page.encode())
    pdf = write_whole(folder / f"{year}.pdf", data) if data else None
    done = Indexed(index, order, html, pdf, warning, indexing.lost(index), unsaid)
    text = json.dumps(shape(done), ensure_ascii=False, indent=1) + "\n"
    write_whole(folder / f"{year}.json", text.encode())
    return done


def _pdf(open_desk: OpenDesk, index: AnnualIndex, order: Order) -> tuple[bytes | None, str | None]:
    """Set the PDF; without Pango there is none, and a warning."""
    from gazette.render import pdf

    desk = open_desk.desk
    own = desk.templates if desk.templates.is_dir() else None
    layout = profile.with_overrides(profile.load(desk.profile, own), desk.extra.get("layout", {}))
    html = annual.print_page(index, layout, desk.language, own, order=order)
    try:
        options = pdf.Options(families=layout.families)
        return pdf.write(html, options, cache=desk.root / ".cache" / "pdf"), None
    except MissingError as error:
        return None, f"{error.message} {error.hint}"


def _unsaid(wanted: Sequence[View], page: str, data: bytes | None) -> tuple[str, ...]:
    """Return the lines that a face does not say, each with the face."""
    said = [("HTML", annual.page_words(page))]
    said += [("PDF", annual.pdf_words(data))] if data else []
    return tuple(
        f"{face}: {row.text} {row.place}"
        for face, words in said
        for row in annual.unsaid(wanted, words)
    )


def shape(done: Indexed) -> dict[str, Any]:
    """Return an annual index as `gazette issue index --json` prints it.

    The lists by number and by issuer name entries by their place in `entries`, counted from 0.
    """
    index, lines = done.index, done.index.lines
    places = {id(line): at for at, line in enumerate(lines)}
    return {
        "year": index.year,
        "name": index.name,
        "counts": {
            "issues": len(index.issues),
            "sections": len(index.sections),
            "entries": len(lines),
            "held": sum(line.held for line in lines),
            "numbered": sum(line.number is not None for line in lines),
        },
        "issues": [_issue(issue) for issue in index.covered],
        "sections": [{"name": name, "entries": len(found)} for name, found in index.sections],
        "entries": [_entry(line) for line in lines],
        "by_number": [
            {"code": code, "entries": [places[id(line)] for line in found]}
            for code, found in done.order.by_number
        ],
        "by_issuer": [
            {"issuer": name, "entries": [places[id(line)] for line in found]}
            for name, found in done.order.by_issuer
        ],
        "proof": {
            "right": done.right,
            "not_to_be_had": [line.policy for line in done.lost],
            "unsaid": list(done.unsaid),
        },
        "html": done.html.name,
        "pdf": done.pdf.name if done.pdf else None,
        "warning": done.warning,
    }


def _issue(issue: IndexedIssue) -> dict[str, Any]:
    return {
        "id": issue.id,
        "number": issue.number,
        "total": issue.total,
        "published": issue.published.isoformat() if issue.published else None,
        "entries": issue.entries,
    }


def _entry(line: IndexLine) -> dict[str, Any]:
    return {
        "title": line.title,
        "number": line.number,
        "section": line.section,
        "issuers": list(line.issuers),
        "issue": line.issue,
        "issue_number": line.count,
        "page": line.page,
        "policy": line.policy,
        "held": line.held,
    }
