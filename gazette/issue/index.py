"""The annual index (年度总目录): every entry of a year's issues, by section."""

from collections.abc import Iterable, Sequence

from gazette.issue.assembly import Load, title_of
from gazette.model.issue import AnnualIndex, Entry, IndexLine, Manifest


def annual(year: int, manifests: Iterable[Manifest], load: Load) -> AnnualIndex:
    """Gather the index of a year.

    Args:
        year: The year.
        manifests: Running orders, of this year and others.
        load: Gives the titles and numbers that the running orders leave to the documents.

    Returns:
        Sections in the order they first appear, lines in the order of issues.
    """
    chosen = sorted((m for m in manifests if m.year == year), key=lambda m: m.number)
    lines: dict[str, list[IndexLine]] = {}
    for manifest in chosen:
        for section in manifest.sections:
            found = lines.setdefault(section.name, [])
            found += [_line(manifest, entry, load) for entry in section.entries]
    return AnnualIndex(
        _name(chosen),
        year,
        tuple((name, tuple(found)) for name, found in lines.items() if found),
        tuple(manifest.id for manifest in chosen),
    )


def _name(manifests: Sequence[Manifest]) -> str:
    return manifests[-1].name if manifests else ""


def _line(manifest: Manifest, entry: Entry, load: Load) -> IndexLine:
    policy = load(entry.policy, entry.revision) if entry.policy else None
    return IndexLine(
        title=title_of(entry, policy),
        number=entry.number or (policy.meta.number if policy else None),
        issue=manifest.id,
        count=manifest.number,
        page=entry.printed_page,
        policy=entry.policy,
    )
