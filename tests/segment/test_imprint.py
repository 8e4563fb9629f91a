"""The imprint below a document: kept as notes, and its keywords read as subjects."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from gazette import extract
from gazette.model.document import PartKind, Role, Segmentation, Subject
from gazette.model.register import Register
from gazette.model.source import Extraction
from gazette.segment import segment
from gazette.segment.imprint import keywords, parted

NOTICE = """\
某省人民政府办公厅关于加强农村饮水安全工作的通知

某政办发〔2008〕12号

各市、州人民政府：

为加强农村饮水安全工作，现通知如下。

某省人民政府办公厅
2008年3月12日

{}

抄送：省委各部门，省军区。
某省人民政府办公厅秘书处　　　2008年3月13日印发
"""


@pytest.fixture
def read(plain: Callable[[str], Extraction], register: Register) -> Callable[[str], Segmentation]:
    return lambda text: segment(plain(text), register)


@pytest.mark.parametrize(
    "line", ["主题词：水利　饮水　安全　通知", "主 题 词: 水利 饮水 安全 通知"]
)
def test_an_imprint_is_notes_and_its_keywords_are_subjects(
    read: Callable[[str], Segmentation], line: str
) -> None:
    (found,) = read(NOTICE.format(line)).witnesses
    assert [part.kind for part in found.parts] == [PartKind.NOTICE, PartKind.SIGNATURE]
    notes = [block.text for block in found.parts[1].blocks if block.role is Role.NOTE]
    assert len(notes) == 3
    assert notes[0] == line, "the spaces between keywords mean something"
    assert found.meta.subjects == tuple(Subject(w, "text") for w in ("水利", "饮水", "安全"))
    assert "subjects" in dict(found.evidence)


def test_a_document_that_names_no_subject_has_none(read: Callable[[str], Segmentation]) -> None:
    (found,) = read(NOTICE.format("（此件公开发布）")).witnesses
    assert found.meta.subjects == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("主题词：教育 改革 意见", ("教育", "改革")),
        ("主题词：卫生、医药、通知", ("卫生", "医药")),
        ("主題詞：水利　水利", ("水利",)),
        ("主题词：", ()),
        ("主题词：通知", ()),
        ("主题词：" + "国务院关于在市场监管领域全面推行部门联合监管的意见", ()),
        ("各地要把主题词：水利写在文末", ()),
    ],
)
def test_keywords(text: str, words: tuple[str, ...]) -> None:
    assert keywords(text) == words


def test_a_sentence_is_no_row_of_keywords() -> None:
    assert parted("为了加强和规范全省各级各类学校的安全管理工作 制定本办法") == ()


@pytest.mark.cases
def test_the_class_on_a_portals_page_is_its_subjects(cases: Path, register: Register) -> None:
    folder = cases / "issues/govcn_pages"
    listed = json.loads((folder / "meta.json").read_text("utf-8"))["docs"]
    for each in listed:
        told = each["header_fields"].get("主题分类", "")
        wanted = [Subject(level, "card") for level in told.split("\\") if level]
        for ending in ("html", "txt"):
            page = extract.read(folder / f"{each['n']}.{ending}")
            (found,) = segment(page, register).witnesses
            assert list(found.meta.subjects) == wanted, (each["n"], ending)
    assert any(each["header_fields"].get("主题分类") for each in listed)
