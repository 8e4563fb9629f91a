"""All policies together: one damaged file hides no other, and searching needs no folder to write."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace

import pytest

from gazette import validity
from gazette.errors import ArchiveError
from gazette.model.document import Policy
from gazette.model.event import EventKind
from gazette.store import editor, memo, records
from gazette.store.archive import Archive
from gazette.store.ids import policy_path
from gazette.workflow.desk import OpenDesk
from gazette.workflow.issues import manifests
from gazette.workflow.judging import event, judge
from gazette.workflow.searching import search
from gazette.workflow.shelf import Shelf, carriages
from gazette.workflow.texts import UNREADABLE, Texts
from tests.conftest import WHEN

RULES = "吉工信创业/2023/92"
OTHER = "吉民发/2023/27"


def anew(desk: OpenDesk) -> Shelf:
    """Return the shelf as it is without anything kept from before."""
    texts = {i: records.load_policy(desk.archive, i) for i in Texts(desk)}
    return Shelf.holding(texts, carriages(manifests(desk)), editor.load_all(desk.archive))


def told(shelf: Shelf) -> tuple[object, ...]:
    """Return all that a shelf says."""
    return dict(shelf.policies), dict(shelf.events), dict(shelf.own), dict(shelf.citations)


def index_of(desk: OpenDesk) -> sqlite3.Connection:
    place = desk.desk.archive / ".git" / "gazette" / "index.sqlite"
    return sqlite3.connect(place, isolation_level=None)


def test_what_is_read_together_is_what_is_read_alone(desk: OpenDesk) -> None:
    for policy_id, policy in Texts(desk).items():
        assert policy == records.load_policy(desk.archive, policy_id)


def test_what_is_kept_is_what_is_derived_anew(desk: OpenDesk) -> None:
    for _ in range(2):
        assert told(Shelf.of(desk)) == told(anew(desk))
    text = desk.archive.read(policy_path(RULES)).decode()
    edited = text.replace("施行", "试行", 1).encode()
    desk.archive.save({policy_path(RULES): edited}, message="Edit", when=WHEN)
    assert told(Shelf.of(desk)) == told(anew(desk))
    desk.archive.save({policy_path(OTHER): None}, message="Delete", when=WHEN)
    assert told(Shelf.of(desk)) == told(anew(desk))
    day = WHEN.date()
    judge(desk, RULES, event(EventKind.REPEALED.value, day, "by phone", "", None), WHEN)
    assert told(Shelf.of(desk)) == told(anew(desk))
    order = next(desk.desk.issues.glob("*.toml"))
    order.write_text(order.read_text("utf-8").replace("2023-11", "2023-12"), "utf-8")
    assert told(Shelf.of(desk)) == told(anew(desk))


def test_only_what_changed_is_read_again(desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    Shelf.of(desk).citations  # noqa: B018 - it is derived when asked for
    read: list[str] = []

    def noting(derive: Callable[..., object]) -> Callable[..., object]:
        def run(policy: Policy, *more: object) -> object:
            read.append(policy.id)
            return derive(policy, *more)

        return run

    for name in ("events", "citations"):
        monkeypatch.setattr(validity, name, noting(getattr(validity, name)))
    assert Shelf.of(desk).citations
    assert read == []
    text = desk.archive.read(policy_path(RULES))
    desk.archive.save({policy_path(RULES): text + b"\n"}, message="Edit", when=WHEN)
    assert Shelf.of(desk).citations
    assert read == [RULES, RULES]


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE memo SET facts = replace(facts, '\"', 'x')",
        "UPDATE memo SET facts = x'5b5d'",
        "UPDATE memo SET item = item || 'x'",
        "UPDATE memo SET key = 'other'",
        "DELETE FROM memo WHERE name = 'own'",
        "DROP TABLE memo",
    ],
)
def test_a_damaged_index_is_noticed(desk: OpenDesk, damage: str) -> None:
    before = told(Shelf.of(desk))
    desk.archive.close()
    base = index_of(desk)
    base.execute(damage)
    base.close()
    assert told(Shelf.of(desk)) == before
    assert told(Shelf.of(desk)) == before


def test_what_cannot_be_kept_is_derived_again(desk: OpenDesk) -> None:
    before = told(Shelf.of(desk))
    desk.archive.close()
    base = index_of(desk)
    base.execute("DELETE FROM memo")
    base.execute(
        "CREATE TRIGGER full BEFORE INSERT ON memo BEGIN SELECT RAISE(ABORT, 'full'); END"
    )
    base.close()
    assert told(Shelf.of(desk)) == before


def test_bytes_changed_anywhere_in_the_index_change_no_answer(desk: OpenDesk) -> None:
    before = told(Shelf.of(desk))
    desk.archive.close()
    place = desk.desk.archive / ".git" / "gazette" / "index.sqlite"
    whole = place.read_bytes()
    step = len(whole) // 12
    for at in range(step // 2, len(whole), step):
        place.write_bytes(whole[:at] + bytes(64) + whole[at + 64 :])
        assert told(Shelf.of(desk)) == before
        desk.archive.close()


def test_a_changed_program_derives_anew(desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    Shelf.of(desk)
    monkeypatch.setattr(memo, "_hash_of", lambda _: "another")
    monkeypatch.setattr(validity, "events", lambda *_: ())
    assert not any(Shelf.of(desk).own.values())


def test_a_damaged_file_hides_no_other(desk: OpenDesk) -> None:
    whole = desk.archive.read(policy_path(RULES))
    for damaged in (b"no front matter", whole[: whole.index(b"::: ")] + b"::: nothing\n"):
        desk.archive.save({policy_path(RULES): damaged}, message="Damage", when=WHEN)
        shelf = Shelf.of(desk)
        flags = shelf.policies[RULES].flags
        assert [flag.code for flag in flags if flag.grave] == [UNREADABLE]
        assert shelf.policies[OTHER].parts
        assert [hit.id for hit in search(desk, "智慧社区", WHEN.date()).hits if hit.id == OTHER]


def test_citations_are_read_when_asked_for(desk: OpenDesk) -> None:
    shelf = Shelf.of(desk)
    assert shelf.citations.keys() == shelf.policies.keys()
    assert any(shelf.citations.values())


def test_a_search_where_no_index_can_be_written(desk: OpenDesk) -> None:
    kept = search(desk, "年检 降级", WHEN.date()).hits
    root = desk.desk.root / "elsewhere"
    root.mkdir()
    (root / ".cache").write_text("in the way")
    blocked = OpenDesk(replace(desk.desk, root=root), desk.archive)
    found = search(blocked, "年检 降级", WHEN.date()).hits
    assert kept
    assert [hit.id for hit in found] == [hit.id for hit in kept]


def test_a_file_that_is_restored_is_read_again(
    desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, found = told(anew(desk)), search(desk, "创业", WHEN.date())
    desk.archive.forget_derived()
    (desk.desk.root / ".cache" / "search.sqlite").unlink()
    hidden = Texts(desk).blobs[RULES]
    desk.archive.forget_derived()
    read = type(desk.archive).blob

    def damaged(archive: Archive, blob: str) -> bytes:
        if blob == hidden:
            raise ArchiveError("An object is damaged.")
        return read(archive, blob)

    monkeypatch.setattr(type(desk.archive), "blob", damaged)
    assert [f.code for f in Shelf.of(desk).summaries[RULES].flags] == [UNREADABLE]
    assert Shelf.of(desk).citations[RULES] == ()
    assert search(desk, "创业", WHEN.date()).total == found.total - 1
    monkeypatch.undo()
    assert told(Shelf.of(desk)) == before
    assert search(desk, "创业", WHEN.date()) == found
