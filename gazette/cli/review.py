"""`gazette review`: walk through the open variants in the terminal."""

from collections.abc import Sequence

import rich_click as click

from gazette.cli import options
from gazette.cli.options import examples, home, now, say
from gazette.model.collation import Variant
from gazette.model.report import Doubt
from gazette.text.deceptive import visible
from gazette.workflow import doubts, rulings
from gazette.workflow.desk import OpenDesk, open_desk
from gazette.workflow.shelf import find


@click.command("review")
@click.argument("policy", required=False, shell_complete=options.policies)
@click.option("--by", metavar="NAME", help="Who decides.")
@examples("gazette review", "gazette review 吉民发〔2023〕27号 --by 王茜")
def review(policy: str | None, by: str | None) -> None:
    """Walk through the open variants: both readings in context, one key each.

    1, 2, … takes a reading, e writes another, s skips, u takes the last decision back, q stops.
    What was decided is kept at once, so one can stop and go on later.
    """
    with open_desk(home()) as desk:
        ids = [find(desk, policy)] if policy else list(rulings.with_copies(desk))
        walk = Walk(desk, by)
        for policy_id in ids:
            _warn(policy_id, doubts.told(desk, policy_id))
            if not walk.through(policy_id):
                break
    say(f"{walk.decided} decided, {walk.skipped} skipped.")


class Walk:
    """One walk through open variants, with what is needed to go back a step."""

    def __init__(self, desk: OpenDesk, by: str | None) -> None:
        self.desk = desk
        self.by = by
        self.decided = 0
        self.skipped = 0
        self._last: tuple[str, str] | None = None

    def through(self, policy_id: str) -> bool:
        """Walk through one policy's open variants; `False` when the editor stops."""
        seen: set[str] = set()
        while True:
            found = rulings.reconcile(self.desk, policy_id)
            left = [v for v in rulings.open_variants(found.collation) if v.id not in seen]
            if not left:
                return True
            variant = left[0]
            names = [found.sources[sha256].name for sha256, _ in variant.readings]
            _show(policy_id, variant, names, len(left))
            key = click.getchar().lower()
            if key == "q":
                return False
            if key == "u" and self._last:
                seen.discard(self._undo())
            elif key == "s":
                seen.add(variant.id)
                self.skipped += 1
            elif key == "e" or (key.isdigit() and 0 < int(key) <= len(variant.readings)):
                self._decide(policy_id, variant, key)

    def _decide(self, policy_id: str, variant: Variant, key: str) -> None:
        text = click.prompt("Reading", err=True) if key == "e" else None
        take = None if key == "e" else variant.readings[int(key) - 1][0]
        why = "; ".join(variant.evidence) or None
        reason = click.prompt("Reason", default=why, err=True)
        decision = rulings.Decision(reason, take, text, self.by)
        rulings.rule(self.desk, policy_id, variant.id, decision, now())
        self._last = (policy_id, variant.id)
        self.decided += 1

    def _undo(self) -> str:
        policy_id, variant = self._last or ("", "")
        rulings.withdraw(self.desk, policy_id, variant, now())
        self._last = None
        self.decided -= 1
        return variant


def _warn(policy_id: str, against: Sequence[Doubt]) -> None:
    """Print what stands against a policy before its variants are walked through."""
    lines = list(doubts.lines(against))
    if lines:
        say("\n".join(("", f"{policy_id}: what stands against this text", *lines)))


def _show(policy_id: str, variant: Variant, names: Sequence[str], left: int) -> None:
    """Print one variant: where, both readings in context, and what speaks for which."""
    say("")
    say(f"{policy_id}  {variant.address or '(no number)'}  [{variant.kind}] {left} left")
    for index, (name, (_, reading)) in enumerate(zip(names, variant.readings, strict=True), 1):
        shown = visible(f"…{variant.before}⟦{reading.text or '—'}⟧{variant.after}…")
        say(f"  {index}  {shown}   ({name})")
    if variant.suggestion is not None:
        why = visible("; ".join(variant.evidence))
        say(f"  suggestion: {visible(variant.suggestion) or '(omit)'}: {why}")
    say("  1, 2 … take · e write · s skip · u undo · q stop")
