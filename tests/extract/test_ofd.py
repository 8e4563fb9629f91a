from pathlib import Path

import pytest

from gazette import extract
from gazette.errors import SourceError
from gazette.extract import ofd
from gazette.model.source import LineKind, Medium
from gazette.text.fold import fold
from tests.extract.laws import check, kept, notes, said
from tests.extract.make_ofd import build, text_object, zipped

pytestmark = pytest.mark.usefixtures("in_process")


def lines(text: str, width: int) -> list[str]:
    return [text[at : at + width] for at in range(0, len(text), width)]


def test_a_seed_in_two_columns_comes_back(seeds: Path) -> None:
    text = "".join((seeds / "000_f2d15ceeebf86512.txt").read_text("utf-8").split())[:6000]
    rows = lines(text, 20)
    pages: list[str] = []
    for first in range(0, len(rows), 100):
        columns = (rows[first : first + 50], rows[first + 50 : first + 100])
        pages.append(
            "".join(
                text_object(row, 20 + 90 * side, 30 + 5 * place)
                for side, column in enumerate(columns)
                for place, row in enumerate(column)
            )
            + text_object(f"— {len(pages) + 1} —", 95, 285)
        )
    found = check(
        extract.read_bytes(build(pages, text_object("某省人民政府公报", 85, 12)), "a.ofd")
    )
    assert found.source.medium is Medium.OFD
    assert found.title == "公报"
    assert kept(found) == fold("".join(rows))
    assert set(notes(found, LineKind.FURNITURE).values()) == {"running head", "page number"}
    assert found.lines[-1].page == len(pages)


def test_what_is_not_seen_is_hidden() -> None:
    page = (
        text_object("看得见", 20, 40)
        + text_object("不显示", 20, 50, more='Visible="false"')
        + text_object("透明字", 20, 60, more='Alpha="0"')
        + text_object("白色字", 20, 70, inner='<ofd:FillColor Value="255 255 255"/>')
        + text_object("小字", 20, 80, size=0.2)
        + text_object("页外字", 300, 90)
    )
    found = check(extract.read_bytes(build([page]), "a.ofd"))
    assert said(found, LineKind.TEXT) == ["看得见"]
    assert notes(found, LineKind.HIDDEN) == {
        "不显示": "invisible",
        "透明字": "transparent",
        "白色字": "white on white",
        "小字": "tiny",
        "页外字": "off the page",
    }


def test_places_by_matrix_lists_and_downwards() -> None:
    code = '<ofd:TextObject Boundary="20 {y} 80 8" Size="2" CTM="2 0 0 2 0 0"><ofd:TextCode X="0" Y="2" {d}>{t}</ofd:TextCode></ofd:TextObject>'
    page = code.format(y=40, d='DeltaX="2 2 2"', t="第二行字") + code.format(
        y=30, d="", t="第一行12"
    )
    page += code.format(y=50, d='DeltaY="4"', t="竖排") + "<ofd:TextObject Boundary='1 2'/>"
    found = check(extract.read_bytes(build([page]), "a.ofd"))
    assert said(found) == ["第一行12", "第二行字", "竖", "排"]
    box = found.lines[0].box
    assert box is not None
    assert box.x0 == pytest.approx(20 * 72 / 25.4, abs=0.1)
    assert box.x1 == pytest.approx((20 + 16) * 72 / 25.4, abs=0.1)


@pytest.mark.parametrize("deltas", ["g 999999999 1", "g", "g x y", "a b", "1e9 nan", "g -5 2"])
def test_wild_distances_do_no_harm(deltas: str) -> None:
    page = f'<ofd:TextObject Boundary="20 30 9 9" Size="4"><ofd:TextCode X="0" Y="4" DeltaX="{deltas}">一二三</ofd:TextCode></ofd:TextObject>'
    found = extract.read_bytes(build([page]), "a.ofd")
    assert sorted(fold(found.text)) == sorted("一二三")


def test_pictures_without_text() -> None:
    with pytest.raises(SourceError, match="no text") as caught:
        extract.read_bytes(build([""]), "a.ofd")
    assert "ocrmypdf" in caught.value.hint


def test_too_much_text(monkeypatch: pytest.MonkeyPatch) -> None:
    data = build([text_object("一二三四五", 20, 30)])
    monkeypatch.setattr(ofd, "MAX_GLYPHS", 3)
    with pytest.raises(SourceError, match="more text"):
        ofd.read(data)


def test_pages_outside_the_package_are_not_looked_for() -> None:
    root = "<OFD><DocRoot>../../../../etc/passwd</DocRoot><DocRoot>/etc/passwd</DocRoot></OFD>"
    with pytest.raises(SourceError, match="no text"):
        extract.read_bytes(zipped({"OFD.xml": root}), "a.ofd")
