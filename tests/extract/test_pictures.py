"""Pictures of pages: drawn in a child, refused in one sentence."""

import pytest

from gazette.errors import SourceError
from gazette.extract.pictures import WIDTH, page_png, reply
from tests.extract.make_pdf import typeset


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return typeset("第一条 为了规范管理，制定本办法。")


def width_of(png: bytes) -> int:
    return int.from_bytes(png[16:20], "big")


def test_a_page_is_drawn(pdf: bytes) -> None:
    png = page_png(pdf, 1)
    assert png.startswith(b"\x89PNG")
    assert width_of(png) == WIDTH
    assert len(png) < 200_000


def test_the_child_and_this_process_draw_the_same(pdf: bytes) -> None:
    assert reply((1).to_bytes(4, "big") + pdf) == page_png(pdf, 1)


@pytest.mark.parametrize("page", [0, 9])
def test_no_such_page(pdf: bytes, page: int) -> None:
    with pytest.raises(SourceError):
        page_png(pdf, page)


def test_a_broken_file() -> None:
    with pytest.raises(SourceError):
        page_png(b"%PDF-1.7 not much of one", 1)
