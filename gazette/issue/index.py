"""The annual index (年度总目录): every entry of a year's issues, by section, by number and by issuer."""

from collections.abc import Iterable, Sequence

from gazette.issue.assembly import Load, title_of
from gazette.model.issue import AnnualIndex, Entry, IndexedIssue, IndexLine, Manifest
from gazette.model.register import Register
from gazette.text.numbers import parse_number

Group = tuple[str, tuple[IndexLine, ...]]
_UNKNOWN_RANK = 99


def annual(
    year: int, manifests: Iterable[Manifest], load: Load, sections: Sequence[str] = ()
) -> AnnualIndex:
    """Gather the index of a year.

    Args:
        year: The year.
        manifests: Running orders, of this year and others.
        load: Gives the titles and numbers that the running orders leave to the documents.
        sections: Names of sections in the order of the gazette; others follow as they appear.

    Returns:
        Sections in their order, lines in the order of issues.
    """
    chosen = sorted((m for m in manifests if m.year == year), key=lambda m: m.number)
    lines: dict[str, list[IndexLine]] = {name: [] for name in sections}
    for manifest in chosen:
        for section in manifest.sections:
            found = lines.setdefault(section.name, [])
            found += [_line(manifest, section.name, entry, load) for entry in section.entries]
    return AnnualIndex(
        chosen[-1].name if chosen else "",
        year,
        tuple((name, tuple(found)) for name, found in lines.items() if found),
        tuple(manifest.id for manifest in chosen),
        tuple(_covered(manifest) for manifest in chosen),
    )


def _covered(manifest: Manifest) -> IndexedIssue:
    entries = sum(len(section.entries) for section in manifest.sections)
    return IndexedIssue(manifest.id, manifest.number, manifest.total, manifest.published, entries)


def _line(manifest: Manifest, section: str, entry: Entry, load: Load) -> IndexLine:
    policy = load(entry.policy, entry.revision) if entry.policy else None
    return IndexLine(
        title=title_of(entry, policy),
        number=entry.number or (policy.meta.number if policy else None),
        issue=manifest.id,
        count=manifest.number,
        page=entry.printed_page,
        policy=entry.policy,
        section=section,
        issuers=policy.meta.issuers if policy else (),
        held=policy is not None,
    )


def by_number(index: AnnualIndex, register: Register) -> tuple[Group, ...]:
    """Return the entries that have a number, by code: rank of the issuer, then year and serial."""
    found: dict[str, list[tuple[int, int, IndexLine]]] = {}
    for line in index.lines:
        number = parse_number(line.number) if line.number else None
        if number is not None:
            found.setdefault(number.code, []).append((number.year, number.serial, line))
    codes = sorted(found, key=lambda code: (_rank_of_code(code, register), code))
    return tuple(
        (code, tuple(line for *_, line in sorted(found[code], key=lambda each: each[:2])))
        for code in codes
    )


def by_issuer(index: AnnualIndex, register: Register) -> tuple[Group, ...]:
    """Return the entries of each issuer, by rank; a joint document stands under all who signed it."""
    found: dict[str, list[IndexLine]] = {}
    for line in index.lines:
        for name in dict.fromkeys(line.issuers):
            found.setdefault(name, []).append(line)

    def rank(name: str) -> tuple[int, str]:
        issuer = register.by_name(name)
        return (issuer.rank if issuer else _UNKNOWN_RANK), name

    return tuple((name, tuple(found[name])) for name in sorted(found, key=rank))


def _rank_of_code(code: str, register: Register) -> int:
    issuers = register.by_code(code)
    return issuers[0].rank if issuers else _UNKNOWN_RANK


def lost(index: AnnualIndex) -> tuple[IndexLine, ...]:
    """Return the entries that name a policy whose text is not to be had."""
    return tuple(line for line in index.lines if line.policy is not None and not line.held)
