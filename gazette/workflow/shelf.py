"""Every policy of the archive together, with what holds of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gazette import validity
from gazette.model.document import Policy
from gazette.model.event import Citation, Event, Status
from gazette.store import catalogue, editor, records
from gazette.workflow.desk import OpenDesk
from gazette.workflow.issues import manifests


def find(open_desk: OpenDesk, name: str) -> str:
    """Return the id of the policy called `name`: its id, or its number in any bracket style.

    Raises:
        UnknownError: No policy is called so.
    """
    return catalogue.find(open_desk.archive, name)


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


@dataclass(frozen=True, slots=True)
class Shelf:
    """The policies, and what their texts say of themselves and of each other."""

    policies: Mapping[str, Policy]
    events: Mapping[str, tuple[Event, ...]]
    """For each id, held or known by reference only: its own events and those that reach it."""
    citations: Mapping[str, tuple[Citation, ...]]

    @classmethod
    def of(cls, open_desk: OpenDesk) -> "Shelf":
        """Read the archive of a desk."""
        archive = open_desk.archive
        ids = [summary.id for summary in catalogue.summaries(archive)]
        policies = {i: records.load_policy(archive, i) for i in ids}
        return cls.holding(policies, carriages(open_desk), editor.load_all(archive))

    @classmethod
    def holding(
        cls,
        policies: Mapping[str, Policy],
        carried: Mapping[str, Sequence[tuple[str, date]]] | None = None,
        judged: Mapping[str, Sequence[Event]] | None = None,
    ) -> "Shelf":
        """Derive events and citations of policies.

        Args:
            policies: By id.
            carried: For each id, the issues that carried it, with their days.
            judged: For each id, what an editor says, who has the last word.
        """
        issues = carried or {}
        own = {i: validity.events(policy, issues.get(i, ())) for i, policy in policies.items()}
        reaching = validity.incoming(own)
        events = {
            policy_id: validity.merge(
                (*own.get(policy_id, ()), *reaching.get(policy_id, ())),
                (judged or {}).get(policy_id, ()),
            )
            for policy_id in sorted({*own, *reaching, *(judged or {})})
        }
        citations = {i: validity.citations(policy) for i, policy in policies.items()}
        return cls(policies, events, citations)

    def status(self, policy_id: str, at: date) -> Status:
        """Return what holds of a policy on a day; unknown where nothing is known."""
        return validity.status(self.events.get(policy_id, ()), at)

    def references(self) -> tuple[str, ...]:
        """Return the ids of policies known by reference only: their text is not held."""
        return tuple(policy_id for policy_id in self.events if policy_id not in self.policies)
