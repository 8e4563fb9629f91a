"""Archives for those who want everything: one for each year, the same bytes for the same texts."""

import io
import zipfile
from collections.abc import Iterator, Sequence

from gazette import markdown
from gazette.site import paths
from gazette.site.library import Library
from gazette.site.page import Page
from gazette.site.press import Press
from gazette.site.rows import Row, version

_WHEN = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can hold: the members' own times say nothing."""


def pages(press: Press, library: Library, known: dict[str, Row]) -> Iterator[Page]:
    """Yield an archive of the texts of each year as Markdown."""
    years: dict[str, list[str]] = {}
    for row in known.values():
        if row.held:
            years.setdefault(str(row.year or "undated"), []).append(row.id)
    for year, ids in years.items():
        ids.sort()
        versions = [(i, version(library, i)) for i in ids]
        yield press.file(
            path_of(year),
            ["zip", versions],
            lambda ids=ids: archive(library, ids),  # type: ignore[misc]
        )


def path_of(year: str) -> str:
    """Return where the archive of a year lies."""
    return f"bulk/{year}.zip"


def archive(library: Library, ids: Sequence[str]) -> bytes:
    """Return a zip of policies as Markdown, with all that is known of each at its head."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for policy_id in ids:
            info = zipfile.ZipInfo(paths.policy(policy_id, "md"), _WHEN)
            info.external_attr = 0o644 << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            text = markdown.dump(library.policies[policy_id])
            file.writestr(info, text.encode("utf-8", "replace"), compresslevel=3)
    return out.getvalue()
