"""Every policy of the archive together, with what holds of each."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from gazette import validity
from gazette.model.document import Flag, Policy
from gazette.model.event import Citation, Event, Status
from gazette.model.issue import Manifest
from gazette.store import catalogue, editor, subjects
from gazette.store.memo import Kept, recall
from gazette.workflow.desk import OpenDesk
from gazette.workflow.issues import manifests
from gazette.workflow.subjects import classified
from gazette.workflow.texts import Texts


def find(open_desk: OpenDesk, name: str) -> str:
    """Return the id of the policy called `name`: its id, or its number in any bracket style.

    Raises:
        UnknownError: No policy is called so.
    """
    return catalogue.find(open_desk.archive, name)


def carriages(orders: Iterable[Manifest]) -> dict[str, list[tuple[str, date]]]:
    """Return, for each policy, the issues that carry it, with their days."""
    found: dict[str, list[tuple[str, date]]] = {}
    for order in orders:
        if order.published is not None:
            entries = [e for section in order.sections for e in section.entries]
            for entry in (*entries, *order.back):
                if entry.policy:
                    found.setdefault(entry.policy, []).append((order.id, order.published))
    return found


@dataclass(frozen=True, slots=True)
class Filter:
    """Which policies of a shelf are wanted; `None` takes all."""

    kind: str | None = None
    issuer: str | None = None
    year: int | None = None
    flagged: bool = False

    def takes(self, policy: Policy) -> bool:
        """Tell whether `policy` is wanted."""
        meta = policy.meta
        years = {int(part) for part in policy.id.split("/") if part.isdigit() and len(part) == 4}
        years |= {meta.issued.year} if meta.issued else set()
        return (
            (self.kind is None or meta.kind == self.kind)
            and (self.issuer is None or self.issuer in meta.issuers)
            and (self.year is None or self.year in years)
            and (bool(policy.flags) or not self.flagged)
        )


@dataclass(frozen=True, slots=True)
class Own:
    """What a policy's own text says."""

    events: tuple[Event, ...]
    names: tuple[str, ...]
    """The titles it goes by."""
    flags: tuple[Flag, ...] = ()
    """Those of the policy, its text read."""

    @classmethod
    def of(cls, policy: Policy, carried: Sequence[tuple[str, date]] = ()) -> "Own":
        """Read a policy that issues carried on their days."""
        return cls(validity.events(policy, carried), validity.names(policy), policy.flags)


_PROGRAM = ("markdown", "structure.py", "text", "validity", "workflow/shelf.py")
_OWN = Kept("own", Own, _PROGRAM)
_CITED = Kept("citations", tuple[Citation, ...], _PROGRAM)


@dataclass(frozen=True)
class Shelf:
    """The policies, and what their texts say of themselves and of each other."""

    policies: Mapping[str, Policy]
    summaries: Mapping[str, Policy]
    """The same without their parts, with the subjects an editor gave: had without reading a text."""
    events: Mapping[str, tuple[Event, ...]]
    """For each id, held or known by reference only: its own events and those that reach it."""
    own: Mapping[str, tuple[Event, ...]]
    """For each id held, what its own text says."""
    cite: Callable[[], Mapping[str, tuple[Citation, ...]]]
    blobs: Mapping[str, str] = field(default_factory=dict)
    """For each id, the name of its bytes in the archive."""

    @cached_property
    def citations(self) -> Mapping[str, tuple[Citation, ...]]:
        """The documents each policy names; read when first asked for."""
        return self.cite()

    @classmethod
    def of(cls, open_desk: OpenDesk) -> "Shelf":
        """Read the archive of a desk: only the texts that changed since it was last read."""
        archive, texts = open_desk.archive, Texts(open_desk)
        carried = carriages(manifests(open_desk))
        keys = {i: f"{blob} {carried.get(i, '')}" for i, blob in texts.blobs.items()}

        def lasts(policy_id: str, _: object) -> bool:
            return texts.is_readable(policy_id)

        def cite() -> Mapping[str, tuple[Citation, ...]]:
            return recall(
                archive, _CITED, texts.blobs, lambda i: validity.citations(texts[i]), lasts
            )

        own = recall(archive, _OWN, keys, lambda i: Own.of(texts[i], carried.get(i, ())), lasts)
        shelf = cls._joined(texts, own, editor.load_all(archive), cite, texts.blobs)
        given = subjects.load_all(archive)
        said = {i: classified(each, given.get(i, ())) for i, each in shelf.summaries.items()}
        return replace(shelf, summaries=said)

    @classmethod
    def holding(
        cls,
        policies: Mapping[str, Policy],
        carried: Mapping[str, Sequence[tuple[str, date]]] | None = None,
        judged: Mapping[str, Sequence[Event]] | None = None,
    ) -> "Shelf":
        """Derive the events of policies.

        Args:
            policies: By id.
            carried: For each id, the issues that carried it, with their days.
            judged: For each id, what an editor says, who has the last word.
        """
        issues = carried or {}
        own = {i: Own.of(policy, issues.get(i, ())) for i, policy in policies.items()}
        return cls._joined(
            policies,
            own,
            judged or {},
            lambda: {i: validity.citations(policy) for i, policy in policies.items()},
        )

    @classmethod
    def _joined(
        cls,
        policies: Mapping[str, Policy],
        read: Mapping[str, Own],
        judged: Mapping[str, Sequence[Event]],
        cite: Callable[[], Mapping[str, tuple[Citation, ...]]],
        blobs: Mapping[str, str] | None = None,
    ) -> "Shelf":
        """Join what texts say of themselves, of each other, and what an editor says."""
        own = {i: each.events for i, each in read.items()}
        reaching = validity.incoming(own, {i: each.names for i, each in read.items()})
        events = {
            policy_id: validity.merge(
                (*own.get(policy_id, ()), *reaching.get(policy_id, ())), judged.get(policy_id, ())
            )
            for policy_id in sorted({*own, *reaching, *judged})
        }
        plain = policies.summaries if isinstance(policies, Texts) else policies
        summaries = {i: replace(plain[i], parts=(), flags=read[i].flags) for i in policies}
        return cls(policies, summaries, events, own, cite, blobs or {})

    def status(self, policy_id: str, at: date) -> Status:
        """Return what holds of a policy on a day; unknown where nothing is known."""
        return validity.status(self.events.get(policy_id, ()), at)

    def references(self) -> tuple[str, ...]:
        """Return the ids of policies known by reference only: their text is not held."""
        return tuple(policy_id for policy_id in self.events if policy_id not in self.policies)
