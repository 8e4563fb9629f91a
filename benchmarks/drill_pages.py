"""Fire drill for pages: hostile words in every place, looked at in a real Chromium.

    python benchmarks/drill_pages.py payloads             every payload on every page of a site
    python benchmarks/drill_pages.py fuzz --minutes 10    payloads cut, joined and strewn with mark-up

A drill counts what runs, what waits to run, and what asks for anything elsewhere; the exit status is
0 when nothing does.  The policy of pages against scripts is switched off: it is a second wall.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.security import pages  # noqa: E402
from tests.security.payloads import PAYLOADS, grown  # noqa: E402

WHEN = datetime(2026, 1, 2, tzinfo=UTC)


def looked_at(
    opened: Browser, place: Path, payloads: Sequence[str], *, few: bool
) -> tuple[int, list[str]]:
    """Make pages of payloads and look at all of them, or at one of each kind.

    Returns:
        How many pages were opened, and what lives.
    """
    folder = place / "site"
    folder.mkdir(parents=True)
    pages.write_site(folder, payloads)
    found = sorted([*folder.rglob("*.html"), *folder.rglob("*.svg")])
    told = [each for path in found for each in pages.parsed(path)]
    if few:
        listed = [
            path for path in found if path.parent.name not in ("policies", "issuers", "2024")
        ]
        single = [path for path in found if path.parent.name == "2024"]
        found = [*listed[:12], folder / "issue.html", *single[:4]]
    with pages.served(folder) as address:
        told += pages.alive(opened, address, folder, found)
    return len(found), told


def drill_payloads() -> int:
    """Look at every page of a site of all payloads, and at the editor's pages."""
    with tempfile.TemporaryDirectory() as folder, pages.browser() as opened:
        place = Path(folder).resolve()
        count, told = looked_at(opened, place, PAYLOADS, few=False)
        editors = place / "editors"
        editors.mkdir()
        found = pages.write_desk(editors, PAYLOADS, WHEN, ROOT / "gazette.toml")
        with pages.served(editors) as address:
            told += pages.alive(opened, address, editors, found)
    for each in told:
        print(f"  {each}")
    print(f"payloads: {len(PAYLOADS)} on {count + len(found)} pages, alive: {len(told)}")
    return len(told)


def drill_fuzz(minutes: float, seed: int) -> int:
    """Grow payloads for so many minutes, sixty a site."""
    texts, opened_pages, told = 0, 0, []
    end = time.monotonic() + 60 * minutes
    words = grown(seed)
    with tempfile.TemporaryDirectory() as folder, pages.browser() as opened:
        while time.monotonic() < end:
            payloads = list(islice(words, 60))
            place = Path(folder).resolve() / str(texts)
            count, found = looked_at(opened, place, payloads, few=True)
            shutil.rmtree(place)
            texts, opened_pages = texts + len(payloads), opened_pages + count
            told += found
            for each in found:
                print(f"  seed {seed}, after {texts}: {each}")
    print(
        f"fuzz: {minutes:g} minutes, seed {seed}: {texts} texts in five places each, {opened_pages} pages opened, "
        f"alive: {len(told)}"
    )
    return len(told)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("drill", nargs="*", default=("payloads", "fuzz"))
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if pages.CHROMIUM is None:
        print("No Chromium is installed, so nothing was tried.")
        return 1
    bad = drill_payloads() if "payloads" in given.drill else 0
    bad += drill_fuzz(given.minutes, given.seed) if "fuzz" in given.drill else 0
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
