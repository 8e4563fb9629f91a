"""Releasing on a real desk: one short issue, two editors, and what a reader then finds."""

import hashlib
import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from gazette.errors import DeskError
from gazette.model.document import Flag
from gazette.release import verifier
from gazette.store import records
from gazette.workflow import attesting, building, releasing, verifying
from gazette.workflow.desk import OpenDesk, open_desk
from gazette.workflow.releasing import Request
from tests.conftest import SHORT_ISSUE, WHEN
from tests.release.make_authority import make_authority, make_office_key

ISSUE = "2023-22"
POLICY = "吉民发/2023/55"
ORDER = SHORT_ISSUE.read_text("utf-8")
pytestmark = pytest.mark.skipif(
    shutil.which("ssh-keygen") is None, reason="NO ssh-keygen: RELEASES ARE NOT TESTED"
)


@pytest.fixture(scope="module")
def prepared(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with one short issue that is built, and two editors who may sign."""
    root = Path(shutil.copytree(sample, tmp_path_factory.mktemp("release") / "desk"))
    (root / "issues" / f"{ISSUE}.toml").write_text(ORDER, encoding="utf-8")
    for name in ("wang", "li", "stranger"):
        words = ["-q", "-t", "ed25519", "-N", "", "-f", str(root / name)]
        subprocess.run(["ssh-keygen", *words], check=True)
        if name != "stranger":
            key = " ".join((root / f"{name}.pub").read_text().split()[:2])
            with (root / "signers").open("a") as file:
                file.write(f"{name}@office {key}\n")
    with (root / "gazette.toml").open("a") as file:
        file.write("\n[release]\nthreshold = 2\n")
    with open_desk(root) as desk:
        building.build(desk, ISSUE)
    return root


@pytest.fixture
def opened(prepared: Path, tmp_path: Path) -> Iterator[OpenDesk]:
    root = Path(shutil.copytree(prepared, tmp_path / "desk"))
    with open_desk(root) as desk:
        yield desk


def by(desk: OpenDesk, *names: str) -> Request:
    return Request(tuple(desk.desk.root / name for name in names))


def codes(desk: OpenDesk) -> set[str]:
    root = desk.desk.root
    result = verifying.verify_folder(root / "public", root / "signers", None, 2)
    return {finding.code for finding in result.findings}


def change(desk: OpenDesk, **changes: object) -> None:
    policy = records.load_policy(desk.archive, POLICY)
    files = records.policy_file(replace(policy, **changes))  # type: ignore[arg-type]
    desk.archive.save(files, message="change", when=WHEN)


def test_two_editors_release_an_issue_one_after_the_other(opened: OpenDesk) -> None:
    first = releasing.release(opened, ISSUE, by(opened, "wang"), WHEN)
    assert (first.new, first.signed, first.threshold) == (True, ("wang@office",), 2)
    assert codes(opened) == {"signature"}
    second = releasing.release(opened, ISSUE, by(opened, "li"), WHEN + timedelta(days=1))
    assert (second.new, second.signed) == (False, ("li@office", "wang@office"))
    assert second.sha256 == first.sha256
    assert codes(opened) == set()


def test_the_manifest_says_what_was_released(opened: OpenDesk) -> None:
    done = releasing.release(opened, ISSUE, by(opened, "wang", "li"), WHEN)
    plain = json.loads(done.manifest.read_bytes())
    public = opened.desk.public
    assert [file["path"] for file in plain["files"]] == [
        f"issues/{ISSUE}/{ISSUE}.html",
        f"issues/{ISSUE}/{ISSUE}.pdf",
    ]
    for file in plain["files"]:
        assert verifier.sha256(public / file["path"]) == file["sha256"]
    (policy,) = plain["policies"]
    text = opened.archive.read(f"policies/{POLICY}.md", policy["commit"])
    assert hashlib.sha256(text).hexdigest() == policy["sha256"]
    assert {source["sha256"] for source in plain["sources"]} == set(
        records.source_ids(opened.archive)
    )
    assert plain["archive"]["commit"] == opened.archive.head
    assert plain["override"] is None
    assert plain["replaces"] is None
    assert plain["tools"]["weasyprint"].startswith("70")
    assert plain["released"] == "2026-01-02T03:04:05Z"


def test_the_same_release_is_the_same_bytes(
    opened: OpenDesk, prepared: Path, tmp_path: Path
) -> None:
    one = releasing.release(opened, ISSUE, Request(), WHEN)
    other = Path(shutil.copytree(prepared, tmp_path / "elsewhere"))
    with open_desk(other) as desk:
        two = releasing.release(desk, ISSUE, Request(), WHEN)
    assert one.manifest.read_bytes() == two.manifest.read_bytes()
    names = ("SHA256SUMS", "SEAL", "releases/log/head", "releases/log/leaves")
    for name in names:
        assert (opened.desk.public / name).read_bytes() == (other / "public" / name).read_bytes()


def test_a_release_is_replaced_only_with_a_reason_and_the_first_one_stays(
    opened: OpenDesk,
) -> None:
    first = releasing.release(opened, ISSUE, by(opened, "wang", "li"), WHEN)
    meta = records.load_policy(opened.archive, POLICY).meta
    change(opened, meta=replace(meta, page=99))
    again = releasing.release(opened, ISSUE, by(opened, "wang"), WHEN)
    assert (again.new, again.sha256, again.moved) == (False, first.sha256, (POLICY,))
    request = replace(by(opened, "wang", "li"), replace="a page was wrong")
    later = WHEN + timedelta(days=3)
    second = releasing.release(opened, ISSUE, request, later)
    assert second.new
    assert second.moved == ()
    assert second.manifest.name == "manifest-2.json"
    assert json.loads(second.manifest.read_bytes())["replaces"] == {
        "manifest": first.sha256,
        "reason": "a page was wrong",
    }
    assert verifier.sha256(first.manifest) == first.sha256
    assert codes(opened) == set()


def test_nothing_is_released_on_top_of_what_too_few_have_signed(opened: OpenDesk) -> None:
    releasing.release(opened, ISSUE, by(opened, "wang"), WHEN)
    with pytest.raises(DeskError, match="1 of 2 signatures"):
        releasing.release(opened, ISSUE, replace(by(opened, "wang"), replace="x"), WHEN)


def test_a_grave_flag_stops_a_release_until_it_is_overruled_in_writing(
    opened: OpenDesk,
) -> None:
    change(opened, flags=(Flag("issuer-mismatch", "signed by another", grave=True),))
    with pytest.raises(DeskError, match="signed by another"):
        releasing.release(opened, ISSUE, by(opened, "wang", "li"), WHEN)
    assert not (opened.desk.public / "releases").exists()
    request = replace(by(opened, "wang", "li"), override="the office confirms it")
    done = releasing.release(opened, ISSUE, request, WHEN)
    plain = json.loads(done.manifest.read_bytes())
    assert plain["override"]["reason"] == "the office confirms it"
    assert {"policy": POLICY, "message": "signed by another"} in plain["override"]["overruled"]
    assert plain["flags"][0]["grave"] is True


def test_pages_changed_since_are_not_signed(opened: OpenDesk) -> None:
    releasing.release(opened, ISSUE, by(opened, "wang"), WHEN)
    (opened.desk.public / f"issues/{ISSUE}/{ISSUE}.html").write_text("other")
    with pytest.raises(DeskError, match="is not as"):
        releasing.release(opened, ISSUE, by(opened, "li"), WHEN)


def test_an_issue_without_its_pdf_is_not_released(
    opened: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = building.build(opened, ISSUE)
    monkeypatch.setattr(
        releasing, "build", lambda *_, **__: replace(built, pdf=None, warning="No Pango.")
    )
    with pytest.raises(DeskError, match="No Pango"):
        releasing.release(opened, ISSUE, Request(), WHEN)


@pytest.mark.parametrize(
    ("names", "who", "said"),
    [
        (("stranger",), None, "belongs to nobody"),
        (("wang",), "li@office", "belong to wang@office"),
        (("wang", "li"), "li@office", "belong to li@office, wang@office"),
    ],
)
def test_nobody_signs_with_anothers_key(
    opened: OpenDesk, names: tuple[str, ...], who: str | None, said: str
) -> None:
    with pytest.raises(DeskError, match=said):
        releasing.release(opened, ISSUE, replace(by(opened, *names), by=who), WHEN)
    assert not (opened.desk.public / "releases").exists()


def test_without_a_file_of_signers_nobody_signs(opened: OpenDesk) -> None:
    (opened.desk.root / "signers").unlink()
    with pytest.raises(DeskError, match="no file of signers"):
        releasing.release(opened, ISSUE, by(opened, "wang"), WHEN)


@pytest.mark.parametrize("value", ['"2"', "0", "true", "-1"])
def test_a_threshold_is_a_number_from_one(opened: OpenDesk, value: str) -> None:
    path = opened.desk.root / "gazette.toml"
    path.write_text(path.read_text().replace("threshold = 2", f"threshold = {value}"))
    with open_desk(opened.desk.root) as desk, pytest.raises(DeskError, match="threshold"):
        releasing.threshold(desk)


def test_the_whole_site_is_listed_and_sealed(opened: OpenDesk) -> None:
    releasing.release(opened, ISSUE, by(opened, "wang", "li"), WHEN)
    public = opened.desk.public
    (public / "index.html").write_text("home")
    (public / "manifest.json").write_text('{"sums_sha256": ""}')
    assert codes(opened) >= {"extra", "seal"}
    releasing.seal_site(opened, by(opened, "wang"), WHEN)
    assert codes(opened) == {"signature"}
    releasing.seal_site(opened, by(opened, "li"), WHEN + timedelta(days=1))
    assert codes(opened) == set()


def test_what_is_published_tells_how_to_check_it(opened: OpenDesk) -> None:
    releasing.release(opened, ISSUE, by(opened, "wang", "li"), WHEN)
    folder = opened.desk.public / "releases"
    guide = (folder / "README.txt").read_text(encoding="utf-8")
    assert guide.startswith("吉林省人民政府公报: how to check")
    assert "--threshold 2" in guide
    command = ["python3", "-I", folder / "verify.py", opened.desk.public, "--threshold", "2"]
    command += ["--signers", opened.desk.root / "signers"]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.skipif(shutil.which("openssl") is None, reason="NO openssl: EXTRAS ARE NOT TESTED")
def test_a_signed_copy_and_a_time_stamp_lie_beside_and_are_checked(
    opened: OpenDesk, tmp_path: Path
) -> None:
    request = by(opened, "wang", "li")
    extras = attesting.Extras(make_office_key(tmp_path, "open"), b"open")
    done = releasing.release(opened, ISSUE, replace(request, extras=extras), WHEN)
    assert done.beside == (f"signed copy of the PDF: releases/{ISSUE}/{ISSUE}.signed.pdf",)
    authority = make_authority(tmp_path / "authority")
    extras = attesting.Extras(
        stamp=authority.stamp(done.manifest), authority=authority.certificate
    )
    again = releasing.release(opened, ISSUE, replace(request, extras=extras), WHEN)
    assert (again.new, again.sha256) == (False, done.sha256)
    assert again.beside[0].startswith("time stamp of ")
    assert codes(opened) == set()

    copy = done.manifest.with_name(f"{ISSUE}.signed.pdf")
    stamp = done.manifest.with_name("manifest.json.tsr")
    copy.write_bytes(b"%PDF-1.7 another")
    stamp.write_bytes(authority.stamp(copy).read_bytes())
    assert codes(opened) == {"changed", "copy", "stamp"}

    wrong = replace(request, extras=replace(extras, stamp=authority.stamp(copy)), replace="again")
    with pytest.raises(DeskError, match="no valid time stamp"):
        releasing.release(opened, ISSUE, wrong, WHEN + timedelta(days=1))
    assert not copy.exists()
    assert codes(opened) == {"stamp"}


def test_a_stamp_needs_its_authority(opened: OpenDesk, tmp_path: Path) -> None:
    request = Request(extras=attesting.Extras(stamp=tmp_path))
    with pytest.raises(DeskError, match="certificates of its authority"):
        releasing.release(opened, ISSUE, request, WHEN)
    assert not opened.desk.public.joinpath("releases").exists()
