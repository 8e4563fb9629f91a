"""`gazette issue suggest`: the order of entries by rank of issuer, kind and number."""

from dataclasses import asdict

import rich_click as click

from gazette.cli import options
from gazette.cli.options import as_json, echo, examples, home, print_json, say


@click.command("suggest")
@click.argument("issue", shell_complete=options.issues)
@click.option("--apply", "apply_", is_flag=True, help="Put the entries in this order.")
@as_json
@examples("gazette issue suggest 2023-22", "gazette issue suggest 2023-22 --apply")
def suggest(issue: str, apply_: bool, json_: bool) -> None:
    """Suggest the order of the entries of ISSUE: rank of the issuer, then 令, 发, 函, then number.

    Entries without a number keep their places. Nothing is changed without --apply; comments move
    with their entries.
    """
    from gazette.workflow import order_check, orders
    from gazette.workflow.desk import open_desk

    with open_desk(home()) as desk:
        moves = order_check.suggestions(desk, issue)
        if apply_ and moves:
            orders.apply_order(desk, issue)
    if json_:
        order = [asdict(each) for each in moves]
        print_json({"id": issue, "order": order, "applied": bool(apply_ and moves)})
    else:
        for each in moves:
            echo(f"{each.section}: {each.policy} {each.at} → {each.to}  {each.reason}")
    if not moves:
        say(f"{issue}: the entries stand in order.")
    elif apply_:
        say(f"{issue}: {len(moves)} entries put in order.")
    else:
        say(f"Apply it: `gazette issue suggest {issue} --apply`.")
