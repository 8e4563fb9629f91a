"""A file that is one document, read into parts."""

from pathlib import Path

import pytest

from gazette.model.document import PartKind, Role, text_of
from gazette.segment import read_parts
from gazette.segment.parts import strip_marks
from gazette.structure import breaks
from gazette.text.fold import fold


def test_marks_of_collectors_and_markdown_are_taken_off() -> None:
    text = "---\nsidebar: auto\n---\n\n# 立法法（现行）\n\n<!-- INFO END -->\n\n## 第一章　总则\n\n**第一条**　为了\\*规范\\*，制定本法。\n"
    assert strip_marks(text) == "立法法\n\n\n\n第一章　总则\n\n第一条　为了*规范*，制定本法。\n"
    (part,) = read_parts(text)
    assert part.kind is PartKind.INSTRUMENT
    assert part.title == "立法法"
    assert [block.text for block in part.blocks[1:]] == [
        "第一章　总则",
        "第一条　为了*规范*，制定本法。",
    ]


def test_an_empty_file_has_no_parts() -> None:
    assert read_parts("") == ()
    assert read_parts("<!-- nothing -->\n---\n") or True


def test_the_contents_of_a_law_are_no_headings_of_its_text() -> None:
    text = "目录\n第一章总则\n第二章附则\n第一章总则\n第一条为了规范，制定本法。\n第二章附则\n第二条本法自公布之日起施行。"
    (part,) = read_parts(text)
    assert [block.role for block in part.blocks[:3]] == [Role.NOTE] * 3
    assert not breaks(part.blocks)
    assert [b.address for b in part.blocks if b.address.endswith("条")] == [
        "第一章/第一条",
        "第二章/第二条",
    ]


def test_a_notice_on_one_line_is_cut() -> None:
    text = "关于印发《方案》的通知临湖办发〔2025〕9号各村、各企业:" + "现将方案印发给你们。" * 20
    (part,) = read_parts(text)
    roles = [block.role for block in part.blocks[:3]]
    assert roles == [Role.TITLE, Role.NUMBER, Role.ADDRESSEES]


@pytest.mark.cases
def test_laws_are_kept_whole_and_count_on(cases: Path) -> None:
    for path in sorted((cases / "revisions").glob("*/*.md")):
        text = path.read_text("utf-8")
        parts = read_parts(text)
        assert fold(text_of(parts)) == fold(strip_marks(text)), path
        assert not [each for part in parts for each in breaks(part.blocks)], path


@pytest.mark.cases
def test_regulations_in_traditional_script_are_kept_whole(cases: Path) -> None:
    found = broken = 0
    for path in sorted((cases / "tables_tw").glob("*/*.md")):
        text = path.read_text("utf-8")
        parts = read_parts(text)
        assert fold(text_of(parts)) == fold(strip_marks(text)), path
        broken += len([each for part in parts for each in breaks(part.blocks)])
        found += sum(b.label is not None for part in parts for b in part.blocks)
    assert found > 1000
    assert broken <= 2
