"""What a reader's check finds: every tampering, and nothing where nothing was done."""

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gazette.release import log, verifier
from tests.release.make_site import DATES, TAMPERINGS, Keys, list_files, put, release, seal, sign


def codes(report: verifier.Report) -> set[str]:
    return {code for code, _, _ in report.findings}


def alone(folder: Path, *words: object) -> subprocess.CompletedProcess[str]:
    """Run the verifier as the single file it is published as, with nothing of ours to import."""
    command = [sys.executable, "-I", verifier.__file__, folder, *words]
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)


def test_what_was_published_is_sound(site: Path, keys: Keys) -> None:
    report = verifier.verify(site, keys.signers, site / verifier.LOG / "head", 2)
    assert report.findings == []
    assert report.counts == {"files": 11, "signatures": 10, "releases": 3}
    assert report.notes == []


@pytest.mark.parametrize("name", TAMPERINGS)
def test_no_tampering_is_accepted(name: str, site: Path, keys: Keys, tmp_path: Path) -> None:
    """The short form of the drill in benchmarks/drill_release.py."""
    for number in range(6):
        copy = Path(shutil.copytree(site, tmp_path / f"{number}"))
        TAMPERINGS[name](copy, keys, random.Random(f"{name} {number}"))  # noqa: S311
        assert verifier.verify(copy, keys.signers, None, 2).findings, number


def test_the_single_file_finds_the_same(site: Path, keys: Keys) -> None:
    whole = alone(site, "--signers", keys.signers, "--threshold", 2)
    assert (whole.returncode, whole.stderr) == (0, "")
    assert "Checked: 11 files, 10 signatures, 3 releases; found: 0." in whole.stdout
    (site / "index.html").write_text("other")
    broken = alone(site, "--signers", keys.signers)
    assert broken.returncode == 4
    assert broken.stdout.startswith("changed  index.html: ")


def test_the_single_file_is_short() -> None:
    lines = Path(verifier.__file__).read_text(encoding="utf-8").splitlines()
    assert sum(bool(line.strip()) for line in lines) < 270


def test_one_signature_of_two_is_too_few(site: Path, keys: Keys) -> None:
    (site / "releases/log/head.li@office.sig").unlink()
    found = verifier.verify(site, keys.signers, None, 2).findings
    assert found == [("signature", "1 signatures hold of 2 that are needed.", "log/head")]
    assert verifier.verify(site, keys.signers, None, 1).findings == []


def test_a_person_with_two_keys_counts_once(site: Path, keys: Keys, tmp_path: Path) -> None:
    lines = keys.signers.read_text().replace("li@office", "wang@office")
    signers = tmp_path / "signers"
    signers.write_text(lines)
    head = site / verifier.LOG / "head"
    shutil.move(f"{head}.li@office.sig", f"{head}.wang.sig")
    assert "signature" in codes(verifier.verify(site, signers, None, 2))


@pytest.mark.parametrize(
    "lines",
    [
        "",
        "# nobody\n",
        "wang@office ssh-ed25519 AAAA\nli@office ssh-ed25519 AAAA\n",
        "*@office ssh-ed25519 AAAA\n",
        "wang@office,li@office ssh-ed25519 AAAA\n",
        "wang@office cert-authority ssh-ed25519 AAAA\n",
        "wang@office ssh-ed25519\n",
        "wang@office CERT-AUTHORITY ssh-ed25519 AAAA\n",
    ],
)
def test_a_file_of_signers_says_whose_each_key_is(site: Path, tmp_path: Path, lines: str) -> None:
    signers = tmp_path / "signers"
    signers.write_text(lines)
    assert codes(verifier.verify(site, signers, None)) == {"signers"}


@pytest.mark.parametrize("name", ["left", "coming"])
def test_a_key_is_worth_nothing_outside_its_time(site: Path, keys: Keys, name: str) -> None:
    sign(site / verifier.LOG / "head", verifier.HEAD, {f"{name}@office": keys[name]})
    assert "signature" in codes(verifier.verify(site, keys.signers, None))


def test_a_key_that_expired_later_still_holds_for_its_time(tmp_path: Path, keys: Keys) -> None:
    who = {"left@office": keys["left"]}
    put(tmp_path, "issues/2022-01/2022-01.html", b"then")
    release(tmp_path, "2022-01", 1, "2022-01-15T08:00:00Z", who)
    seal(tmp_path, who, "2022-01-15T09:00:00Z")
    assert verifier.verify(tmp_path, keys.signers, None).findings == []


def test_a_signature_for_another_purpose_is_none(site: Path, keys: Keys) -> None:
    who = {"wang@office": keys["wang"], "li@office": keys["li"]}
    sign(site / verifier.LOG / "head", "file", who)
    assert "signature" in codes(verifier.verify(site, keys.signers, None, 2))
    sign(site / verifier.LOG / "head", verifier.ISSUE, who)
    assert "signature" in codes(verifier.verify(site, keys.signers, None, 2))


def test_a_whole_old_site_shows_against_a_newer_head(
    site: Path, keys: Keys, tmp_path: Path
) -> None:
    """All signatures of an old copy hold: only who remembers the newer head can tell."""
    who = {"wang@office": keys["wang"], "li@office": keys["li"]}
    old = Path(shutil.copytree(site, tmp_path / "old"))
    put(site, "issues/2023-22/2023-22.html", b"new")
    release(site, "2023-22", 1, DATES[2], who)
    seal(site, who)
    newer, older = (each / verifier.LOG / "head" for each in (site, old))
    assert verifier.verify(site, keys.signers, older, 2).findings == []
    assert verifier.verify(old, keys.signers, None, 2).findings == []
    assert codes(verifier.verify(old, keys.signers, newer, 2)) == {"log"}


def test_a_log_begun_anew_shows_against_the_old_head(
    site: Path, keys: Keys, tmp_path: Path
) -> None:
    who = {"wang@office": keys["wang"], "li@office": keys["li"]}
    head = Path(shutil.copy(site / verifier.LOG / "head", tmp_path))
    shutil.rmtree(site / "releases")
    for number, issue in enumerate(("2023-21", "2023-20", "2023-22")):
        put(site, f"issues/{issue}/{issue}.html", issue.encode())
        release(site, issue, 1, DATES[number], who)
    seal(site, who)
    assert verifier.verify(site, keys.signers, None, 2).findings == []
    assert codes(verifier.verify(site, keys.signers, head, 2)) == {"log"}


def test_without_signers_it_says_what_was_not_checked(site: Path) -> None:
    report = verifier.verify(site, None, None)
    assert report.findings == []
    assert any("not checked" in note for note in report.notes)
    for path in site.rglob("*.sig"):
        path.unlink()
    assert verifier.verify(site, None, None).findings == []


def test_a_folder_that_nobody_published(tmp_path: Path, keys: Keys) -> None:
    assert codes(verifier.verify(tmp_path, None, None)) == {"sums"}
    list_files(tmp_path)
    assert verifier.verify(tmp_path, None, None).findings == []
    assert codes(verifier.verify(tmp_path, keys.signers, None)) == {"seal"}
    head = put(tmp_path, "head", b"no head")
    assert "log" in codes(verifier.verify(tmp_path, None, head))


def test_an_earlier_head_that_is_none(site: Path, tmp_path: Path) -> None:
    found = verifier.verify(site, None, put(tmp_path, "head", b"no head")).findings
    assert found == [("log", "It is no head of a log.", "head")]


@pytest.mark.parametrize(
    "line",
    ["no line", f"{'0' * 64}  ../outside", f"{'0' * 64}  /etc/passwd", f"{'0' * 64}  index.html"],
)
def test_a_list_that_leads_elsewhere_or_says_two_things(site: Path, line: str) -> None:
    with (site / verifier.SUMS).open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    assert codes(verifier.verify(site, None, None)) & {"sums", "missing"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"[]", "manifest"),
        (b"{", "manifest"),
        (b"[" * 100_000, "manifest"),
        (b'{"issue": 3}', "manifest"),
        (b'{"issue":{},"release":1,"released":"","replaces":null,"files":[]}', "manifest"),
    ],
)
def test_a_manifest_that_is_none(site: Path, data: bytes, code: str) -> None:
    put(site, "releases/2023-20/manifest.json", data)
    leaves = list(log.load(site / verifier.LOG))
    leaves[0] = log.Leaf(verifier.leaf_hash(data), leaves[0].path)
    last = leaves.pop()
    newest = (site / "releases" / last.path).read_bytes()
    for name, content in log.appended(leaves, last.path, newest, DATES[2]).items():
        put(site, f"{verifier.LOG}/{name}", content)
    list_files(site)
    assert code in codes(verifier.verify(site, None, None))


@pytest.mark.parametrize("name", ["leaves", "head"])
def test_a_log_that_cannot_be_read(site: Path, name: str) -> None:
    put(site, f"{verifier.LOG}/{name}", b"\xff\xfe noise")
    assert "log" in codes(verifier.verify(site, None, None))


def test_a_release_beside_the_log(site: Path) -> None:
    data = (site / "releases/2023-20/manifest.json").read_bytes()
    put(site, "releases/2023-19/manifest.json", data)
    list_files(site)
    assert "unlogged" in codes(verifier.verify(site, None, None))


def test_a_head_of_another_day(site: Path, keys: Keys) -> None:
    head = site / verifier.LOG / "head"
    head.write_text(head.read_text().replace(DATES[2], "2023-11-21T08:00:00Z"))
    list_files(site)
    assert "log" in codes(verifier.verify(site, None, None))


def test_without_ssh_keygen_it_says_so(
    site: Path, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    found = verifier.verify(site, keys.signers, None).findings
    assert found == [("ssh-keygen", "ssh-keygen is missing: install openssh-client.", "")]


def test_a_check_that_hangs_is_told(
    site: Path, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hang(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("ssh-keygen", 60)

    monkeypatch.setattr(subprocess, "run", hang)
    assert codes(verifier.verify(site, keys.signers, None)) == {"unread"}


@pytest.mark.parametrize("arguments", [(), ("--head", "HEAD", "--threshold", "0")])
def test_main(
    site: Path,
    arguments: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = [word.replace("HEAD", str(site / verifier.LOG / "head")) for word in arguments]
    monkeypatch.setattr(sys, "argv", ["verify.py", str(site), *words])
    assert verifier.main() == 0
    assert "found: 0." in capsys.readouterr().out
    (site / "index.html").unlink()
    assert verifier.main() == 4


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="no sha256sum")
def test_the_recipe_in_stock_tools(site: Path, keys: Keys) -> None:
    """The commands of README.txt, word for word but for names."""

    def ran(command: str, cwd: Path) -> str:
        done = subprocess.run(
            ["sh", "-c", command], cwd=cwd, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    guide = (Path(__file__).resolve().parents[2] / "templates/release/README.txt").read_text()
    commands = [line.strip() for line in guide.splitlines() if line.startswith("    ")]
    folder = site
    kept = ("sha256sum", "TZ=UTC", "( printf", "cd ")
    said = ""
    for command in (each for each in commands if each.startswith(kept)):
        if command.startswith("cd "):
            folder = site / command.removeprefix("cd ")
        elif "pdf" not in command:
            place = site if command.startswith("(") else folder
            words = command.replace("SIGNERS", str(keys.signers)).replace("NAME", "li@office")
            said += ran(words, place)
    assert said.count("Good ") == 3
    first = (site / verifier.LOG / "leaves").read_text().splitlines()[1]
    assert first.split()[0] in said


def _head(site: Path) -> None:
    head = site / verifier.LOG / "head"
    head.write_text(head.read_text().replace("size 3", "size 4"))


def _root(site: Path) -> None:
    head = site / verifier.LOG / "head"
    lines = head.read_text().splitlines(keepends=True)
    head.write_text("".join((*lines[:2], f"root {'0' * 64}\n", lines[3])))


def _gone(site: Path) -> None:
    (site / "releases/2023-20/manifest.json").unlink()


def _page(site: Path) -> None:
    put(site, "issues/2023-21/2023-21.html", b"other")


def _older_page(site: Path) -> None:
    """The page of the first release of an issue that was released twice."""
    put(site, "issues/2023-21/2023-21.html", b"2023-21 1\n" * 50)


def _no_log(site: Path) -> None:
    shutil.rmtree(site / verifier.LOG)


def _manifest(site: Path) -> None:
    path = site / "releases/2023-20/manifest.json"
    path.write_bytes(path.read_bytes().replace(b"misprint", b"mis print") + b"\n")


@pytest.mark.parametrize(
    ("act", "wanted"),
    [
        (_head, {"log"}),
        (_root, {"log"}),
        (_gone, {"replaced", "manifest"}),
        (_page, {"issue"}),
        (_older_page, {"issue"}),
        (_no_log, {"log", "unlogged"}),
        (_manifest, {"replaced", "manifest"}),
    ],
)
def test_each_fault_is_called_by_its_name(
    site: Path, act: Callable[[Path], None], wanted: set[str]
) -> None:
    """The files agree with their list, nobody's signature is asked for: one check must tell."""
    act(site)
    list_files(site)
    (site / verifier.SEAL).unlink()
    assert codes(verifier.verify(site, None, None)) == wanted


@pytest.mark.parametrize(
    "changes",
    [
        {"release": 3},
        {"issue": "2023-19"},
        {"released": "2022-01-01T00:00:00Z"},
        {"replaces": {"manifest": "0" * 64, "reason": "x"}},
        {"replaces": None},
    ],
)
def test_a_release_out_of_order(site: Path, changes: dict[str, object]) -> None:
    """The log is made anew around a manifest that does not follow from those before."""
    leaves = log.load(site / verifier.LOG)
    path = leaves[-1].path
    plain = json.loads((site / "releases" / path).read_bytes()) | changes
    data = verifier.canonical(plain)
    put(site, f"releases/{path}", data)
    date = str(changes.get("released", DATES[2]))
    for name, content in log.appended(leaves[:-1], path, data, date).items():
        put(site, f"{verifier.LOG}/{name}", content)
    list_files(site)
    (site / verifier.SEAL).unlink()
    assert "manifest" in codes(verifier.verify(site, None, None))


def test_spaces_in_a_manifest_are_no_canonical_form(site: Path) -> None:
    leaves = log.load(site / verifier.LOG)
    path = leaves[-1].path
    plain = json.loads((site / "releases" / path).read_bytes())
    data = json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True).encode()
    put(site, f"releases/{path}", data)
    for name, content in log.appended(leaves[:-1], path, data, DATES[2]).items():
        put(site, f"{verifier.LOG}/{name}", content)
    list_files(site)
    (site / verifier.SEAL).unlink()
    assert codes(verifier.verify(site, None, None)) == {"manifest"}


def test_links_folders_and_huge_files_are_as_good_as_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = put(tmp_path, "file", b"12345")
    (tmp_path / "link").symlink_to(file)
    assert (verifier.read(file), verifier.read(tmp_path / "link")) == (b"12345", b"")
    assert (verifier.sha256(tmp_path / "link"), verifier.sha256(tmp_path)) == ("", "")
    assert verifier.read(tmp_path) == verifier.read(tmp_path / "none") == b""
    monkeypatch.setattr(verifier, "MAX", 4)
    assert verifier.read(file) == b""


def test_a_listed_file_that_is_a_link_is_changed(site: Path) -> None:
    (site / "index.html").rename(site / "home.html")
    (site / "index.html").symlink_to("home.html")
    assert codes(verifier.verify(site, None, None)) == {"extra", "changed"}


def test_a_sites_manifest_that_speaks_of_another_list(site: Path) -> None:
    (site / verifier.CARD).write_text('{"files": 11, "sums_sha256": "0"}')
    (site / verifier.SEAL).unlink()
    found = verifier.verify(site, None, None).findings
    assert found == [("changed", "manifest.json speaks of another SHA256SUMS.", "manifest.json")]
