"""Libraries and sites to test with: the sample desk, and small ones made by hand."""

import functools
import http.server
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from gazette import compare, site, validity
from gazette.model.document import Block, Metadata, Part, PartKind, Policy, Role
from gazette.model.issue import Entry, Issue, Item, Manifest, Section
from gazette.site import Compared, Edition, Library, Office
from gazette.structure import outline
from gazette.workflow.desk import open_desk
from gazette.workflow.publishing import gather

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
DAY = date(2026, 1, 2)
WHEN = datetime(2026, 1, 2, tzinfo=UTC)


def policy(
    number: int, words: str = "", *, title: str = "", issuer: str = "甲省人民政府"
) -> Policy:
    """Return a small policy of two articles under one chapter."""
    name = title or f"甲省人民政府关于第{number}号事项的办法"
    texts = (
        "第一章 总则",
        f"第一条 为了办理第{number}号事项，制定本办法。{words}",
        "第二条 本办法自2024年3月1日起施行，有效期5年。",
    )
    blocks = (
        Block(name, Role.TITLE),
        *outline(Block(text) for text in texts),
    )
    meta = Metadata(
        number=f"甲政发〔2024〕{number}号",
        title=name,
        title_source="text",
        issuers=(issuer,),
        issued=date(2024, 1, 1 + number % 28),
    )
    return Policy(f"甲政发/2024/{number}", meta, (Part(PartKind.INSTRUMENT, name, blocks),))


def library(*policies: Policy, url: str = "", own: Path | None = None, **more: object) -> Library:
    """Return a library of policies, with events and citations derived from them."""
    held = {each.id: each for each in policies}
    events = {i: validity.events(p, ()) for i, p in held.items()}
    cited = {i: validity.citations(p) for i, p in held.items()}
    values: dict[str, object] = {
        "office": Office("甲省人民政府公报", "JIA", "甲省人民政府", url),
        "day": DAY,
        "policies": held,
        "statuses": {i: validity.status(e, DAY) for i, e in events.items()},
        "events": events,
        "citations": cited,
        "backlinks": validity.backlinks(cited),
        "own": own,
    }
    return Library(**(values | more))  # type: ignore[arg-type]


def compared(old: Policy, new: Policy) -> Compared:
    """Return the comparison of two policies."""
    names = (old.meta.title or "", new.meta.title or "")
    found = compare.compare(old.parts, new.parts, old_name=names[0], new_name=names[1])
    return Compared(old.id, new.id, "replaced", lambda: found)


def edition(*policies: Policy) -> Edition:
    """Return an issue that carries policies, with a file that stands for its page."""
    entries = tuple(Entry(policy=each.id) for each in policies)
    order = Manifest(
        "2024-1", "甲省人民政府公报", None, 2024, 1, 100, "总", DAY, "甲省人民政府",
        sections=(Section("省政府文件", entries),),
    )  # fmt: skip
    items = tuple(
        Item(entry, "省政府文件", f"i{at}", each.meta.title or "", each)
        for at, (entry, each) in enumerate(zip(entries, policies, strict=True), 1)
    )
    return Edition(Issue(order, items), (("2024-1.html", b"<!DOCTYPE html><title>x</title>"),))


@pytest.fixture(scope="session")
def sample_library(sample: Path) -> Iterator[Library]:
    """The sample desk as a library, with a comparison that it does not have of itself."""
    with open_desk(sample) as desk:
        found = gather(desk, DAY, pdf=False)
        old, new = found.policies["吉民发/2023/35"], found.policies["吉民发/2023/27"]
        yield replace(found, comparisons=(compared(old, new),))


@pytest.fixture(scope="session")
def public(sample_library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sample desk's site."""
    folder = tmp_path_factory.mktemp("public")
    state = tmp_path_factory.mktemp("state") / "state.json"
    site.write(site.plan(sample_library), folder, state)
    for name in ("SHA256SUMS", "manifest.json"):
        (folder / name).write_text("", "utf-8")
    return folder


@pytest.fixture
def build(tmp_path: Path) -> Callable[[Library, str], Path]:
    """Write a library as a site into a folder of this test."""

    def run(made: Library, name: str = "out") -> Path:
        out = tmp_path / name
        site.write(site.plan(made), out, tmp_path / f"{name}.state" / "state.json")
        return out

    return run


@pytest.fixture(scope="session")
def served(public: Path) -> Iterator[str]:
    """The address of the sample desk's site, served by a plain server."""
    with serving(public) as address:
        yield address


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder while the block runs; give its address."""
    handler = functools.partial(_Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed")
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=quiet)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, served: str) -> Iterator[Page]:
    """A page that fails the test if it asks for anything elsewhere or complains."""
    opened = browser.new_page(viewport={"width": 1280, "height": 900}, base_url=served)
    faults: list[str] = []
    opened.on("console", lambda told: faults.append(told.text))
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("request", lambda r: None if r.url.startswith(served) else faults.append(r.url))
    yield opened
    opened.close()
    assert faults == []


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None: ...
