"""Every key that the machine-readable output promises, with its type; and nothing else on stdout."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from tests.conftest import Told

Run = Callable[..., Told]
RULES = "吉工信创业〔2023〕92号"
ISSUE = "2023-21"
KINDS = {"policy", "interpretation", "personnel", "about", "other"}
CLASSES = {
    "wording", "numeral", "date", "number", "signature-order",
    "omission", "tampering", "layout", "typography",
}  # fmt: skip
PARTS = {"notice", "signature", "instrument", "attachment-list", "attachment"}


def is_text(value: Any) -> bool:
    return isinstance(value, str)


def is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def is_day(value: Any) -> bool:
    return is_text(value) and date.fromisoformat(value).isoformat() == value


def is_span(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and 0 <= value[0] <= value[1]


def is_bool(value: Any) -> bool:
    return isinstance(value, bool)


def or_null(check: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: value is None or check(value)


def one_of(words: set[str]) -> Callable[[Any], bool]:
    return lambda value: value in words


def each(check: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and all(map(check, value))


Keys = Mapping[str, Callable[[Any], bool]]


def has(keys: Keys) -> Callable[[Any], bool]:
    """Check that a value has all keys, each of its type; say which is wrong."""

    def check(value: Any) -> bool:
        for key, fits in keys.items():
            assert key in value, f"{key} is missing"
            assert fits(value[key]), f"{key} is {value[key]!r}"
        return True

    return check


SOURCE = has({
    "source": is_text, "sha256": is_text, "medium": is_text, "edition": or_null(is_text),
    "span": or_null(is_span), "issue": or_null(is_text), "page": or_null(is_count),
})  # fmt: skip
FLAG = has({
    "code": is_text, "message": is_text, "source": or_null(is_text), "span": or_null(is_span),
})  # fmt: skip
ROW = has({
    "id": is_text, "number": or_null(is_text), "title": or_null(is_text),
    "title_source": or_null(one_of({"text", "listing", "contents", "instrument", "editor"})),
    "kind": one_of(KINDS), "issuers": each(is_text), "issued": or_null(is_day),
    "published": or_null(is_day), "status": is_text, "sources": each(SOURCE), "flags": each(FLAG),
})  # fmt: skip
TARGET = has({"number": or_null(is_text), "title": or_null(is_text), "id": or_null(is_text)})
EVENT = has({
    "event": is_text, "date": or_null(is_day), "certain": is_bool, "quote": is_text,
    "source": or_null(is_text), "target": or_null(TARGET),
})  # fmt: skip
CITATION = has({
    "title": or_null(is_text), "number": or_null(is_text), "id": or_null(is_text),
    "quote": is_text,
})  # fmt: skip
BLOCK = has({
    "label": or_null(is_text), "level": or_null(is_count), "text": is_text,
    "address": or_null(is_text),
})  # fmt: skip
PART = has({"kind": one_of(PARTS), "title": or_null(is_text), "blocks": each(BLOCK)})
FULL = has({
    "number_printed": or_null(is_text), "addressees": each(is_text),
    "attachments": each(has({"name": is_text, "held": is_bool})), "parts": each(PART),
    "events": each(EVENT), "citations": each(CITATION),
})  # fmt: skip
READING = has({"text": is_text, "span": is_span})
VARIANT = has({
    "id": is_text, "address": or_null(is_text), "class": one_of(CLASSES), "severity": is_text,
    "readings": lambda found: len(found) >= 2 and all(map(READING, found.values())),
    "suggestion": or_null(is_text), "reason": or_null(is_text),
    "ruling": or_null(has({"text": is_text, "reason": is_text})),
})  # fmt: skip
COLLATED = has({
    "id": is_text, "witnesses": each(is_text), "variants": each(VARIANT),
    "noise": lambda found: all(map(is_text, found)) and all(map(is_count, found.values())),
})  # fmt: skip
CHANGES = ("same", "edited", "renumbered", "moved", "split", "merged", "added", "deleted")
PAIR = has({
    "old": each(is_text), "new": each(is_text),
    "change": one_of({"same", "edited", "added", "deleted"}), "renumbered": is_bool,
    "moved": is_bool, "classes": each(is_text),
    "runs": each(lambda run: isinstance(run, list) and len(run) == 2 and all(map(is_text, run))),
})  # fmt: skip
COMPARED = has({
    "old": is_text, "new": is_text, "summary": has(dict.fromkeys(CHANGES, is_count)),
    "pairs": each(PAIR),
})  # fmt: skip
FINDING = has({"code": is_text, "message": is_text})
HIT = has({"id": is_text, "excerpts": each(each(is_text))})
STATUS = has({
    "id": is_text, "number": or_null(is_text), "title": or_null(is_text), "status": is_text,
    "at": is_day, "until": or_null(is_day), "because": each(EVENT),
})  # fmt: skip
REVISION = has({"commit": is_text, "when": is_text, "author": is_text, "message": is_text})

ANSWERS: tuple[tuple[tuple[str, ...], Callable[[Any], bool]], ...] = (
    (("list",), each(ROW)),
    (("show", RULES), lambda found: ROW(found) and FULL(found)),
    (("show", RULES, "--at", "2023-12-01"), lambda found: ROW(found) and FULL(found)),
    (("show", RULES, "--revision", "HEAD"), lambda found: ROW(found) and FULL(found)),
    (("reconcile",), each(COLLATED)),
    (("reconcile", RULES), each(COLLATED)),
    (("compare", RULES, "吉民发〔2023〕27号"), COMPARED),
    (("history", RULES), each(REVISION)),
    (("status",), each(STATUS)),
    (("status", RULES, "--at", "2023-05-01"), each(STATUS)),
    (("issue", "check", ISSUE), has({"findings": each(FINDING)})),
    (("search", "创业孵化"), each(HIT)),
)


@pytest.mark.parametrize(("words", "fits"), ANSWERS, ids=[" ".join(words) for words, _ in ANSWERS])
def test_the_keys_that_are_promised(
    gazette: Run, words: tuple[str, ...], fits: Callable[[Any], bool]
) -> None:
    told = gazette(*words, "--json")
    assert told.status in {0, 4}
    assert told.json, "an empty answer would show nothing"
    assert fits(told.json)


def test_the_blocks_join_to_the_whole_text(gazette: Run) -> None:
    shown = gazette("show", RULES, "--json").json
    text = "".join(block["text"] for part in shown["parts"] for block in part["blocks"])
    assert RULES in text
    assert "第一条" in text


def test_a_policy_known_by_reference_has_the_same_keys(gazette: Run) -> None:
    shown = gazette("show", "吉工信创业〔2014〕270号", "--json").json
    assert ROW(shown)
    assert FULL(shown)
    assert shown["parts"] == []


@pytest.mark.parametrize("command", ["show", "history", "reconcile", "status", "blame", "graph"])
@pytest.mark.parametrize("name", ["nothing", "../../etc/passwd", "a\x01b", "吉民发〔2023〕999号"])
def test_an_unknown_name_is_one_sentence_and_no_json(
    gazette: Run, command: str, name: str
) -> None:
    told = gazette(command, name, "--json")
    assert told.status == 1
    assert told.out == ""
    assert told.err.startswith("Error: ")
    assert "\x01" not in told.err
    assert "Traceback" not in told.err
