import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.errors import SourceError
from gazette.extract.charset import declaration, decode

TITLE = "吉林省民政厅关于印发《办法》的通知"


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        (codecs.BOM_UTF8 + TITLE.encode(), "utf-8"),
        (TITLE.encode(), "utf-8"),
        (codecs.BOM_UTF16_LE + TITLE.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + TITLE.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF32_LE + TITLE.encode("utf-32-le"), "utf-32-le"),
        ((TITLE + "\n2023").encode("utf-16-le"), "utf-16-le"),
        ((TITLE + "\n2023").encode("utf-16-be"), "utf-16-be"),
        (TITLE.encode("gbk"), "gb18030"),
        ((TITLE + "㐀𠀀").encode("gb18030"), "gb18030"),
    ],
)
def test_evidence_names_the_charset(data: bytes, charset: str) -> None:
    decoded = decode(data)
    assert decoded.charset == charset
    assert decoded.text.startswith(TITLE)
    assert not decoded.warnings


def test_short_gbk_is_not_read_as_anything_else() -> None:
    for word in ("联通", "公告", "通知", "民政部", "令"):
        assert decode(word.encode("gbk")).text == word


def test_other_scripts_stay_utf8() -> None:
    for text in ("Привет, мир", "café · 2023 ×", "±5 °C"):
        assert decode(text.encode()).text == text


def test_a_lying_declaration_gives_way_to_strict_utf8() -> None:
    page = f'<meta charset="gb2312"><p>{TITLE}'.encode()
    assert decode(page, declaration(page)).text.endswith(TITLE)


def test_a_declaration_settles_what_bytes_leave_open() -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=big5"><p>內政部令'
    decoded = decode(page.encode("big5"), declaration(page.encode("big5")))
    assert (decoded.charset, decoded.text) == ("big5hkscs", page)
    both = "ר".encode()  # valid UTF-8 (a Hebrew letter) and GBK (专) alike
    assert decode(both, "gb18030").text == "专"
    assert decode(both).text == "ר"


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        (b'<?xml version="1.0" encoding="GBK"?>', "gb18030"),
        (b"<meta charset=utf-8>", "utf-8"),
        (b'<META CONTENT="text/html; CHARSET=ISO-8859-1">', "cp1252"),
        (b'<meta charset="rot13">', None),
        (b"<p>charset=gbk", None),
    ],
)
def test_declaration(head: bytes, charset: str | None) -> None:
    assert declaration(head) == charset


def test_a_damaged_byte_is_read_around_and_said() -> None:
    data = (TITLE * 200).encode()
    decoded = decode(data[:1501] + b"\xff" + data[1501:])
    assert 1 <= decoded.text.count("\ufffd") <= 4
    assert "damaged" in decoded.warnings[0]


@pytest.mark.parametrize(
    "data",
    [b"abc\0def\0\0x", bytes(range(256)) * 20, b"\xfd\xff\x80" * 50, b"a\x01" * 600],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        decode(data)
    assert caught.value.hint


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=40))
def test_utf8_and_utf16_with_a_mark_always_come_back(text: str) -> None:
    assert decode(text.encode()).text == text
    assert decode(codecs.BOM_UTF16_LE + text.encode("utf-16-le")).text == text
