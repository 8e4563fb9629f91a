"""General site generators, fed the same Markdown, where they are installed."""

import os
import resource
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from gazette import markdown
from gazette.model.document import Policy

_MKDOCS = "site_name: Gazette\ntheme: {theme}\nuse_directory_urls: false\nplugins: [search]\n"
_PELICAN = "SITENAME = 'Gazette'\nPATH = 'content'\nTIMEZONE = 'UTC'\nSUMMARY_MAX_LENGTH = 0\n"


def _mkdocs(theme: str) -> Callable[[Path, Sequence[Policy]], list[str]]:
    def prepare(folder: Path, policies: Sequence[Policy]) -> list[str]:
        _put(folder / "mkdocs.yml", _MKDOCS.format(theme=theme))
        _put(folder / "docs/index.md", "# Gazette\n")
        for each in policies:
            _put(folder / f"docs/{each.id}.md", f"# {each.meta.title}\n\n{_body(each)}")
        return ["mkdocs", "build", "--quiet", "--site-dir", "out"]

    return prepare


def _pelican(folder: Path, policies: Sequence[Policy]) -> list[str]:
    _put(folder / "pelicanconf.py", _PELICAN)
    for number, each in enumerate(policies):
        head = f"Title: {each.meta.title}\nDate: {each.meta.issued}\nSlug: p{number}\nAuthor: {each.meta.issuers[0]}\n"
        _put(folder / f"content/p{number}.md", f"{head}\n{_body(each)}")
    return ["pelican", "--quiet", "--settings", "pelicanconf.py", "--output", "out"]


GENERATORS: dict[str, Callable[[Path, Sequence[Policy]], list[str]]] = {
    "mkdocs": _mkdocs("mkdocs"),
    "material": _mkdocs("material"),
    "pelican": _pelican,
}
"""Name, and what lays out the texts and says how to build them."""


def seconds(name: str, policies: Sequence[Policy], folder: Path) -> float | None:
    """Return the processor time a generator takes for all pages; `None`: it is not installed.

    Its own start is taken off: what it takes for one page alone.
    """
    if shutil.which("mkdocs" if name == "material" else name) is None:
        return None
    one, whole = (_spent(name, some, folder / str(len(some))) for some in (policies[:1], policies))
    return None if one is None or whole is None else whole - one


def _spent(name: str, policies: Sequence[Policy], folder: Path) -> float | None:
    words = GENERATORS[name](folder, policies)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    quiet = os.environ | {"PYTHONWARNINGS": "ignore", "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(words, cwd=folder, env=quiet, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    pages = sum(1 for _ in (folder / "out").rglob("*.html"))
    if done.returncode or pages < len(policies):
        print(done.stderr.decode("utf-8", "replace")[-500:])
        return None
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _body(policy: Policy) -> str:
    return markdown.dump(policy).split("---\n", 2)[-1]


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
