"""HTML to PDF by WeasyPrint: nothing fetched, no font substituted, no warning ignored, the same bytes.

The only module that asks WeasyPrint for a PDF.  WeasyPrint is imported when a PDF is wanted.
"""

import hashlib
import logging
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gazette.errors import MissingError, RenderError
from gazette.render import fonts

UA, A3U = "pdf/ua-1", "pdf/a-3u"
VARIANTS = (UA, A3U, "pdf/a-2u", None)
"""Conformance that a file may aim at, one at a time."""
APT = "apt-get install -y --no-install-recommends libpangoft2-1.0-0 libharfbuzz-subset0"
BREW = "brew install pango"
MAX_HTML = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Options:
    """What a PDF is to be."""

    variant: str | None = UA
    families: frozenset[str] = fonts.SHIPPED
    """Families that may be embedded; any other is an error."""
    wanted: frozenset[str] = frozenset()
    """Families that must be installed, whether a text happens to use them or not."""


def write(html: str, options: Options | None = None, *, cache: Path | None = None) -> bytes:
    """Set a page and return the PDF.

    Args:
        html: A whole HTML page that names no other file.
        options: Conformance and fonts.
        cache: A folder for finished files: the same input is not set twice.

    Raises:
        RenderError: A library or a font is missing, a font was substituted, the page asks for
            another file, or WeasyPrint warned of anything.
    """
    options = options or Options()
    if options.variant not in VARIANTS:
        raise RenderError(f"No PDF variant {options.variant!r}.", f"Choose {UA} or {A3U}.")
    if len(html) > MAX_HTML:
        raise RenderError("The page is too large for one PDF.", "Split the issue.")
    if cache is None:
        return _set(html, options)
    kept = cache / f"{key(html, options)}.pdf"
    if kept.is_file():
        return kept.read_bytes()
    data = _set(html, options)
    _keep(kept, data)
    return data


def key(html: str, options: Options) -> str:
    """Return what a finished file is kept under: everything that its bytes depend on."""
    engine = weasyprint_version()
    seed = "\0".join((engine, _code(), str(options.variant), *sorted(options.families), html))
    return hashlib.sha256(seed.encode()).hexdigest()


def weasyprint_version() -> str:
    """Return the version of WeasyPrint without importing it."""
    from importlib.metadata import version

    return version("weasyprint")


def _code() -> str:
    """Return a hash of the modules that shape a page beside its HTML."""
    here = Path(__file__).parent
    found = hashlib.sha256()
    for name in ("pdf.py", "justify.py", "fonts.py"):
        found.update((here / name).read_bytes())
    return found.hexdigest()


def _keep(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".part")
    fresh.write_bytes(data)
    fresh.replace(path)


def _set(html: str, options: Options) -> bytes:
    weasyprint = load()
    from gazette.render import justify

    config = fonts.configuration(options.wanted)
    used: list[tuple[str, str]] = []

    def look(document: Any, _: Any) -> None:
        used.extend((font.family, font.name.decode()) for font in document.fonts.values())

    with strict(), justify.between_characters(), warnings.catch_warnings():
        # WeasyPrint leaves its colour profile open; the file is its own.
        warnings.simplefilter("ignore", ResourceWarning)
        page = weasyprint.HTML(string=html, url_fetcher=_refusing(), media_type="print")
        data: bytes = _guarded(
            lambda: page.write_pdf(
                font_config=config,
                pdf_variant=options.variant,
                pdf_tags=True,
                presentational_hints=False,
                finisher=look,
                pdf_identifier=hashlib.sha256(html.encode()).digest()[:16],
            )
        )
    fonts.check(used, options.families)
    return data


def load() -> Any:
    """Import WeasyPrint.

    Raises:
        MissingError: A system library it stands on is missing.
    """
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        raise MissingError(
            f"PDF cannot be written: a library of Pango is missing ({error}).",
            f"Debian, Ubuntu: sudo {APT}; macOS: {BREW}. Everything but PDF works without.",
        ) from error
    return weasyprint


def _guarded(job: Callable[[], bytes]) -> bytes:
    from weasyprint.urls import FatalURLFetchingError

    try:
        return job()
    except FatalURLFetchingError as error:
        raise RenderError(str(error), "A page to be printed must hold all it needs.") from None
    except RecursionError:
        raise RenderError("The page is nested too deeply to be set.") from None


def _refusing() -> Any:
    """Return a fetcher that fetches nothing and says what was asked for."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    class Refusing(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> object:
            raise FatalURLFetchingError(f"The page asks for another file: {url[:200]!r}.")

    return Refusing()


class _Collected(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def strict() -> Iterator[None]:
    """Turn whatever WeasyPrint would only log into an error."""
    logger = logging.getLogger("weasyprint")
    handler, propagate = _Collected(), logger.propagate
    others, logger.handlers = logger.handlers, [handler]
    logger.propagate = False
    try:
        yield
    finally:
        logger.handlers, logger.propagate = others, propagate
    if handler.messages:
        first = handler.messages[0]
        more = f" (and {len(handler.messages) - 1} more)" if len(handler.messages) > 1 else ""
        raise RenderError(
            f"The page could not be set as it stands: {first}{more}.",
            "Mend the template, or install the font that has the character.",
        )
