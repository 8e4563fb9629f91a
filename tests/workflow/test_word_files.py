"""Every document of the samples as DOCX says what the archive says."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from gazette.errors import RenderError, UnknownError
from gazette.extract import docx
from gazette.model.correction import Correction
from gazette.model.document import text_of
from gazette.render import document_docx, profile
from gazette.store import catalogue, records
from gazette.workflow import word_files
from gazette.workflow.corrections import correct
from gazette.workflow.desk import OpenDesk, init_desk, open_desk
from gazette.workflow.imports import import_file
from tests.conftest import SEEDS, WHEN

TODAY = date(2026, 1, 2)
NAME = "吉民发〔2023〕40号"


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenDesk]:
    """A desk with all samples imported."""
    root = tmp_path_factory.mktemp("everything")
    init_desk(root)
    with open_desk(root) as desk:
        for path in sorted(SEEDS.glob("0*.txt")):
            import_file(desk, path, WHEN)
        yield desk


def test_every_document_of_the_samples_reads_back_line_by_line(everything: OpenDesk) -> None:
    layout = profile.load(word_files.OFFICIAL)
    ids = [summary.id for summary in catalogue.summaries(everything.archive)]
    assert len(ids) > 30
    for policy_id in ids:
        policy = records.load_policy(everything.archive, policy_id)
        data = document_docx.write(policy, layout)
        found = docx.read(data)
        said = [found.text[each.start : each.end] for each in found.lines if each.note is None]
        wanted = text_of(policy.parts).split("\n")
        assert [each.rstrip("\t") for each in said] == [w.rstrip("\t") for w in wanted], policy_id


def said(path: Path) -> str:
    return "\n".join(p.text for p in Document(str(path)).paragraphs)


def test_errata_are_applied_from_their_day_and_not_to_revisions(
    desk: OpenDesk, tmp_path: Path
) -> None:
    change = Correction(
        "现印发你们", "现印发给你们", "更正", date(2024, 1, 5)
    )  # fmt: skip
    correct(desk, "吉民发/2023/40", change, WHEN)
    out = tmp_path / "x.docx"
    assert "现印发给你们" in said(word_files.write(desk, NAME, out, TODAY))
    old = word_files.write(desk, NAME, out, TODAY, at=date(2024, 1, 4))
    assert "现印发给你们" not in said(old)
    assert "现印发给你们" not in said(word_files.write(desk, NAME, out, TODAY, revision="HEAD"))


def test_the_edition_that_held_on_a_day_is_written(desk: OpenDesk, tmp_path: Path) -> None:
    for words, target in (("三年", "测发/2020/1"), ("五年", "测发/2020/1@2023-05-01")):
        path = tmp_path / f"{words}.txt"
        path.write_text(
            f"某办法\n\n第一条 为规范管理，制定本办法。\n\n第二条 有效期为{words}。\n",
            encoding="utf-8",
        )
        import_file(desk, path, WHEN, target=target)
    out = tmp_path / "x.docx"
    number = "测发〔2020〕1号"
    assert "三年" in said(word_files.write(desk, number, out, TODAY, at=date(2022, 1, 1)))
    assert "五年" in said(word_files.write(desk, number, out, TODAY, at=date(2024, 1, 1)))


def test_an_unknown_document_writes_nothing(desk: OpenDesk, tmp_path: Path) -> None:
    with pytest.raises(UnknownError):
        word_files.write(desk, "吉民发〔2023〕999号", tmp_path / "x.docx", TODAY)
    assert not (tmp_path / "x.docx").exists()


@pytest.mark.parametrize("words", ["", "别的话"])
def test_a_file_that_says_other_words_is_not_written(
    desk: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    empty = io.BytesIO()
    other = Document()
    other.add_paragraph(words)
    other.save(empty)
    monkeypatch.setattr(document_docx, "write", lambda *_: empty.getvalue())
    with pytest.raises(RenderError, match="does not read back"):
        word_files.write(desk, NAME, tmp_path / "x.docx", TODAY)
    assert not (tmp_path / "x.docx").exists()


def test_the_fonts_of_the_desk_are_used(desk: OpenDesk, tmp_path: Path) -> None:
    path = desk.desk.root / "gazette.toml"
    path.write_text(
        path.read_text("utf-8") + '\n[layout.fonts]\nfang = "仿宋_GB2312"\n', encoding="utf-8"
    )
    with open_desk(desk.desk.root) as again:
        out = word_files.write(again, NAME, tmp_path / "x.docx", TODAY)
    styles = Document(str(out)).styles
    assert "仿宋_GB2312" in styles["Normal"].element.xml
