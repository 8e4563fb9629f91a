import builtins
import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from gazette.errors import RenderError
from gazette.render import fonts, html, pdf

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


@pytest.mark.parametrize(
    "hostile",
    [
        '<img src="http://example.invalid/a.png">',
        '<img src="file:///etc/passwd">',
        '<img src="data:image/svg+xml,<svg/>">',
        '<link rel="stylesheet" href="https://example.invalid/a.css">',
        '<style>@import "file:///etc/passwd";</style>',
        "<style>@font-face { font-family: X; src: url(http://example.invalid/x.ttf) } p { font-family: X }</style><p>文</p>",
        '<p style="background: url(ftp://example.invalid/)">文</p>',
        '<object data="file:///etc/passwd"></object>',
    ],
)
def test_nothing_is_fetched(hostile: str) -> None:
    with pytest.raises(RenderError):
        pdf.write(PAGE % hostile)


def test_a_relative_address_is_no_address() -> None:
    with pytest.raises(RenderError):
        pdf.write(PAGE % '<img src="etc/passwd">')


def test_a_warning_is_an_error() -> None:
    with pytest.raises(RenderError, match="could not be set"):
        pdf.write(PAGE % '<p style="colour: red">文</p>')


def test_a_character_no_font_has_is_an_error() -> None:
    with pytest.raises(RenderError):
        pdf.write(PAGE % "<p>\U0010fffe\ue123</p>")


def test_a_font_that_was_not_asked_for_is_an_error() -> None:
    only = pdf.Options(families=frozenset({"AR PL KaitiM GB"}))
    with pytest.raises(RenderError, match="not asked for: Noto Serif CJK SC"):
        pdf.write(PAGE % "<p>文</p>", only)


def test_a_font_that_is_missing_is_named_with_its_remedy() -> None:
    with pytest.raises(RenderError, match="No Such Song") as caught:
        pdf.write(PAGE % "", pdf.Options(wanted=frozenset({"No Such Song"})))
    assert "apt-get install" in caught.value.hint
    assert fonts.installed() >= fonts.SHIPPED


def test_missing_pango_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    known = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpangoft2-1.0-0'")
        return known(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(RenderError, match="libpangoft2") as caught:
        pdf.load()
    assert "apt-get install" in caught.value.hint


def test_a_page_nested_too_deeply_is_an_error() -> None:
    with pytest.raises(RenderError):
        pdf.write(PAGE % ("<div>" * 3000 + "文" + "</div>" * 3000))


def test_a_page_too_large_and_a_variant_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RenderError, match="variant"):
        pdf.write("", pdf.Options("pdf/x-9"))
    monkeypatch.setattr(pdf, "MAX_HTML", 10)
    with pytest.raises(RenderError, match="too large"):
        pdf.write(PAGE)


def test_what_has_not_changed_is_not_set_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = PAGE % "<p>文</p>"
    first = pdf.write(page, cache=tmp_path)
    assert [kept.suffix for kept in tmp_path.iterdir()] == [".pdf"]

    def never(*_: object) -> bytes:
        raise AssertionError("set again")

    monkeypatch.setattr(pdf, "_set", never)
    assert pdf.write(page, cache=tmp_path) == first
    with pytest.raises(AssertionError, match="set again"):
        pdf.write(page + " ", cache=tmp_path)
    with pytest.raises(AssertionError, match="set again"):
        pdf.write(page, pdf.Options(pdf.A3U), cache=tmp_path)
