"""`gazette reconcile`: where the copies of a document differ."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import rich_click as click

from gazette import shapes
from gazette.cli import options
from gazette.cli.options import as_json, echo, examples, home, print_json, progress, say
from gazette.model.collation import Variant
from gazette.model.report import Doubt
from gazette.text.deceptive import visible
from gazette.workflow import doubts, reports, rulings
from gazette.workflow.desk import OpenDesk, open_desk
from gazette.workflow.rulings import Reconciled, Unread, attempt
from gazette.workflow.shelf import find


@click.command("reconcile")
@click.argument("policies", nargs=-1, shell_complete=options.policies)
@click.option(
    "--report", type=click.Path(path_type=Path), help="Write a page for the editor here."
)
@click.option("--tei", type=click.Path(path_type=Path), help="Write a TEI apparatus here.")
@click.option(
    "--check", is_flag=True, help="Exit with 4 if a variant is open or a copy unreadable."
)
@as_json
@examples(
    "gazette reconcile",
    "gazette reconcile 吉民发〔2023〕27号 --report report.html",
    "gazette reconcile --check --json",
)
def reconcile(
    policies: tuple[str, ...], report: Path | None, tei: Path | None, check: bool, json_: bool
) -> int:
    """Show every place where the copies of POLICIES (default: all with two copies) differ in words.

    Differences of typography and layout are folded and counted; each variant of words has its
    readings, its place in each source, and, where evidence speaks for a reading, a suggestion.
    """
    with open_desk(home()) as desk:
        found, unread = _collate(desk, policies)
        against = {each.policy.id: doubts.told(desk, each.policy.id) for each in found}
        if report:
            reports.write_report(desk, found, report)
            say(f"wrote {report}")
        if tei:
            reports.write_tei(found, tei)
            say(f"wrote {tei}")
    open_ = sum(len(rulings.open_variants(each.collation)) for each in found)
    if json_:
        print_json([*map(_shape, found), *map(_unread_shape, unread)])
    else:
        for each in found:
            _tell(each, against[each.policy.id])
        say(f"{len(found)} documents collated, {open_} variants open.")
        if open_:
            say(
                "Next: `gazette review`, or `gazette rule POLICY VARIANT --take SOURCE --reason …`."
            )
    for missed in unread:
        say(f"Not collated: {missed.id}: {missed.error.message}")
        say(f"  Hint: {missed.error.hint or 'Run `gazette verify`.'}")
    if check:
        return 4 if open_ or unread else 0
    return 1 if unread else 0


def _collate(desk: OpenDesk, names: Sequence[str]) -> tuple[list[Reconciled], list[Unread]]:
    """Collate the policies named, or all; of all, those that cannot be read are told at the end."""
    found: list[Reconciled] = []
    unread: list[Unread] = []
    ids = tuple(find(desk, name) for name in names) or rulings.all_in_question(desk)
    with progress("Collating", len(ids)) as step:
        for policy_id in ids:
            done = rulings.reconcile(desk, policy_id) if names else attempt(desk, policy_id)
            if isinstance(done, Unread):
                unread.append(done)
            else:
                found.append(reports.with_pages(desk, done))
            step(policy_id)
    return found, unread


def _unread_shape(each: Unread) -> shapes.Shape:
    """Return what stands in the list for a policy whose copies could not be held together."""
    flag = {"code": "unreadable", "message": each.error.message, "source": None, "span": None}
    empty: shapes.Shape = {"witnesses": [], "noise": {}, "variants": [], "stale": [], "lint": []}
    return {"id": each.id, **empty, "flags": [{**flag, "grave": True}]}


def _shape(found: Reconciled) -> shapes.Shape:
    names = shapes.source_names((source.sha256, source.name) for source in found.sources.values())
    return shapes.collation_shape(found.policy.id, found.collation, names)


def _tell(found: Reconciled, against: Iterable[Doubt]) -> None:
    """Print what stands against one policy, its variants of words, and its noise in one line."""
    collation = found.collation
    noise = ", ".join(f"{count} {name}" for name, count in collation.noise) or "none"
    echo(f"{found.policy.id}  {found.policy.meta.title or '(no title)'}")
    for line in doubts.lines(against):
        echo(f"  {line}")
    echo(f"  folded: {noise}")
    for variant in collation.variants:
        _tell_variant(variant, found)
    for suspicion in collation.lint:
        echo(f"  lint  {suspicion.address}  {suspicion.text}: {suspicion.message}")
    for ruling in collation.stale:
        echo(f"  stale ruling, not applied: {ruling.text} ({ruling.reason})")


def _tell_variant(variant: Variant, found: Reconciled) -> None:
    state = "ruled" if variant.ruling else "open"
    echo(f"  {variant.id}  {variant.kind} · {variant.severity} · {state}  {variant.address}")
    for sha256, reading in variant.readings:
        shown = visible(f"…{variant.before}⟦{reading.text or '—'}⟧{variant.after}…")
        echo(f"      {shown}  ({found.sources[sha256].name})")
    if variant.ruling:
        echo(f"      → {variant.ruling.text or '(omit)'}: {variant.ruling.reason}")
    elif variant.suggestion is not None:
        why = visible("; ".join(variant.evidence))
        echo(f"      ? {visible(variant.suggestion) or '(omit)'}: {why}")
