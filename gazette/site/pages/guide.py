"""Pages about the site: what it is, how to search and compare, how to check it, how machines read it."""

from collections.abc import Iterator

from gazette.site import paths
from gazette.site.formats.schemas import SCHEMAS
from gazette.site.library import Library
from gazette.site.page import Page
from gazette.site.pages.catalogues import UNCLASSIFIED, catalogues
from gazette.site.press import Press
from gazette.site.rows import Row

_GUIDES = (("about.html", "about"), ("verify.html", "verify"), ("data.html", "data"))


def pages(press: Press, library: Library, known: dict[str, Row]) -> Iterator[Page]:
    """Yield about, verify, data, search, compare and the page for what is not there."""
    counts = {
        "held": sum(row.held for row in known.values()),
        "referred": sum(not row.held for row in known.values()),
        "issues": len(library.issues),
        "comparisons": len(library.comparisons),
    }
    held = [row for row in known.values() if row.held]
    example = next((row for row in held if row.number), held[0] if held else None)
    issue = library.issues[0].issue.manifest.id if library.issues else None
    for path, name in _GUIDES:
        values = {
            "section": name,
            "heading": press.label[name],
            "counts": counts,
            "today": library.day,
            "example": example,
            "example_file": lambda ending: paths.policy(example.id, ending) if example else "",
            "issue": issue,
            "issue_json": paths.issue(issue, "json") if issue else None,
            "schemas": SCHEMAS,
        }
        key = [name, counts, library.day, example and (example.id, example.title), issue]
        yield press.page(path, name, key, lambda values=values: values)  # type: ignore[misc]
    yield _search(press, known)
    values = {"section": "comparisons", "heading": press.label["compare"]}
    yield press.page("compare.html", "compare", [], lambda: values)
    yield _missing(press)


def _search(press: Press, known: dict[str, Row]) -> Page:
    found = catalogues(press, known)
    issuers = [c.value for c in found if c.kind == "issuers"]
    years = sorted({row.year for row in known.values() if row.year}, reverse=True)
    subjects = [c.value for c in found if c.kind == "subjects" and c.value != UNCLASSIFIED]
    values = {
        "section": "search",
        "heading": press.label["search"],
        "issuers": issuers,
        "subjects": subjects,
        "years": years,
        "kinds": sorted({row.kind.value for row in known.values()}),
        "statuses": sorted({row.slug for row in known.values()}),
    }
    return press.page("search.html", "search", list(values.values()), lambda: values)


def _missing(press: Press) -> Page:
    """Return the page for a wrong address: it is shown at any depth, so its links begin at the top."""
    top = "/" + press.office.base.split("//", 1)[-1].partition("/")[2]
    values = {
        "heading": press.label["not_found"],
        "root": top,
        "canonical": None,
        "link": lambda target: top + paths.url(target),
    }
    return press.page("404.html", "missing", [top], lambda: values)
