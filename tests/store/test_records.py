"""Policies, witnesses, rulings and sources in an archive; names that find them; verification."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.errors import ArchiveError, GazetteError, UnknownError
from gazette.model.collation import Ruling
from gazette.model.document import (
    Block,
    Furniture,
    Metadata,
    Part,
    PartKind,
    Policy,
    Role,
    SourceRef,
    Trace,
    Witness,
)
from gazette.model.source import Medium, Source, Span
from gazette.store import Archive, records
from gazette.store.backup import backup, restore
from gazette.store.catalogue import find, summaries
from gazette.store.ids import id_of, policy_id
from gazette.store.paths import MAX_NAME, is_safe
from gazette.store.verify import verify
from gazette.structure import outline

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
DATA = "吉民发〔2023〕27号\n现将意见印发给你们。".encode()
SHA = hashlib.sha256(DATA).hexdigest()
SOURCE = Source(SHA, "a.txt", Medium.PLAIN, len(DATA), url="https://example.org/a")


def policy(
    number: str = "吉民发〔2023〕27号", title: str = "关于推进智慧社区建设的通知"
) -> Policy:
    blocks = outline(
        [
            Block(title, Role.TITLE),
            Block(number, Role.NUMBER),
            Block("现将意见印发给你们。请执行。", trace=(Trace(0, 12, 10),)),
            Block("一、总体要求"),
        ]
    )
    meta = Metadata(
        number=number, title=title, issuers=("吉林省民政厅",), issued=date(2023, 5, 25)
    )
    span = Span(0, len(DATA.decode()))
    refs = (SourceRef(SHA, "a.txt", "plain", None, span),)
    return Policy(policy_id(meta, ""), meta, (Part(PartKind.NOTICE, title, blocks),), refs)


def all_files(kept: Policy) -> dict[str, bytes | None]:
    witness = Witness(SHA, kept.sources[0].span, kept.meta, kept.parts)
    record = records.SourceRecord(SOURCE, (kept.id,), (Furniture(Span(0, 2), "navigation"),))
    return {
        **records.policy_file(kept),
        **records.witness_files(kept.id, [witness]),
        **records.source_files(DATA, record),
    }


def test_everything_of_an_import_comes_back(archive: Archive) -> None:
    kept = policy()
    archive.save(all_files(kept), message="Import a.txt", when=NOON)
    assert records.load_policy(archive, kept.id) == kept
    (witness,) = records.load_witnesses(archive, kept.id)
    assert witness.parts[0].blocks[2].trace == (Trace(0, 12, 10),)
    assert records.load_source(archive, SHA) == DATA
    assert records.load_source_record(archive, SHA).furniture[0].reason == "navigation"
    assert records.source_ids(archive) == (SHA,)
    assert records.rulings_of(archive, kept.id) == ()
    assert verify(archive) == ()
    assert archive.list("policies") == ("policies/吉民发/2023/27.md",)


def test_rulings_keep_the_comments_of_an_editor(archive: Archive) -> None:
    first = Ruling(((SHA, "甲"),), "前", "后", "甲", "原件如此", take=SHA, on=date(2026, 1, 2))
    archive.save(records.rulings_file(archive, "a/2023/1", (first,)), message="m", when=NOON)
    path = archive.root / "rulings/a/2023/1.toml"
    path.write_text("# asked the archive office\n" + path.read_text("utf-8"), encoding="utf-8")
    archive.commit_edits(records.check_edit, message="Comment", when=NOON)
    both = (first, replace(first, text="乙", reason="更正"))
    archive.save(records.rulings_file(archive, "a/2023/1", both), message="m", when=NOON)
    assert records.rulings_of(archive, "a/2023/1") == both
    assert path.read_text("utf-8").startswith("# asked the archive office\n")


def test_a_policy_that_would_not_read_back_is_refused() -> None:
    kept = policy()
    blocks = tuple(replace(block, level=9) for block in kept.parts[0].blocks)
    with pytest.raises(ArchiveError, match="would not read back"):
        records.policy_file(replace(kept, parts=(replace(kept.parts[0], blocks=blocks),)))
    broken = Part(PartKind.NOTICE, None, (Block("一\n二"),))
    with pytest.raises(GazetteError, match=r"U\+000A"):
        records.policy_file(replace(kept, parts=(broken,)))


@pytest.mark.parametrize(
    "name",
    ["吉民发〔2023〕27号", "吉民发[2023]27号", "吉民发【2023】27号", "吉民发(2023)27号", "吉民发（2023）第27号",
     " 吉民发 〔 2023 〕 27 号 ", "吉民发〔2023〕27", "吉民发/2023/27", "policies/吉民发/2023/27.md",
     "关于推进智慧社区建设的通知", "关于 推进智慧社区建设的通知"],
)  # fmt: skip
def test_a_policy_is_found_by_any_of_its_names(archive: Archive, name: str) -> None:
    archive.save(all_files(policy()), message="m", when=NOON)
    assert find(archive, name) == "吉民发/2023/27"


def test_a_name_nobody_bears_is_answered_with_near_ones(archive: Archive) -> None:
    archive.save(all_files(policy()), message="m", when=NOON)
    with pytest.raises(UnknownError) as caught:
        find(archive, "吉民发〔2023〕28号")
    assert "吉民发/2023/27" in caught.value.hint
    for name in ("", "../../etc/passwd", "--output=x", "a\nb", "a\0b"):
        with pytest.raises(UnknownError):
            find(archive, name)


def test_a_title_borne_by_two_is_asked_back(archive: Archive) -> None:
    for number in ("甲发〔2023〕1号", "乙发〔2023〕1号"):
        archive.save(records.policy_file(policy(number)), message="m", when=NOON)
    with pytest.raises(UnknownError) as caught:
        find(archive, "关于推进智慧社区建设的通知")
    assert "甲发/2023/1" in caught.value.hint
    assert "乙发/2023/1" in caught.value.hint


def test_summaries_follow_changes_and_show_what_cannot_be_read(archive: Archive) -> None:
    kept = policy()
    archive.save(all_files(kept), message="m", when=NOON)
    assert summaries(archive) == (replace(kept, parts=()),)
    changed = replace(kept, meta=replace(kept.meta, page=13))
    archive.save(records.policy_file(changed), message="m", when=NOON)
    assert summaries(archive)[0].meta.page == 13
    archive.save({"policies/x/2023/1.md": b"no front matter"}, message="m", when=NOON)
    broken = summaries(archive)[0]
    assert (broken.id, broken.flags[0].code, broken.flags[0].grave) == (
        "x/2023/1",
        "unreadable",
        True,
    )
    archive.save({"policies/x/2023/1.md": None}, message="m", when=NOON)
    assert [each.id for each in summaries(archive)] == [kept.id]


def test_ids_come_from_the_number_or_stay_the_same_slug() -> None:
    personnel = Metadata(title="吉林省人民政府 任免人员", issued=date(2023, 10, 17))
    assert policy_id(personnel, "x") == "unnumbered/2023-10-17-吉林省人民政府任免人员"
    assert policy_id(replace(personnel, title="吉林省人民政府任免人员"), "y") == policy_id(
        personnel, "x"
    )
    assert policy_id(Metadata(number="吉政办函〔2023〕114号"), "") == "吉政办函/2023/114"
    order = policy_id(Metadata(number="第27号", title="某办法"), "")
    assert order == "unnumbered/undated-第27号某办法"
    assert policy_id(Metadata(), "a") != policy_id(Metadata(), "b")
    long = [policy_id(Metadata(title="长" * 90 + end), "") for end in "甲乙"]
    assert len(set(long)) == 2


@settings(max_examples=150, deadline=None)
@given(st.builds(Metadata, number=st.none() | st.text(), title=st.none() | st.text(max_size=90)))
def test_every_id_is_a_name_any_system_can_hold(meta: Metadata) -> None:
    name = policy_id(meta, "text")
    path = f"policies/{name}.md"
    assert is_safe(path)
    assert id_of(path) == name
    assert all(len(each.encode()) <= MAX_NAME for each in path.split("/"))


def test_verify_names_every_damage(archive: Archive) -> None:
    kept = policy()
    files = all_files(kept)
    source = records.source_path(SHA)
    files[source] = DATA + b"tampered"
    files["policies/other/2023/1.md"] = files["policies/吉民发/2023/27.md"]
    files[f"witnesses/{kept.id}/{SHA}.json"] = b"[{}]"
    files["rulings/a/2023/1.toml"] = b'[[ruling]]\ntext=""\nreason=" "\nbefore=""\nafter=""\n'
    archive.save(files, message="m", when=NOON)
    (archive.root / "note.txt").write_text("by hand", encoding="utf-8")
    found = {(each.code, each.place) for each in verify(archive)}
    assert found == {
        ("record", source),
        ("record", "policies/other/2023/1.md"),
        ("record", f"witnesses/{kept.id}/{SHA}.json"),
        ("record", "rulings/a/2023/1.toml"),
        ("pending-edit", "note.txt"),
    }
    with pytest.raises(ArchiveError, match="changed after"):
        records.load_source(archive, SHA)


def test_verify_tells_a_missing_source(archive: Archive) -> None:
    archive.save(records.policy_file(policy()), message="m", when=NOON)
    assert [each.code for each in verify(archive)] == ["source-missing"]


def test_verify_tells_a_flipped_bit_in_an_object(archive: Archive) -> None:
    archive.save(all_files(policy()), message="m", when=NOON)
    archive.close()
    loose = next(p for p in sorted((archive.root / ".git/objects").glob("??/*")))
    loose.chmod(0o644)
    data = bytearray(loose.read_bytes())
    data[-3] ^= 1
    loose.write_bytes(bytes(data))
    assert any(each.grave and each.code == "object" for each in verify(archive))


def test_a_source_is_kept_byte_for_byte(archive: Archive) -> None:
    wrong = records.SourceRecord(replace(SOURCE, sha256="0" * 64))
    with pytest.raises(ArchiveError, match="not those"):
        records.source_files(DATA, wrong)
    data = b"\r\nmixed\n\r\x00\xff line ends \xef\xbb\xbf$Id$\r\n"
    record = records.SourceRecord(replace(SOURCE, sha256=hashlib.sha256(data).hexdigest()))
    archive.save(records.source_files(data, record), message="m", when=NOON)
    assert records.load_source(archive, record.source.sha256) == data
    assert (archive.root / records.source_path(record.source.sha256)).read_bytes() == data
    assert archive.pending_edits() == ()


def test_backup_and_restore(archive: Archive, tmp_path: Path) -> None:
    kept = policy()
    archive.save(all_files(kept), message="m", when=NOON)
    archive.save(records.policy_file(replace(kept, flags=())), message="m", when=NOON)
    bundle = tmp_path / "backup.bundle"
    digest = backup(archive, bundle)
    assert digest == hashlib.sha256(bundle.read_bytes()).hexdigest()
    with pytest.raises(ArchiveError, match="exists already"):
        backup(archive, bundle)
    with restore(bundle, tmp_path / "again") as again:
        assert again.head == archive.head
        assert verify(again) == ()
        assert again.list() == archive.list()
        assert again.save({"new": b""}, message="m", when=NOON).warnings == ()
    damaged = bytearray(bundle.read_bytes())
    damaged[-30] ^= 1
    bundle.write_bytes(bytes(damaged))
    with pytest.raises(ArchiveError, match="damaged"):
        restore(bundle, tmp_path / "third")
    bundle.with_name("backup.bundle.sha256").unlink()
    with pytest.raises(ArchiveError, match="damaged"):
        restore(bundle, tmp_path / "third")


def test_what_is_no_backup_is_refused(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="empty"):
        backup(archive, tmp_path / "x")
    with pytest.raises(ArchiveError, match="is no file"):
        restore(tmp_path / "none", tmp_path / "r")
    (tmp_path / "text").write_text("text", encoding="utf-8")
    with pytest.raises(ArchiveError, match="no backup"):
        restore(tmp_path / "text", tmp_path / "r")
