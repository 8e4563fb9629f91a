"""An editor's word on what is in force: an event added, or one that was read overruled."""

from dataclasses import replace
from datetime import date, datetime

from gazette.errors import GazetteError
from gazette.model.event import Event, EventKind, Target
from gazette.store import editor
from gazette.workflow.desk import OpenDesk


def judge(
    open_desk: OpenDesk,
    policy_id: str,
    event: Event,
    when: datetime,
) -> tuple[Event, ...]:
    """Keep an event that an editor adds, in one commit; it overrules those of its kind.

    Returns:
        All events an editor gave on the policy.

    Raises:
        GazetteError: It gives no reason.
    """
    if not (event.reason or "").strip():
        raise GazetteError("An editor's event needs a reason.", 'Give it with --reason "…".')
    before = editor.load(open_desk.archive, policy_id)
    kept = tuple(each for each in before if (each.kind, each.target) != (event.kind, event.target))
    events = (*kept, event)
    open_desk.archive.save(
        {editor.path_of(policy_id): editor.dump(events)},
        message=f"Judge {policy_id}: {event.kind}",
        when=when,
        trailers=(("Policy", policy_id),),
    )
    return events


def event(kind: str, day: date | None, reason: str, quote: str, target: str | None) -> Event:
    """Make an event of an editor's words."""
    made = Event(EventKind(kind), day, day is not None, quote, editor.SOURCE, reason=reason)
    return replace(made, target=Target(id=target)) if target else made
