"""HTML to PDF: weighed, set in a child process, and kept.

`weight` refuses what no issue needs before anything is started, `engine` asks WeasyPrint, in a child
process whose bounds grow with the page; `kept` holds finished files.
"""

import hashlib
from functools import cache as once
from pathlib import Path

from gazette import bounded
from gazette.bounded import Stopped, Why
from gazette.errors import RenderError
from gazette.render import engine, fonts, kept, weight
from gazette.render.engine import A3U, UA, Options

__all__ = ["A3U", "PASSED", "UA", "Options", "key", "weasyprint_version", "write"]

PASSED = (
    "HOME",
    "XDG_CACHE_HOME",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "FONTCONFIG_FILE",
    "FONTCONFIG_PATH",
    "FONTCONFIG_SYSROOT",
    "LD_LIBRARY_PATH",
    "DYLD_FALLBACK_LIBRARY_PATH",
    "TMPDIR",
)
"""What the child sees of the environment: where fonts, their caches and Pango lie.  No locale."""


def write(html: str, options: Options | None = None, *, cache: Path | None = None) -> bytes:
    """Set a page in a child process and return the PDF.

    Args:
        html: A whole HTML page that names no other file.
        options: Conformance and fonts.
        cache: A folder for finished files: the same input is not set twice.

    Raises:
        RenderError: A library or a font is missing, a font was substituted, the page asks for
            another file, costs more than its bounds, or WeasyPrint warned of anything.
    """
    options = options or Options()
    if options.variant not in engine.VARIANTS:
        raise RenderError(f"No PDF variant {options.variant!r}.", f"Choose {UA} or {A3U}.")
    weight.check(html)
    if cache is None:
        return _set(html, options)
    name = key(html, options)
    data = kept.fetch(cache, name, "pdf")
    if data is None:
        data = _set(html, options)
        kept.keep(cache, name, "pdf", data)
    return data


def _set(html: str, options: Options) -> bytes:
    bounds = weight.bounds(html)
    try:
        return bounded.call(
            f"{engine.__name__}:answer", html.encode(), bounds, (options.as_json(),), PASSED
        )
    except Stopped as stopped:
        raise RenderError(*_failure(stopped.why, bounds)) from stopped


def _failure(why: Why, bounds: bounded.Bounds) -> tuple[str, str]:
    """Say in a sentence why a page was not set, and what to do."""
    room = bounds.memory // weight.MIB
    said = {
        Why.START: "The PDF is set by a process of its own, which could not be started.",
        Why.TIME: f"The page takes longer to set than the {bounds.cpu} seconds its size allows.",
        Why.MEMORY: f"The page needs more memory to set than the {room} MiB its size allows.",
        Why.CRASH: "The page exhausted what sets it, which crashed on it.",
    }
    if why is Why.START:
        return said[why], "Check that the system has memory and processes to spare."
    return said[why], weight.ADVICE


def key(html: str, options: Options) -> str:
    """Return what a finished file is kept under: everything that its bytes depend on."""
    seed = "\0".join((weasyprint_version(), _code(), _fonts(options), options.as_json(), html))
    return hashlib.sha256(seed.encode()).hexdigest()


def _fonts(options: Options) -> str:
    """Return what changes when a font is put in, taken out or brought up to date."""
    files = fonts.files(options.families | options.wanted)
    stats = [(path, path.stat()) for path in files or () if path.is_file()]
    return repr([(path.name, stat.st_size, stat.st_mtime_ns) for path, stat in stats])


def weasyprint_version() -> str:
    """Return the version of WeasyPrint without importing it."""
    from importlib.metadata import version

    return version("weasyprint")


@once
def _code() -> str:
    """Return a hash of the modules that shape a page beside its HTML."""
    return kept.hash_of_modules(Path(__file__).parent, ("engine", "justify", "fonts"))
