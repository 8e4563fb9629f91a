"""What makes a text harmless on its way into a file and out of it: every mark, both sides of every bound."""

import json
from collections.abc import Callable

import pytest

from gazette.errors import GazetteError
from gazette.markdown import yaml
from gazette.markdown.inline import check, check_characters, escape, joint, sentences, unescape
from gazette.markdown.lines import split, wrong
from gazette.markdown.quoting import quoted
from gazette.markdown.table import dump_table, load_table

# --- lines ----------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", "\\`*_[]<&~$#|")
def test_marks_are_escaped_wherever_they_stand(mark: str) -> None:
    assert escape(f"{mark}甲{mark}") == f"\\{mark}甲\\{mark}"
    assert unescape(escape(f"{mark}甲{mark}")) == f"{mark}甲{mark}"


@pytest.mark.parametrize("mark", "-+=>:{")
def test_marks_that_begin_a_line_are_escaped_there(mark: str) -> None:
    assert escape(f"{mark}甲{mark}") == f"\\{mark}甲{mark}"


@pytest.mark.parametrize(
    ("line", "written"),
    [("1. 甲", "1\\. 甲"), ("1) 甲", "1\\) 甲"), ("(1) 甲", "(1\\) 甲"), ("1.\t甲", "1\\.\t甲"), ("1.", "1\\."), ("123456789. 甲", "123456789\\. 甲"),
     ("1234567890. 甲", "1234567890. 甲"), ("1.甲", "1.甲"), ("甲1. 乙", "甲1. 乙"), ("1. 2. 甲", "1\\. 2. 甲"), ("a. 甲", "a. 甲")],
)  # fmt: skip
def test_a_label_begins_no_list(line: str, written: str) -> None:
    assert escape(line) == written
    assert unescape(written) == line


@pytest.mark.parametrize("mark", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
def test_a_backslash_is_taken_from_every_mark(mark: str) -> None:
    assert unescape(f"\\{mark}") == mark
    assert unescape("\\甲\\a\\1\\") == "\\甲\\a\\1\\"


@pytest.mark.parametrize("char", "\x00\x08\n\x0b\x0c\r\x1f\x7f\x80\x9f\u2028\u2029\ud800\udfff")
def test_characters_that_break_a_line_are_refused(char: str) -> None:
    for refuse in (check_characters, check):
        with pytest.raises(GazetteError, match=f"U\\+{ord(char):04X}"):
            refuse(f"甲{char}乙", "A block")


@pytest.mark.parametrize("char", "\t ~\xa0\u2027\u202a\ue000\U0001f600")
def test_other_characters_are_kept(char: str) -> None:
    check_characters(f"甲{char}乙", "A block")
    check(f"甲{char}乙", "A block")


@pytest.mark.parametrize(("text", "why"), [("", "empty"), (" 甲", "white"), ("甲\u3000", "white")])
def test_a_text_that_lines_cannot_keep_is_refused(text: str, why: str) -> None:
    with pytest.raises(GazetteError, match=why):
        check(text, "A block")


@pytest.mark.parametrize(
    ("left", "right", "between"),
    [("甲", "乙", ""), ("a", "b", " "), ("甲", "b", ""), ("a", "乙", ""), ("", "b", ""), ("a", "", ""), ("a", "“", ""), ("ａ", "b", ""), ("…", "b", "")],
)  # fmt: skip
def test_what_a_line_break_stands_for(left: str, right: str, between: str) -> None:
    assert joint(left, right) == between


def test_a_text_is_cut_after_the_marks_that_end_its_sentence() -> None:
    assert sentences("甲。乙！丙？丁") == ["甲。", "乙！", "丙？", "丁"]
    for mark in "。！？”’」』）】〕》〉)]":
        assert sentences(f"甲。{mark}乙") == [f"甲。{mark}", "乙"]
    assert sentences("甲。 乙") == ["甲。 乙"], "the space would be lost"
    assert sentences(f"甲。{'”' * 6}乙") == [f"甲。{'”' * 6}", "乙"]


# --- the file -------------------------------------------------------------------------------


def test_front_matter_ends_at_its_second_fence() -> None:
    text = "---\na: 1\n---\n甲\n---\n乙"
    for written in (text, f"\ufeff{text}", text.replace("\n", "\r\n"), text.replace("\n", "\r")):
        assert split(written) == ("a: 1\n", ["甲", "---", "乙"], 4)
    for broken, why in (("甲", "begins"), ("---\na: 1", "no end"), ("\n---\n---", "Line 1")):
        with pytest.raises(GazetteError, match=why):
            split(broken)


def test_a_mistake_is_told_with_what_to_do() -> None:
    assert wrong(3, "it is wrong.").hint == "Mend the file by hand."
    assert wrong(3, "it is wrong.", "Write it anew.").hint == "Write it anew."
    assert str(wrong(3, "it is wrong.")).startswith("Line 3: it is wrong.")


# --- quotes ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "char", "\x7f\xa0\xad\u200b\u200f\u2028\u202f\u2060\u206f\ue000\uf8ff\ufeff\ufffe\uffff"
)
def test_what_is_not_seen_is_written_as_an_escape(char: str) -> None:
    assert quoted(f"甲{char}") == f'"甲\\u{ord(char):04x}"'
    assert json.loads(quoted(f"甲{char}")) == f"甲{char}"


@pytest.mark.parametrize(
    "char", "~\xa1\xac\xae\u200a\u2010\u2027\u2030\u205f\u2070\uf900\ufefe\ufffd"
)
def test_what_is_seen_is_written_as_it_is(char: str) -> None:
    assert quoted(f"甲{char}") == f'"甲{char}"'


# --- front matter ---------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["null", "true", "false", "yes", "no", "on", "off", "y", "n"])
def test_no_word_is_taken_for_another_type(word: str) -> None:
    assert yaml.scalar(word) == f'"{word}"'
    assert yaml.scalar(f"{word}-x") == f"{word}-x"


@pytest.mark.parametrize(
    "text", ["甲", "《甲》", "“甲”", "（甲）", "【甲】", "〔甲〕", "甲、乙：丙", "a", "a-b", "a" * 41, "甲" * 501]
)  # fmt: skip
def test_a_plain_text_stands_bare(text: str) -> None:
    assert yaml.scalar(text) == text


@pytest.mark.parametrize(
    "text", ["", "1", "-", "a1", "A", "甲 乙", "甲: 乙", "甲#", "、甲", "a" * 42, "甲" * 502, "甲\n", "!甲", "&甲", "*甲", "'甲'", "{甲}", "[甲]"]
)  # fmt: skip
def test_any_other_text_stands_in_quotes(text: str) -> None:
    assert yaml.scalar(text) == json.dumps(text, ensure_ascii=False)


def test_numbers_and_truth_are_bare() -> None:
    assert [yaml.scalar(value) for value in (True, False, 0, 12)] == ["true", "false", "0", "12"]


def nested(depth: int) -> str:
    return "".join(f"{'  ' * at}a:\n" for at in range(depth)) + "  " * depth + "b"


def test_front_matter_is_nested_so_deep_only() -> None:
    yaml.parse(nested(yaml.MAX_DEPTH), 1)
    with pytest.raises(GazetteError, match="Line 7: the front matter is nested too deep"):
        yaml.parse(nested(yaml.MAX_DEPTH + 1), 1)
    flows: tuple[Callable[[int], str], ...] = (
        lambda depth: "[" * depth + "b" + "]" * depth,
        lambda depth: "a: " + "[" * (depth - 1) + "b" + "]" * (depth - 1),
    )
    for flow in flows:
        yaml.parse(flow(yaml.MAX_DEPTH), 1)
        with pytest.raises(GazetteError, match="nested too deep"):
            yaml.parse(flow(yaml.MAX_DEPTH + 1), 1)


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [("a: 1\nb: *x", 6, "anchors"), ("a: &x 1", 5, "anchors"), ("a: !!str 1", 5, "tags"), ("a: !x 1", 5, "tags"), ("&x a: 1", 5, "anchors"),
     ("a: 1\na: 2", 6, "twice"), ("a: 1\n? [b]\n: 2", 6, "a key"), ("a: 1\n---\nb: 2", 6, "one document"), ("a: 1\n--- b", 6, "one document"), ("a: 1\n...\nb: 2", 7, "one document"), ("---\na: 1", 5, "one document"),
     ("%YAML 1.2\n---\na: 1", 6, "one document"), ("a: [1", 5, "no YAML"), ("a: &x [1]", 5, "anchors"), ("a: !x {b: 1}", 5, "tags")],
)  # fmt: skip
def test_what_a_hand_never_writes_is_refused_with_its_line(text: str, line: int, why: str) -> None:
    with pytest.raises(GazetteError, match=why) as caught:
        yaml.parse(text, 5)
    assert str(caught.value).startswith(f"Line {line}: ")


def test_nodes_tell_their_line_and_whether_they_are_bare() -> None:
    found = yaml.parse('a: 1\nb: "2"\nc:\n  - d', 5).value
    assert isinstance(found, dict)
    assert {key: (node.line, node.bare) for key, node in found.items()} == {
        "a": (5, True),
        "b": (6, False),
        "c": (8, False),
    }
    assert yaml.parse("", 5) == yaml.Node({}, 5)


def test_front_matter_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml, "MAX_CHARACTERS", 4)
    yaml.parse("a: 1", 1)
    with pytest.raises(GazetteError, match="longer than 4"):
        yaml.parse("a: 12", 1)


# --- tables ---------------------------------------------------------------------------------


def test_a_table_is_written_as_wide_as_its_widest_row() -> None:
    assert dump_table("甲\t乙\t丙\n丁\n\t戊") == [
        "| 甲 | 乙 | 丙 |",
        "| --- | --- | --- |",
        "| 丁 |||",
        "| | 戊 ||",
    ]
    assert load_table(dump_table("甲\t乙\t丙\n丁\n\t戊"), 1) == "甲\t乙\t丙\n丁\n\t戊"


@pytest.mark.parametrize(
    ("lines", "line"),
    [(["| 甲 |"], 3), (["| 甲 |", "甲"], 3), (["| 甲 |", "| -- - |"], 3), (["| 甲 |", "| --- |", "乙 |"], 5), (["| 甲 |", "| --- |", "| 乙"], 5),
     (["| 甲 |", "| --- |", "|"], 5), (["| 甲 |", "| --- |", "| 乙 \\|"], 5), (["甲 |", "| --- |"], 3)],
)  # fmt: skip
def test_a_broken_table_is_refused_with_its_line(lines: list[str], line: int) -> None:
    with pytest.raises(GazetteError, match=f"^Line {line}: "):
        load_table(lines, 3)


@pytest.mark.parametrize(
    "rule", ["| --- |", "|-|", "|:-:|", "| :--- | ---: |", "|---|  ", f"|{'-' * 99}|"]
)
def test_any_rule_of_a_table_is_read(rule: str) -> None:
    assert load_table(["| 甲 |", rule, "| 乙\\|丙 |"], 1) == "甲\n乙|丙"
