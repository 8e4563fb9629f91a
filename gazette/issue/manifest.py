"""The running order of an issue, read from the TOML file an editor keeps.

[gazette]                      the periodical: name, pinyin, publisher, frequency, motto …
[issue]                        this issue: year, number, total, published, profile
[[section]]                    one section of the contents, in printed order
  [[section.entry]]            one line of it: a policy, or a title whose body is not held
[[back]]                       printed last, not in the contents
[[colophon]]                   label and lines, in printed order
[[life]]                       what became of the issue: stage, by whom, on which day
"""

from gazette.config import parse_toml
from gazette.errors import DeskError
from gazette.issue import fields
from gazette.issue.fields import Table
from gazette.model.issue import Colophon, Entry, Manifest, Section, Stage
from gazette.text.numbers import parse_number

MAX_SIZE = 4 * 1024 * 1024
"""Characters of a running order."""
MOST_NUMBER = 999
"""Highest number of an issue in its year."""
STAGES = ("drafted", "checked", "approved", "frozen", "published")
"""An issue's life, in order."""

TOP = ("gazette", "issue", "section", "back", "colophon", "life")
GAZETTE = ("name", "pinyin", "publisher", "frequency", "motto", "statement")
ISSUE = ("year", "number", "total", "total_label", "published", "profile")
ENTRY = ("policy", "revision", "title", "number", "printed_page", "note")


def load(text: str, where: str = "The running order") -> Manifest:
    """Read a running order.

    Args:
        text: The content of the TOML file.
        where: What to call the file in an error.

    Raises:
        DeskError: It is no TOML, or a field is missing, unknown, or of the wrong type.
    """
    top = _parse(text, where)
    fields.no_others(where, top, TOP)
    office, issue = fields.table(where, top, "gazette"), fields.table(where, top, "issue")
    in_office, in_issue = f"{where}, [gazette]", f"{where}, [issue]"
    fields.no_others(in_office, office, GAZETTE)
    fields.no_others(in_issue, issue, ISSUE)
    year = fields.number(in_issue, issue, "year", needed=True) or 0
    number = fields.number(in_issue, issue, "number", needed=True) or 0
    if not (1 <= number <= MOST_NUMBER and 1900 <= year <= 2999):
        name = "number" if 1900 <= year <= 2999 else "year"
        raise fields.wrong(in_issue, name, "a year such as 2023, and a number from 1 to 999")
    return Manifest(
        id=issue_id(year, number),
        name=fields.text(in_office, office, "name", needed=True) or "",
        pinyin=fields.text(in_office, office, "pinyin"),
        year=year,
        number=number,
        total=fields.number(in_issue, issue, "total"),
        total_label=fields.text(in_issue, issue, "total_label") or "总",
        published=fields.day(in_issue, issue, "published"),
        publisher=fields.text(in_office, office, "publisher") or "",
        frequency=fields.text(in_office, office, "frequency"),
        motto=fields.texts(in_office, office, "motto"),
        statement=fields.text(in_office, office, "statement"),
        profile=fields.text(in_issue, issue, "profile") or "gazette-jilin",
        sections=_sections(where, top),
        colophon=_colophon(where, top),
        life=_life(where, top),
        back=_entries(f"{where}, back matter", fields.tables(where, top, "back")),
    )


def issue_id(year: int, number: int) -> str:
    """Return the id of an issue, which is also the name of its file: 2023-21."""
    return f"{year}-{number:02}"


def _parse(text: str, where: str) -> Table:
    if len(text) > MAX_SIZE:
        raise DeskError(f"{where} is too large: {len(text):,} characters.", "Split the issue.")
    try:
        return parse_toml(text)
    except ValueError as error:
        raise DeskError(f"{where} is not valid TOML: {error}.", "Mend the file.") from error


def _sections(where: str, top: Table) -> tuple[Section, ...]:
    sections = []
    for position, found in enumerate(fields.tables(where, top, "section"), 1):
        place = f"{where}, section {position}"
        fields.no_others(place, found, ("name", "entry"))
        name = fields.text(place, found, "name", needed=True) or ""
        entries = _entries(f"{where}, section {name}", fields.tables(place, found, "entry"))
        sections.append(Section(name, entries))
    return tuple(sections)


def _entries(place: str, found: object) -> tuple[Entry, ...]:
    listed = found if isinstance(found, list) else []
    return tuple(_entry(f"{place}, entry {at}", each) for at, each in enumerate(listed, 1))


def _entry(place: str, found: Table) -> Entry:
    fields.no_others(place, found, ENTRY)
    named = fields.text(place, found, "policy")
    title = fields.text(place, found, "title")
    if named is None and title is None:
        raise DeskError(
            f"{place} names neither a policy nor a title.",
            'Add policy = "…", or a title where the body is not held.',
        )
    revision = fields.text(place, found, "revision")
    if revision and named is None:
        raise fields.wrong(place, "revision", "left out where there is no policy")
    return Entry(
        policy=named and policy_key(named),
        revision=revision,
        title=title,
        number=fields.text(place, found, "number"),
        printed_page=fields.number(place, found, "printed_page"),
        note=fields.text(place, found, "note"),
    )


def policy_key(named: str) -> str:
    """Return the id of a policy that is named by its id or by its number in any brackets."""
    number = parse_number(named)
    return f"{number.code}/{number.year}/{number.serial}" if number else named


def _colophon(where: str, top: Table) -> Colophon:
    items = []
    for position, found in enumerate(fields.tables(where, top, "colophon"), 1):
        place = f"{where}, colophon {position}"
        fields.no_others(place, found, ("label", "lines"))
        label = fields.text(place, found, "label") or ""
        items.append((label, fields.texts(place, found, "lines")))
    return Colophon(tuple(items))


def _life(where: str, top: Table) -> tuple[Stage, ...]:
    lived = []
    for position, found in enumerate(fields.tables(where, top, "life"), 1):
        place = f"{where}, life {position}"
        fields.no_others(place, found, ("stage", "by", "on"))
        name = fields.text(place, found, "stage", needed=True) or ""
        if name not in STAGES:
            raise fields.wrong(place, "stage", f"one of {', '.join(STAGES)}")
        lived.append(Stage(name, fields.text(place, found, "by"), fields.day(place, found, "on")))
    return tuple(lived)
