"""Questions about the issue as a whole: counters, dates, sections, colophon, life."""

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from gazette.config import data_text
from gazette.issue.audit_case import Case
from gazette.issue.find import meant
from gazette.issue.manifest import STAGES
from gazette.model.issue import Finding, Manifest


def counter_of_year(case: Case) -> Iterator[Finding]:
    """The number of the year must follow the issue before, or be 1."""
    number = case.manifest.number
    before = [other.number for other in case.earlier if other.year == case.manifest.year]
    if not before:
        if number != 1 and case.earlier:
            yield _counter(
                f"No issue of {case.manifest.year} comes before No. {number}.", "number"
            )
        return
    last = max(before)
    if number != last + 1:
        yield _counter(f"No. {number} follows No. {last} of {case.manifest.year}.", "number")


def counter_of_all(case: Case) -> Iterator[Finding]:
    """The running total must follow the issue before, step by step with the number."""
    total = case.manifest.total
    if total is None:
        yield Finding(
            "total-missing",
            "The running total is not given.",
            "Add total = … under [issue].",
            "[issue] total",
        )
        return
    for other in case.earlier:
        if other.total == total:
            yield _counter(
                f"Issue {other.id} already has the running total {total}.", "total", grave=True
            )
    known = [other for other in case.earlier if other.total is not None]
    last = known[-1] if known else None
    if last is None or last.total is None or last.total == total:
        return
    missing = _missing_between(last, case.manifest)
    if missing == 0 and total != last.total + 1:
        yield _counter(f"The running total {total} follows {last.total}.", "total")
    elif missing > 0 and total != last.total + 1 + missing:
        yield _counter(
            f"The running total grew by {total - last.total} since issue {last.id}, the number by {missing + 1}.",
            "total",
        )


def _missing_between(before: Manifest, this: Manifest) -> int:
    """Return how many issues lie between two; -1 where the years do not tell."""
    return this.number - before.number - 1 if this.year == before.year else -1 + (this.number == 1)


def _counter(message: str, field: str, *, grave: bool = False) -> Finding:
    hint = "Mend the counter, or the running order of the issue before."
    return Finding("counter-gap", message, hint, f"[issue] {field}", grave)


def dates(case: Case) -> Iterator[Finding]:
    """The issue must have a date, after the issue before."""
    day = case.manifest.published
    if day is None:
        yield Finding(
            "date-missing",
            "The day of publication is not given.",
            "Add published = 2023-11-15 under [issue].",
            "[issue] published",
        )
        return
    if day.year != case.manifest.year:
        yield Finding(
            "date-order",
            f"The issue is of {case.manifest.year} and published on {day}.",
            "Mend the year or the day.",
            "[issue] published",
        )
    dated = [other for other in case.earlier if other.published]
    if dated and dated[-1].published and dated[-1].published >= day:
        yield Finding(
            "date-order",
            f"Published on {day}, not after issue {dated[-1].id} ({dated[-1].published}).",
            "Mend the day.",
            "[issue] published",
        )


def sections(case: Case) -> Iterator[Finding]:
    """Every section has entries, and no two have one name."""
    names = Counter(section.name for section in case.manifest.sections)
    for section in case.manifest.sections:
        if not section.entries:
            yield Finding(
                "section-empty",
                f"The section {section.name} has no entry.",
                "Add one, or take the section out: `gazette issue section … --remove`.",
                section.name,
            )
    for name, count in names.items():
        if count > 1:
            yield Finding(
                "section-twice",
                f"{count} sections are called {name}.",
                "Join them.",
                name,
                grave=True,
            )


def sections_known(case: Case) -> Iterator[Finding]:
    """The sections are those of the gazette, in the order it prints them."""
    known = list(case.known.sections)
    if not known:
        return
    names = [section.name for section in case.manifest.sections]
    for name in names:
        if name not in known:
            yield Finding(
                "section-unknown",
                f"gazette.toml has no section {name}.",
                meant(name, known) or "Add it to `sections` there, or mend its name here.",
                name,
            )
    ranks = [known.index(name) for name in names if name in known]
    if ranks != sorted(ranks):
        wanted = "、".join(sorted((n for n in names if n in known), key=known.index))
        yield Finding(
            "section-order",
            "The sections are not in the order of gazette.toml.",
            f"There they are: {wanted}.",
            "sections",
        )


def colophon(case: Case) -> Iterator[Finding]:
    """The colophon must say what the rules for periodicals ask of it."""
    manifest = case.manifest
    wanted: list[list[str]] = tomllib.loads(data_text("colophon.toml"))["needed"]
    for names in wanted:
        if not any(_says(manifest, name) for name in names):
            yield Finding(
                "colophon-missing",
                f"The colophon does not say {names[0]}.",
                f'Add a [[colophon]] with label = "{names[0]}" and lines = ["…"].',
                "colophon",
            )
    for field, value in (("publisher", manifest.publisher), ("name", manifest.name)):
        if not value:
            yield Finding(
                "colophon-missing",
                f"The running order gives no {field}.",
                f"Add {field} under [gazette].",
                f"[gazette] {field}",
            )


def _says(manifest: Manifest, name: str) -> bool:
    return any(name in label and lines for label, lines in manifest.colophon.items)


def life(case: Case) -> Iterator[Finding]:
    """The stages of an issue's life come in order, each with its day and by whom."""
    lived = case.manifest.life
    ranks = [STAGES.index(stage.name) for stage in lived]
    days = [stage.on for stage in lived if stage.on]
    if ranks != sorted(ranks) or days != sorted(days):
        yield Finding(
            "life-order",
            "The stages of the issue's life are not in order.",
            f"They are: {', '.join(STAGES)}; each on the day of the one before it or later.",
            "life",
        )
    for stage in lived:
        if stage.by is None or stage.on is None:
            yield Finding(
                "life-incomplete",
                f"It is not said {'by whom' if stage.by is None else 'when'} it was {stage.name}.",
                "Add `by` and `on` to that [[life]].",
                "life",
            )


ISSUE_QUESTIONS: tuple[Callable[[Case], Iterable[Finding]], ...] = (
    counter_of_year,
    counter_of_all,
    dates,
    sections,
    sections_known,
    colophon,
    life,
)
