import pytest

from gazette.errors import SourceError
from gazette.extract.sniff import medium
from gazette.model.source import Medium
from tests.extract.make_docx import blank, saved


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        ("第一条".encode(), "a.txt", Medium.PLAIN),
        ("第一条".encode(), "a.pdf", Medium.PLAIN),
        ("# 标题\n<!-- note -->\n\n<div>x</div>".encode(), "a.md", Medium.PLAIN),
        ("文件中写着 <p> 标签".encode(), "a.txt", Medium.PLAIN),
        ("<p>一</p>".encode(), "a.html", Medium.HTML),
        ("没有标签".encode(), "a.html", Medium.PLAIN),
        (b"<!DOCTYPE html><p>x", "a.txt", Medium.HTML),
        (b"\xef\xbb\xbf\n<html><p>x", "a", Medium.HTML),
        ("<html><p>一".encode("utf-16"), "a", Medium.HTML),
        (b"<!-- saved --> <body><p>x", "a", Medium.HTML),
        (b"<div><p>x</p><p>y</p></div>", "a", Medium.HTML),
        (b'<?xml version="1.0"?><a/>', "a", Medium.HTML),
        (b"%PDF-1.7 x", "a.txt", Medium.PDF),
        (b"junk\n%PDF-1.7 x", "a.txt", Medium.PDF),
        (b"PK\x03\x04....OFD.xml", "a.zip", Medium.OFD),
        ("BM 是一个缩写".encode(), "a.txt", Medium.PLAIN),
    ],
)
def test_the_content_tells_the_medium(data: bytes, name: str, expected: Medium) -> None:
    assert medium(data, name) is expected


def test_a_real_docx() -> None:
    assert medium(saved(blank()), "a.txt") is Medium.DOCX


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b" \n\xef\xbb\xbf", "empty"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"MZ\x90\x00\x03\x00", "program"),
        (b"\x1f\x8b\x08", "archive"),
        (b"PK\x03\x04 a.txt", "zip"),
        (b"PK\x03\x04 xl/workbook.xml", "spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old kind"),
        (b"{\\rtf1", "RTF"),
    ],
)
def test_other_kinds_are_named(data: bytes, word: str) -> None:
    with pytest.raises(SourceError) as caught:
        medium(data, "file.txt")
    assert word in caught.value.message
    assert caught.value.message.startswith("file.txt")
    assert caught.value.hint
