import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from gazette import bounded
from gazette.bounded import Bounds, Stopped, Why
from gazette.errors import RenderError
from gazette.render import engine, fonts, html, pdf, weight

PAGE = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>题</title>
<style>body { font: 12pt "Noto Serif CJK SC" }</style></head><body>%s</body></html>"""


def test_the_same_issue_gives_the_same_bytes(small: Any) -> None:
    look = small.look
    families = look.profile.families
    again = pdf.write(html.print_page(small.issue, look), pdf.Options(pdf.UA, families, families))
    assert again == small.pdf


def test_metadata_come_from_the_issue(small: Any) -> None:
    with pikepdf.open(io.BytesIO(small.pdf)) as document:
        assert str(document.docinfo["/Title"]) == "某省人民政府公报 2024年第2期"
        assert str(document.docinfo["/Author"]) == "某省人民政府"
        assert str(document.docinfo["/CreationDate"]) == "D:20240131000000+08'00"
        assert str(document.Root["/Lang"]) == "zh-CN"
        assert bool(document.Root["/MarkInfo"]["/Marked"])
        assert b"pdfuaid" in document.Root["/Metadata"].read_bytes()


def test_the_other_variant_says_pdf_a_3u(gongwen: Any) -> None:
    with pikepdf.open(io.BytesIO(gongwen.pdf)) as document:
        told = document.Root["/Metadata"].read_bytes()
        assert b"pdfaid" in told
        assert b"3" in told
        assert "/OutputIntents" in document.Root


def test_fonts_are_embedded_in_part(small: Any) -> None:
    with pikepdf.open(io.BytesIO(small.pdf)) as document:
        seen = {
            str(font["/BaseFont"])
            for page in document.pages
            for font in page.Resources["/Font"].values()
        }
    assert seen
    assert all("+" in name for name in seen)


def test_a_child_writes_the_same_bytes_and_this_process_never_imports_the_engine() -> None:
    page = PAGE % "<p>文字</p>"
    code = (
        "import sys; sys.path[:] = sys.argv[2:]; from gazette.render import pdf; "
        "sys.stdout.buffer.write(pdf.write(sys.argv[1])); assert 'weasyprint' not in sys.modules"
    )
    command = [sys.executable, "-c", code, page, *sys.path]
    told = subprocess.run(command, check=True, capture_output=True).stdout
    assert told == engine.typeset(page, engine.Options())


def test_what_the_child_refuses_is_told_here_with_its_hint() -> None:
    with pytest.raises(RenderError, match="asks for another file") as caught:
        pdf.write(PAGE % '<img src="file:///etc/passwd">')
    assert caught.value.hint == "A page to be printed must hold all it needs."


@pytest.mark.parametrize("why", Why)
def test_why_a_page_was_not_set_is_one_sentence(why: Why, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> bytes:
        raise Stopped(why)

    monkeypatch.setattr(bounded, "call", stop)
    with pytest.raises(RenderError) as caught:
        pdf.write(PAGE)
    assert caught.value.hint
    assert caught.value.message.endswith(".")
    assert ". " not in caught.value.message


@pytest.mark.skipif(sys.platform != "linux", reason="other systems bound less")
def test_a_page_that_costs_more_than_its_bounds_is_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scarce = Bounds(1, 20, 300 * weight.MIB, weight.MIB, weight.MAPPED)
    monkeypatch.setattr(weight, "bounds", lambda _: scarce)
    grows = "".join(f"--a{n + 1}: var(--a{n}) var(--a{n});" for n in range(30))
    with pytest.raises(RenderError, match="takes longer to set than the 1 seconds"):
        pdf.write(
            PAGE % f"<style>p {{ --a0: x; {grows} font-family: var(--a30) }}</style><p>文</p>"
        )
    wide = "<div style='display: grid'><p style='grid-row: 9999999; grid-column: 9999999'>文</p></div>"
    monkeypatch.setattr(weight, "bounds", lambda _: Bounds(9, 40, 192 << 20, 1 << 20, 1 << 30))
    with pytest.raises(RenderError, match="needs more memory to set than the 192 MiB"):
        pdf.write(PAGE % wide)


def test_a_page_too_heavy_and_a_variant_unknown() -> None:
    with pytest.raises(RenderError, match="variant"):
        pdf.write("", pdf.Options("pdf/x-9"))
    with pytest.raises(RenderError, match="too deeply"):
        pdf.write(PAGE % ("<div>" * 500 + "文" + "</div>" * 500))


def test_what_has_not_changed_is_not_set_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = PAGE % "<p>文</p>"
    first = pdf.write(page, cache=tmp_path)
    (path,) = tmp_path.iterdir()
    assert path.suffix == ".pdf"

    def never(*_: object) -> bytes:
        raise AssertionError("set again")

    monkeypatch.setattr(pdf, "_set", never)
    assert pdf.write(page, cache=tmp_path) == first
    with pytest.raises(AssertionError, match="set again"):
        pdf.write(page + " ", cache=tmp_path)
    with pytest.raises(AssertionError, match="set again"):
        pdf.write(page, pdf.Options(pdf.A3U), cache=tmp_path)
    path.write_bytes(first[:-1])
    with pytest.raises(AssertionError, match="set again"):
        pdf.write(page, cache=tmp_path)


def test_another_font_file_makes_another_pdf(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    font = tmp_path / "song.ttf"
    font.write_bytes(b"font")

    def listed(*_: object, **__: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess("", 0, f"{font}\tSong,宋体\n/none.ttf\tOther\n", "")

    monkeypatch.setattr(subprocess, "run", listed)
    song = pdf.Options(families=frozenset({"宋体"}))
    assert fonts.files(song.families) == (font,)
    first = pdf.key("", song)
    assert pdf.key("", song) == first
    font.write_bytes(b"other")
    second = pdf.key("", song)
    font.unlink()
    assert len({first, second, pdf.key("", song)}) == 3


def test_without_fontconfig_fonts_are_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert fonts.files({"Song"}) is None
    assert pdf.key("", pdf.Options())
