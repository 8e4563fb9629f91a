"""Fonts of a PDF: what must be there, and what may be embedded.  Substitution is never silent."""

import subprocess
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from gazette.errors import RenderError

SHIPPED = frozenset({"Noto Serif CJK SC", "Noto Sans CJK SC", "AR PL KaitiM GB"})
"""Families that the shipped profiles use."""
APT = "apt-get install -y --no-install-recommends fonts-noto-cjk fonts-arphic-gkai00mp"
BREW = "brew install --cask font-noto-serif-cjk-sc font-noto-sans-cjk-sc"
HINT = f"Debian, Ubuntu: sudo {APT}; macOS: {BREW}."
MAX_FONTS = 100_000
MAX_FILES = 100
"""Font files that are told; the shipped profiles use three families."""


def configuration(wanted: Iterable[str]) -> Any:
    """Return WeasyPrint's configuration of fonts, once it is sure that `wanted` are installed.

    Raises:
        RenderError: A family is not installed.
    """
    missing = sorted(set(wanted) - installed())
    if missing:
        raise RenderError(f"Fonts are missing: {', '.join(missing)}.", HINT)
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


@lru_cache(maxsize=1)
def installed() -> frozenset[str]:
    """Return the names of all font families that fontconfig knows, in every language."""
    from weasyprint.text.ffi import ffi, fontconfig

    config = ffi.gc(fontconfig.FcInitLoadConfigAndFonts(), fontconfig.FcConfigDestroy)
    found = fontconfig.FcConfigGetFonts(config, fontconfig.FcSetSystem)
    names: set[str] = set()
    if found == ffi.NULL:
        return frozenset()
    value = ffi.new("FcChar8 **")
    for at in range(min(found.nfont, MAX_FONTS)):
        nth = 0
        while not fontconfig.FcPatternGetString(found.fonts[at], b"family", nth, value):
            names.add(ffi.string(value[0]).decode("utf-8", "replace"))
            nth += 1
    return frozenset(names)


def files(families: Iterable[str]) -> tuple[Path, ...] | None:
    """Return the files these families are read from, in order; `None` without fontconfig's tool."""
    words = ["fc-list", "--format", "%{file}\\t%{family}\\n"]
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=60)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return None
    rows = (line.partition("\t") for line in done.stdout.splitlines())
    wanted = set(families)
    found = {path for path, _, names in rows if wanted & set(names.split(","))}
    return tuple(map(Path, sorted(found)[:MAX_FILES]))


def check(used: Iterable[tuple[str, str]], allowed: frozenset[str]) -> None:
    """Compare the fonts in a PDF with those that may be there.

    Args:
        used: Family and name of each font that was embedded.
        allowed: Families that may be.

    Raises:
        RenderError: A font was substituted.
    """
    strange = sorted({family for family, _ in used} - allowed)
    if strange:
        raise RenderError(
            f"A character was set in a font that was not asked for: {', '.join(strange)}.",
            f"Install the font that has it, or name this family in gazette.toml. {HINT}",
        )
