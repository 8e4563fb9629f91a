"""The commands of keeping and publishing: what they say, print as JSON, and their exit status."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from gazette.workflow.desk import open_desk
from tests.conftest import SHORT_ISSUE, WHEN, Told

Run = Callable[..., Told]
PATH = "archive/policies/吉民发/2023/55.md"
ORDER = SHORT_ISSUE.read_text("utf-8")


def edit(root: Path, new: str) -> None:
    path = root / PATH
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("商会登记管理", new), encoding="utf-8")


def test_verify_and_commit(gazette: Run, root: Path) -> None:
    assert gazette("verify").status == 0
    assert gazette("commit").err == "No edits by hand.\n"
    edit(root, "商会 登记管理")
    found = gazette("verify", "--json")
    assert found.status == 4
    assert [each["code"] for each in found.json["findings"]] == ["pending-edit"]
    shown = gazette("commit")
    assert shown.status == 4
    assert "--message" in shown.err
    assert "+" in shown.out
    done = gazette("commit", "--message", "as printed", "--json")
    assert done.status == 0
    assert done.json["commit"]
    assert done.json["edits"][0]["kind"] == "changed"
    again = gazette("verify")
    assert again.status == 0
    assert "edited by hand" in again.out


def test_backup_and_restore(gazette: Run, root: Path, tmp_path: Path) -> None:
    done = gazette("backup", tmp_path / "kept", "--json")
    assert done.status == 0
    place = Path(done.json["backup"])
    brought = gazette("restore", place, tmp_path / "new", "--json")
    assert brought.status == 0
    assert "archive" in brought.json["restored"]
    assert gazette("list", "--json", home=tmp_path / "new").json == gazette("list", "--json").json
    again = gazette("restore", place, tmp_path / "new")
    assert again.status == 1
    assert "not empty" in again.err


def test_sync(gazette: Run, root: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(root, tmp_path / "other"))
    assert gazette("sync", other).err == "same: 0 files changed here.\n"
    for desk, words in ((root, "商会 登记管理"), (other, "商会  登记管理")):
        edit(desk, words)
        assert gazette("commit", "-m", words, home=desk).status == 0
    told = gazette("sync", other)
    assert told.status == 4
    assert "there  " in told.out
    assert "Nothing was changed" in told.err
    variants = gazette("sync", other, "--json").json["variants"]
    takes = [word for each in variants for word in ("--take", f"{each['id']}=there")]
    assert gazette("sync", other, *takes).status == 1, "a choice needs a reason"
    done = gazette("sync", other, *takes, "--reason", "as printed")
    assert done.status == 0
    assert "商会  登记管理" in (root / PATH).read_text(encoding="utf-8")


def test_a_warning_of_a_sync_is_told(
    gazette: Run, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Path(shutil.copytree(root, tmp_path / "other"))
    with open_desk(other) as desk:
        desk.archive.save({"note.txt": b"note"}, message="note", when=WHEN)
    monkeypatch.setattr("gazette.store.union.finish", lambda *_, **__: ("Saved; but.",))
    told = gazette("sync", other)
    assert told.status == 0
    assert "Saved; but." in told.err


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="NO ssh-keygen: NOT TESTED")
def test_release(gazette: Run, root: Path) -> None:
    (root / "issues/2023-22.toml").write_text(ORDER, encoding="utf-8")
    subprocess.run(["ssh-keygen", "-qt", "ed25519", "-N", "", "-f", root / "key"], check=True)
    refused = gazette("release", "2023-22", "--key", root / "key")
    assert refused.status == 1
    assert "no file of signers" in refused.err
    key = " ".join((root / "key.pub").read_text().split()[:2])
    (root / "signers").write_text(f"wang@office {key}\n")

    done = gazette("release", "2023-22", "--key", root / "key", "--by", "wang@office", "--json")
    assert done.status == 0, done.err
    assert done.json["signed"] == ["wang@office"]
    words = ("verify", root / "public", "--signers", root / "signers")
    assert gazette(*words).status == 0
    edit(root, "商会 登记管理")
    gazette("commit", "-m", "mended")
    again = gazette("release", "2023-22")
    assert "was released before" in again.err
    assert "--replace" in again.err

    (root / "public/index.html").write_text("home")
    assert gazette(*words, "--json").status == 4
    sealed = gazette("release", "--site", "--key", root / "key", "--json")
    assert sealed.json == {"seal": str(root / "public/SEAL")}
    assert gazette(*words, "--head", root / "public/releases/log/head").status == 0
    assert "listed." in gazette("release", "--site").err


@pytest.mark.parametrize("words", [(), ("2023-22", "--site")])
def test_an_issue_or_the_site(gazette: Run, words: tuple[str, ...]) -> None:
    assert gazette("release", *words).status == 2
