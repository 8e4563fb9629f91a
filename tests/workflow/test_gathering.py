"""Gathering what is published: equal to a full build, and no text is read that no page needs."""

from datetime import date
from pathlib import Path

import pytest

from gazette.model.correction import Correction
from gazette.model.document import Policy
from gazette.store.ids import policy_path
from gazette.workflow import texts
from gazette.workflow.corrections import correct
from gazette.workflow.desk import OpenDesk
from gazette.workflow.gathering import Lazy, texts_over_time
from gazette.workflow.publishing import gather, publish
from tests.conftest import WHEN

DAY = date(2026, 1, 2)
ID = "吉民发/2023/55"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the policies whose texts are read."""
    found: list[str] = []
    whole = texts.Texts._whole

    def noted(self: texts.Texts, summary: Policy) -> Policy:
        found.append(summary.id)
        return whole(self, summary)

    monkeypatch.setattr(texts.Texts, "_whole", noted)
    return found


def files(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


def untitled(desk: OpenDesk) -> set[str]:
    """Documents listed by how they begin: their text is read for that."""
    found = gather(desk, DAY, pdf=False).summaries.values()
    return {p.id for p in found if not p.meta.title and not p.meta.number}


def test_an_edit_reads_one_text_and_gives_what_a_full_build_gives(
    desk: OpenDesk, tmp_path: Path, read: list[str]
) -> None:
    out = tmp_path / "out"
    publish(desk, DAY, out, pdf=False)
    read.clear()
    assert publish(desk, DAY, out, pdf=False).changed == ()
    assert set(read) <= untitled(desk)
    text = desk.archive.read(policy_path(ID)).decode()
    edited = text.replace("登记", "注册", 1).encode()
    desk.archive.save({policy_path(ID): edited}, message="Edit", when=WHEN)
    read.clear()
    assert publish(desk, DAY, out, pdf=False).changed
    whole = tmp_path / "whole"
    publish(desk, DAY, whole, pdf=False)
    assert files(out) == files(whole)


def test_errata_copies_and_history_are_part_of_the_version(desk: OpenDesk) -> None:
    before = gather(desk, DAY, pdf=False).versions
    text = gather(desk, DAY, pdf=False).policies[ID].parts[0].blocks[-1].text
    correct(desk, ID, Correction(text[:9], "更正" + text[:9], "a slip", DAY), WHEN)
    after = gather(desk, DAY, pdf=False)
    assert {i for i in before if after.versions[i] != before[i]} == {ID}
    assert after.corrections[ID]
    assert "更正" in "".join(b.text for part in after.policies[ID].parts for b in part.blocks)
    earlier = gather(desk, date(2026, 1, 1), pdf=False)
    assert ID not in earlier.corrections


def test_values_are_made_once_and_only_when_asked_for() -> None:
    made: list[str] = []
    lazy = Lazy(["a", "b"], lambda name: (made.append(name), name.upper())[1])  # type: ignore[func-returns-value]
    assert "a" in lazy
    assert list(lazy) == ["a", "b"]
    assert len(lazy) == 2
    assert lazy.keys() - {"b"} == {"a"}
    assert made == []
    assert (lazy["a"], lazy["a"], lazy.get("c")) == ("A", "A", None)
    assert made == ["a"]


def test_texts_over_time_are_listed_for_each_of_them() -> None:
    found = texts_over_time(["甲/2015/1", "甲/2015/1@2020-01-01", "乙/2015/2"])
    listed = ((None, "甲/2015/1"), (date(2020, 1, 1), "甲/2015/1@2020-01-01"))
    assert found == {"甲/2015/1": listed, "甲/2015/1@2020-01-01": listed}
