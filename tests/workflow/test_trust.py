"""Which copies are not believed alone."""

from datetime import date

import pytest

from gazette.model.source import Medium, Source
from gazette.model.trust import Distrust, distrusted, host_of, single_source


def copy(url: str | None, day: date | None = None, sha256: str = "a") -> Source:
    return Source(sha256, "a.html", Medium.HTML, 1, url=url, retrieved=day)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://Example.CN/a?b=https://other.cn/", "example.cn"),
        ("http://user:secret@www.example.cn:8080/", "www.example.cn"),
        ("example.cn/a", "example.cn"),
        ("  //example.cn./a", "example.cn"),
        ("example.cn/a//b", "example.cn"),
        ("example.cn/?from=https://other.cn/", "example.cn"),
        ("https://公报.中国/a", "xn--4gq43n.xn--fiqs8s"),
        ("https://[::1]/", "::1"),
        ("https://[bad/", None),
        ("mailto", "mailto"),
        ("", None),
        ("  ", None),
        (None, None),
    ],
)
def test_a_host_has_one_spelling(url: str | None, host: str | None) -> None:
    found = host_of(url)
    if url and "公报" in url:
        assert found == host_of("https://公报.中国./") and found.startswith("xn--")  # type: ignore[union-attr]  # noqa: PT018
    else:
        assert found == host


@pytest.mark.parametrize(
    ("url", "covered"),
    [
        ("https://example.cn/", True),
        ("https://www.EXAMPLE.cn./x", True),
        ("https://notexample.cn/", False),
        ("https://example.cn.evil.org/", False),
        ("https://example.org/?example.cn", False),
        (None, False),
    ],
)
def test_a_host_and_those_below_it_are_meant(url: str | None, covered: bool) -> None:
    assert Distrust("Example.cn", "x").covers(copy(url)) is covered
    assert (
        distrusted(copy(url), (Distrust("other.cn", "y"), Distrust("example.cn", "x"))) is not None
    ) is covered


@pytest.mark.parametrize(
    ("day", "covered"),
    [
        (date(2022, 5, 31), False),
        (date(2022, 6, 1), True),
        (date(2023, 3, 31), True),
        (date(2023, 4, 1), False),
        (None, True),
    ],
)
def test_the_day_of_retrieval_counts(day: date | None, covered: bool) -> None:
    bad = Distrust("example.cn", "x", date(2022, 6, 1), date(2023, 3, 31))
    assert bad.covers(copy("https://example.cn/", day)) is covered


def test_one_believed_copy_is_enough() -> None:
    trust = (Distrust("a.cn", "sold"), Distrust("b.cn", "hijacked"))
    one, two = copy("https://a.cn/"), copy("https://b.cn/", sha256="b")
    assert single_source((), trust) is None
    assert single_source((one,), ()) is None
    assert single_source((one, copy(None, sha256="c")), trust) is None
    mark = single_source((one,), trust)
    assert mark is not None
    assert (mark.code, mark.grave, mark.source) == ("single-source", True, "a")
    assert mark.message.startswith(
        "Its only copy comes from a host that is not trusted alone (a.cn: sold)"
    )
    both = single_source((one, two), trust)
    assert both is not None
    assert both.message.startswith("All its 2 copies come")
    assert "a.cn: sold; b.cn: hijacked" in both.message
    again = single_source((one, one), trust)
    assert again is not None
    assert again.message.startswith("Its only copy")
