"""The plan of the site: every page there is to be, in a visible list; nothing is made yet."""

from collections.abc import Callable, Iterator

from gazette.site import assets
from gazette.site.formats import bulk, data, database, feeds, robots, schemas
from gazette.site.library import Library
from gazette.site.page import Page, Sheaf
from gazette.site.pages import (
    annual,
    catalogues,
    comparison,
    guide,
    home,
    issue,
    policy,
    revisions,
)
from gazette.site.press import Press
from gazette.site.rows import Row, rows
from gazette.site.search import index

Maker = Callable[[Press, Library, dict[str, Row]], Iterator[Page | Sheaf]]

MAKERS: tuple[Maker, ...] = (
    home.pages,
    policy.pages,
    issue.pages,
    annual.pages,
    comparison.pages,
    revisions.pages,
    catalogues.pages,
    guide.pages,
    data.pages,
    schemas.pages,
    feeds.pages,
    database.pages,
    bulk.pages,
    robots.pages,
    index.pages,
    assets.pages,
)


def plan(library: Library) -> Iterator[Page | Sheaf]:
    """Yield every page of the site."""
    press = Press.of(library)
    known = rows(library)
    for maker in MAKERS:
        yield from maker(press, library, known)
