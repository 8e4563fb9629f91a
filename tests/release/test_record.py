"""Manifests, lists of files, and what is said of the tools."""

import hashlib
import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette import __version__
from gazette.errors import DeskError
from gazette.release import record, sums, tools, verifier
from tests.release.make_site import put, release_of

RELEASE = record.Release(
    "2023-21", 1, "2023-11-15T08:00:00Z", "公报", None, (), (), (), (("gazette", "1"),), None
)


def test_a_manifest_is_canonical(tmp_path: Path) -> None:
    put(tmp_path, "issues/2023-21/2023-21.html", b"page")
    data = record.dump(release_of(tmp_path, "2023-21", 2, b"old"))
    plain = json.loads(data)
    assert data == verifier.canonical(plain)
    assert b"\n" not in data
    assert plain["replaces"] == {
        "manifest": hashlib.sha256(b"old").hexdigest(),
        "reason": "misprint",
    }
    assert plain["files"][0]["size"] == 4
    assert plain["fonts"] is None
    assert plain["tools"] == {"gazette": "0", "weasyprint": None}


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_any_words_come_back(words: str) -> None:
    over = record.Override(words, (("吉民发/2023/27", words),))
    plain = json.loads(record.dump(replace(RELEASE, gazette=words, override=over)))
    assert plain["gazette"] == plain["override"]["reason"] == words
    assert plain["override"]["overruled"] == [{"policy": "吉民发/2023/27", "message": words}]


def test_no_release_takes_anothers_place() -> None:
    paths = [record.path("2023-21", number) for number in (1, 2, 3)]
    assert paths == ["2023-21/manifest.json", "2023-21/manifest-2.json", "2023-21/manifest-3.json"]
    assert all(verifier.parse_leaf(f"{'0' * 64} {path}") for path in paths)


def test_sources_are_named_once() -> None:
    one, two = (record.Origin(digit * 64, "x", "pdf") for digit in "21")
    assert record.distinct([one, two, one]) == (two, one)


def test_a_list_is_read_by_sha256sum(tmp_path: Path) -> None:
    for name in (
        "b.html",
        "a/中.html",
        ".hidden",
        "SEAL.wang@office.sig",
        "releases/log/head.x.sig",
    ):
        put(tmp_path, name, name.encode())
    (tmp_path / "link").symlink_to("b.html")
    listed = sums.listing(tmp_path).decode().splitlines()
    assert [line[66:] for line in listed] == [".hidden", "a/中.html", "b.html"]
    put(tmp_path, verifier.SUMS, sums.listing(tmp_path))
    done = subprocess.run(["sha256sum", "-c", "--quiet", verifier.SUMS], cwd=tmp_path, check=False)
    assert done.returncode == 0


def test_the_sites_own_manifest_follows_the_list() -> None:
    made = json.loads(
        sums.card(b'{"gazette": "\xe5\x85\xac\xe6\x8a\xa5", "sums_sha256": "0"}', b"x\n")
    )
    assert made == {
        "gazette": "公报",
        "files": 1,
        "sums_sha256": hashlib.sha256(b"x\n").hexdigest(),
    }
    for broken in (b"", b"3", b"\xff", b"[1]"):
        with pytest.raises(DeskError):
            sums.card(broken, b"")


def test_versions_of_the_tools() -> None:
    found = dict(tools.versions())
    assert found["gazette"] == __version__
    assert found["weasyprint"]
    assert tools._version("no-such-distribution") is None


def test_fonts_by_their_bytes(tmp_path: Path) -> None:
    font = put(tmp_path, "song.ttf", b"font")
    assert tools.fonts([font]) == (("song.ttf", hashlib.sha256(b"font").hexdigest()),)
    assert tools.fonts(None) is None
