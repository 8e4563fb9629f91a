"""Two desks with real repositories: forwarded, merged, in conflict, or refused."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from gazette.errors import ArchiveError, GazetteError
from gazette.model.collation import Ruling, Variant
from gazette.model.correction import Correction
from gazette.model.document import Block
from gazette.store import corrections, records, states, union
from gazette.store.backup import backup
from gazette.store.git import Git
from gazette.structure import outline
from gazette.workflow import keeping, merging, syncing, verifying
from gazette.workflow.desk import OpenDesk, init_desk, open_desk
from gazette.workflow.imports import Origin, import_file
from gazette.workflow.rulings import Decision, open_variants, reconcile, rule
from gazette.workflow.syncing import Wish
from tests.conftest import EDITION, ROOT, SEEDS, WHEN

POLICY = "吉工信创业/2023/92"
PATH = f"policies/{POLICY}.md"


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with the web's copies alone, from which two desks come."""
    root = tmp_path_factory.mktemp("web")
    shutil.copy(ROOT / "gazette.toml", root)
    init_desk(root)
    with open_desk(root) as desk:
        bring(desk, "000_*", "web")
    return root


def bring(desk: OpenDesk, pattern: str, carrier: str) -> None:
    (path,) = SEEDS.glob(pattern)
    import_file(desk, path, WHEN, Origin(EDITION, carrier))


@pytest.fixture
def pair(web: Path, tmp_path: Path) -> Iterator[tuple[OpenDesk, OpenDesk]]:
    with ExitStack() as stack:
        one, two = (
            stack.enter_context(open_desk(Path(shutil.copytree(web, tmp_path / name))))
            for name in ("here", "there")
        )
        yield one, two


def sync(here: OpenDesk, there: OpenDesk | Path, wish: Wish | None = None) -> syncing.Synced:
    remote = there if isinstance(there, Path) else there.desk.root
    return syncing.sync(here, str(remote), wish or Wish(), WHEN)


def edit(desk: OpenDesk, old: str, new: str, path: str = PATH) -> None:
    file = desk.archive.root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    keeping.commit_edits(desk, f"{old} → {new}", WHEN)


def text(desk: OpenDesk, path: str = PATH) -> str:
    return (desk.archive.root / path).read_text(encoding="utf-8")


def note(desk: OpenDesk, word: str = "note") -> None:
    desk.archive.save({f"notes/{word}.txt": word.encode()}, message=word, when=WHEN)


def git(desk: OpenDesk, *words: str) -> str:
    command = ["git", "-C", str(desk.archive.root), "-c", "user.name=x", "-c", "user.email=x@y"]
    return subprocess.run([*command, *words], check=True, capture_output=True, text=True).stdout


def sound(desk: OpenDesk) -> bool:
    return verifying.verify_desk(desk).findings == ()


def test_nothing_to_do(pair: tuple[OpenDesk, OpenDesk]) -> None:
    here, there = pair
    before = here.archive.head
    assert sync(here, there) == syncing.Synced("same", before)
    note(here)
    assert sync(here, there).state == "ahead"


def test_a_history_that_only_goes_on_is_forwarded(pair: tuple[OpenDesk, OpenDesk]) -> None:
    here, there = pair
    bring(there, "003_*", "web")
    done = sync(here, there)
    assert done.state == "forwarded"
    assert done.commit == here.archive.head == there.archive.head
    assert here.archive.pending_edits() == ()
    assert text(here) == text(there)
    assert sound(here)


def test_an_empty_archive_takes_all(pair: tuple[OpenDesk, OpenDesk], tmp_path: Path) -> None:
    init_desk(tmp_path / "new")
    with open_desk(tmp_path / "new") as new:
        assert sync(new, pair[0]).state == "forwarded"
        assert new.archive.head == pair[0].archive.head


def test_different_sources_on_both_sides_are_merged(pair: tuple[OpenDesk, OpenDesk]) -> None:
    here, there = pair
    note(here)
    bring(there, "003_*", "web")
    done = sync(here, there)
    assert done.state == "merged"
    assert len(records.source_ids(here.archive)) == 2
    assert git(here, "rev-list", "--parents", "-1", "HEAD").split()[1:] == [
        git(here, "rev-parse", "HEAD^1").strip(),
        there.archive.head,
    ]
    assert sound(here)
    assert sync(there, here).state == "forwarded"
    assert git(here, "rev-parse", "HEAD^{tree}") == git(there, "rev-parse", "HEAD^{tree}")


def test_copies_of_one_policy_on_both_sides_become_variants_to_rule_on(
    pair: tuple[OpenDesk, OpenDesk], tmp_path: Path
) -> None:
    """One side has the PDF's copy, the other a changed copy of the web's: settled from all three."""
    here, there = pair
    bring(here, "001_*", "pdf")
    (web_copy,) = SEEDS.glob("000_*")
    other = tmp_path / "other.txt"
    other.write_bytes(web_copy.read_bytes().replace("高效".encode(), "高速".encode()))
    import_file(there, other, WHEN, Origin(EDITION, "web"))
    done = sync(here, there)
    assert done.state == "merged"
    found = reconcile(here, POLICY)
    assert len(found.sources) == 3
    readings = {r.text for v in found.collation.variants for _, r in v.readings}
    assert any("速" in reading for reading in readings)
    assert sound(here)


def _disputed(desk: OpenDesk, count: int) -> tuple[str, tuple[Variant, ...]]:
    """Return a policy with so many open variants, and the variants."""
    for policy in (POLICY, "吉民发/2023/35", "吉民发/2023/27"):
        found = open_variants(reconcile(desk, policy).collation)
        if len(found) >= count:
            return policy, found
    raise AssertionError("the sample has no disputed policy")


def test_rulings_of_both_sides_hold(pair: tuple[OpenDesk, OpenDesk]) -> None:
    here, there = pair
    bring(here, "001_*", "pdf")
    sync(there, here)
    policy, variants = _disputed(here, 2)
    for desk, variant in zip(pair, (variants[0], variants[-1]), strict=True):
        source = variant.readings[0][0]
        rule(desk, policy, variant.id, Decision("as printed", take=source), WHEN)
    assert sync(here, there).state == "merged"
    assert len(records.rulings_of(here.archive, policy)) == 2
    assert sound(here)


def test_two_rulings_on_one_variant_are_a_conflict(pair: tuple[OpenDesk, OpenDesk]) -> None:
    here, there = pair
    bring(here, "001_*", "pdf")
    sync(there, here)
    policy, (variant, *_) = _disputed(here, 1)
    for desk, (source, _) in zip(pair, variant.readings, strict=True):
        rule(desk, policy, variant.id, Decision("as I see it", take=source), WHEN)
    before = here.archive.head
    done = sync(here, there)
    assert done.state == "conflict"
    assert here.archive.head == before
    assert {each.path for each in done.conflicts} >= {f"rulings/{policy}.toml"}


def test_edits_of_different_provisions_are_merged(pair: tuple[OpenDesk, OpenDesk]) -> None:
    here, there = pair
    edit(here, "第五条", "第五条　甲")
    edit(there, "第九条", "第九条　乙")
    done = sync(here, there)
    assert (done.state, done.changed) == ("merged", (PATH,))
    assert "第五条　甲" in text(here)
    assert "第九条　乙" in text(here)
    assert sound(here), "a merge is known as one"


def test_edits_of_neighbouring_provisions_are_merged(pair: tuple[OpenDesk, OpenDesk]) -> None:
    here, there = pair
    edit(here, "第五条", "第五条　甲")
    edit(there, "第六条", "第六条　乙")
    assert sync(here, there).state == "merged"
    assert "第五条　甲" in text(here)
    assert "第六条　乙" in text(here)


def test_edits_of_one_provision_are_told_and_nothing_is_changed(
    pair: tuple[OpenDesk, OpenDesk],
) -> None:
    here, there = pair
    edit(here, "第七条", "第七条　甲")
    edit(there, "第七条", "第七条　乙")
    before, words = here.archive.head, text(here)
    done = sync(here, there)
    assert done.state == "conflict"
    assert (here.archive.head, text(here)) == (before, words)
    (conflict,) = done.conflicts
    assert conflict.place == "第三章/第七条"
    assert (conflict.here[:5], conflict.there[:5]) == ("第七条　甲", "第七条　乙")
    assert sync(here, there).conflicts[0].id == conflict.id
    shape = syncing.shape(done)["variants"][0]
    assert shape["readings"] == {"here": conflict.here, "there": conflict.there}

    decided = Wish(choices={conflict.id: "there"}, reason="as printed")
    assert sync(here, there, decided).state == "merged"
    assert "第七条　乙" in text(here)
    assert "第七条　甲" not in text(here)
    message = git(here, "log", "-1", "--format=%B")
    assert f"Choice: {conflict.id}=there" in message
    assert "Reason: as printed" in message


def test_the_reading_here_may_hold(pair: tuple[OpenDesk, OpenDesk]) -> None:
    here, there = pair
    edit(here, "第七条", "第七条　甲")
    edit(there, "第七条", "第七条　乙")
    (conflict,) = sync(here, there).conflicts
    done = sync(here, there, Wish(choices={conflict.id: "here"}, reason="checked"))
    assert (done.state, done.changed) == ("merged", ())
    assert "第七条　甲" in text(here)
    assert sync(there, here).state == "forwarded"


def test_an_edit_against_a_deletion_is_a_conflict(pair: tuple[OpenDesk, OpenDesk]) -> None:
    here, there = pair
    edit(here, "第七条", "第七条　甲")
    there.archive.save({PATH: None}, message="gone", when=WHEN)
    (conflict,) = sync(here, there).conflicts
    assert conflict.there == ""
    assert "第七条　甲" in conflict.here


def test_errata_of_both_sides_are_kept(pair: tuple[OpenDesk, OpenDesk]) -> None:
    here, there = pair
    for desk, word in zip(pair, ("甲", "乙"), strict=True):
        kept = Correction(find=word, replace="丙", reason="erratum", on=date(2024, 1, 1))
        path = corrections.path_of(POLICY)
        desk.archive.save({path: corrections.dump((kept,))}, message="erratum", when=WHEN)
    assert sync(here, there).state == "merged"
    assert [each.find for each in corrections.load(here.archive, POLICY)] == ["甲", "乙"]


@pytest.mark.parametrize("data", [b"\xff", b"= no toml", b"correction = 3"])
def test_a_damaged_file_of_entries_is_told(pair: tuple[OpenDesk, OpenDesk], data: bytes) -> None:
    here, there = pair
    path = corrections.path_of(POLICY)
    here.archive.save({path: b"[[correction]]\n"}, message="x", when=WHEN)
    there.archive.save({path: data}, message="x", when=WHEN)
    with pytest.raises(ArchiveError, match="damaged"):
        sync(here, there)


def test_two_histories_are_not_mixed(pair: tuple[OpenDesk, OpenDesk], tmp_path: Path) -> None:
    init_desk(tmp_path / "other")
    with open_desk(tmp_path / "other") as other:
        note(other)
        before = other.archive.head
        with pytest.raises(ArchiveError, match="no common history"):
            sync(other, pair[0])
        assert other.archive.head == before


def test_edits_not_committed_stop_a_sync(pair: tuple[OpenDesk, OpenDesk]) -> None:
    here, there = pair
    note(there)
    (here.archive.root / PATH).write_text("mine", encoding="utf-8")
    with pytest.raises(ArchiveError, match="edited by hand"):
        sync(here, there)
    assert text(here) == "mine"


def _link(desk: OpenDesk) -> None:
    (desk.archive.root / "policies/link.md").symlink_to("/etc/passwd")


def _noise(desk: OpenDesk) -> None:
    (desk.archive.root / PATH).write_text("no policy", encoding="utf-8")


def _twin(desk: OpenDesk) -> None:
    (desk.archive.root / "Policies").mkdir()
    (desk.archive.root / "Policies/x.md").write_text("twin", encoding="utf-8")


def _name(desk: OpenDesk) -> None:
    (desk.archive.root / "policies/con.md").write_text("device", encoding="utf-8")


@pytest.mark.parametrize("harm", [_link, _noise, _twin, _name])
@pytest.mark.parametrize("apart", [False, True])
def test_what_no_archive_may_hold_does_not_come_in(
    pair: tuple[OpenDesk, OpenDesk], harm: Callable[[OpenDesk], None], apart: bool
) -> None:
    here, there = pair
    harm(there)
    git(there, "add", "-A")
    git(there, "commit", "-qm", "harm")
    if apart:
        note(here)
    before = here.archive.head
    with pytest.raises(GazetteError):
        sync(here, there)
    assert here.archive.head == before
    assert here.archive.pending_edits() == ()


@pytest.mark.parametrize(
    "remote",
    ["--upload-pack=touch /tmp/x", "ext::sh -c touch% /tmp/x", "/no/such/folder", "git://x/y"],
)
def test_an_address_runs_nothing(pair: tuple[OpenDesk, OpenDesk], remote: str) -> None:
    with pytest.raises(ArchiveError):
        syncing.sync(pair[0], remote, Wish(agent="/no/agent"), WHEN)


@pytest.mark.parametrize(
    "wish", [Wish(choices={"x": "here"}), Wish(choices={"x": "mine"}, reason="y")]
)
def test_a_choice_needs_a_side_and_a_reason(pair: tuple[OpenDesk, OpenDesk], wish: Wish) -> None:
    with pytest.raises(ArchiveError):
        sync(*pair, wish)


def test_a_backup_can_be_taken_over_too(pair: tuple[OpenDesk, OpenDesk], tmp_path: Path) -> None:
    here, there = pair
    note(there)
    backup(there.archive, tmp_path / "kept.bundle")
    assert sync(here, tmp_path / "kept.bundle").state == "forwarded"


def test_what_is_here_is_pushed_but_never_forced(
    pair: tuple[OpenDesk, OpenDesk], tmp_path: Path
) -> None:
    here, there = pair
    bare = tmp_path / "bare.git"
    subprocess.run(["git", "clone", "-q", "--bare", here.archive.root, bare], check=True)
    note(here)
    done = sync(here, bare, Wish(push=True))
    assert (done.state, done.pushed) == ("ahead", True)
    note(there, "other")
    assert sync(there, bare, Wish(push=True)).state == "merged"
    tip = subprocess.run(["git", "-C", bare, "rev-parse", "main"], capture_output=True, check=True)
    assert tip.stdout.decode().strip() == there.archive.head
    edit(here, "第五条", "第五条　甲")
    with pytest.raises(ArchiveError, match="not pushed"):
        sync(here, there, Wish(push=True))
    assert there.archive.head == tip.stdout.decode().strip()


def test_a_disk_that_fails_is_told(
    pair: tuple[OpenDesk, OpenDesk], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    here, there = pair
    note(there)
    before = here.archive.head
    monkeypatch.setattr("gazette.store.journal.write", full)
    with pytest.raises(ArchiveError, match="Nothing was saved: No space left"):
        sync(here, there)
    assert here.archive.head == before


def test_a_branch_that_moved_meanwhile_is_left_alone(
    pair: tuple[OpenDesk, OpenDesk], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = pair
    note(there)
    monkeypatch.setattr(union, "move", lambda *_: False)
    with pytest.raises(ArchiveError, match="changed meanwhile"):
        sync(here, there)
    assert states.tip(Git(here.archive.root)) == here.archive.head


def test_without_an_ancestor_only_what_differs_is_in_conflict(
    pair: tuple[OpenDesk, OpenDesk],
) -> None:
    policy = records.load_policy(pair[0].archive, POLICY)
    part = policy.parts[-1]
    blocks = outline((*part.blocks[:-1], replace(part.blocks[-1], text="另一句。")))
    other = replace(policy, parts=(*policy.parts[:-1], replace(part, blocks=blocks)))
    merger = merging.Merger(PATH, {}, [])
    assert merger.policy(None, policy, other) == policy
    (conflict,) = merger.conflicts
    assert (conflict.base, conflict.there) == ("", "另一句。")
    decided = merging.Merger(PATH, {conflict.id: "there"}, [])
    assert decided.policy(None, policy, other) == other


def test_a_text_outside_any_part_is_refused() -> None:
    with pytest.raises(ArchiveError, match="outside any part"):
        merging._parts([merging.Line(Block("文"))])


def test_lists_without_order_are_joined() -> None:
    assert merging.union("abc", "abd", "bce") == ("b", "d", "e")


def test_entries_deleted_on_one_side_are_deleted() -> None:
    base = [{"find": "a", "x": 1}, {"find": "b", "x": 1}]
    merger = merging.Merger("x", {}, [])
    assert merger.tables(("find",), base, base[:1], [base[0] | {"x": 2}, base[1]]) == [
        {"find": "a", "x": 2}
    ]
    assert merger.conflicts == []
    merger.tables(("find",), base, base[:1], [base[0], base[1] | {"x": 2}])
    assert [each.place for each in merger.conflicts] == ["b"]


def test_rulings_keep_the_comments_of_this_side(pair: tuple[OpenDesk, OpenDesk]) -> None:
    here, there = pair
    path = records.rulings_path(POLICY)
    for desk, words in zip(pair, ("甲", "乙"), strict=True):
        ruling = Ruling((("0" * 64, words),), "前", "后", words, "because", on=date(2024, 1, 1))
        data = records.rulings_file(desk.archive, POLICY, (ruling,))[path]
        desk.archive.save({path: b"# a comment\n" + data}, message="x", when=WHEN)
    assert sync(here, there).state == "merged"
    assert text(here, path).startswith("# a comment\n")
    assert [each.text for each in records.rulings_of(here.archive, POLICY)] == ["甲", "乙"]
