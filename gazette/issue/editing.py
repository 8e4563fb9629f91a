"""Edits of a running order that leave every comment and every other line as the editor wrote it.

Each function takes the text of the file and returns the new one; what it returns has been read
again, so that an edit never leaves a file that cannot be loaded.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Table

from gazette.errors import DeskError, UnknownError
from gazette.issue import manifest
from gazette.issue.manifest import GAZETTE, ISSUE, STAGES, policy_key
from gazette.model.issue import Entry, Manifest

_WHERE = "The running order"


def new(year: int, number: int, *, name: str, publisher: str = "", like: str | None = None) -> str:
    """Return a new running order.

    Args:
        year: Its year.
        number: Its number in the year.
        name: Of the gazette.
        publisher: Who publishes it.
        like: The running order of the issue before: its masthead, colophon and the names of its
            sections are taken over, its counters go on by one.
    """
    if like is not None:
        return _after(like, year, number)
    doc = tomlkit.document()
    doc.add(tomlkit.comment(f"Running order of {name} {year}年第{number}期."))
    doc.add(tomlkit.nl())
    doc["gazette"] = _table(name=name, publisher=publisher)
    doc["issue"] = _table(year=year, number=number)
    return _checked(doc)


def _after(like: str, year: int, number: int) -> str:
    doc = _parsed(like)
    before = manifest.load(like, _WHERE)
    issue = doc["issue"]
    issue.update({"year": year, "number": number})
    issue.pop("published", None)
    if before.total is not None:
        step = number - before.number if year == before.year else 1
        issue["total"] = before.total + max(step, 1)
    for section in _aot(doc, "section"):
        section.pop("entry", None)
    doc.pop("life", None)
    return _checked(doc)


def add(text: str, section: str, entry: Entry, at: int | None = None) -> str:
    """Add an entry to a section, which is made if it is not there.

    Args:
        text: The running order.
        section: Name of the section.
        entry: The entry.
        at: Where, counted from 1; `None`: at the end.
    """
    doc = _parsed(text)
    wanted = _section(doc, section)
    if wanted is None:
        wanted = _new_section(doc, section)
    _insert(wanted, "entry", _entry_table(entry), at)
    return _checked(doc)


def remove(text: str, name: str) -> str:
    """Remove the entry that is called `name`: by policy, number or title.

    Raises:
        UnknownError: There is none, or more than one.
    """
    doc = _parsed(text)
    holder, position = _find(doc, name)
    _drop(holder, position)
    return _checked(doc)


def move(text: str, name: str, *, section: str | None = None, at: int | None = None) -> str:
    """Move an entry within its section or to another one.

    Raises:
        UnknownError: There is no such entry or section.
    """
    doc = _parsed(text)
    holder, position = _find(doc, name)
    entry = _drop(holder, position)
    target: Any = holder
    if section is not None:
        target = _section(doc, section)
        if target is None:
            raise UnknownError(f"The running order has no section {section}.", "Add it first.")
    _insert(target, "entry", entry, at)
    return _checked(doc)


def add_section(text: str, name: str, at: int | None = None) -> str:
    """Add an empty section, `at` counted from 1."""
    doc = _parsed(text)
    if _section(doc, name) is not None:
        raise DeskError(f"The running order already has a section {name}.")
    _new_section(doc, name, at)
    return _checked(doc)


def set_field(text: str, name: str, value: str | int | date | list[str]) -> str:
    """Set a field of the issue (`published`) or of the gazette (`motto`).

    Raises:
        UnknownError: There is no such field.
    """
    doc = _parsed(text)
    group = "issue" if name in ISSUE else "gazette" if name in GAZETTE else ""
    if not group:
        raise UnknownError(
            f"A running order has no field {name}.", f"Known are: {', '.join((*ISSUE, *GAZETTE))}."
        )
    doc.setdefault(group, tomlkit.table())[name] = value
    return _checked(doc)


def freeze(text: str, revisions: Mapping[str, str], *, by: str, on: date) -> str:
    """Pin every policy to a revision and enter it in the issue's life.

    Args:
        text: The running order.
        revisions: For each id, the commit.
        by: Who freezes it.
        on: The day.

    Raises:
        UnknownError: A policy has no revision.
    """
    doc = _parsed(text)
    for holder in (*_aot(doc, "section"), doc):
        for entry in _aot(holder, "back" if holder is doc else "entry"):
            named = entry.get("policy")
            if named is None:
                continue
            commit = revisions.get(policy_key(str(named)))
            if commit is None:
                raise UnknownError(f"No revision of {named} is known.", "Import it first.")
            entry["revision"] = commit
    return live(tomlkit.dumps(doc), "frozen", by=by, on=on)


def live(text: str, stage: str, *, by: str, on: date) -> str:
    """Enter a stage of the issue's life: drafted, checked, approved, frozen or published."""
    if stage not in STAGES:
        raise UnknownError(f"An issue has no stage {stage}.", f"They are: {', '.join(STAGES)}.")
    doc = _parsed(text)
    _insert(doc, "life", _table(stage=stage, by=by, on=on), None)
    return _checked(doc)


def is_frozen(order: Manifest) -> bool:
    """Tell whether the issue may no longer be changed."""
    return any(stage in ("frozen", "published") for stage, _ in order.life)


def _parsed(text: str) -> TOMLDocument:
    manifest.load(text, _WHERE)
    try:
        return tomlkit.parse(text)
    except TOMLKitError as error:
        raise DeskError(f"{_WHERE} is not valid TOML: {error}.", "Mend the file.") from error


def _checked(doc: TOMLDocument) -> str:
    """Return the text, once it is sure that it can be read."""
    text = tomlkit.dumps(doc)
    manifest.load(text, _WHERE)
    return text


def _table(**values: object) -> Table:
    table = tomlkit.table()
    for name, value in values.items():
        if value not in (None, ""):
            table.add(name, value)
    return table


def _entry_table(entry: Entry) -> Table:
    return _table(
        policy=entry.policy,
        revision=entry.revision,
        title=entry.title,
        number=entry.number,
        printed_page=entry.printed_page,
        note=entry.note,
    )


def _aot(holder: Any, name: str) -> list[Any]:
    found = holder.get(name)
    return list(found) if isinstance(found, AoT) else []


def _section(doc: TOMLDocument, name: str) -> Any:
    return next((each for each in _aot(doc, "section") if each.get("name") == name), None)


def _new_section(doc: TOMLDocument, name: str, at: int | None = None) -> Any:
    _insert(doc, "section", _table(name=name), at)
    return _section(doc, name)


def _insert(holder: Any, name: str, table: Any, at: int | None) -> None:
    """Put a table into a list of tables, which is made if it is not there."""
    listed = holder.get(name)
    if not isinstance(listed, AoT):
        listed = tomlkit.aot()
        listed.append(table)
        holder.append(name, listed)
        return
    position = len(listed) if at is None else max(0, min(len(listed), at - 1))
    listed.insert(position, table)


def _drop(holder: Any, position: int) -> Any:
    """Take an entry out of its section; an empty list of entries goes with it."""
    listed = holder["entry"]
    entry = listed[position]
    del listed[position]
    if not len(listed):
        holder.remove("entry")
    return entry


def _find(doc: TOMLDocument, name: str) -> tuple[Any, int]:
    """Return the section of an entry and its position there."""
    key = policy_key(name)
    found = [
        (section, position)
        for section in _aot(doc, "section")
        for position, entry in enumerate(_aot(section, "entry"))
        if key
        in (policy_key(str(entry.get("policy", ""))), entry.get("title"), entry.get("number"))
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise UnknownError(
            f"{name} stands in the running order {len(found)} times.", "Edit the file."
        )
    raise UnknownError(
        f"The running order has no entry {name}.", "`gazette issue show` lists them."
    )
