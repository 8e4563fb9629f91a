"""Running orders on the desk: started and edited; comments an editor wrote into them survive."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from gazette.errors import DeskError, GazetteError, UnknownError
from gazette.issue import editing, manifest, order
from gazette.issue.find import entry_place, meant, shown
from gazette.model.issue import Entry, Manifest
from gazette.store import lock
from gazette.store.ids import policy_path
from gazette.workflow.desk import OpenDesk
from gazette.workflow.files import write_whole
from gazette.workflow.issues import (
    BOM,
    lenient,
    load_manifest,
    manifest_path,
    manifests,
    read_order,
    readable,
)
from gazette.workflow.shelf import find

_TITLE = "title:"


def new(open_desk: OpenDesk, issue_id: str) -> Path:
    """Start the running order of an issue, like the one before it where there is one.

    Raises:
        DeskError: There is one already, or the id is not of the form 2023-21.
    """
    year, number = _year_and_number(issue_id)
    desk = open_desk.desk
    with _writing(open_desk):
        path = desk.issues / f"{manifest.issue_id(year, number)}.toml"
        if path.exists() or path.is_symlink():
            raise DeskError(f"{path} is there already.", "`gazette issue show` shows it.")
        earlier = [m for m in manifests(open_desk) if (m.year, m.number) < (year, number)]
        like = _text(manifest_path(open_desk, earlier[-1].id))[1] if earlier else None
        text = editing.new(
            year, number, name=desk.gazette or "政府公报", publisher=desk.publisher, like=like
        )
        return write_whole(path, text.encode())


def _year_and_number(issue_id: str) -> tuple[int, int]:
    year, _, number = issue_id.partition("-")
    right = issue_id.isascii() and year.isdecimal() and number.isdecimal()
    if not (right and len(year) == 4 and 1 <= int(number[:6]) <= manifest.MOST_NUMBER):
        raise DeskError(f"{shown(issue_id)} names no issue.", "Year and number, as in 2023-21.")
    return int(year), int(number)


def edit(open_desk: OpenDesk, issue_id: str, change: Callable[[str], str]) -> Manifest:
    """Change a running order and write it whole; one edit at a time.

    Raises:
        DeskError: The issue is frozen, or the change makes it unreadable; the file is untouched.
    """
    path = manifest_path(open_desk, issue_id)
    with _writing(open_desk):
        _refuse_frozen(load_manifest(open_desk, issue_id))
        _rewrite(path, change)
        return load_manifest(open_desk, issue_id)


def _refuse_frozen(order_: Manifest) -> None:
    if editing.is_frozen(order_):
        raise DeskError(
            f"{order_.id} is frozen: what is printed may no longer change.",
            "Take the stage out of its [[life]] by hand if it must be opened again.",
        )


@contextmanager
def _writing(open_desk: OpenDesk) -> Iterator[None]:
    """Hold the lock on the running orders: no edit overwrites another."""
    folder = open_desk.desk.root / ".cache"
    folder.mkdir(exist_ok=True)
    with lock.locked(folder / "issues.lock"):
        yield


def _rewrite(path: Path, change: Callable[[str], str]) -> None:
    mark, text, line_end = _text(path)
    write_whole(path, (mark + change(text).replace("\n", line_end)).encode())


def _text(path: Path) -> tuple[str, str, str]:
    """Return a running order's byte order mark, its text, and how its lines end.

    A text whose every line ends with CR LF is edited with plain line feeds.
    """
    text = read_order(path)
    mark = BOM if text.startswith(BOM) else ""
    text = text.removeprefix(BOM)
    if "\r\n" in text and text.count("\n") == text.count("\r\n"):
        return mark, text.replace("\r\n", "\n"), "\r\n"
    return mark, text, "\n"


def add(
    open_desk: OpenDesk,
    issue_id: str,
    section: str,
    entries: Sequence[Entry],
    at: int | None = None,
    *,
    by_rank: bool = False,
) -> Manifest:
    """Add entries to a section, which is made in its place if the issue does not have it yet.

    Args:
        open_desk: The desk.
        issue_id: Name of the running order.
        section: Name of the section; `check_section` tells whether the gazette has it.
        entries: What `entry` returned.
        at: Place of the first one, counted from 1; `None`: at the end.
        by_rank: Whether each goes where rank of issuer, kind and number put it.

    Raises:
        DeskError: One of them stands in the issue already.
    """
    load, register = lenient(open_desk), open_desk.desk.register

    def change(text: str) -> str:
        text = _with_section(open_desk, text, section)
        for offset, each in enumerate(entries):
            now = manifest.load(text)
            _refuse_twice(now, each)
            place = None if at is None else at + offset
            if by_rank:
                held = next(s for s in now.sections if s.name == section)
                place = order.place(held, each, load, register)
            text = editing.add(text, section, each, place)
        return text

    return edit(open_desk, issue_id, change)


def entry(open_desk: OpenDesk, name: str) -> Entry:
    """Return an entry for a policy that is held; `title:…` stands for one that is not.

    Raises:
        UnknownError: No policy is called so.
        DeskError: The title is empty.
    """
    if name.startswith(_TITLE):
        title = name.removeprefix(_TITLE).strip()
        if not title:
            raise DeskError("An entry needs a title.", "Write it right behind: title:政务要闻")
        return Entry(title=title)
    try:
        return Entry(policy=find(open_desk, name))
    except UnknownError as error:
        hint = f"{error.hint} A text that is not held is added as {_TITLE}…"
        raise UnknownError(error.message, hint) from None


def _refuse_twice(now: Manifest, entry_: Entry) -> None:
    if entry_.policy is None:
        return
    for section in now.sections:
        if any(other.policy == entry_.policy for other in section.entries):
            raise DeskError(
                f"{entry_.policy} stands in {section.name} already.",
                f"`gazette issue move {now.id} {entry_.policy} --at N` gives it another place.",
            )


def check_section(
    open_desk: OpenDesk, issue_id: str, name: str, flag: str = "--new-section"
) -> None:
    """Refuse a section that neither gazette.toml nor the running order has: a slip of the pen.

    Args:
        open_desk: The desk.
        issue_id: Name of the running order.
        name: Name of the section.
        flag: The option that lets it pass.

    Raises:
        DeskError: There is no such section.
    """
    known = open_desk.desk.sections
    there = [section.name for section in load_manifest(open_desk, issue_id).sections]
    if not name.strip() or (known and name not in (*known, *there)):
        raise DeskError(
            f"There is no section {shown(name)}.",
            (meant(name, (*known, *there)) or f"They are: {'、'.join(known)}.")
            + f" {flag} makes a new one.",
        )


def add_section(open_desk: OpenDesk, issue_id: str, name: str, at: int | None = None) -> Manifest:
    """Add an empty section, at a place or where gazette.toml puts it."""

    def change(text: str) -> str:
        place = at or _section_place(open_desk, manifest.load(text), name)
        return editing.add_section(text, name, place)

    return edit(open_desk, issue_id, change)


def remove_section(open_desk: OpenDesk, issue_id: str, name: str) -> Manifest:
    """Take an empty section out."""
    return edit(open_desk, issue_id, lambda text: editing.remove_section(text, name))


def _with_section(open_desk: OpenDesk, text: str, name: str) -> str:
    now = manifest.load(text)
    if any(section.name == name for section in now.sections):
        return text
    return editing.add_section(text, name, _section_place(open_desk, now, name))


def _section_place(open_desk: OpenDesk, now: Manifest, name: str) -> int | None:
    """Return where a section goes by the order of gazette.toml; `None`: at the end."""
    known = open_desk.desk.sections
    if name not in known:
        return None
    after = known[known.index(name) + 1 :]
    return next((at for at, s in enumerate(now.sections, 1) if s.name in after), None)


def remove(open_desk: OpenDesk, issue_id: str, name: str) -> Manifest:
    """Take an entry out, named by policy, number, title, or place (部门文件:2)."""
    wanted = _called(open_desk, issue_id, name)
    return edit(open_desk, issue_id, lambda text: editing.remove(text, wanted))


def move(
    open_desk: OpenDesk, issue_id: str, name: str, section: str | None, at: int | None
) -> Manifest:
    """Move an entry to another place, or to another section, which is made if need be."""
    wanted = _called(open_desk, issue_id, name)

    def change(text: str) -> str:
        if section is not None:
            text = _with_section(open_desk, text, section)
        return editing.move(text, wanted, section=section, at=at)

    return edit(open_desk, issue_id, change)


def _called(open_desk: OpenDesk, issue_id: str, name: str) -> str:
    """Return what the running order calls an entry that an editor names by the policy's title."""
    now = load_manifest(open_desk, issue_id)
    try:
        entry_place(now, name)
    except UnknownError:
        try:
            held = find(open_desk, name)
            entry_place(now, held)
        except GazetteError:
            return name
        return held
    return name


def standing(now: Manifest, name: str) -> str:
    """Return in words where an entry stands: `部门文件, place 2 of 5`; empty where it is not."""
    try:
        section, position = entry_place(now, name)
    except UnknownError:
        return ""
    found = now.sections[section]
    return f"{found.name}, place {position + 1} of {len(found.entries)}"


def freeze(open_desk: OpenDesk, issue_id: str, by: str, on: date) -> Manifest:
    """Pin every policy to the revision it has now, and close the running order.

    What is pinned already stays pinned as it is.
    """
    archive = open_desk.archive

    def change(text: str) -> str:
        paths = {
            each.policy: policy_path(each.policy) for each in entries_of(manifest.load(text))
            if each.policy and each.revision is None
        }  # fmt: skip
        revisions = {
            policy: archive.history(path)[0].commit
            for policy, path in paths.items()
            if archive.exists(path)
        }
        return editing.freeze(text, revisions, by=by, on=on)

    return edit(open_desk, issue_id, change)


def mark(open_desk: OpenDesk, issue_id: str, stage: str, by: str, on: date) -> Manifest:
    """Record a stage of an issue's life; a frozen issue may still be published.

    Raises:
        DeskError: A later stage is behind it already, or it is to be changed after it was frozen.
    """
    path = manifest_path(open_desk, issue_id)
    with _writing(open_desk):
        now = load_manifest(open_desk, issue_id)
        lived = [each.name for each in now.life]
        later = [s for s in lived if manifest.STAGES.index(s) > manifest.STAGES.index(stage)]
        if later or stage in lived:
            raise DeskError(
                f"{issue_id} is {(later or [stage])[-1]} already.",
                "Take that [[life]] out by hand if it went back a step.",
            )
        _rewrite(path, lambda text: editing.live(text, stage, by=by, on=on))
        return load_manifest(open_desk, issue_id)


def apply_order(open_desk: OpenDesk, issue_id: str) -> Manifest:
    """Put the entries in the order that rank of issuer, kind and number suggest."""
    load, register = lenient(open_desk), open_desk.desk.register

    def change(text: str) -> str:
        wanted = order.ordered(manifest.load(text), load, register)
        return editing.reorder(text, wanted)

    return edit(open_desk, issue_id, change)


def entries_of(found: Manifest) -> list[Entry]:
    """Return all entries of a running order, those of the back matter last."""
    placed = [each for section in found.sections for each in section.entries]
    return [*placed, *found.back]


def naming(open_desk: OpenDesk, policy_id: str) -> tuple[str, ...]:
    """Return the running orders that name a policy and do not pin it: those that follow its id."""
    return tuple(
        found.id
        for found in readable(open_desk)[0]
        if any(e.policy == policy_id and e.revision is None for e in entries_of(found))
    )
