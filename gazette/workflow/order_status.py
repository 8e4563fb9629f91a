"""How far an issue has come: the columns of its life, and what is left to do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from gazette.issue import Load, editing, order
from gazette.issue.assembly import title_of
from gazette.issue.manifest import STAGES
from gazette.model.issue import Finding, Manifest, Stage
from gazette.workflow.desk import OpenDesk
from gazette.workflow.issues import lenient, load_manifest
from gazette.workflow.order_check import check, suggestions
from gazette.workflow.orders import entries_of


@dataclass(frozen=True, slots=True)
class Step:
    """Something left to do before an issue is out, and the command that does it."""

    what: str
    command: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an issue has come."""

    manifest: Manifest
    held: int
    """Entries whose text is in the archive."""
    missing: int
    """Entries that name a policy which cannot be had."""
    pinned: int
    findings: tuple[Finding, ...] | None
    """`None`: it was not checked."""
    moves: tuple[order.Move, ...] = ()
    """Entries that would stand elsewhere by rank."""

    @property
    def stage(self) -> Stage | None:
        """The last stage behind it."""
        return self.manifest.life[-1] if self.manifest.life else None

    @property
    def next(self) -> str | None:
        """The stage to come; `None` once it is published."""
        reached = STAGES.index(self.stage.name) + 1 if self.stage else 0
        return STAGES[reached] if reached < len(STAGES) else None

    @property
    def grave(self) -> int:
        """How many findings stop a build or should."""
        return sum(finding.grave for finding in self.findings or ())


def overview(open_desk: OpenDesk, found: Manifest) -> Standing:
    """Return how far an issue has come, without checking it."""
    load = lenient(open_desk)
    entries = entries_of(found)
    named = [entry for entry in entries if entry.policy]
    held = sum(load(entry.policy or "", entry.revision) is not None for entry in named)
    pinned = sum(entry.revision is not None for entry in named)
    return Standing(found, held, len(named) - held, pinned, None)


def standing(open_desk: OpenDesk, issue_id: str) -> Standing:
    """Return how far an issue has come, checked.

    Raises:
        UnknownError: There is no such running order.
        DeskError: It cannot be read.
    """
    seen = overview(open_desk, load_manifest(open_desk, issue_id))
    frozen = editing.is_frozen(seen.manifest)
    return Standing(
        seen.manifest,
        seen.held,
        seen.missing,
        seen.pinned,
        check(open_desk, issue_id),
        () if frozen else suggestions(open_desk, issue_id),
    )


def steps(seen: Standing) -> Iterator[Step]:
    """Yield what is left to do, first things first."""
    name = seen.manifest.id
    if not any(section.entries for section in seen.manifest.sections):
        yield Step("It carries nothing yet.", f"gazette issue add {name} SECTION POLICY …")
    if seen.missing:
        yield Step(f"{seen.missing} policies cannot be had.", f"gazette issue check {name}")
    if seen.findings:
        others = len(seen.findings) - seen.grave
        yield Step(f"{seen.grave} grave findings, {others} others.", f"gazette issue check {name}")
    if seen.moves:
        yield Step(f"{len(seen.moves)} entries out of order.", f"gazette issue suggest {name}")
    if seen.next == "frozen":
        yield Step("Next: frozen.", f"gazette issue freeze {name} --by NAME")
    elif seen.next:
        yield Step(f"Next: {seen.next}.", f"gazette issue mark {name} {seen.next} --by NAME")


def columns(life: Sequence[Stage]) -> dict[str, Stage | None]:
    """Return for each stage the last time it was reached, or `None`, in order."""
    reached = {stage.name: stage for stage in life}
    return {name: reached.get(name) for name in STAGES}


def shape(seen: Standing) -> dict[str, Any]:
    """Return how far an issue has come as `gazette issue status --json` prints it."""
    found = seen.manifest
    stages = columns(found.life)
    return {
        "id": found.id,
        "name": found.name,
        "year": found.year,
        "number": found.number,
        "total": found.total,
        "published": found.published.isoformat() if found.published else None,
        "stage": seen.stage.name if seen.stage else None,
        "next": seen.next,
        "frozen": editing.is_frozen(found),
        "life": [
            {
                "stage": name,
                "by": stage.by if stage else None,
                "on": stage.on.isoformat() if stage and stage.on else None,
                "done": stage is not None,
            }
            for name, stage in stages.items()
        ],
        "entries": {
            "total": len(entries_of(found)),
            "held": seen.held,
            "missing": seen.missing,
            "not_held": len(entries_of(found)) - seen.held - seen.missing,
            "pinned": seen.pinned,
        },
        "findings": None
        if seen.findings is None
        else {"grave": seen.grave, "others": len(seen.findings) - seen.grave},
        "left": [{"what": step.what, "command": step.command} for step in steps(seen)],
    }


def row(seen: Standing) -> tuple[str, ...]:
    """Return how far an issue has come as a row: id, the day of each stage, entries, texts held."""
    days = (
        str(stage.on or "?") if stage else "" for stage in columns(seen.manifest.life).values()
    )
    return (seen.manifest.id, *days, str(len(entries_of(seen.manifest))), str(seen.held))


def text_lines(seen: Standing) -> Iterator[str]:
    """Yield how far an issue has come as lines for a terminal."""
    found = seen.manifest
    yield f"{found.id}  {found.name}"
    for name, stage in columns(found.life).items():
        facts = (
            (str(stage.on or "day not said"), stage.by or "by nobody named") if stage else ("—",)
        )
        yield f"  {name:<10}  {'  '.join(facts)}"
    entries = len(entries_of(found))
    yield f"  {entries} entries, {seen.held} texts held, {seen.pinned} pinned"
    for step in steps(seen):
        yield f"  to do  {step.what}  `{step.command}`"


def order_shape(found: Manifest) -> dict[str, Any]:
    """Return a running order as the commands that change one print it with --json."""
    return {
        "id": found.id,
        "name": found.name,
        "year": found.year,
        "number": found.number,
        "total": found.total,
        "published": found.published.isoformat() if found.published else None,
        "stage": found.life[-1].name if found.life else None,
        "sections": [
            {
                "name": section.name,
                "entries": [
                    {"policy": entry.policy, "title": entry.title, "revision": entry.revision}
                    for entry in section.entries
                ],
            }
            for section in found.sections
        ],
    }


def item_shapes(found: Manifest, load: Load) -> list[dict[str, Any]]:
    """Return the entries of a running order in order, each with its title and whether it is held."""
    placed = [(section.name, entry) for section in found.sections for entry in section.entries]
    placed += [("", entry) for entry in found.back]
    items = []
    for section, entry in placed:
        policy = load(entry.policy, entry.revision) if entry.policy else None
        items.append(
            {
                "section": section,
                "title": " ".join(title_of(entry, policy).split()),
                "policy": entry.policy,
                "held": policy is not None,
                "printed_page": entry.printed_page,
            }
        )
    return items
