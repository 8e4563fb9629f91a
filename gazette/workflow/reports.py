"""What is written for people to read of a reconciliation: a page, and a TEI apparatus."""

import base64
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from gazette import extract
from gazette.errors import SourceError
from gazette.extract.pictures import page_png
from gazette.model.collation import Collation, Reading
from gazette.model.source import Extraction, Medium
from gazette.render import collation as page
from gazette.store import records
from gazette.workflow import doubts
from gazette.workflow.desk import OpenDesk
from gazette.workflow.files import write_whole
from gazette.workflow.rulings import Reconciled

MAX_PICTURES = 24
"""A page with more pictures is too heavy to open."""


def with_pages(open_desk: OpenDesk, found: Reconciled) -> Reconciled:
    """Say of each reading from a PDF which page it stands on."""
    read = {
        sha256: extract.read_bytes(records.load_source(open_desk.archive, sha256), source.name)
        for sha256, source in found.sources.items()
        if source.medium is Medium.PDF
    }
    if not read:
        return found
    variants = tuple(
        replace(
            variant,
            readings=tuple(
                (sha256, _on_page(reading, read.get(sha256)))
                for sha256, reading in variant.readings
            ),
        )
        for variant in found.collation.variants
    )
    collation: Collation = replace(found.collation, variants=variants)
    return replace(found, collation=collation)


def _on_page(reading: Reading, extraction: Extraction | None) -> Reading:
    if extraction is None:
        return reading
    start = reading.span.start
    before = [line for line in extraction.lines if line.start <= start]
    return replace(reading, page=before[-1].page) if before else reading


def write_report(open_desk: OpenDesk, found: Sequence[Reconciled], path: Path) -> Path:
    """Write the editor's page on these policies, with pictures of the PDF pages in question."""
    desk = open_desk.desk
    html = page.report_page(
        [(each.policy, each.collation, each.sources) for each in found],
        own_templates=desk.templates if desk.templates.is_dir() else None,
        language=desk.language,
        images=_pictures(open_desk, found),
        doubts={each.policy.id: doubts.told(open_desk, each.policy.id) for each in found},
    )
    return write_whole(path, html.encode())


def _pictures(
    open_desk: OpenDesk, found: Sequence[Reconciled]
) -> dict[str, list[tuple[str, str]]]:
    """Return, for each variant, the pages its readings stand on, each page drawn once."""
    drawn: dict[tuple[str, int], str] = {}
    shown: dict[str, list[tuple[str, str]]] = {}
    for each in found:
        for variant in each.collation.variants:
            for sha256, reading in variant.readings:
                key = (sha256, reading.page or 0)
                if reading.page is None or len(drawn) >= MAX_PICTURES:
                    continue
                if key not in drawn:
                    drawn[key] = _picture(open_desk, sha256, reading.page)
                if drawn[key]:
                    caption = f"{each.sources[sha256].name}, {reading.page}"
                    shown.setdefault(variant.id, []).append((caption, drawn[key]))
    return shown


def _picture(open_desk: OpenDesk, sha256: str, number: int) -> str:
    """Return a page as a `data:` address; empty where it cannot be drawn."""
    try:
        png = page_png(records.load_source(open_desk.archive, sha256), number)
    except SourceError:
        return ""
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"


def write_tei(found: Sequence[Reconciled], path: Path) -> Path:
    """Write the copies of these policies as TEI with a parallel apparatus."""
    xml = page.tei([(each.policy, each.collation, each.sources) for each in found])
    return write_whole(path, xml.encode())
