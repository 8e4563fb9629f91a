"""PDF files are typeset from known texts and read back."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from gazette import extract
from gazette.errors import SourceError
from gazette.extract import pdf
from gazette.model.source import Extraction, LineKind
from gazette.text.fold import fold
from tests.extract.laws import check, kept, notes, said
from tests.extract.make_pdf import typeset, typeset_html

pytestmark = pytest.mark.usefixtures("in_process")
CLAUSE = "各省、自治区、直辖市人民政府，国务院各部委：为深入贯彻党的二十大精神，现就有关事项通知如下，请认真执行。"


def articles(first: int, last: int) -> list[str]:
    return [f"第{number}条 {CLAUSE}" for number in range(first, last + 1)]


def html(lines: list[str], columns: int = 1) -> str:
    inner = "".join(f"<p>{line}</p>" for line in lines)
    return f'<div style="columns:{columns};column-gap:2em">{inner}</div>'


def read(body: str, css: str = "") -> Extraction:
    return check(extract.read_bytes(typeset_html(body, css), "a.pdf"))


@pytest.mark.parametrize("columns", [1, 2])
def test_a_seed_comes_back_to_the_character(seeds: Path, columns: int) -> None:
    text = (seeds / "001_7dbb9fe1df8c5f2f.txt").read_text("utf-8")
    title = "吉林省人民政府公报二〇二三年第二十一期（复总第九〇五期）目录与正文"
    data = typeset(text, columns=columns, title=title, head="吉林省人民政府公报", even="传达政令")
    found = check(extract.read_bytes(data, "issue.pdf"))
    assert kept(found) == fold(title + text)
    pages = max(line.page or 0 for line in found.lines)
    furniture = [line for line in found.lines if line.kind is LineKind.FURNITURE]
    assert {line.note for line in furniture} == {"running head", "page number"}
    assert len(furniture) == 2 * pages
    assert [line.page for line in found.lines] == sorted(line.page or 0 for line in found.lines)
    assert all(line.box and 0 <= line.box.x0 < line.box.x1 <= 596 for line in found.lines)


@pytest.mark.parametrize("columns", [2, 3])
def test_a_title_across_the_middle_of_columns(columns: int) -> None:
    body = "<h1>总标题</h1>" + html(articles(1, 9), columns)
    body += "<h2>中间的标题横跨各栏的样子在此</h2>" + html(articles(20, 28), columns)
    expected = ["总标题", *articles(1, 9), "中间的标题横跨各栏的样子在此", *articles(20, 28)]
    assert kept(read(body)) == fold("".join(expected))


def test_columns_whose_lines_do_not_stand_level() -> None:
    lines = articles(1, 5)
    body = html(lines, 2).replace("</div>", f'<p style="line-height:2.1">{CLAUSE * 3}</p></div>')
    assert kept(read(body)) == fold("".join(lines) + CLAUSE * 3)


def test_a_table_is_read_in_rows() -> None:
    rows = [
        ["序号", "任务", "责任单位"],
        ["1", "推进新能源", "省发改委"],
        ["2", "治理", "省水利厅"],
    ]
    cells = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
    found = read(html(articles(1, 2)) + f"<table style='width:100%'>{cells}</table>")
    assert said(found, LineKind.ROW) == ["\t".join(row) for row in rows]


def test_joint_signatories_are_read_row_by_row() -> None:
    names = [
        ("吉林省民政厅", "中共吉林省委组织部"),
        ("吉林省公安厅", "吉林省财政厅"),
        ("吉林省商务厅", "吉林省体育局"),
    ]
    cells = "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in names)
    found = read(
        html(articles(1, 2)) + f"<table style='width:100%;text-align:center'>{cells}</table>"
    )
    assert said(found, LineKind.ROW) == [f"{a}\t{b}" for a, b in names]


def test_what_is_not_seen_is_hidden() -> None:
    body = (
        f"{html(articles(1, 1))}<p style='color:#fff'>白字</p><p style='font-size:.4pt'>小字</p>"
        "<div style='position:absolute;left:-400pt'>页外</div>"
        "<div style='background:#005;color:#fff'>蓝底白字</div>"
    )
    found = read(body)
    assert kept(found) == fold(articles(1, 1)[0] + "蓝底白字")
    assert notes(found, LineKind.HIDDEN) == {
        "白字": "white on white",
        "小字": "tiny",
        "页外": "off the page",
    }


def test_raised_figures_stay_in_their_line() -> None:
    found = read("<p>面积10 m<sup>2</sup>，CO<sub>2</sub>减少。</p>")
    assert fold(said(found)[0]) == "面积10m2,CO2减少."


def test_turned_text_stands_aside() -> None:
    watermark = "<div style='position:absolute;top:300pt;transform:rotate(-45deg)'>内部资料</div>"
    found = read(html(articles(1, 3)) + watermark)
    assert kept(found) == fold("".join(articles(1, 3)))
    assert notes(found, LineKind.FURNITURE) == {"内部资料": "turned text"}


def test_odd_and_even_running_feet() -> None:
    css = (
        '@page{@bottom-left{content:"吉林省人民政府公报"}@bottom-right{content:counter(page)}}'
        '@page:left{@bottom-left{content:counter(page)}@bottom-right{content:"2023年第21期"}}'
    )
    found = read(html(articles(1, 100), 2), css)
    assert kept(found) == fold("".join(articles(1, 100)))
    assert set(notes(found, LineKind.FURNITURE).values()) == {"running foot"}


def test_attachments_on_pages_of_their_own_keep_their_first_lines() -> None:
    pages = [f"<p>附件{number}</p>{html(articles(number, number))}" for number in (1, 2, 3)]
    found = read("<div style='break-before:page'></div>".join(pages))
    expected = [f"附件{number}" + articles(number, number)[0] for number in (1, 2, 3)]
    assert kept(found) == fold("".join(expected))


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_are_read_upright(turn: int, tmp_path: Path) -> None:
    upright = extract.read_bytes(typeset("\n".join(articles(1, 6)), columns=2), "a.pdf")
    (tmp_path / "a.pdf").write_bytes(typeset("\n".join(articles(1, 6)), columns=2))
    with pikepdf.open(tmp_path / "a.pdf") as file:
        # The page is shown turned; its content is turned back, so that it still reads upright.
        page = file.pages[0]
        matrix = {
            90: (0, 1, -1, 0, 595.28, 0),
            180: (-1, 0, 0, -1, 595.28, 841.89),
            270: (0, -1, 1, 0, 0, 841.89),
        }
        box = [0, 0, 841.89, 595.28] if turn != 180 else [0, 0, 595.28, 841.89]
        a, b, c, d, e, f = matrix[turn]
        if turn == 90:
            e, f = 841.89, 0
        if turn == 270:
            e, f = 0, 595.28
        page.contents_add(f"q {a} {b} {c} {d} {e} {f} cm ".encode(), prepend=True)
        page.contents_add(b" Q")
        page.MediaBox = pikepdf.Array(box)
        page.Rotate = turn
        file.save(tmp_path / "b.pdf")
    turned = check(extract.read(tmp_path / "b.pdf"))
    assert kept(turned) == kept(upright)
    assert [line.kind for line in turned.lines] == [line.kind for line in upright.lines]
    box_a, box_b = upright.lines[0].box, turned.lines[0].box
    assert box_a is not None
    assert box_b is not None
    assert box_b == pytest.approx(box_a, abs=1.5)


def picture(text_mode: int, words: bytes = b"(Di yi tiao)") -> bytes:
    """Return a page that is one picture with text over it in some render mode."""
    file = pikepdf.new()
    page = file.add_blank_page(page_size=(595, 842))
    image = pikepdf.Stream(file, b"\x80" * 100, Type=pikepdf.Name.XObject)
    image.update({"/Subtype": pikepdf.Name.Image, "/Width": 10, "/Height": 10})
    image.update({"/ColorSpace": pikepdf.Name.DeviceGray, "/BitsPerComponent": 8})
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.Resources = pikepdf.Dictionary(XObject={"/I": image}, Font={"/F": font})
    page.contents_add(b"q 595 0 0 842 0 0 cm /I Do Q")
    if words:
        page.contents_add(b"BT /F 12 Tf %d Tr 50 700 Td %s Tj ET" % (text_mode, words))
    stream = BytesIO()
    file.save(stream)
    return stream.getvalue()


def test_a_scan_says_so_and_names_the_step_that_helps() -> None:
    with pytest.raises(SourceError, match="scan") as caught:
        extract.read_bytes(picture(0, b""), "scan.pdf")
    assert "ocrmypdf -l chi_sim" in caught.value.hint


def test_a_recognised_scan_is_read_with_a_warning() -> None:
    found = check(extract.read_bytes(picture(3), "a.pdf"))
    assert said(found, LineKind.TEXT) == ["Di yi tiao"]
    assert "recogniser" in found.warnings[0]


def test_invisible_text_among_seen_text_is_hidden(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(typeset("\n".join(articles(1, 3))))
    with pikepdf.open(tmp_path / "a.pdf") as file:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        file.pages[0].Resources.Font["/X"] = font
        file.pages[0].contents_add(b"q 1 0 0 1 0 0 cm BT /X 12 Tf 3 Tr 50 400 Td (casino) Tj ET Q")
        file.add_blank_page()
        file.add_blank_page()
        file.save(tmp_path / "b.pdf")
    found = check(extract.read(tmp_path / "b.pdf"))
    assert notes(found, LineKind.HIDDEN) == {"casino": "invisible"}
    assert "casino" not in kept(found)
    assert found.warnings[0].startswith("No text on page(s) 2–3")


def test_a_locked_file(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(typeset("一"))
    with pikepdf.open(tmp_path / "a.pdf") as file:
        file.save(tmp_path / "b.pdf", encryption=pikepdf.Encryption(user="x", owner="y"))
    with pytest.raises(SourceError, match="password"):
        extract.read(tmp_path / "b.pdf")


def test_too_much_of_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    data = typeset("\n".join(articles(1, 3)))
    monkeypatch.setattr(pdf, "MAX_GLYPHS", 20)
    with pytest.raises(SourceError, match="more text"):
        pdf.read(data)
    monkeypatch.setattr(pdf, "MAX_PAGES", 0)
    with pytest.raises(SourceError, match="pages"):
        pdf.read(data)


def test_a_broken_file() -> None:
    with pytest.raises(SourceError, match="sound PDF"):
        extract.read_bytes(b"%PDF-1.7\nnothing", "a.pdf")


def test_a_comparison_table_with_rules_is_read_cell_by_cell() -> None:
    rows = [
        ("原条文", "修改后条文"),
        ("第一条 " + CLAUSE, "第一条 " + CLAUSE * 2),
        ("第二条 " + CLAUSE, ""),
    ]
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    css = "table{border-collapse:collapse;width:100%} td{border:.5pt solid;width:50%;padding:2pt}"
    found = read(f"<p>对照表</p><table>{cells}</table><p>表后</p>", css)
    assert [fold(row) for row in said(found, LineKind.ROW)] == [fold("".join(row)) for row in rows]
    assert all(row.count("\t") == 1 for row in said(found, LineKind.ROW))
    assert kept(found) == fold("对照表" + "".join(map("".join, rows)) + "表后")


def test_a_ruled_table_between_columns_does_not_mix_with_them() -> None:
    rows = [("序号", "任务", "单位"), ("1", "推进新能源", "省发改委"), ("2", "治理", "省水利厅")]
    cells = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
    css = "table{border-collapse:collapse;width:100%} td{border:.5pt solid}"
    body = html(articles(1, 6), 2) + f"<table>{cells}</table>" + html(articles(10, 15), 2)
    expected = [*articles(1, 6), *map("".join, rows), *articles(10, 15)]
    assert kept(read(body, css)) == fold("".join(expected))
