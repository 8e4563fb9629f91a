"""What is written for people to read of a reconciliation: a page, and a TEI apparatus."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from gazette.render import collation as page
from gazette.workflow.desk import OpenDesk
from gazette.workflow.files import write_whole
from gazette.workflow.rulings import Reconciled


def write_report(
    open_desk: OpenDesk, found: Sequence[Reconciled], path: Path, when: datetime
) -> Path:
    """Write the editor's page on these policies."""
    html = page.report_page(
        [(each.policy, each.collation, each.sources) for each in found],
        own_templates=open_desk.desk.templates,
        language=open_desk.desk.language,
    )
    del when
    return write_whole(path, html.encode())


def write_tei(found: Sequence[Reconciled], path: Path) -> Path:
    """Write the copies of these policies as TEI with a parallel apparatus."""
    xml = page.tei([(each.policy, each.collation, each.sources) for each in found])
    return write_whole(path, xml.encode())
