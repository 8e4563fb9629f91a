"""Every policy of the archive together, with what holds of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from gazette import validity
from gazette.errors import GazetteError
from gazette.markdown.body import load_parts
from gazette.markdown.lines import split
from gazette.model.document import Flag, Policy
from gazette.model.event import Citation, Event, Status
from gazette.store import catalogue, editor
from gazette.store.ids import policy_path
from gazette.workflow.desk import OpenDesk
from gazette.workflow.issues import manifests


def find(open_desk: OpenDesk, name: str) -> str:
    """Return the id of the policy called `name`: its id, or its number in any bracket style.

    Raises:
        UnknownError: No policy is called so.
    """
    return catalogue.find(open_desk.archive, name)


UNREADABLE = "unreadable"
"""Flag of a policy whose file cannot be read; it stands in for its text."""


def read_all(open_desk: OpenDesk) -> dict[str, Policy]:
    """Return every policy by its id; one damaged file hides no other.

    The front matter comes from the derived index, so that only the bodies are read. A policy that
    cannot be read has no parts and the grave flag `unreadable`.
    """
    summaries = catalogue.summaries(open_desk.archive)
    return {each.id: with_text(open_desk, each) for each in summaries}


def with_text(open_desk: OpenDesk, summary: Policy) -> Policy:
    """Return a policy with its parts, given all else that is known of it."""
    if any(flag.code == UNREADABLE for flag in summary.flags):
        return summary
    path = policy_path(summary.id)
    try:
        _, body, line = split(open_desk.archive.read(path).decode("utf-8"))
        return replace(summary, parts=load_parts(body, line))
    except (GazetteError, UnicodeDecodeError) as error:
        return replace(summary, flags=(Flag(UNREADABLE, f"{path}: {error}", grave=True),))


def carriages(open_desk: OpenDesk) -> dict[str, list[tuple[str, date]]]:
    """Return, for each policy, the issues of the desk that carry it, with their days."""
    found: dict[str, list[tuple[str, date]]] = {}
    for order in manifests(open_desk):
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


@dataclass(frozen=True)
class Shelf:
    """The policies, and what their texts say of themselves and of each other."""

    policies: Mapping[str, Policy]
    events: Mapping[str, tuple[Event, ...]]
    """For each id, held or known by reference only: its own events and those that reach it."""
    own: Mapping[str, tuple[Event, ...]]
    """For each id held, what its own text says."""

    @cached_property
    def citations(self) -> Mapping[str, tuple[Citation, ...]]:
        """The documents each policy names; read when first asked for."""
        return {i: validity.citations(policy) for i, policy in self.policies.items()}

    @classmethod
    def of(cls, open_desk: OpenDesk) -> "Shelf":
        """Read the archive of a desk."""
        judged = editor.load_all(open_desk.archive)
        return cls.holding(read_all(open_desk), carriages(open_desk), judged)

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
        own = {i: validity.events(policy, issues.get(i, ())) for i, policy in policies.items()}
        names = {i: validity.names(policy) for i, policy in policies.items()}
        reaching = validity.incoming(own, names)
        events = {
            policy_id: validity.merge(
                (*own.get(policy_id, ()), *reaching.get(policy_id, ())),
                (judged or {}).get(policy_id, ()),
            )
            for policy_id in sorted({*own, *reaching, *(judged or {})})
        }
        return cls(policies, events, own)

    def status(self, policy_id: str, at: date) -> Status:
        """Return what holds of a policy on a day; unknown where nothing is known."""
        return validity.status(self.events.get(policy_id, ()), at)

    def references(self) -> tuple[str, ...]:
        """Return the ids of policies known by reference only: their text is not held."""
        return tuple(policy_id for policy_id in self.events if policy_id not in self.policies)
