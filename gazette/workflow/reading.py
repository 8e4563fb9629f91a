"""Reading one policy: its text and data, and where every stretch of it was read."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from gazette import extract, shapes, validity
from gazette.errors import UnknownError
from gazette.model.collation import Origin
from gazette.model.document import Flag, Metadata, Policy, Role
from gazette.store import corrections, records, subjects
from gazette.store.blame import blame as blamed
from gazette.store.ids import number_id, policy_path
from gazette.text.fold import squeeze
from gazette.text.numbers import parse_number
from gazette.workflow.corrections import corrected
from gazette.workflow.desk import OpenDesk
from gazette.workflow.doubts import with_doubts
from gazette.workflow.editions import edition_at, editions
from gazette.workflow.rulings import Reconciled, reconcile
from gazette.workflow.shelf import Shelf, find
from gazette.workflow.subjects import classified

SENTENCE = re.compile(r"[^。！？；]*[。！？；]?")
"""A policy is kept one sentence a line."""


def show(
    open_desk: OpenDesk,
    name: str,
    today: date,
    *,
    at: date | None = None,
    revision: str | None = None,
) -> shapes.Shape:
    """Return a policy as `gazette show --json` prints it.

    A policy known by reference only has no parts and the flag `text-not-held`.

    With `at`, the edition that held on that day is read, with the errata that were out by then.

    Raises:
        UnknownError: Nothing is known by that name, or not at that revision.
    """
    shelf = Shelf.of(open_desk)
    policy_id = find_or_reference(open_desk, shelf, name)
    day = at or today
    if at is not None and revision is None:
        policy_id = edition_at(shelf.policies, policy_id, at) or policy_id
    if policy_id not in shelf.policies:
        return _by_reference(policy_id, shelf, day)
    return _held(open_desk, shelf, policy_id, day, revision)


def _held(
    open_desk: OpenDesk, shelf: Shelf, policy_id: str, day: date, revision: str | None
) -> shapes.Shape:
    """Return what is known of a policy whose text is held, read as of a day."""
    archive = open_desk.archive
    policy = shelf.policies[policy_id]
    if revision is not None or not policy.parts:
        policy = records.load_policy(archive, policy_id, revision or "HEAD")
    policy = with_doubts(open_desk, policy)
    if revision is None:
        policy = classified(policy, subjects.load(archive, policy_id))
    errata = corrections.load(archive, policy_id)
    status = shelf.status(policy_id, day)
    shape = shapes.full(
        corrected(policy, errata, day) if revision is None else policy,
        status,
        shelf.events.get(policy_id, ()),
        validity.citations(policy),
    )
    return shape | {
        "status_detail": shapes.status_shape(status),
        "corrections": [shapes.correction_shape(each) for each in errata],
        "editions": [each for _, each in editions(shelf.policies, policy_id)],
    }


def find_or_reference(open_desk: OpenDesk, shelf: Shelf, name: str) -> str:
    """Return the id called `name`, held or known by reference.

    Raises:
        UnknownError: Neither.
    """
    try:
        return find(open_desk, name)
    except UnknownError:
        number = parse_number(name)
        wanted = number_id(number) if number else name
        if wanted in shelf.events:
            return wanted
        raise


def _by_reference(policy_id: str, shelf: Shelf, day: date) -> shapes.Shape:
    """Return what is known of a policy whose text is not held."""
    number, title = reference_name(shelf, policy_id)
    flag = Flag("text-not-held", "Known by reference; no text is held.")
    policy = Policy(policy_id, Metadata(number=number, title=title), (), flags=(flag,))
    status = shelf.status(policy_id, day)
    return shapes.full(policy, status, shelf.events[policy_id], ()) | {
        "status_detail": shapes.status_shape(status),
        "corrections": [],
        "editions": [],
    }


def reference_name(shelf: Shelf, policy_id: str) -> tuple[str | None, str | None]:
    """Return the number and title under which others name a policy that is not held."""
    events = shelf.events[policy_id]
    targets = [event.target for event in events if event.target and event.target.id == policy_id]
    number = next((target.number for target in targets if target.number), None)
    return number, next((target.title for target in targets if target.title), None)


def text_lines(shape: shapes.Shape) -> Iterator[str]:
    """Yield a policy's data and text as lines for a terminal."""
    for name in ("id", "number", "title", "kind", "issuers", "issued", "published", "status"):
        value = shape.get(name)
        if value:
            yield f"{name:>10}  {'、'.join(value) if isinstance(value, list) else value}"
    if shape["subjects"]:
        yield f"{'subjects':>10}  {'、'.join(subject['name'] for subject in shape['subjects'])}"
    for flag in shape["flags"]:
        yield f"{'flag':>10}  {flag['code']}: {flag['message']}"
    for event in shape["events"]:
        day = event["date"] or "day not certain"
        yield f"{event['event']:>10}  {day}  {event['quote']}"
    for part in shape["parts"]:
        yield ""
        for block in part["blocks"]:
            yield ("\n" if block["role"] == Role.TITLE else "") + block["text"]


def provenance(open_desk: OpenDesk, name: str) -> shapes.Shape:
    """Return where each stretch of a policy was read, and what its sources set aside.

    Raises:
        UnknownError: No policy is called so, or no copy of it is held.
    """
    policy_id = find(open_desk, name)
    found = reconcile(open_desk, policy_id)
    names = shapes.source_names((s.sha256, s.name) for s in found.sources.values())
    origins = [
        {
            "part": origin.part,
            "block": origin.block,
            "start": origin.start,
            "end": origin.end,
            "source": names.get(origin.source) if origin.source else None,
            "span": list(origin.span) if origin.span else None,
            "why": origin.why,
            "ruling": origin.ruling,
        }
        for origin in found.collation.origins
    ]
    return {
        "id": policy_id,
        "sources": [_set_aside(open_desk, sha256, names) for sha256 in found.sources],
        "origins": origins,
        "text": [[block.text for block in part.blocks] for part in found.policy.parts],
    }


def _set_aside(open_desk: OpenDesk, sha256: str, names: dict[str, str]) -> dict[str, Any]:
    """Return a source's stretches that belong to no document, each with its words and reason."""
    record = records.load_source_record(open_desk.archive, sha256)
    data = records.load_source(open_desk.archive, sha256)
    text = extract.read_bytes(data, record.source.name).text
    return {
        "source": names[sha256],
        "sha256": sha256,
        "set_aside": [
            {"span": [*piece.span], "reason": piece.reason, "text": text[slice(*piece.span)]}
            for piece in record.furniture
        ],
        "flags": [
            {"code": flag.code, "message": flag.message, "span": list(flag.span or ())}
            for flag in record.flags
        ],
    }


def provenance_lines(shape: shapes.Shape) -> Iterator[str]:
    """Yield provenance as lines for a terminal."""
    for source in shape["sources"]:
        yield f"{source['source']}  {source['sha256']}"
        for piece in source["set_aside"]:
            start, end = piece["span"]
            words = " ".join(piece["text"].split())
            shown = words if len(words) <= 60 else words[:57] + "…"
            yield f"  set aside {start}–{end}  {piece['reason']}: {shown}"
        for flag in source["flags"]:
            yield f"  flag {flag['code']}: {flag['message']}"
    for origin in shape["origins"]:
        text = shape["text"][origin["part"]][origin["block"]][origin["start"] : origin["end"]]
        shown = text if len(text) <= 40 else text[:37] + "…"
        where = f"{origin['source']} {origin['span']}" if origin["source"] else origin["why"]
        yield f"  {origin['part']}.{origin['block']}  {where}  {shown}"


def blame(open_desk: OpenDesk, name: str) -> list[shapes.Shape]:
    """Return the lines of a policy's text, each with its save and with who vouches for its words.

    Raises:
        UnknownError: No policy is called so.
    """
    policy_id = find(open_desk, name)
    found = reconcile(open_desk, policy_id)
    names = shapes.source_names((s.sha256, s.name) for s in found.sources.values())
    vouchers = _vouchers(found, names)
    lines = blamed(open_desk.archive, policy_path(policy_id))
    body = next((line.number for line in lines[1:] if line.text == "---"), 0)
    return [
        {
            "line": line.number,
            "commit": line.commit,
            "when": line.when.isoformat(),
            "message": line.message,
            "vouched": vouchers.get(squeeze(line.text.lstrip("#")), ""),
            "text": line.text,
        }
        for line in lines
        if line.number > body and line.text.strip() and not line.text.startswith((":::", "{."))
    ]


def _vouchers(found: Reconciled, names: Mapping[str, str]) -> dict[str, str]:
    """Return, for each sentence of the settled text, the sources and rulings behind it."""
    by_block: dict[tuple[int, int], list[Origin]] = {}
    for origin in found.collation.origins:
        by_block.setdefault((origin.part, origin.block), []).append(origin)
    vouchers: dict[str, str] = {}
    for at, part in enumerate(found.policy.parts):
        for index, block in enumerate(part.blocks):
            start = 0
            for sentence in SENTENCE.findall(block.text):
                end = start + len(sentence)
                who = _who(by_block.get((at, index), ()), start, end, names)
                vouchers[squeeze(sentence)] = " + ".join(dict.fromkeys(who))
                start = end
    return vouchers


def _who(origins: Iterable[Origin], start: int, end: int, names: Mapping[str, str]) -> list[str]:
    """Return who vouches for a stretch; the house style changes marks and vouches for no words."""
    return [
        f"ruling {origin.ruling}" if origin.ruling else names.get(origin.source or "", origin.why)
        for origin in origins
        if origin.start < end and start < origin.end and origin.why != "house-style"
    ]
