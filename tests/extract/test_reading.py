"""The doors, and what a hostile or broken file may cost."""

import hashlib
import sys
import time
import zlib
from datetime import date
from pathlib import Path

import pytest

from gazette import extract
from gazette.errors import SourceError
from gazette.extract import html, markup
from gazette.model.source import Medium
from gazette.text.fold import fold
from tests.extract.laws import check
from tests.extract.make_docx import blank, saved
from tests.extract.make_ofd import zipped
from tests.extract.make_pdf import typeset


def test_what_is_known_of_a_source(tmp_path: Path) -> None:
    data = "第一条".encode("gbk")
    (tmp_path / "甲.txt").write_bytes(data)
    found = check(
        extract.read(
            str(tmp_path / "甲.txt"), edition="e", url="https://a.cn/x", retrieved=date(2024, 1, 2)
        )
    )
    source = found.source
    assert source.sha256 == hashlib.sha256(data).hexdigest()
    assert (source.name, source.medium, source.size) == ("甲.txt", Medium.PLAIN, 6)
    assert (source.carrier, source.charset, source.edition) == ("text", "gb18030", "e")
    assert (source.url, source.retrieved) == ("https://a.cn/x", date(2024, 1, 2))


def test_names_are_shown_without_folders() -> None:
    assert extract.read_bytes("一".encode(), "../../etc/a.txt").source.name == "a.txt"
    assert extract.read_bytes("一".encode(), "").source.name == "The file"


def test_reading_twice_gives_the_same() -> None:
    document = blank()
    document.add_paragraph("第一条")
    data = saved(document)
    assert extract.read_bytes(data, "a.docx") == extract.read_bytes(data, "a.docx")


def test_a_page_is_read_in_a_child_process() -> None:
    found = check(extract.read_bytes(typeset("第一条　总则\n第二条　范围"), "a.pdf"))
    assert fold("第一条总则第二条范围") in fold(found.text)


def stream(content: bytes, filters: str) -> bytes:
    """Return a PDF of one page whose content is as given."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d/Filter%s>>stream\n%s\nendstream"
        % (len(content), filters.encode(), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    written = b"%PDF-1.4\n"
    places = []
    for number, item in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = (
        b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    )
    return written + tail % (table, len(written))


def bomb(name: str) -> bytes:
    line = b"BT /F 12 Tf 10 10 Td (AAAAAAAAAAAAAAAA) Tj ET\n"
    return {
        "pdf text": lambda: stream(zlib.compress(line * 1_500_000, 9), "/FlateDecode"),
        "pdf nest": lambda: stream(
            zlib.compress(zlib.compress(b"\n" * 300_000_000, 9), 9), "[/FlateDecode/FlateDecode]"
        ),
        "zip": lambda: zipped({"word/document.xml": b" " * 60_000_000}),
        "zip members": lambda: zipped(
            {"word/document.xml": b""} | {str(n): b"" for n in range(300)}
        ),
        "docx entity": lambda: zipped(
            {
                "word/document.xml": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
            }
        ),
        "docx deep": lambda: zipped({"word/document.xml": b"<w>" * 100_000}),
        "html deep": lambda: b"<html>" + b"<div>" * 100_000 + "文".encode(),
        "html tables": lambda: b"<html>" + b"<table><tr><td>" * 5_000,
        "html large": lambda: b"<html>" + b"<p>x" * 5_000_000,
        "html unclosed": lambda: b"<html>" + b"<p " * 1_000_000,
        "nul": lambda: b"a\0b\0\0" * 1_000_000,
        "text 100 MB": lambda: b"a\n" * 50_000_000,
        "picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(1_000_000),
    }[name]()


BOMBS = [
    "pdf text", "pdf nest", "zip", "zip members", "docx entity", "docx deep", "html deep", "html tables",
    "html large", "html unclosed", "nul", "text 100 MB", "picture",
]  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="other systems bound memory less")
@pytest.mark.parametrize("name", BOMBS)
def test_hostile_files_cost_bounded_resources(name: str) -> None:
    import resource  # noqa: PLC0415 - not on every system

    def children() -> float:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    data = bomb(name)
    begun, before = time.process_time(), children()
    with pytest.raises(SourceError) as caught:
        extract.read_bytes(data, "file")
    assert time.process_time() - begun + children() - before <= 10
    assert caught.value.message.endswith(".")
    assert caught.value.hint
    assert "\n" not in caught.value.message


def test_deep_markup_is_read_in_a_child_and_tame_markup_here() -> None:
    deep = b"<html>" + b"<div>" * 3_000 + "文".encode() + b"</div>" * 3_000
    assert not markup.is_tame(deep)
    assert extract.read_bytes(deep, "a.html").text == "文"
    assert markup.is_tame(b"<html>" + b"<p>x<br>" * 30_000)
    assert not markup.is_tame("<html>".encode("utf-16"))
    assert not markup.is_tame(b"<html><p " + b"a" * 20_000 + b">")
    assert not markup.is_tame(b"<html>" + b" " * 5_000_000)


def test_a_page_above_the_bound() -> None:
    with pytest.raises(SourceError, match="too large"):
        html.read(b" " * (16 * 1024 * 1024 + 1))


def test_the_room_is_cheap_to_import() -> None:
    import subprocess  # noqa: PLC0415

    code = (
        "import sys, gazette.extract; heavy = {'lxml', 'selectolax', 'pypdfium2', 'docx'};"
        "sys.exit(bool(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False)
    assert done.returncode == 0
