"""What a save changed in the words of a policy has a page, and the text before it can be had."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from lxml import html

from gazette import site
from gazette.model.document import Part, Policy
from gazette.site.library import Library, Reworded
from gazette.store import records
from gazette.store.ids import policy_path
from gazette.store.rewording import rewordings
from gazette.structure import outline
from gazette.workflow.desk import OpenDesk
from gazette.workflow.publishing import gather

ID = "吉民发/2023/27"


def save(desk: OpenDesk, policy: Policy, day: int, message: str = "Edit") -> None:
    when = datetime(2026, 1, day, tzinfo=UTC)
    desk.archive.save(records.policy_file(policy), message=message, when=when)


def reworded(policy: Policy, old: str, new: str) -> Policy:
    def swapped(part: Part) -> Part:
        blocks = (replace(b, text=b.text.replace(old, new)) for b in part.blocks)
        title = part.title and part.title.replace(old, new)
        return replace(part, title=title, blocks=outline(blocks))

    return replace(policy, parts=tuple(map(swapped, policy.parts)))


def published(desk: OpenDesk, out: Path) -> tuple[Library, site.Written]:
    made = gather(desk, date(2026, 1, 9), pdf=False)
    return made, site.write(site.plan(made), out, out.parent / "state" / "s.json")


def test_a_save_that_changes_words_has_a_page_and_one_that_does_not_has_none(
    desk: OpenDesk, tmp_path: Path
) -> None:
    policy = records.load_policy(desk.archive, ID)
    before = rewordings(desk.archive)
    save(desk, replace(policy, meta=replace(policy.meta, addressees=("各单位",))), 3)
    assert rewordings(desk.archive) == before, "no word has changed"
    save(desk, reworded(policy, "智慧社区", "智慧型社区"), 4)
    made, _ = published(desk, tmp_path / "out")
    change = made.reworded[ID][0]
    page = html.fromstring(
        (tmp_path / f"out/revisions/{ID}/{change.old[:12]}-{change.new[:12]}.html").read_bytes()
    )
    assert "型" in [str(each.text) for each in page.iter("ins")]
    told = json.loads((tmp_path / f"out/policies/{ID}.json").read_text("utf-8"))
    assert told["texts"][0]["commit"] == change.old
    earlier = json.loads(
        (tmp_path / "out/revisions" / ID / f"{change.old[:12]}.json").read_bytes()
    )
    assert "智慧型" not in json.dumps(earlier, ensure_ascii=False)
    jsonschema = pytest.importorskip("jsonschema")
    for schema, made_of in (
        ("text", earlier),
        ("comparison", _comparison(tmp_path / "out", change)),
    ):
        rules = json.loads((tmp_path / f"out/schemas/{schema}.json").read_text("utf-8"))
        jsonschema.Draft202012Validator(rules).validate(made_of)
    listed = (tmp_path / f"out/policies/{ID}.html").read_text("utf-8")
    assert f"{change.old[:12]}-{change.new[:12]}.html" in listed


def _comparison(out: Path, change: Reworded) -> object:
    path = out / "revisions" / ID / f"{change.old[:12]}-{change.new[:12]}.json"
    return json.loads(path.read_bytes())


def test_later_saves_touch_no_earlier_comparison(desk: OpenDesk, tmp_path: Path) -> None:
    policy = records.load_policy(desk.archive, ID)
    save(desk, reworded(policy, "智慧社区", "智慧型社区"), 3)
    published(desk, tmp_path / "out")
    save(desk, reworded(policy, "智慧社区", "新型社区"), 4)
    made, written = published(desk, tmp_path / "out")
    assert len(made.reworded[ID]) >= 2
    mine = [path for path in written.changed if path.startswith("revisions/")]
    assert len(mine) == 3, "the new page, its JSON, and the text before"
    _, again = published(desk, tmp_path / "out")
    assert again.changed == ()


def test_no_more_than_ten_are_told_of(desk: OpenDesk) -> None:
    policy = records.load_policy(desk.archive, ID)
    for day in range(1, 16):
        save(desk, reworded(policy, "智慧社区", f"智慧{day}社区"), day)
    assert len(rewordings(desk.archive)[ID]) == 10


@pytest.mark.parametrize("data", [b"\xff\xfe", b"no front matter"])
def test_an_earlier_text_that_cannot_be_read_is_left_out(desk: OpenDesk, data: bytes) -> None:
    policy = records.load_policy(desk.archive, ID)
    path = next(iter(records.policy_file(policy)))
    when = datetime(2026, 1, 3, tzinfo=UTC)
    desk.archive.save({path: data}, message="break", when=when)
    save(desk, policy, 4)
    before = rewordings(desk.archive).get(ID, ())
    assert all(change.old_day != date(2026, 1, 3) for change in before)


def test_a_damaged_earlier_text_stops_no_publication(desk: OpenDesk, tmp_path: Path) -> None:
    whole = desk.archive.read(policy_path(ID))
    damaged = whole[: whole.index(b"\n---\n") + 5] + b"\n::: nothing\n"
    for day, text in ((3, damaged), (4, whole)):
        when = datetime(2026, 1, day, tzinfo=UTC)
        desk.archive.save({policy_path(ID): text}, message="Edit", when=when)
    made, _ = published(desk, tmp_path / "out")
    assert ID not in made.reworded
