"""WeasyPrint: nothing fetched, no font substituted, no warning ignored, the same bytes.

The only module that asks WeasyPrint for a PDF.  `render.pdf` calls it in a child process, so that
gazette's own never imports WeasyPrint and a page that costs too much is stopped.
"""

import ctypes.util
import hashlib
import json
import logging
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from gazette.errors import MissingError, RenderError
from gazette.render import fonts

UA, A3U = "pdf/ua-1", "pdf/a-3u"
VARIANTS = (UA, A3U, "pdf/a-2u", None)
"""Conformance that a file may aim at, one at a time."""
APT = "apt-get install -y --no-install-recommends libpangoft2-1.0-0 libharfbuzz-subset0"
BREW = "brew install pango"


@dataclass(frozen=True, slots=True)
class Options:
    """What a PDF is to be."""

    variant: str | None = UA
    families: frozenset[str] = fonts.SHIPPED
    """Families that may be embedded; any other is an error."""
    wanted: frozenset[str] = frozenset()
    """Families that must be installed, whether a text happens to use them or not."""

    def as_json(self) -> str:
        """Return the options as `answer` reads them."""
        return json.dumps([self.variant, sorted(self.families), sorted(self.wanted)])


def answer(said: str, given: bytes) -> bytes:
    """Set a page in a child process; the options come as JSON."""
    variant, families, wanted = json.loads(said)
    return typeset(given.decode(), Options(variant, frozenset(families), frozenset(wanted)))


def typeset(html: str, options: Options) -> bytes:
    """Set a page in this process, without bounds on time and memory.

    Raises:
        RenderError: A library or a font is missing, a font was substituted, the page asks for
            another file, or WeasyPrint warned of anything.
    """
    weasyprint = load()
    from gazette.render import justify

    config = fonts.configuration(options.wanted)
    used: list[tuple[str, str]] = []

    def look(document: Any, file: Any) -> None:
        used.extend((font.family, font.name.decode()) for font in document.fonts.values())
        _give_scope(file)

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


def _give_scope(file: Any) -> None:
    """Say of each head cell that it heads its column, as all printed ones do: WeasyPrint does not."""
    for thing in file.objects:
        if isinstance(thing, dict) and thing.get("S") == "/TH":
            thing["A"]["Scope"] = "/Column"


def load() -> Any:
    """Import WeasyPrint.

    Raises:
        MissingError: A system library it stands on is missing.
    """
    try:
        with _no_linker():
            import weasyprint
    except (ImportError, OSError) as error:
        raise MissingError(
            f"PDF cannot be written: a library of Pango is missing ({error}).",
            f"Debian, Ubuntu: sudo {APT}; macOS: {BREW}. Everything but PDF works without.",
        ) from error
    return weasyprint


@contextmanager
def _no_linker() -> Iterator[None]:
    """Find libraries by their names alone: to search for one, `ctypes` runs a compiler and a linker."""
    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search


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
