"""Small files made to cost much: what they are, which command meets them, and what that costs."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gazette.extract.limits import MAX_TEXT
from tests.extract.make_ofd import build as ofd
from tests.extract.make_ofd import text_object, zipped

MOST_SECONDS = 10.0
MOST_MEMORY = 512 * 1024
"""KiB of memory in use, by any one process."""
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a0 "哈哈哈哈哈哈哈哈">'
    + "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))
    + "]>"
)


def docx(document: str | bytes, **more: str | bytes) -> bytes:
    """Return a package that says it is DOCX; underscores in names stand for strokes."""
    parts = {f"word/{name}.xml": content for name, content in more.items()}
    return zipped({"[Content_Types].xml": _TYPES, "word/document.xml": document} | parts)


def word(body: str) -> str:
    return f"<w:document {_W}><w:body>{body}</w:body></w:document>"


def pdf(objects: dict[int, bytes]) -> bytes:
    """Return a PDF of numbered objects, the first of which is its catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, content in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    size = max(objects) + 1
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
    return bytes(out)


def stream(data: bytes, head: bytes = b"", layers: int = 1) -> bytes:
    for _ in range(layers):
        data = zlib.compress(data, 9)
    filters = b"/FlateDecode " * layers
    return b"<< %s /Filter [%s] /Length %d >>\nstream\n%s\nendstream" % (
        head, filters, len(data), data,
    )  # fmt: skip


_PAGES = {
    1: b"<< /Type /Catalog /Pages 2 0 R >>",
    2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
    b"/Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >> >>",
    5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
}


def pdf_page(content: bytes, layers: int = 1, more: dict[int, bytes] | None = None) -> bytes:
    return pdf(_PAGES | {4: stream(content, layers=layers)} | (more or {}))


def _forms(depth: int) -> dict[int, bytes]:
    """Forms each of which draws the next one twenty times."""
    found = {}
    for at in range(depth):
        draws = b"/X Do " * 20 if at < depth - 1 else b"BT /F 9 Tf (a) Tj ET"
        head = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>"
        found[6 + at] = stream(draws, head % (7 + at))
    return found


def _nested(unit: str, times: int, end: str = "") -> str:
    return unit * times + "第一条 为了试点。" + end * times


def _html(body: str) -> bytes:
    return f"<!DOCTYPE html><html><body>{body}</body></html>".encode()


def _long(unit: str, before: str = "") -> bytes:
    """Return as much text as a source may hold."""
    return (before + unit * (MAX_TEXT // len(unit)))[: MAX_TEXT - 9].encode()


Maker = Callable[[], bytes]
# ruff: noqa: PLW0108 - a bomb is made when it is thrown, not when this file is read

SOURCES: dict[str, tuple[str, Maker]] = {
    "package that inflates": (".docx", lambda: docx(b"<w:document>" + b" " * 300_000_000)),
    "package of very many files": (".docx", lambda: zipped({"word/document.xml": word("")} | {f"x{n}": "" for n in range(60_000)})),
    "package of many inflating files": (".docx", lambda: docx(word(""), **{f"styles{n}": b" " * 900_000 for n in range(150)})),
    "package that laughs": (".docx", lambda: docx(_LAUGHS + word("<w:p><w:r><w:t>&a12;</w:t></w:r></w:p>"))),
    "package nested": (".docx", lambda: docx(word(_nested("<w:tbl>", 200_000, "</w:tbl>")))),
    "package of a wide table": (".docx", lambda: docx(word('<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>' * 50))),
    "package of many paragraphs": (".docx", lambda: docx(word("<w:p><w:r><w:t>一</w:t></w:r></w:p>" * 400_000))),
    "package of nested styles": (".docx", lambda: docx(word('<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr><w:r><w:t>一</w:t></w:r></w:p>' * 2000), styles=f"<w:styles {_W}>" + "".join(f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>' for n in range(5000)) + "</w:styles>")),
    "layout nested": (".ofd", lambda: ofd([_nested("<ofd:PageBlock>", 100_000, "</ofd:PageBlock>")])),
    "layout of many glyphs": (".ofd", lambda: ofd([text_object("一" * 1000, 1, 1, 0.1) * 2000] * 5)),
    "layout of wide steps": (".ofd", lambda: ofd(['<ofd:TextObject Boundary="0 0 9 9" Size="1"><ofd:TextCode X="0" Y="1" DeltaX="g 999999999 1">一二</ofd:TextCode></ofd:TextObject>'])),
    "layout that names itself": (".ofd", lambda: ofd(["x"] * 190, "<ofd:PageBlock/>" * 20_000)),
    "XML that laughs": (".xml", lambda: (_LAUGHS + "<l>&a12;</l>").encode()),
    "XML that grows quadratically": (".xml", lambda: f'<!DOCTYPE l [<!ENTITY a "{"哈" * 100_000}">]><l>{"&a;" * 100_000}</l>'.encode()),
    "XML nested": (".xml", lambda: ("<?xml version='1.0'?>" + _nested("<a>", 1_000_000, "</a>")).encode()),
    "drawing that uses itself": (".svg", lambda: ("<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'>" + "".join(f"<g id='g{n}'>" + f"<use href='#g{n + 1}'/>" * 10 + "</g>" for n in range(30)) + "<text>第一条</text></svg>").encode()),
    "drawing in a page": (".html", lambda: _html("<svg>" + _nested("<g>", 300_000) + "</svg>")),
    "page nested": (".html", lambda: _html(_nested("<div>", 1_000_000))),
    "page nested below the bound": (".html", lambda: _html(_nested("<div>", 9_900) * 20)),
    "page of formats left open": (".html", lambda: _html("<p><b><i><u><a href=x>" * 20_000)),
    "page of tables in tables": (".html", lambda: _html(_nested("<table><tr><td>", 3_000))),
    "page of one table": (".html", lambda: _html("<table>" + "<tr>" + "<td>一<td>二" * 700_000)),
    "page of wide cells": (".html", lambda: _html("<table>" + "<tr><td colspan=1000 rowspan=65534>一<td>二" * 2000)),
    "page of attributes": (".html", lambda: _html("<p " + " ".join(f"a{n}=b" for n in range(800_000)) + ">第一条</p>")),
    "page of styles": (".html", lambda: _html("".join(f'<p style="{"color:red;" * 200}x{n}:y">第{n}条</p>' for n in range(6_000)))),
    "page of one long tag": (".html", lambda: _html('<p title="' + "x" * 15_000_000 + '">第一条</p>')),
    "page of references": (".html", lambda: _html("&amp;&#x4e00;" * (MAX_TEXT // 2 - 9))),
    "page of comments": (".html", lambda: _html("<!--" * 3_000_000)),
    "page without an end": (".html", lambda: b"<html><body>" + b"<" * 15_000_000),
    "PDF that inflates": (".pdf", lambda: pdf_page(b"BT /F 9 Tf (a) Tj ET " + b" " * 500_000_000)),
    "PDF that inflates twice": (".pdf", lambda: pdf_page(b" " * 300_000_000, layers=3)),
    "PDF of very many glyphs": (".pdf", lambda: pdf_page(b"BT /F 9 Tf " + b"1 0 Td (" + b"abc" * 30 + b") Tj " * 900_000 + b"ET")),
    "PDF of forms in forms": (".pdf", lambda: pdf_page(b"/X Do", 1, _forms(20))),
    "PDF of pages in a ring": (".pdf", lambda: pdf(_PAGES | {2: b"<< /Type /Pages /Kids [2 0 R 2 0 R 3 0 R] /Count 99999999 >>", 4: stream(b"")})),
    "PDF of very many pages": (".pdf", lambda: pdf(_PAGES | {2: b"<< /Type /Pages /Count 400000 /Kids [" + b"3 0 R " * 400_000 + b"] >>", 4: stream(b"BT /F 9 Tf (a) Tj ET")})),
    "PDF of lines": (".pdf", lambda: pdf_page(b"".join(b"%d %d m %d %d l S " % (n % 500, n % 700, n % 300, n % 800) for n in range(1_000_000)))),
    "PDF of nested arrays": (".pdf", lambda: pdf_page(b"[" * 3_000_000)),
    "text beyond the bound": (".txt", lambda: "一".encode() * 20_000_000),
    "text of line feeds": (".txt", lambda: b"\n" * 60_000_000 + "第一条".encode()),
    "text in one line": (".txt", lambda: _long("关于印发试点的通知")),
    "text of spaces": (".txt", lambda: _long(" ", "关于试点的通知\n")),
    "text of clauses": (".txt", lambda: _long("第一条 为了试点。\n", "关于试点的通知\n")),
    "text of labels": (".txt", lambda: _long("（一）1.①第一条一、", "关于试点的通知\n")),
    "text of labels by line": (".txt", lambda: _long("（一）\n1.\n①\n第一条\n一、\n", "关于试点的通知\n")),
    "text of numbers of documents": (".txt", lambda: "\n".join(f"吉政发〔2023〕{n}号\n关于试点的通知\n" for n in range(22_000)).encode()),
    "text of titles": (".txt", lambda: _long("吉林省人民政府关于印发《试点办法》的通知\n\n")),
    "text of brackets": (".txt", lambda: _long("《（〔“")),
    "text of brackets by line": (".txt", lambda: _long("《\n（\n")),
    "text of attachments": (".txt", lambda: _long("附件：1.名单\n", "关于试点的通知\n")),
    "text of dates": (".txt", lambda: _long("2023年1月1日\n吉林省人民政府\n")),
    "text of organs": (".txt", lambda: _long("吉林省民政厅、吉林省财政厅 ")),
    "text of marks": (".txt", lambda: _long("\u0301\u200b\u202e", "第一条")),
    "text of short tokens": (".txt", lambda: _long("彩 票\n", "关于试点的通知\n")),
    "text of addresses": (".txt", lambda: _long("www.a.cn 电话：010-1234567 QQ123456 ")),
    "text of commas": (".txt", lambda: _long("，", "关于试点的通知\n")),
    "text of tables": (".txt", lambda: _long("|a" * 3000 + "|\n")),
    "text of tabs": (".txt", lambda: _long("a\t", "关于试点的通知\n")),
    "text of repeals": (".txt", lambda: _long("《试点办法》（吉政发〔2023〕1号）同时废止。", "关于试点的通知\n")),
    "Markdown of aliases": (".md", lambda: ("---\n" + "a0: &a0 [x, x]\n" + "".join(f"a{n + 1}: &a{n + 1} [*a{n}, *a{n}, *a{n}]\n" for n in range(60)) + "---\n# 通知\n第一条").encode()),
    "Markdown nested": (".md", lambda: ("> " * 100_000 + "[" * 150_000 + "`" * 150_001 + "第一条").encode()),
}  # fmt: skip
"""Files to import, by what is wrong with them."""

ORDERS: dict[str, Maker] = {
    "nested lists": lambda: b"x = " + b"[" * 400_000,
    "nested tables": lambda: b"x = " + b"{a=" * 100_000,
    "dotted keys": lambda: b".".join([b"a"] * 200_000) + b" = 1",
    "very many tables": lambda: b"".join(b"[t%d]\n" % n for n in range(300_000)),
    "very many sections": lambda: b'[[section]]\nname = "x"\n' * 200_000,
    "a long number": lambda: b"x = " + b"9" * 1_000_000,
    "a long text": lambda: b'title = "' + "长".encode() * 3_000_000 + b'"',
    "a list within bounds": lambda: b"x = " + b"[" * 900 + b"]" * 900,
    "many strings": lambda: b'x = ["' + b'","'.join([b"a"] * 900_000) + b'"]',
}
"""Running orders, and configurations of a desk."""

KEPT: dict[str, Maker] = {
    "aliases": lambda: b"---\na: &a [x]\nb: [" + b"*a, " * 100_000 + b"]\n---\n",
    "nested lists": lambda: b"---\nx: " + b"[" * 400_000 + b"\n---\n",
    "nested mappings": lambda: b"---\n" + b"".join(b" " * n + b"a:\n" for n in range(2_000)) + b"---\n",
    "very many keys": lambda: b"---\n" + b"".join(b"k%d: v\n" % n for n in range(100_000)) + b"---\n",
    "a long number": lambda: b"---\nid: " + b"9" * 900_000 + b"\n---\n",
    "a long line": lambda: b"---\nid: x\n---\n" + b"\\" * 9_000_000,
    "front matter without an end": lambda: b"---\n" + b"a: 1\n" * 190_000,
    "nested JSON": lambda: b"[" * 3_000_000,
    "a long number in JSON": lambda: b'{"a": ' + b"9" * 3_000_000 + b"}",
    "JSON of very many keys": lambda: json.dumps({str(n): [{}] for n in range(700_000)}).encode(),
}  # fmt: skip
"""Files of an archive, edited by hand: as a policy and as rulings."""


@dataclass(frozen=True)
class Cost:
    """What a command cost, its children included, and how it ended."""

    status: int | None
    """None: it hangs."""
    seconds: float
    memory: int
    out: str
    err: str

    def faults(self, *expected: int) -> list[str]:
        """Return what is not as it must be."""
        found = []
        if self.status not in (expected or (0, 1, 4)):
            found.append(f"ends with {self.status}: {self.err[-400:]}")
        if self.seconds > MOST_SECONDS:
            found.append(f"takes {self.seconds:.1f} s")
        if self.memory > MOST_MEMORY:
            found.append(f"takes {self.memory // 1024} MiB")
        errors = [each for each in self.err.split("\n") if each.startswith("Error: ")]
        if self.status == 1 and (len(errors) != 1 or len(errors[0]) > 1200):
            found.append(f"is not one sentence: {self.err[:600]}")
        return found


_MEASURE = """
import json, resource, subprocess, sys
resource.setrlimit(resource.RLIMIT_AS, (1 << 32, 1 << 32))
try:
    status = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, timeout=300).returncode
except subprocess.TimeoutExpired:
    status = None
used = resource.getrusage(resource.RUSAGE_CHILDREN)
memory = used.ru_maxrss // (1024 if sys.platform == "darwin" else 1)
sys.stderr.write("\\n" + json.dumps([status, used.ru_utime + used.ru_stime, memory]))
"""
"""A child is said to have used what its parent used when it was born: so a small one starts it."""


def run(desk: Path, *words: str) -> Cost:
    """Run a command line in a process of its own and measure it."""
    command = [sys.executable, "-m", "gazette", "--home", str(desk), *words]
    out, err = desk.parent / "out", desk.parent / "err"
    with out.open("wb") as to_out, err.open("wb") as to_err:
        measured = [sys.executable, "-S", "-c", _MEASURE, *command]
        subprocess.run(measured, stdout=to_out, stderr=to_err, check=True)
    told, _, measures = err.read_text("utf-8", "replace").rpartition("\n")
    status, seconds, memory = json.loads(measures)
    said = out.read_text("utf-8", "replace")
    return Cost(status, seconds, memory, said[-20_000:], told[-20_000:])


def import_bomb(desk: Path, name: str) -> Cost:
    """Import a bomb into a desk."""
    ending, make = SOURCES[name]
    path = desk.parent / f"bomb{ending}"
    path.write_bytes(make())
    return run(desk, "import", str(path))


def order_bomb(desk: Path, name: str) -> list[Cost]:
    """Check and build an issue of which the running order is a bomb."""
    (desk / "issues" / "2023-31.toml").write_bytes(ORDERS[name]())
    costs = [run(desk, "issue", "check", "2023-31"), run(desk, "build", "2023-31")]
    (desk / "issues" / "2023-31.toml").unlink()
    return costs


def desk_bomb(desk: Path, name: str) -> Cost:
    """List what is kept in a desk of which the configuration is a bomb."""
    config = desk / "gazette.toml"
    kept = config.read_bytes()
    config.write_bytes(ORDERS[name]())
    try:
        return run(desk, "list")
    finally:
        config.write_bytes(kept)


def archive_bomb(desk: Path, name: str) -> list[Cost]:
    """Put a bomb in the place of a policy and of its rulings, and have it seen and committed."""
    policy = next((desk / "archive" / "policies").rglob("27.md"))
    rulings = desk / "archive" / "rulings" / policy.relative_to(desk / "archive" / "policies")
    costs = []
    for path in (policy, rulings.with_suffix(".json")):
        kept = path.read_bytes() if path.exists() else None
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(KEPT[name]())
        costs += [run(desk, "commit"), run(desk, "commit", "-m", "hostile")]
        path.write_bytes(kept) if kept else path.unlink()
    return costs


# Backups: what is in them is a stranger's.


def _git(place: Path, *words: str, given: bytes = b"") -> bytes:
    who = ["-c", "user.name=x", "-c", "user.email=x", "-c", "core.compression=9"]
    return subprocess.run(
        ["git", "-C", str(place), *who, *words], input=given, capture_output=True, check=True
    ).stdout.strip()


def _bundle(place: Path, tree: bytes) -> Path:
    commit = _git(place, "commit-tree", "-m", "x", tree.decode())
    _git(place, "update-ref", "refs/heads/main", commit.decode())
    _git(place, "symbolic-ref", "HEAD", "refs/heads/main")
    _git(place, "bundle", "create", "bomb.bundle", "HEAD", "main")
    return place / "bomb.bundle"


def tree_bomb(place: Path) -> Path:
    """A bundle of ten objects that checks out ten thousand million files."""
    _git(place, "init", "-q", "--bare")
    found = _git(place, "hash-object", "-w", "--stdin", given=b"x")
    mode, kind = "100644", "blob"
    for _ in range(10):
        entries = "".join(f"{mode} {kind} {found.decode()}\tf{n}\n" for n in range(10))
        found = _git(place, "mktree", given=entries.encode())
        mode, kind = "040000", "tree"
    return _bundle(place, found)


def blob_bomb(place: Path) -> Path:
    """A bundle of one policy of very many bytes, all the same."""
    _git(place, "init", "-q", "--bare")
    blob = _git(place, "hash-object", "-w", "--stdin", given=b"\0" * 600_000_000)
    found, name = blob.decode(), "1.md"
    for above in ("2023", "x", "policies"):
        kind = "100644 blob" if name == "1.md" else "040000 tree"
        found = _git(place, "mktree", given=f"{kind} {found}\t{name}\n".encode()).decode()
        name = above
    return _bundle(place, _git(place, "mktree", given=f"040000 tree {found}\t{name}\n".encode()))


def sums_bomb(place: Path) -> Path:
    """A backup whose list of sums has very many lines."""
    folder = place / "backup"
    folder.mkdir()
    digest = hashlib.sha256(b"x").hexdigest()
    (folder / "archive.bundle").write_bytes(b"x")
    (folder / "SHA256SUMS").write_text(f"{digest}  archive.bundle\n" * 1_500_000)
    return folder


def no_bundle(place: Path) -> Path:
    """A bundle whose head never ends."""
    path = place / "long.bundle"
    path.write_bytes(b"# v2 git bundle\n" + b"a" * 60_000_000)
    return path


def pipe_backup(place: Path) -> Path:
    """A backup of which a file is a pipe, on which a reader would wait for ever."""
    folder = place / "pipes"
    folder.mkdir()
    os.mkfifo(folder / "SHA256SUMS")
    return folder


BACKUPS: dict[str, Callable[[Path], Path]] = {
    "trees of trees": tree_bomb,
    "a policy that inflates": blob_bomb,
    "very many sums": sums_bomb,
    "a head without an end": no_bundle,
    "a pipe": pipe_backup,
}


def restore_bomb(place: Path, desk: Path, name: str) -> Cost:
    """Restore a bomb into a new folder."""
    made = place / "made"
    made.mkdir()
    try:
        return run(desk, "restore", str(BACKUPS[name](made)), str(made / "new"))
    finally:
        shutil.rmtree(made)
