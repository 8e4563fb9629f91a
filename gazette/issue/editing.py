"""Edits of a running order that leave every comment and every other line as the editor wrote it.

Each function takes the text of the file and returns the new one.  What it returns has been read
again and holds exactly what the edit was to bring about; else nothing is changed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Table

from gazette.errors import DeskError, UnknownError
from gazette.issue import chunks, manifest
from gazette.issue.chunks import Chunk
from gazette.issue.find import entry_place, section_place
from gazette.issue.manifest import GAZETTE, ISSUE, STAGES, policy_key
from gazette.model.issue import Entry, Manifest, Section, Stage

_WHERE = "The running order"
_BY_HAND = "Edit the file by hand."


def new(
    year: int,
    number: int,
    *,
    name: str,
    publisher: str = "",
    like: str | None = None,
) -> str:
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
    return _read_again(doc)


def _after(like: str, year: int, number: int) -> str:
    before = manifest.load(like, _WHERE)
    kept = [c for c in chunks.cut(like) if c.name not in (chunks.ENTRY, "life")]
    old, fresh = (f"{y}年第{n}期" for y, n in ((before.year, before.number), (year, number)))
    kept[0] = replace(kept[0], body=tuple(line.replace(old, fresh) for line in kept[0].body))
    doc = _parsed(chunks.join(kept))
    issue = doc["issue"]
    issue.update({"year": year, "number": number})
    issue.pop("published", None)
    if before.total is not None:
        step = number - before.number if year == before.year else 1
        issue["total"] = before.total + max(step, 1)
    for entry in _aot(doc, "back"):
        entry.pop("revision", None)
    return _read_again(doc)


def add(text: str, section: str, entry: Entry, at: int | None = None) -> str:
    """Add an entry to a section, which is made at the end if it is not there.

    Args:
        text: The running order.
        section: Name of the section.
        entry: The entry.
        at: Where, counted from 1; `None`: at the end.
    """
    before = manifest.load(text, _WHERE)
    if all(each.name != section for each in before.sections):
        text = add_section(text, section)
        before = manifest.load(text, _WHERE)
    place = section_place(before, section)
    cut = chunks.cut(text)
    made = _chunk(chunks.ENTRY, _entry_table(entry))
    position = _position(len(before.sections[place].entries), at)
    return _checked(
        chunks.join(chunks.put(cut, made, _entry_slot(cut, before, place, position))),
        _with(before, place, lambda entries: _inserted(entries, position, entry)),
    )


def remove(text: str, name: str) -> str:
    """Remove the entry that is called `name`: by policy, number, title, or place (部门文件:2).

    Comments on lines of their own stay.

    Raises:
        UnknownError: There is none, or more than one.
    """
    before = manifest.load(text, _WHERE)
    place, position = entry_place(before, name)
    cut = chunks.cut(text)
    at = _entries_of(cut, before, place)[position]
    return _checked(
        chunks.join(chunks.take(cut, at)),
        _with(before, place, lambda entries: _without(entries, position)),
    )


def move(text: str, name: str, *, section: str | None = None, at: int | None = None) -> str:
    """Move an entry, with its comments, within its section or to another one.

    Raises:
        UnknownError: There is no such entry or section.
    """
    before = manifest.load(text, _WHERE)
    place, position = entry_place(before, name)
    target = place if section is None else section_place(before, section)
    cut = chunks.cut(text)
    source = _entries_of(cut, before, place)[position]
    chunk, entry = cut[source], before.sections[place].entries[position]
    left = _with(before, place, lambda entries: _without(entries, position))
    rest = (*cut[:source], *cut[source + 1 :])
    to = _position(len(left.sections[target].entries), at)
    return _checked(
        chunks.join(chunks.put(rest, chunk, _entry_slot(rest, left, target, to))),
        _with(left, target, lambda entries: _inserted(entries, to, entry)),
    )


def reorder(text: str, wanted: Manifest) -> str:
    """Put the entries of every section in the order they have in `wanted`, with their comments.

    Args:
        text: The running order.
        wanted: The same running order, its entries in another order within their sections.
    """
    before = manifest.load(text, _WHERE)
    cut = list(chunks.cut(text))
    for place, (old, new_) in enumerate(zip(before.sections, wanted.sections, strict=True)):
        slots = _entries_of(cut, before, place)
        left = list(range(len(slots)))
        taken = []
        for entry in new_.entries:
            first = next(at for at in left if old.entries[at] == entry)
            left.remove(first)
            taken.append(cut[slots[first]])
        for slot, chunk in zip(slots, taken, strict=True):
            cut[slot] = chunks.spaced(chunk)
    return _checked(chunks.join(cut), replace(before, sections=wanted.sections))


def add_section(text: str, name: str, at: int | None = None) -> str:
    """Add an empty section, `at` counted from 1."""
    before = manifest.load(text, _WHERE)
    if any(each.name == name for each in before.sections):
        raise DeskError(f"The running order already has a section {name}.", "Choose another name.")
    cut = chunks.cut(text)
    position = _position(len(before.sections), at)
    made = _chunk(chunks.SECTION, _table(name=name))
    listed = list(before.sections)
    listed.insert(position, Section(name))
    return _checked(
        chunks.join(chunks.put(cut, made, _section_slot(cut, before, position))),
        replace(before, sections=tuple(listed)),
    )


def remove_section(text: str, name: str) -> str:
    """Remove an empty section; comments on lines of their own stay.

    Raises:
        UnknownError: There is none.
        DeskError: It has entries.
    """
    before = manifest.load(text, _WHERE)
    place = section_place(before, name)
    if before.sections[place].entries:
        raise DeskError(
            f"The section {name} has {len(before.sections[place].entries)} entries.",
            "Move or remove them first.",
        )
    cut = chunks.cut(text)
    at = _section_slot(cut, before, place)
    left = (*before.sections[:place], *before.sections[place + 1 :])
    return _checked(chunks.join(chunks.take(cut, at)), replace(before, sections=left))


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
    return _read_again(doc)


def freeze(text: str, revisions: Mapping[str, str], *, by: str, on: date) -> str:
    """Pin every policy to a revision and enter it in the issue's life.

    An entry that is pinned already keeps its revision.

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
            if named is None or entry.get("revision"):
                continue
            commit = revisions.get(policy_key(str(named)))
            if commit is None:
                raise UnknownError(
                    f"No revision of {named} is known.",
                    "Import it first; `gazette issue check` tells whether it has moved.",
                )
            entry["revision"] = commit
    return live(tomlkit.dumps(doc), "frozen", by=by, on=on)


def live(text: str, stage: str, *, by: str, on: date) -> str:
    """Enter a stage of the issue's life: drafted, checked, approved, frozen or published."""
    if stage not in STAGES:
        raise UnknownError(f"An issue has no stage {stage}.", f"They are: {', '.join(STAGES)}.")
    if not by.strip():
        raise DeskError(f"Nobody is named who has {stage} it.", "Name who: --by NAME.")
    before = manifest.load(text, _WHERE)
    cut = chunks.cut(text)
    lived = [at for at, chunk in enumerate(cut) if chunk.name == "life"]
    made = _chunk("life", _table(stage=stage, by=by, on=on))
    return _checked(
        chunks.join(chunks.put(cut, made, lived[-1] + 1 if lived else len(cut))),
        replace(before, life=(*before.life, Stage(stage, by, on))),
    )


def is_frozen(order: Manifest) -> bool:
    """Tell whether the issue may no longer be changed."""
    return any(stage.name in ("frozen", "published") for stage in order.life)


def _position(count: int, at: int | None) -> int:
    """Return an index for a place counted from 1; beyond the last is the end."""
    return count if at is None else max(0, min(count, at - 1))


def _with(
    before: Manifest, place: int, change: Callable[[Sequence[Entry]], tuple[Entry, ...]]
) -> Manifest:
    listed = list(before.sections)
    listed[place] = replace(listed[place], entries=change(listed[place].entries))
    return replace(before, sections=tuple(listed))


def _inserted(entries: Sequence[Entry], position: int, entry: Entry) -> tuple[Entry, ...]:
    return (*entries[:position], entry, *entries[position:])


def _without(entries: Sequence[Entry], position: int) -> tuple[Entry, ...]:
    return (*entries[:position], *entries[position + 1 :])


def _entries_of(cut: Sequence[Chunk], order: Manifest, place: int) -> list[int]:
    """Return where the entries of a section stand; each must be a table of its own.

    Raises:
        DeskError: The section is written in another way.
    """
    found = chunks.sections(cut)
    if len(found) != len(order.sections) or len(found[place][1]) != len(
        order.sections[place].entries
    ):
        raise DeskError(
            f"The section {order.sections[place].name} is not written as [[section.entry]] tables.",
            _BY_HAND,
        )
    return found[place][1]


def _entry_slot(cut: Sequence[Chunk], order: Manifest, place: int, position: int) -> int:
    """Return before which chunk an entry goes to be the one at `position` of a section."""
    entries = _entries_of(cut, order, place)
    if position < len(entries):
        return entries[position]
    return (entries[-1] if entries else chunks.sections(cut)[place][0]) + 1


def _section_slot(cut: Sequence[Chunk], order: Manifest, position: int) -> int:
    found = chunks.sections(cut)
    if len(found) != len(order.sections):
        raise DeskError("The sections are not written as [[section]] tables.", _BY_HAND)
    if position < len(found):
        return found[position][0]
    if found:
        return max((found[-1][0], *found[-1][1])) + 1
    heads = [at for at, chunk in enumerate(cut) if chunk.name in ("gazette", "issue")]
    return heads[-1] + 1 if heads else len(cut)


def _chunk(name: str, table: Table) -> Chunk:
    body = tomlkit.dumps(table).splitlines(keepends=True)
    return Chunk(name, header=f"[[{name}]]\n", body=tuple(body))


def _parsed(text: str) -> TOMLDocument:
    manifest.load(text, _WHERE)
    try:
        return tomlkit.parse(text)
    except TOMLKitError as error:
        raise DeskError(f"{_WHERE} is not valid TOML: {error}.", "Mend the file.") from error


def _read_again(doc: TOMLDocument) -> str:
    """Return the text, once it is sure that it can be read."""
    text = tomlkit.dumps(doc)
    manifest.load(text, _WHERE)
    return text


def _checked(text: str, wanted: Manifest) -> str:
    """Return the text, once it is sure that it reads as was wanted, and has nothing else changed.

    Raises:
        DeskError: The file is written in a way that these edits do not know.
    """
    if manifest.load(text, _WHERE) != wanted:
        raise DeskError("The running order is written in a way no command can edit.", _BY_HAND)
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
