"""`gazette rule`: decide a variant, with a reason."""

import rich_click as click

from gazette.cli import options
from gazette.cli.options import as_json, examples, home, now, print_json, say


@click.command("rule")
@click.argument("policy", shell_complete=options.policies)
@click.argument("variant")
@click.option("--take", metavar="SOURCE", help="Take this source's reading (name or SHA-256).")
@click.option("--text", help="Write this reading instead.")
@click.option("--reason", default="", help="Why; kept with the decision.")
@click.option("--by", metavar="NAME", help="Who decides.")
@click.option("--group", is_flag=True, help="Decide every variant of the same cause alike.")
@click.option("--withdraw", is_flag=True, help="Take the ruling on the variant back.")
@as_json
@examples(
    'gazette rule 吉民发〔2023〕27号 v3f2a --take issue-21.pdf --reason "see page 14"',
    'gazette rule 吉工信创业〔2023〕92号 v81c0 --text 场地产权 --reason "as in article 16"',
    "gazette rule 吉民发〔2023〕27号 v3f2a --withdraw",
)
def rule(
    policy: str,
    variant: str,
    take: str | None,
    text: str | None,
    reason: str,
    by: str | None,
    group: bool,
    withdraw: bool,
    json_: bool,
) -> None:
    """Decide a place where the copies of POLICY differ, with a reason.

    The decision is kept in git and applied at every later import by what the copies say there,
    not by where it stood. `gazette reconcile POLICY` lists the variants and their ids.
    """
    from gazette import shapes
    from gazette.workflow import rulings
    from gazette.workflow.desk import open_desk
    from gazette.workflow.shelf import find

    with open_desk(home()) as desk:
        policy_id = find(desk, policy)
        if withdraw:
            done = rulings.withdraw(desk, policy_id, variant, now())
        else:
            decision = rulings.Decision(reason, take, text, by)
            done = rulings.rule(desk, policy_id, variant, decision, now(), group=group)
    left = len(rulings.open_variants(done.collation))
    if json_:
        names = shapes.source_names((s.sha256, s.name) for s in done.sources.values())
        print_json(shapes.collation_shape(policy_id, done.collation, names))
    say(f"{policy_id}: kept. {left} variant{'s' if left != 1 else ''} still open.")
