"""What makes words harmless, piece by piece: addresses, JSON in a page, names, messages, TOML."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gazette import config
from gazette.cli.options import shown
from gazette.config import find_desk, parse_toml
from gazette.errors import ArchiveError, DeskError, RenderError
from gazette.render import graph, templates
from gazette.render.templates import safe_url
from gazette.site import paths
from gazette.site.formats.jsonld import script
from gazette.store import foreign
from gazette.store.archive import Archive
from gazette.store.git import Git
from tests.conftest import WHEN

GOOD = (
    "https://e.cn/a?b=c#d",
    "http://e.cn",
    "mailto:a@e.cn",
    "a/b.html",
    "#t-1",
    "",
    "//e.cn/x",
    "HTTPS://e.cn",
    "吉/2.html",
)
BAD = (
    "javascript:alert(1)", "JAVASCRIPT:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "java\nscript:x", "\x01javascript:x",
    "java\u200bscript:x", "\u00a0javascript:x", "vbscript:x", "data:text/html,x", "file:///etc/passwd", "blob:x", "ftp://e.cn/", "view-source:x",
    "http://[x", "javascript\u00ad:x",
)  # fmt: skip


@pytest.mark.parametrize("address", GOOD)
def test_an_address_to_follow_stays(address: str) -> None:
    assert safe_url(address) == address


@pytest.mark.parametrize("address", BAD)
def test_an_address_that_runs_is_left_out(address: str) -> None:
    assert safe_url(address) == ""


def test_what_cannot_be_seen_is_taken_out_of_an_address() -> None:
    assert safe_url(" https://e.cn/\t a\u202eb\n") == "https://e.cn/ab"


@given(st.text(max_size=60))
@example("0:")
@example("a+b.c-d:e")
@settings(deadline=None, max_examples=200)
def test_no_address_runs(address: str) -> None:
    scheme = re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", safe_url(address))
    assert scheme is None or scheme[0].lower() in ("http:", "https:", "mailto:")


def test_templates_escape_whatever_they_are_called(tmp_path: Path) -> None:
    for name in ("a.html", "a.html.j2", "a.txt", "a"):
        (tmp_path / name).write_text("{{ x }}|{{ u|safe_url }}\n")
        filled = templates.fill(name, {"x": "<b>&\"'", "u": "javascript:x"}, tmp_path)
        assert filled == "&lt;b&gt;&amp;&#34;&#39;|\n"


@pytest.mark.parametrize(
    "text", ["{{ unknown }}", "{{ x.y.z }}", "{% include 'nothing' %}", "{% if %}", "{{ 1/0 }}"]
)
def test_a_template_that_cannot_be_filled_is_an_error(tmp_path: Path, text: str) -> None:
    (tmp_path / "a").write_text(text)
    if text == "{{ 1/0 }}":
        with pytest.raises(ZeroDivisionError):
            templates.fill("a", {"x": 1}, tmp_path)
        return
    with pytest.raises(RenderError) as caught:
        templates.fill("a", {"x": 1}, tmp_path)
    assert caught.value.hint
    with pytest.raises(RenderError, match="none is missing"):
        templates.fill("none", {}, tmp_path)


def test_no_template_leaves_its_folders(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "secret").write_text("x")
    for name in ("../secret", "own/../../secret", str(tmp_path / "secret")):
        with pytest.raises(RenderError, match="missing"):
            templates.fill(name, {}, tmp_path / "own")


def test_the_shipped_templates_are_found_without_own_ones() -> None:
    assert (templates.shipped() / "site" / "base.html.j2").is_file()
    env = templates.environment(None)
    assert env.get_template("issue/macros.html.j2").name
    assert env.trim_blocks
    assert env.lstrip_blocks
    assert env.keep_trailing_newline


@given(st.text(max_size=40))
@settings(deadline=None, max_examples=100)
def test_json_in_a_page_neither_ends_nor_begins_an_element(text: str) -> None:
    value = {"a": text + "</script><!--\u2028\u2029&'"}
    told = str(script(value))
    assert not set("<>&'\u2028\u2029") & set(told)
    assert json.loads(told) == value
    assert ": " not in told.replace(json.dumps(text)[1:-1], "")[:6]


def test_chinese_stays_readable_in_json() -> None:
    assert str(script({"名": "吉", "年": [1, 2]})) == '{"名":"吉","年":[1,2]}'


@pytest.mark.parametrize(
    "code",
    [
        0,
        8,
        0xB,
        0xC,
        0xE,
        0x1B,
        0x1F,
        0x7F,
        0x9B,
        0x9F,
        0x202A,
        0x202E,
        0x2066,
        0x2069,
        0xD800,
        0xDFFF,
        0xFFFE,
        0xFFFF,
    ],
)
def test_a_title_is_without_what_cannot_be_seen(code: int) -> None:
    assert paths.text(f"甲{chr(code)}乙  丙\n丁") == "甲乙 丙 丁"


@pytest.mark.parametrize(
    "kept", ["甲", "\u3000甲", "é", "\u00a0", "\u2065", "\u2029", "\ufffd", "𠮷"]
)
def test_a_title_keeps_what_can(kept: str) -> None:
    assert paths.text(f"a{kept}b") == " ".join(f"a{kept}b".split())


def test_a_name_of_a_file_is_marked_where_something_was_left_out() -> None:
    assert paths.name("甲-乙_1.2@3") == "甲-乙_1.2@3"
    assert paths.name("甲" * 40) == "甲" * 40
    assert paths.name("甲" * 41).startswith("甲" * 40 + "-")
    assert len(paths.name("甲" * 41)) == 49
    assert paths.name("甲/乙").startswith("甲乙-")
    assert len(paths.name("/")) == 8
    assert not paths.name(".甲.").startswith(".")
    assert not paths.name(".甲.").split("-")[0].endswith(".")
    assert len(paths.name("")) == 8
    assert paths.name("\ud800")
    assert paths.url("甲/乙@2 \"'<?#%") == "%E7%94%B2/%E4%B9%99@2%20%22%27%3C%3F%23%25"


def test_a_drawing_holds_words_only() -> None:
    assert graph.escape('<a b="c">&') == '&lt;a b="c"&gt;&amp;'
    for code in (0, 8, 0xB, 0xC, 0xE, 0x1F, 0xD800, 0xDFFF, 0xFFFE, 0xFFFF):
        assert graph.escape(f"a{chr(code)}b") == "a\ufffdb"
    assert graph.escape("\t\n甲\x7f") == "\t\n甲\x7f"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("甲 a", "甲 a"), ("a\x1b[31mb", "a\\x1b[31mb"), ("a\nb\tc\r", "a\\x0ab\\x09c\\x0d"), ("\x7f\x9b\x80\x9f", "\\x7f\\x9b\\x80\\x9f"),
        ("a\u202eb", "a\\u202eb"), ("\u2066\u2069\u200e\u200f\u061c", "\\u2066\\u2069\\u200e\\u200f\\u061c"), ("\u2028\u2029", "\\u2028\\u2029"),
        ("\ud800", "\\ud800"), ("\u3000\u00a0\u200b", "\u3000\u00a0\u200b"), ("\udfff\x1f\x00", "\\udfff\\x1f\\x00"), ("\u202f\u206a", "\u202f\u206a"),
    ],
)  # fmt: skip
def test_a_message_commands_no_terminal(text: str, told: str) -> None:
    assert shown(text) == told


def test_the_neighbours_of_what_commands_a_terminal_stay_beside_it() -> None:
    kept = " ~\xa0\u061b\u061d\u200d\u2010\u2027\u202f\u2065\u206a\ud7ff\ue000"
    assert shown(f"{kept}\x1b") == f"{kept}\\x1b"
    for code in (0, 0x1F, 0x7F, 0x9F, 0x61C, 0x200E, 0x200F, 0x2028, 0x202E, 0x2066, 0x2069):
        assert shown(chr(code)) == (f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}")


def test_a_long_message_loses_its_middle() -> None:
    assert shown("a" * 500) == "a" * 500
    assert shown("a" * 250 + "X" + "b" * 250) == "a" * 250 + " … " + "b" * 250
    assert shown("abcdefgh", 4) == "ab … gh"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (".".join(["a"] * 66) + " = 1", "parts"), ("[" + ".".join(["a"] * 66) + "]", "parts"), ("x = {" + ".".join('"a"' for _ in range(66)) + " = 1}", "parts"),
        ("x = " + "[" * 5000, "nested"), ("x = ", "Invalid"), ("x = 1\nx = 2", "overwrite"), ("x = " + "9" * 9000, "digits"),
    ],
)  # fmt: skip
def test_toml_that_exhausts_is_refused(text: str, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        parse_toml(text)


def test_other_toml_is_read() -> None:
    row = "目录" + "…" + "." * 200 + "12"
    assert parse_toml(f'x = "{row}"')["x"] == row
    deepest = ".".join(["a"] * 65)
    assert parse_toml(f"{deepest} = 1")


def test_dots_without_words_between_them_are_no_key() -> None:
    assert parse_toml('x = "' + "..".join(["a"] * 64) + '"')
    with pytest.raises(ValueError, match="parts"):
        parse_toml('x = "' + "..".join(["a"] * 65) + '"')


def test_a_desk_is_looked_for_where_one_can_be(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    for hostile in (tmp_path / "loop", tmp_path / ("长" * 300), Path("a/" * 3000)):
        with pytest.raises(DeskError, match="no folder") as caught:
            find_desk(hostile)
        assert "--home" in caught.value.hint
    (tmp_path / "a" / "b").mkdir(parents=True)
    with pytest.raises(DeskError, match="No desk here"):
        find_desk(tmp_path / "a")
    (tmp_path / "gazette.toml").write_text("")
    assert find_desk(tmp_path / "a" / "b") == tmp_path.resolve()


def test_a_configuration_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "_MAX_SIZE", 10)
    (tmp_path / "gazette.toml").write_text("# 45678901")
    assert config.load_desk(tmp_path).root == tmp_path
    (tmp_path / "gazette.toml").write_text("# 456789012")
    with pytest.raises(DeskError, match="too large"):
        config.load_desk(tmp_path)


@pytest.fixture
def git(tmp_path: Path) -> Git:
    Archive.create(tmp_path / "archive").close()
    return Git(tmp_path / "archive")


def _commit(git: Git, tree: str) -> str:
    who = {
        f"GIT_{role}_{what}": "x" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    return git.line("commit-tree", "-m", str(WHEN), tree, extra=who)


def _trees(git: Git, levels: int, width: int) -> str:
    """Return a tree of folders that each hold the same folder `width` times."""
    found = git.line("hash-object", "-w", "--stdin", data=b"x")
    entry = "100644 blob"
    for _ in range(levels):
        listed = "".join(f"{entry} {found}\tf{at}\n" for at in range(width))
        found, entry = git.line("mktree", data=listed.encode()), "040000 tree"
    return found


def test_a_tree_of_endless_files_is_refused(git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign, "SPARE_FILES", 10)
    with pytest.raises(ArchiveError, match="names more than"):
        foreign.check(git, _commit(git, _trees(git, 9, 10)))
    foreign.check(git, _commit(git, _trees(git, 2, 4)))
    edge = _commit(git, _trees(git, 1, 4 * 3 + 10))
    foreign.check(git, edge)
    with pytest.raises(ArchiveError, match="names more than 22 files, but holds 3"):
        foreign.check(git, _commit(git, _trees(git, 1, 4 * 3 + 11)))
    foreign.check(git, _commit(git, _trees(git, 1, 4 * 3 + 11)), [edge])


def test_an_object_of_too_many_bytes_is_refused(git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = _commit(git, _trees(git, 1, 1))
    monkeypatch.setattr(foreign, "MAX_OBJECT", 500)
    blob = git.line("hash-object", "-w", "--stdin", data=b"x" * 500)
    tree = git.line("mktree", data=f"100644 blob {blob}\ta\n".encode())
    foreign.check(git, _commit(git, tree))
    blob = git.line("hash-object", "-w", "--stdin", data=b"x" * 501)
    tree = git.line("mktree", data=f"100644 blob {blob}\ta\n".encode())
    later = _commit(git, tree)
    with pytest.raises(ArchiveError, match="MiB"):
        foreign.check(git, later, [commit])
    foreign.check(git, later, [later])
    assert subprocess.PIPE
