"""A real PDF of issue 21, typeset from its text, held against the web copy."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from gazette.model.source import Medium
from gazette.workflow.desk import OpenDesk, init_desk, open_desk
from gazette.workflow.imports import Origin, import_file
from gazette.workflow.reports import with_pages, write_report
from gazette.workflow.rulings import reconcile, with_copies
from tests.conftest import EDITION, ROOT, SEEDS, WHEN
from tests.extract.make_pdf import typeset


@pytest.fixture(scope="module")
def pdf_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenDesk]:
    root = tmp_path_factory.mktemp("pdf")
    shutil.copy(ROOT / "gazette.toml", root)
    init_desk(root)
    (dump,) = SEEDS.glob("001_*")
    pdf = root / "issue-21.pdf"
    pdf.write_bytes(typeset(dump.read_text("utf-8"), columns=2))
    with open_desk(root) as desk:
        import_file(desk, pdf, WHEN, Origin(EDITION))
        (web,) = SEEDS.glob("000_*")
        import_file(desk, web, WHEN, Origin(EDITION, "web"))
        yield desk


def test_the_pdf_is_read_as_the_same_five_documents(pdf_desk: OpenDesk) -> None:
    assert len(with_copies(pdf_desk)) == 5
    found = reconcile(pdf_desk, "吉工信创业/2023/92")
    assert [source.medium for source in found.sources.values()] == [Medium.PDF, Medium.PLAIN]


def test_the_same_words_differ_as_in_the_dump(pdf_desk: OpenDesk, desk: OpenDesk) -> None:
    for policy_id in with_copies(pdf_desk):
        ours = reconcile(pdf_desk, policy_id).collation.variants
        dump = reconcile(desk, policy_id).collation.variants
        said = [sorted(r.text for _, r in v.readings) for v in ours]
        assert said == [sorted(r.text for _, r in v.readings) for v in dump]


def test_a_reading_says_its_page_and_the_report_shows_it(
    pdf_desk: OpenDesk, tmp_path: Path
) -> None:
    found = with_pages(pdf_desk, reconcile(pdf_desk, "吉工信创业/2023/92"))
    pages = [reading.page for v in found.collation.variants for _, reading in v.readings]
    assert any(page and page > 5 for page in pages)
    assert None in pages
    html = write_report(pdf_desk, [found], tmp_path / "report.html").read_text("utf-8")
    assert "data:image/png;base64," in html
