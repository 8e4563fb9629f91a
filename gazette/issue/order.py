"""In which order entries should stand: rank of the issuer, kind of document, number.

A suggestion, never done unasked: editors have reasons that no rule knows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gazette.issue.assembly import Load
from gazette.model.document import Policy
from gazette.model.issue import Entry, Manifest, Section
from gazette.model.register import Register
from gazette.text.numbers import Number, parse_number

_KINDS = (("令", 0), ("发", 1), ("函", 3))
_OTHER_KIND = 2
_KIND_NAMES = {0: "令", 1: "发", 2: "other kind", 3: "函"}
_UNKNOWN_RANK = 99


@dataclass(frozen=True, slots=True)
class Key:
    """What an entry is sorted by."""

    rank: int
    """Of the issuer: 1 stands highest."""
    kind: int
    """令 0, 发 1, others 2, 函 3."""
    code: str
    year: int
    serial: int

    def sorts(self) -> tuple[int, int, str, int, int]:
        """Return the key as a tuple."""
        return self.rank, self.kind, self.code, self.year, self.serial


@dataclass(frozen=True, slots=True)
class Move:
    """An entry that should stand elsewhere in its section."""

    section: str
    policy: str
    at: int
    """Where it stands, counted from 1."""
    to: int
    reason: str


def suggest(manifest: Manifest, load: Load, register: Register) -> tuple[Move, ...]:
    """Say which entries stand out of order, section by section.

    Entries without a number keep their places: nothing is known to sort them by.
    """
    moves: list[Move] = []
    for section in manifest.sections:
        keys = _keys(section, load, register)
        for to, at in enumerate(_order(keys)):
            entry, key = section.entries[at], keys[at]
            if at != to and entry.policy is not None and key is not None:
                reason = _reason(key, register)
                moves.append(Move(section.name, entry.policy, at + 1, to + 1, reason))
    return tuple(moves)


def ordered(manifest: Manifest, load: Load, register: Register) -> Manifest:
    """Return the running order as suggested."""
    better = (
        replace(section, entries=tuple(section.entries[at] for at in _order(keys)))
        for section in manifest.sections
        for keys in [_keys(section, load, register)]
    )
    return replace(manifest, sections=tuple(better))


def place(section: Section, entry: Entry, load: Load, register: Register) -> int | None:
    """Return where in a section a new entry should stand, counted from 1; `None`: at the end."""
    key = _key(entry, load, register)
    if key is None:
        return None
    for at, other in enumerate(_keys(section, load, register), 1):
        if other is not None and key.sorts() < other.sorts():
            return at
    return None


def _keys(section: Section, load: Load, register: Register) -> list[Key | None]:
    return [_key(entry, load, register) for entry in section.entries]


def _order(keys: Sequence[Key | None]) -> list[int]:
    """Return the old places in the new order: what has a key is sorted among the places it holds."""
    places = [at for at, key in enumerate(keys) if key is not None]
    by_key = sorted(places, key=lambda at: (key.sorts() if (key := keys[at]) else (), at))
    found = list(range(len(keys)))
    for slot, source in zip(places, by_key, strict=True):
        found[slot] = source
    return found


def _key(entry: Entry, load: Load, register: Register) -> Key | None:
    policy = load(entry.policy, entry.revision) if entry.policy else None
    printed = entry.number or (policy.meta.number if policy else None)
    number = parse_number(printed) if printed else None
    if number is None:
        return None
    rank = _rank(number, policy, register)
    return Key(rank, kind_of(number.code), number.code, number.year, number.serial)


def _rank(number: Number, policy: Policy | None, register: Register) -> int:
    """Return the rank of the issuer: by the code of the number, else by the lead issuer's name."""
    found = register.by_code(number.code)
    if found:
        return found[0].rank
    lead = policy.meta.issuers[0] if policy and policy.meta.issuers else None
    issuer = register.by_name(lead) if lead else None
    return issuer.rank if issuer else _UNKNOWN_RANK


def kind_of(code: str) -> int:
    """Return the rank of the kind of document a code stands for: 令 before 发 before 函."""
    return next((rank for ending, rank in _KINDS if code.endswith(ending)), _OTHER_KIND)


def _reason(key: Key, register: Register) -> str:
    """Say in words why an entry stands where it does."""
    issuers = register.by_code(key.code)
    who = issuers[0].name if issuers else f"issuer of {key.code}"
    rank = "unknown" if key.rank == _UNKNOWN_RANK else str(key.rank)
    return f"{who} (rank {rank}), {_KIND_NAMES[key.kind]}, {key.year} No. {key.serial}"
