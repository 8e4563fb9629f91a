"""`gazette publish` and `gazette serve` on the sample desk."""

import hashlib
import json
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from gazette.config import load_desk
from gazette.errors import GazetteError
from gazette.workflow import publishing, serving
from gazette.workflow.building import Built
from gazette.workflow.desk import OpenDesk, open_desk
from gazette.workflow.issues import Blocker, load_issue
from gazette.workflow.publishing import overruled, publish

Gazette = Callable[..., Any]


@pytest.fixture
def site(gazette: Gazette, root: Path, tmp_path: Path) -> Path:
    told = gazette("publish", tmp_path / "out", "--no-pdf", "--at", "2026-01-02")
    assert told.status == 0, told.err
    return tmp_path / "out"


def test_every_file_answers_to_its_sum(site: Path) -> None:
    done = subprocess.run(
        ["sha256sum", "-c", "--quiet", "--strict", "SHA256SUMS"],
        cwd=site, capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, b"")
    sums = (site / "SHA256SUMS").read_bytes()
    told = json.loads((site / "manifest.json").read_text("utf-8"))
    listed = {line.split("  ", 1)[1] for line in sums.decode().splitlines()}
    there = {p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file()}
    assert there - listed == {"SHA256SUMS", "manifest.json"}
    assert told["sums_sha256"] == hashlib.sha256(sums).hexdigest()
    assert told["as_of"] == "2026-01-02"


def test_it_is_told_as_json_what_was_written(gazette: Gazette, site: Path) -> None:
    told = gazette("publish", site, "--no-pdf", "--at", "2026-01-02", "--json")
    assert told.status == 0
    assert told.json["changed"] == told.json["removed"] == []
    assert told.json["files"] > 100


def test_issues_come_with_their_page_and_its_sum(site: Path) -> None:
    told = json.loads((site / "issues/2023-21/index.json").read_text("utf-8"))
    assert len(told["contents"]) == 11
    for file in told["files"]:
        data = (site / "issues/2023-21" / file["name"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == file["sha256"]


def test_two_desks_of_the_same_sources_give_the_same_bytes(root: Path, tmp_path: Path) -> None:
    sums = []
    for name in ("a", "b"):
        with open_desk(root) as desk:
            sums.append(publish(desk, date(2026, 1, 2), tmp_path / name, pdf=False).sums)
    assert sums[0] == sums[1]


def test_an_erratum_touches_its_policy_and_little_else(
    gazette: Gazette, root: Path, site: Path
) -> None:
    held = (site / "policies/吉民发/2023/55.txt").read_text("utf-8")
    words = next(
        line for line in held.splitlines() if held.count(line[:12]) == 1 and len(line) > 30
    )[:12]
    told = gazette(
        "correct", "吉民发/2023/55", "--find", words, "--replace", words + "等", "--reason", "漏字",
        "--on", "2026-01-01",
    )  # fmt: skip
    assert told.status == 0, told.err
    again = gazette("publish", site, "--no-pdf", "--at", "2026-01-02", "--json")
    assert "policies/吉民发/2023/55.html" in again.json["changed"]
    assert "更正" in (site / "policies/吉民发/2023/55.html").read_text("utf-8")
    others = [p for p in again.json["changed"] if p.startswith("policies/") and "/55." not in p]
    assert others == []


def test_an_issue_with_an_open_question_is_listed_and_not_built(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "blockers", lambda *_: (Blocker("吉民发/2023/55", "open"),))
    with open_desk(root) as desk:
        done = publish(desk, date(2026, 1, 2), tmp_path / "out", pdf=False)
        assert any("2023-21" in warning for warning in done.warnings)
        page = (tmp_path / "out/issues/2023-21/index.html").read_text("utf-8")
        assert "2023-21 is not built" in page
        said = desk.desk.public / "issues/2023-21/2023-21.override.json"
        said.parent.mkdir(parents=True)
        for others in ([], [{"policy": "吉民发/2023/55", "message": "another"}]):
            said.write_text(json.dumps({"reason": "seen", "overruled": others}), "utf-8")
            assert overruled(desk, "2023-21") is None, "a reason holds for what it was given for"
        known = [*others, {"policy": "吉民发/2023/55", "message": "open"}]
        said.write_text(json.dumps({"reason": "seen", "overruled": known}), "utf-8")
        assert overruled(desk, "2023-21") == "seen"
        assert publish(desk, date(2026, 1, 2), tmp_path / "out", pdf=False).warnings == ()


@pytest.fixture
def server(site: Path) -> Iterator[serving.Server]:
    made = serving.Server(site, 0)
    thread = threading.Thread(target=made.run, daemon=True)
    thread.start()
    yield made
    made.stop()
    thread.join()


def fetch(server: serving.Server, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(server.address + path) as answer:  # noqa: S310 - our own server
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_a_page_that_is_served_reloads_itself(server: serving.Server, site: Path) -> None:
    status, page = fetch(server, "")
    assert status == 200
    assert "/__reload.js" in page
    assert "/__reload.js" not in (site / "index.html").read_text("utf-8")
    assert "/__version" in fetch(server, "__reload.js")[1]
    before = fetch(server, "__version")[1]
    server.made_anew()
    assert fetch(server, "__version")[1] != before
    assert fetch(server, "style.css")[0] == 200
    status, page = fetch(server, "nowhere.html")
    assert status == 404
    assert "没有这个页面" in page


def test_the_server_listens_to_this_computer_alone(server: serving.Server) -> None:
    assert server.address.startswith("http://127.0.0.1:")


def test_a_change_of_the_desk_is_seen(root: Path) -> None:
    desk, seen, stop = load_desk(root), threading.Event(), threading.Event()
    thread = threading.Thread(target=serving.watch, args=(desk, seen.set, stop, 0.02))
    thread.start()
    time.sleep(0.1)
    order = root / "issues/2023-21.toml"
    order.write_text(order.read_text("utf-8") + "\n# seen\n", "utf-8")
    assert seen.wait(5)
    stop.set()
    thread.join()


def test_a_port_that_is_taken_is_told(gazette: Gazette, server: serving.Server) -> None:
    port = server.address.rsplit(":", 1)[1].strip("/")
    told = gazette("serve", "--port", port)
    assert told.status == 1
    assert "taken" in told.err


def test_serve_makes_the_site_and_ends_with_the_interrupt(
    gazette: Gazette, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        serving.Server, "run", lambda self: (_ for _ in ()).throw(KeyboardInterrupt)
    )
    told = gazette("serve", "--port", "0")
    assert told.status == 130
    assert told.out.startswith("http://127.0.0.1:")
    assert (root / ".cache/served/index.html").is_file()


def test_an_archive_that_changes_is_seen(root: Path, gazette: Gazette) -> None:
    desk = load_desk(root)
    before = serving.marks(desk)
    told = gazette("rule", "吉民发/2023/55", "nothing", "--take", "x", "--reason", "y")
    assert told.status != 0
    assert serving.marks(desk) == before
    with open_desk(root) as opened:
        opened.archive.save(
            {"notes/a": b"a"}, message="Note", when=datetime(2026, 1, 1, tzinfo=UTC)
        )
    assert serving.marks(desk) != before


def test_errors_of_gathering_leave_the_old_site(
    root: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise GazetteError("No.")

    before = (site / "SHA256SUMS").read_bytes()
    monkeypatch.setattr("gazette.site.plan", broken)
    with open_desk(root) as desk, pytest.raises(GazetteError):
        publish(desk, date(2026, 1, 3), site, pdf=False)
    assert (site / "SHA256SUMS").read_bytes() == before


def test_a_pdf_is_published_where_one_can_be_set(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The PDF itself is proved elsewhere; here: both files of a build are taken up, with their pages."""

    def built(desk: OpenDesk, issue_id: str, folder: Path, reason: str | None) -> Built:
        assert reason is None
        folder.mkdir(parents=True)
        for ending in ("html", "pdf"):
            (folder / f"x.{ending}").write_bytes(ending.encode())
        issue = load_issue(desk, issue_id)
        return Built(issue, folder / "x.html", folder / "x.pdf", 40)

    monkeypatch.setattr(publishing, "build", built)
    with open_desk(root) as desk:
        (found,) = publishing.gather(desk, date(2026, 1, 2)).issues
    assert found.files == (("x.html", b"html"), ("x.pdf", b"pdf"))
    assert found.pages == 40


def test_an_issue_that_is_not_out_yet_is_not_published(root: Path) -> None:
    with open_desk(root) as desk:
        assert publishing.gather(desk, date(2023, 11, 14), pdf=False).issues == ()
