"""`gazette judge`: an editor's word on what is in force."""

from datetime import datetime

import rich_click as click

from gazette.cli import options
from gazette.cli.options import examples, home, now, say

KINDS = ("in-force", "expires", "repealed", "amended", "continues", "trial", "published")


@click.command("judge")
@click.argument("policy", shell_complete=options.policies)
@click.argument("event", type=click.Choice(KINDS))
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day, if known.")
@click.option("--reason", required=True, help="Why: what was seen or asked.")
@click.option("--quote", default="", help="The words that say so, if there are any.")
@click.option("--by-policy", help="The policy that does it, where one does.")
@examples(
    'gazette judge 吉工信创业〔2023〕92号 in-force --date 2023-04-21 --reason "the office, by phone"',
)
def judge(
    policy: str,
    event: str,
    day: datetime | None,
    reason: str,
    quote: str,
    by_policy: str | None,
) -> None:
    """Add an EVENT to POLICY, or overrule what its text was read to say; the reason is kept."""
    from gazette.workflow import judging
    from gazette.workflow.desk import open_desk
    from gazette.workflow.reading import find_or_reference
    from gazette.workflow.shelf import Shelf

    on = day.date() if day else None
    with open_desk(home()) as desk:
        shelf = Shelf.of(desk)
        policy_id = find_or_reference(desk, shelf, policy)
        by = find_or_reference(desk, shelf, by_policy) if by_policy else None
        judging.judge(desk, policy_id, judging.event(event, on, reason, quote, by), now())
    say(f"{policy_id}: {event} {on or 'on a day not known'}, kept with its reason.")
