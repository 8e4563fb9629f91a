"""Reading speed of each medium against what a user would pick instead.

Run `python benchmarks/bench_extract.py`.  Competitors that are not installed are left out.
Readers run in this process, in turn, several rounds, the best processor time of each; the cost of a
child process is a row of its own.  Growth is the time for 100 issues over that for one.
"""

# ruff: noqa: PLC0415 - what is compared may be missing, and must not cost the others

import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from shutil import which

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from gazette.extract import sandbox  # noqa: E402
from tests.extract.make_docx import blank, saved  # noqa: E402
from tests.extract.make_ofd import build, text_object  # noqa: E402
from tests.extract.make_pdf import typeset  # noqa: E402

ROUNDS = 5
Reader = Callable[[bytes], object]


def ours(medium: str) -> Reader:
    reader: Reader = import_module(f"gazette.extract.{medium}").read
    return reader


def in_child(medium: str) -> Reader:
    return lambda data: sandbox.run(f"gazette.extract.{medium}", data)


def pdf_pypdfium(data: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    return "".join(page.get_textpage().get_text_range() for page in document)


def pdf_poppler(data: bytes) -> bytes:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        return subprocess.run(
            ["pdftotext", file.name, "-"], capture_output=True, check=True
        ).stdout


def pdf_pypdf(data: bytes) -> str:
    import pypdf

    return "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages)


def html_lxml(data: bytes) -> str:
    from lxml import html

    return str(html.fromstring(data.decode()).text_content())


def html_soup(data: bytes) -> str:
    from bs4 import BeautifulSoup

    return BeautifulSoup(data, "lxml").get_text()


def html_selectolax(data: bytes) -> str:
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(data.decode()).text()


def docx_python(data: bytes) -> str:
    import docx

    return "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(data)).paragraphs)


def docx_docx2txt(data: bytes) -> str:
    import docx2txt

    return str(docx2txt.process(BytesIO(data)))


def text_decode(data: bytes) -> list[str]:
    return data.decode().splitlines()


OTHERS: dict[str, dict[str, tuple[str, Reader]]] = {
    "plain": {"decode and splitlines": ("", text_decode)},
    "html": {
        "selectolax text()": ("selectolax", html_selectolax),
        "lxml text_content()": ("lxml", html_lxml),
        "BeautifulSoup get_text()": ("bs4", html_soup),
    },
    "pdf": {
        "pypdfium2 as it comes": ("pypdfium2", pdf_pypdfium),
        "pypdf": ("pypdf", pdf_pypdf),
        "pdftotext (with its start)": ("pdftotext", pdf_poppler),
    },
    "docx": {
        "python-docx": ("docx", docx_python),
        "docx2txt": ("docx2txt", docx_docx2txt),
    },
    "ofd": {},
}


def samples(text: str) -> dict[str, bytes]:
    """Make one issue of a gazette in every medium."""
    document = blank()
    for line in text.splitlines():
        document.add_paragraph(line)
    words = "".join(text.split())
    rows = [words[at : at + 40] for at in range(0, len(words), 40)]
    pages = [
        "".join(
            text_object(row, 20, 25 + 5 * place) for place, row in enumerate(rows[at : at + 50])
        )
        for at in range(0, len(rows), 50)
    ]
    paragraphs = "".join(f'<p style="text-indent:2em">{line}</p>\n' for line in text.splitlines())
    return {
        "plain": text.encode(),
        "html": f"<!DOCTYPE html><html><meta charset=utf-8><body>{paragraphs}".encode(),
        "pdf": typeset(text, columns=2),
        "docx": saved(document),
        "ofd": build(pages),
    }


def measure(reader: Reader, data: bytes) -> float:
    """Return seconds of processor time, children included."""
    begun = used()
    reader(data)
    return used() - begun


def used() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def contest(medium: str, data: bytes) -> dict[str, float]:
    readers: dict[str, Reader] = {"gazette": ours(medium)}
    if medium not in ("plain", "html"):
        readers["gazette in a child"] = in_child(medium)
    for name, (needs, reader) in OTHERS[medium].items():
        if not needs or find_spec(needs) or which(needs):
            readers[name] = reader
    best = dict.fromkeys(readers, float("inf"))
    for _ in range(ROUNDS):
        for name, reader in readers.items():
            best[name] = min(best[name], measure(reader, data))
    return best


def main() -> None:
    seed = next((ROOT / "seeds").glob("001*")).read_text("utf-8")
    text = re.sub(r"\f", "", seed)
    size = len(text.encode()) / 1e6
    print(f"one issue: {size:.3f} MB of text\n")
    print(f"{'medium':7} {'reader':28} {'ms':>8} {'issues/s':>9} {'MB text/s':>10} {'ratio':>7}")
    data = samples(text)
    for medium, sample in data.items():
        best = contest(medium, sample)
        for name, seconds in best.items():
            ratio = seconds / best["gazette"]
            print(
                f"{medium:7} {name:28} {seconds * 1e3:8.1f} {1 / seconds:9.1f}"
                f" {size / seconds:10.2f} {ratio:7.2f}"
            )
    print(f"\n{'medium':7} {'100 issues / 1':>15}   (100 is linear)")
    for medium, sample in (
        ("plain", text * 100),
        ("html", f"<html>{'<p>'.join((text * 100).splitlines())}"),
    ):
        one = min(measure(ours(medium), data[medium]) for _ in range(ROUNDS))
        print(f"{medium:7} {measure(ours(medium), sample.encode()) / one:15.1f}")
    for medium in ("pdf", "docx", "ofd"):
        one = min(measure(ours(medium), data[medium]) for _ in range(ROUNDS))
        many = measure(lambda sample: [ours(medium)(sample) for _ in range(100)], data[medium])  # noqa: B023
        print(f"{medium:7} {many / one:15.1f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"\npeak memory: {peak:.0f} MiB here (the typesetter included), {child:.0f} MiB in a child"
    )


if __name__ == "__main__":
    main()
