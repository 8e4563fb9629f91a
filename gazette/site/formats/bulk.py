"""Archives for those who want everything: one for each year, the same bytes for the same texts."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from gazette import markdown
from gazette.site import paths
from gazette.site.library import Library
from gazette.site.page import Read, Sheaf, key_of
from gazette.site.press import Press
from gazette.site.rows import Row, version

_WHEN = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can hold: the members' own times say nothing."""


def pages(press: Press, library: Library, known: dict[str, Row]) -> Iterator[Sheaf]:
    """Yield an archive of the texts of each year as Markdown."""
    years: dict[str, list[str]] = {}
    for row in known.values():
        if row.held:
            years.setdefault(str(row.year or "undated"), []).append(row.id)
    made_by = key_of([press.made_by, "zip"])
    for year, ids in years.items():
        now = {i: _version(library, i) for i in sorted(ids)}
        make = partial(_patched, library, path_of(year), now)
        yield Sheaf(f"bulk/{year}", made_by, now, make)


def path_of(year: str) -> str:
    """Return where the archive of a year lies."""
    return f"bulk/{year}.zip"


def _version(library: Library, policy_id: str) -> str:
    return library.versions.get(policy_id) or key_of((version(library, policy_id),))


def _patched(
    library: Library,
    path: str,
    now: Mapping[str, str],
    before: Mapping[str, str] | None,
    read: Read,
) -> dict[str, bytes | None]:
    """Return the archive of a year; texts that stayed as they were come out of the old one."""
    same = {i for i, told in (before or {}).items() if now.get(i) == told}
    kept = _texts(read(path) if same else None, same)
    return {path: archive((i, kept.get(i) or _text(library, i)) for i in now)}


def _texts(data: bytes | None, wanted: Iterable[str]) -> dict[str, bytes]:
    if data is None:
        return {}
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {i: file.read(paths.policy(i, "md")) for i in wanted}


def _text(library: Library, policy_id: str) -> bytes:
    return markdown.dump(library.policies[policy_id]).encode("utf-8", "replace")


def archive(texts: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a zip of policies as Markdown, with all that is known of each at its head."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for policy_id, text in texts:
            info = zipfile.ZipInfo(paths.policy(policy_id, "md"), _WHEN)
            info.external_attr = 0o644 << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, text, compresslevel=3)
    return out.getvalue()
