"""Every kind of page made of hostile words, and a browser that looks whether any of them lives."""

import http.server
import re
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, Dialog, sync_playwright
from selectolax.lexbor import LexborHTMLParser

from gazette import compare, site
from gazette.model.correction import Correction
from gazette.model.document import Block, Flag, Policy, Role, Subject
from gazette.model.event import Edge, Graph, Node
from gazette.model.store import Revision
from gazette.render import comparison, graph, html
from gazette.workflow import reports, rulings
from gazette.workflow.desk import init_desk, open_desk
from gazette.workflow.imports import Origin, import_file
from gazette.workflow.rulings import Decision
from tests.site.conftest import WHEN, compared, edition, library, policy

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
ALIVE = "window.alive"
_WATCH = """
window.alive = [];
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'])
  window[name] = (...said) => { window.alive.push(name); };
"""
_LOOK = """() => {
  const found = [...window.alive];
  const safe = /^(https?:|mailto:|[^:]*$|[^:]*[\\/?#])/i;
  for (const e of document.querySelectorAll('*')) {
    const tag = e.localName;
    for (const a of e.attributes) {
      if (/^on/i.test(a.name)) found.push(tag + ' ' + a.name);
      if (/^(href|src|action|formaction|data|xlink:href|poster|srcdoc)$/i.test(a.name)
          && (a.name === 'srcdoc' || !safe.test(a.value.trim()))
          && !(tag === 'link' && a.value === 'data:,')) found.push(tag + ' ' + a.name + '=' + a.value);
    }
    if (/^(iframe|frame|object|embed|base|math|foreignobject|animate|use|audio|video|marquee|image|textarea|isindex)$/.test(tag))
      found.push('element ' + tag);
    if (tag === 'meta' && /refresh/i.test(e.httpEquiv || '')) found.push('refresh');
    if (tag === 'script' && !(e.getAttribute('src') || '').match(/^[\\w.\\/-]+\\.js(\\?\\w*)?$/)
        && e.type !== 'application/ld+json') found.push('script');
    if (tag === 'script' && e.type === 'application/ld+json') JSON.parse(e.textContent);
  }
  return found;
}"""
"""What a page must not hold, whether it ran or waits for a reader's hand."""


def hostile(number: int, payload: str) -> Policy:
    """Return a policy that says a payload wherever a policy says anything."""
    made = policy(number, payload, title=f"关于{payload}的办法{number}", issuer=f"{payload}局")
    part = made.parts[0]
    table = Block(f"名称\t{payload}\n{payload}\t乙", Role.TABLE)
    meta = replace(
        made.meta,
        addressees=(payload,),
        gazette=payload,
        subjects=(Subject(payload, "card"),),
    )
    flags = (Flag(payload, payload, evidence=(payload,), proposal=payload),)
    return replace(
        made, meta=meta, flags=flags, parts=(replace(part, blocks=(*part.blocks, table)),)
    )


def write_site(folder: Path, payloads: Sequence[str]) -> None:
    """Write a site of hostile policies, and an issue that carries them."""
    made = [hostile(number, payload) for number, payload in enumerate(payloads, 1)]
    first = made[0]
    carried = edition(*made).issue
    order = replace(
        carried.manifest, motto=(payloads[0],), statement=payloads[-1], publisher=payloads[0]
    )
    whole = replace(carried, manifest=order)
    page = html.issue_page(whole, html.look(order, {}, "zh", None)).encode()
    held = library(
        *made,
        comparisons=tuple(compared(old, new) for old, new in pairwise(made[:3])),
        issues=(site.Edition(whole, (("2024-1.html", page),)),),
        corrections={
            each.id: (_correction(payload),) for each, payload in zip(made, payloads, strict=True)
        },
        histories={first.id: (_revision(payloads[0]),)},
    )
    site.write(site.plan(held), folder, folder.parent / "state.json")
    (folder / "issue.html").write_bytes(page)
    (folder / "graph.svg").write_text(drawing(payloads), "utf-8")
    for new in made[1:3]:
        found = compare.compare(first.parts, new.parts, old_name=payloads[0], new_name=payloads[1])
        for view in ("table", "redline", "side-by-side", "summary"):
            told = comparison.view(found, view)
            (folder / f"comparison-{view}-{new.id.rpartition('/')[2]}.html").write_text(
                told, "utf-8"
            )


def _correction(payload: str) -> Correction:
    return Correction(
        find="制定", replace=payload, reason=payload, on=date(2024, 2, 1), by=payload
    )


def _revision(payload: str) -> Revision:
    return Revision("0" * 40, "policies/a.md", WHEN, payload, payload, (("Source", payload),))


def write_desk(root: Path, payloads: Sequence[str], when: datetime, config: Path) -> list[Path]:
    """Import hostile sources, rule on their variants, and write the editor's pages."""
    folder = root / "desk"
    folder.mkdir()
    shutil.copy(config, folder)
    init_desk(folder)
    pages: list[Path] = []
    with open_desk(folder) as desk:
        for copy, word in enumerate(("应当", "必须")):
            name = "".join(char for char in payloads[copy] if char not in "/\0")[:80]
            path = root / f"{name}.txt"
            path.write_text(_text(payloads, word), "utf-8")
            origin = Origin(payloads[2], "web", payloads[3 + copy], date(2024, 1, 1))
            import_file(desk, path, when, origin)
        for policy_id in rulings.with_copies(desk):
            found = rulings.reconcile(desk, policy_id)
            for variant in found.collation.variants[:3]:
                decision = Decision(payloads[5], text=payloads[6], by=payloads[7])
                rulings.rule(desk, policy_id, variant.id, decision, when)
            found = reports.with_pages(desk, rulings.reconcile(desk, policy_id))
            pages.append(reports.write_report(desk, [found], root / f"review{len(pages)}.html"))
    return pages


def _text(payloads: Sequence[str], word: str) -> str:
    lines = [f"第{n}条 各单位{word}办理：{each}。" for n, each in enumerate(payloads, 1)]
    title = f"吉林省人民政府关于{payloads[0]}试点的通知"
    return "\n\n".join(
        (
            "吉政发〔2024〕1号",
            title,
            "各市（州）人民政府：",
            *lines,
            "吉林省人民政府",
            "2024年1月1日",
        )
    )


def drawing(payloads: Sequence[str]) -> str:
    """Return a drawing of policies of hostile names."""
    nodes = tuple(Node(payload, payload, at % 2 == 0) for at, payload in enumerate(payloads))
    edges = tuple(Edge(nodes[0].id, node.id, node.label) for node in nodes[1:])
    return graph.svg(Graph(nodes[0].id, nodes, edges))


@contextmanager
def browser() -> Iterator[Browser]:
    """A Chromium of its own."""
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=quiet)
        yield started
        started.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None: ...


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder, served on this machine."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(_Quiet, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def alive(opened: Browser, address: str, folder: Path, paths: Sequence[Path]) -> list[str]:
    """Open pages below a folder; return what runs, waits to run, or asks for anything elsewhere.

    The policy that pages carry against scripts is switched off: it is a second wall.
    """
    found: list[str] = []
    context = opened.new_context(bypass_csp=True)
    context.add_init_script(_WATCH)
    page = context.new_page()
    at = [""]

    def asked(dialog: Dialog) -> None:
        found.append(f"{at[0]}: dialog")
        dialog.dismiss()

    page.on("dialog", asked)
    page.on("request", lambda sent: found.extend(_elsewhere(at[0], sent.url, address)))
    page.on("pageerror", lambda error: found.append(f"{at[0]}: {error}"))
    for path in paths:
        at[0] = path.relative_to(folder).as_posix()
        page.goto(address + quote(at[0]), wait_until="load")
        found += [f"{at[0]}: {each}" for each in page.evaluate(_LOOK)]
    context.close()
    return found


def _elsewhere(where: str, url: str, address: str) -> list[str]:
    return [] if url.startswith(address) else [f"{where}: asks for {url}"]


_NEVER = frozenset(
    [
        "iframe",
        "frame",
        "object",
        "embed",
        "base",
        "math",
        "foreignobject",
        "animate",
        "use",
        "audio",
        "video",
        "marquee",
        "image",
        "textarea",
        "isindex",
    ]
)
_ADDRESSES = frozenset(
    ["href", "src", "action", "formaction", "data", "xlink:href", "poster", "background"]
)
_SAFE = re.compile(r"\s*(?:https?:|mailto:|data:,$|[^:]*$|[^:]*[\\/?#])", re.IGNORECASE)
_OWN_SCRIPT = re.compile(r"[\w./-]+\.js(?:\?\w*)?")


def parsed(path: Path) -> list[str]:
    """Return what must not stand on a page as a parser of HTML5 reads it; no browser is needed."""
    found = []
    for node in LexborHTMLParser(path.read_bytes()).css("*"):
        tag, said = node.tag or "", node.attributes
        if tag in _NEVER or (tag == "meta" and "refresh" in (said.get("http-equiv") or "")):
            found.append(f"element {tag}")
        if tag == "script" and said.get("type") != "application/ld+json":
            found += [] if _OWN_SCRIPT.fullmatch(said.get("src") or "") else ["script"]
        for name, value in said.items():
            if name.startswith("on") or name == "srcdoc":
                found.append(f"{tag} {name}")
            if name in _ADDRESSES and not _SAFE.match(value or ""):
                found.append(f"{tag} {name}={value}")
    return [f"{path.name}: {each}" for each in found]
