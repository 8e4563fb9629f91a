from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette import extract
from gazette.errors import SourceError
from gazette.extract import plain
from tests.extract.laws import check, said


def test_every_seed_is_its_own_text(seeds: Path) -> None:
    files = sorted(seeds.glob("*.txt"))
    assert len(files) == 5
    for file in files:
        read = check(extract.read(file))
        assert read.text.encode() == file.read_bytes()
        assert read.source.charset == "utf-8"


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="\0")
        | st.sampled_from(" 　\n\r\t\f\u2028第条、")
    )
)
def test_lines_cover_any_text(text: str) -> None:
    data = ("第一条" + text + "第二条").encode()
    try:
        layout = plain.read(data)
    except SourceError:
        return
    assert layout.text.encode() == data
    at = 0
    for line in layout.lines:
        assert not layout.text[at : line.start].strip()
        assert layout.text[line.start : line.end] == layout.text[line.start : line.end].strip()
        at = line.end
    assert not layout.text[at:].strip()


def test_markdown_is_left_as_it_is() -> None:
    text = "---\ntitle: x\n---\n# 标题\n\n<!-- INFO END -->\n\n第一条　内容\n"
    read = check(extract.read_bytes(text.encode(), "law.md"))
    assert read.text == text
    assert said(read)[3:] == ["# 标题", "<!-- INFO END -->", "第一条　内容"]


def test_form_feeds_count_pages() -> None:
    read = extract.read_bytes("一\n二\f三\n\f\n四".encode(), "dump.txt")
    assert [line.page for line in read.lines] == [1, 1, 2, 3]
    assert extract.read_bytes("一\n二".encode(), "a.txt").lines[0].page is None


def test_one_line_of_most_of_a_megabyte() -> None:
    read = check(extract.read_bytes(("第一条　" * 70_000).encode(), "a.txt"))
    assert len(read.lines) == 1


def test_too_many_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "MAX_LINES", 5)
    with pytest.raises(SourceError, match="lines"):
        plain.read(b"a\n" * 11)
    with pytest.raises(SourceError, match="lines"):
        plain.read(b"a\n" * 6)
