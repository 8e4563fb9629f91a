import builtins
import io
from typing import Any

import pikepdf
import pytest

from gazette.errors import MissingError, RenderError
from gazette.render import engine, fonts
from gazette.render.engine import Options

PAGE = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>题</title>
<style>body { font: 12pt "Noto Serif CJK SC" }</style></head><body>%s</body></html>"""


def typeset(page: str, options: Options | None = None) -> bytes:
    return engine.typeset(page, options or Options())


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
        typeset(PAGE % hostile)


def test_a_relative_address_is_no_address() -> None:
    with pytest.raises(RenderError):
        typeset(PAGE % '<img src="etc/passwd">')


def test_a_warning_is_an_error() -> None:
    with pytest.raises(RenderError, match="could not be set"):
        typeset(PAGE % '<p style="colour: red">文</p>')


def test_a_character_no_font_has_is_an_error() -> None:
    with pytest.raises(RenderError):
        typeset(PAGE % "<p>\U0010fffe\ue123</p>")


def test_a_font_that_was_not_asked_for_is_an_error() -> None:
    only = Options(families=frozenset({"AR PL KaitiM GB"}))
    with pytest.raises(RenderError, match="not asked for: Noto Serif CJK SC"):
        typeset(PAGE % "<p>文</p>", only)


def test_a_font_that_is_missing_is_named_with_its_remedy() -> None:
    with pytest.raises(RenderError, match="No Such Song") as caught:
        typeset(PAGE % "", Options(wanted=frozenset({"No Such Song"})))
    assert "apt-get install" in caught.value.hint
    assert fonts.installed() >= fonts.SHIPPED


def test_missing_pango_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    known = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpangoft2-1.0-0'")
        return known(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingError, match="libpangoft2") as caught:
        engine.load()
    assert "apt-get install" in caught.value.hint


def test_a_page_nested_too_deeply_is_an_error() -> None:
    with pytest.raises(RenderError):
        typeset(PAGE % ("<div>" * 3000 + "文" + "</div>" * 3000))


def test_the_child_side() -> None:
    options = Options(None, fonts.SHIPPED, fonts.SHIPPED)
    page = PAGE % "<p>文</p>"
    assert engine.answer(options.as_json(), page.encode()) == engine.typeset(page, options)


def test_head_cells_say_that_they_head_their_column() -> None:
    table = "<table><thead><tr><th>甲<th>乙<tbody><tr><td>一<td>二</table>"
    with pikepdf.open(io.BytesIO(typeset(PAGE % table))) as document:
        things = [each for each in document.objects if isinstance(each, pikepdf.Dictionary)]
        heads = [each.A.Scope for each in things if each.get("/S") == "/TH"]
        assert heads == ["/Column", "/Column"]
        assert not any("/Scope" in each.A for each in things if each.get("/S") == "/TD")
