"""The published JSON Schemas: what each JSON document promises."""

from collections.abc import Iterator

from gazette.config import data_text
from gazette.site.library import Library
from gazette.site.page import Page
from gazette.site.press import Press
from gazette.site.rows import Row

SCHEMAS = ("policy", "issue", "comparison", "text", "all")


def pages(press: Press, library: Library, known: dict[str, Row]) -> Iterator[Page]:
    """Yield each schema as it is shipped."""
    for name in SCHEMAS:
        yield press.file(
            f"schemas/{name}.json",
            [name],
            lambda name=name: data_text(f"schema/{name}.json").encode(),  # type: ignore[misc]
        )
