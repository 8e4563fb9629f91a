"""All policies together: one damaged file hides no other, and searching needs no folder to write."""

from dataclasses import replace

from gazette.store import records
from gazette.store.ids import policy_path
from gazette.workflow.desk import OpenDesk
from gazette.workflow.searching import search
from gazette.workflow.shelf import UNREADABLE, Shelf, read_all
from tests.conftest import WHEN

RULES = "吉工信创业/2023/92"
OTHER = "吉民发/2023/27"


def test_what_is_read_together_is_what_is_read_alone(desk: OpenDesk) -> None:
    for policy_id, policy in read_all(desk).items():
        assert policy == records.load_policy(desk.archive, policy_id)


def test_a_damaged_file_hides_no_other(desk: OpenDesk) -> None:
    whole = desk.archive.read(policy_path(RULES))
    for damaged in (b"no front matter", whole[: whole.index(b"::: ")] + b"::: nothing\n"):
        desk.archive.save({policy_path(RULES): damaged}, message="Damage", when=WHEN)
        shelf = Shelf.of(desk)
        flags = shelf.policies[RULES].flags
        assert [flag.code for flag in flags if flag.grave] == [UNREADABLE]
        assert shelf.policies[OTHER].parts
        assert [hit.id for hit in search(desk, "智慧社区") if hit.id == OTHER]


def test_citations_are_read_when_asked_for(desk: OpenDesk) -> None:
    shelf = Shelf.of(desk)
    assert shelf.citations.keys() == shelf.policies.keys()
    assert any(shelf.citations.values())


def test_a_search_where_no_index_can_be_written(desk: OpenDesk) -> None:
    kept = search(desk, "年检 降级")
    root = desk.desk.root / "elsewhere"
    root.mkdir()
    (root / ".cache").write_text("in the way")
    blocked = OpenDesk(replace(desk.desk, root=root), desk.archive)
    found = search(blocked, "年检 降级")
    assert kept
    assert [hit.id for hit in found] == [hit.id for hit in kept]
