"""Edits by hand, checks of the desk, backups and the drill of bringing them back."""

import json
import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from gazette import extract
from gazette.errors import ArchiveError, DeskError, GazetteError
from gazette.model.document import Trace
from gazette.store import records
from gazette.workflow import keeping, verifying
from gazette.workflow.desk import OpenDesk, init_desk, open_desk
from tests.conftest import WHEN

POLICY = "吉民发/2023/55"
PATH = f"policies/{POLICY}.md"


def edit(desk: OpenDesk, old: str, new: str, path: str = PATH) -> None:
    file = desk.archive.root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def codes(desk: OpenDesk) -> set[str]:
    return {finding.code for finding in verifying.verify_desk(desk).findings}


def test_a_desk_as_it_was_imported_is_sound(desk: OpenDesk) -> None:
    result = verifying.verify_desk(desk)
    assert result.shape()["sound"] is True
    assert dict(result.counts) == {"policies": 9, "witnesses": 14, "sources": 2}
    assert verifying.lines(result) == ("Checked: 9 policies, 14 witnesses, 2 sources; found: 0.",)


def test_an_edit_is_shown_committed_and_then_known(desk: OpenDesk) -> None:
    assert keeping.pending(desk) == ()
    edit(desk, "商会", "商 会")
    (found,) = keeping.pending(desk)
    assert found.edit.path == PATH
    assert any(line.startswith("+") and "商 会" in line for line in found.diff)
    assert codes(desk) == {"pending-edit"}
    saved = keeping.commit_edits(desk, "as printed", WHEN)
    assert saved.changed == (PATH,)
    assert keeping.pending(desk) == ()
    result = verifying.verify_desk(desk)
    assert result.findings == ()
    assert POLICY in result.notes[0]
    assert "as printed" in result.notes[0]


def test_a_new_and_a_deleted_file_are_shown_too(desk: OpenDesk) -> None:
    (desk.archive.root / PATH).unlink()
    (desk.archive.root / "notes.txt").write_text("new", encoding="utf-8")
    kinds = {each.edit.path: each.edit.kind.value for each in keeping.pending(desk)}
    assert kinds == {PATH: "deleted", "notes.txt": "added"}


def test_an_edit_that_cannot_be_read_is_not_committed(desk: OpenDesk) -> None:
    edit(desk, "---\n", "--- broken\n")
    before = desk.archive.head
    with pytest.raises(GazetteError):
        keeping.commit_edits(desk, "broken", WHEN)
    assert desk.archive.head == before


def test_a_text_changed_behind_our_back_is_found(desk: OpenDesk) -> None:
    """A commit that does not say it is an edit by hand: nobody vouches for it."""
    text = desk.archive.read(PATH).decode().replace("商会", "商 会", 1)
    desk.archive.save({PATH: text.encode()}, message="quietly", when=WHEN)
    assert codes(desk) == {"text-differs"}


def test_a_trace_that_quotes_other_words_is_found(desk: OpenDesk) -> None:
    witnesses = list(records.load_witnesses(desk.archive, POLICY))
    part = witnesses[0].parts[0]
    trace = part.blocks[0].trace[0]
    moved = replace(part.blocks[0], trace=(Trace(trace.at, trace.start + 1, trace.length),))
    part = replace(part, blocks=(moved, *part.blocks[1:]))
    witnesses[0] = replace(witnesses[0], parts=(part, *witnesses[0].parts[1:]))
    files = records.witness_files(POLICY, witnesses)
    desk.archive.save(files, message="moved", when=WHEN)
    assert "misquoted" in codes(desk)


def test_a_source_that_cannot_be_read_again_is_told(
    desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise GazetteError("It cannot be read.")

    monkeypatch.setattr(extract, "read_bytes", refuse)
    assert codes(desk) == {"source-unread"}


def test_a_policy_without_copies_is_only_read(desk: OpenDesk) -> None:
    gone: dict[str, bytes | None] = dict.fromkeys(
        desk.archive.list(records.witness_folder(POLICY))
    )
    desk.archive.save(gone, message="witnesses lost", when=WHEN)
    assert codes(desk) == set()


def test_damaged_objects_are_told_before_anything_is_derived(root: Path) -> None:
    with open_desk(root) as desk:
        source = records.source_ids(desk.archive)[0]
        path = records.source_path(source)
        desk.archive.save({path: b"other bytes"}, message="swapped", when=WHEN)
        result = verifying.verify_desk(desk)
    assert [finding.code for finding in result.findings] == ["record"]
    assert "not derived" in result.notes[0]
    assert "! record" in verifying.lines(result)[0]


def test_a_backup_brings_the_whole_desk_back(desk: OpenDesk, tmp_path: Path) -> None:
    root = desk.desk.root
    (root / "signers").write_text("wang@office ssh-ed25519 AAAA\n", encoding="utf-8")
    (root / "public/releases/log").mkdir(parents=True)
    (root / "public/releases/log/head").write_text("head", encoding="utf-8")
    (root / "templates").mkdir()
    (root / "templates/link").symlink_to("/etc/passwd")
    place = keeping.back_up(desk, tmp_path / "kept", WHEN)
    assert place.name.startswith("20260102T030405Z-")
    brought = keeping.restore(place, tmp_path / "new")
    assert "public/releases/log/head" in brought
    assert "templates/link" not in brought
    with open_desk(tmp_path / "new") as again:
        assert again.archive.head == desk.archive.head
        assert again.desk.gazette == desk.desk.gazette
        assert verifying.verify_desk(again).shape() == verifying.verify_desk(desk).shape()
        for path in desk.archive.list():
            assert (again.archive.root / path).read_bytes() == desk.archive.read(path)
    for path in brought[1:]:
        assert (tmp_path / "new" / path).read_bytes() == (root / path).read_bytes()


def test_no_backup_is_overwritten(desk: OpenDesk, tmp_path: Path) -> None:
    keeping.back_up(desk, tmp_path, WHEN)
    with pytest.raises(DeskError, match="exists already"):
        keeping.back_up(desk, tmp_path, WHEN)


def test_a_backup_needs_something_to_keep_and_a_place(desk: OpenDesk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DeskError, match="No backup in"):
        keeping.back_up(desk, tmp_path / "file", WHEN)
    init_desk(tmp_path / "empty")
    with open_desk(tmp_path / "empty") as empty, pytest.raises(ArchiveError, match="empty"):
        keeping.back_up(empty, tmp_path / "kept", WHEN)


def test_a_bundle_alone_brings_the_archive_back(desk: OpenDesk, tmp_path: Path) -> None:
    place = keeping.back_up(desk, tmp_path, WHEN)
    assert keeping.restore(place / keeping.BUNDLE, tmp_path / "new") == ("archive",)
    with open_desk(tmp_path / "new") as again:
        assert again.archive.head == desk.archive.head


def test_nothing_is_restored_over_anything(desk: OpenDesk, tmp_path: Path) -> None:
    place = keeping.back_up(desk, tmp_path / "kept", WHEN)
    with pytest.raises(ArchiveError, match="not empty"):
        keeping.restore(place, desk.desk.root)
    with pytest.raises(ArchiveError, match="not empty"):
        keeping.restore(place, place / keeping.SUMS)


def test_a_damaged_backup_is_refused(desk: OpenDesk, tmp_path: Path) -> None:
    """Any bit flipped in any file, in short form."""
    place = keeping.back_up(desk, tmp_path / "kept", WHEN)
    chance = random.Random(8)  # noqa: S311
    files = sorted(path for path in place.rglob("*") if path.is_file())
    for number, path in enumerate([*files, *chance.choices(files, k=6)]):
        copy = Path(shutil.copytree(place, tmp_path / f"damaged{number}"))
        data = bytearray(path.read_bytes())
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        (copy / path.relative_to(place)).write_bytes(data)
        with pytest.raises(ArchiveError):
            keeping.restore(copy, tmp_path / "new")
        assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"{'0' * 64}  ../outside\n",
        f"{'0' * 64}  /etc/passwd\n",
        "noise\n",
        "\udcff",
    ],
)
def test_a_list_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "backup").mkdir()
    (tmp_path / "backup" / keeping.SUMS).write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(ArchiveError):
        keeping.restore(tmp_path / "backup", tmp_path / "new")


def test_many_damaged_files_are_told_in_short(desk: OpenDesk, tmp_path: Path) -> None:
    place = keeping.back_up(desk, tmp_path / "kept", WHEN)
    for path in place.rglob("*.*"):
        if path.is_file():
            path.write_bytes(b"x")
    with pytest.raises(ArchiveError, match="and 2 more"):
        keeping.restore(place, tmp_path / "new")


def test_what_is_printed_as_json_is_plain(desk: OpenDesk) -> None:
    edit(desk, "商会", "商 会")
    shape = json.loads(json.dumps(verifying.verify_desk(desk).shape()))
    assert shape["sound"] is False
    assert shape["findings"][0]["place"] == PATH
