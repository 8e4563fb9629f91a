"""`gazette correct`: keep an erratum."""

from datetime import datetime

import rich_click as click

from gazette.cli import options
from gazette.cli.options import examples, home, now, say


@click.command("correct")
@click.argument("policy", shell_complete=options.policies)
@click.option("--find", required=True, help="Words as they stand in the text, once.")
@click.option("--replace", required=True, help="Words to be read instead.")
@click.option("--reason", required=True, help="Why: the notice that corrects, the page seen.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Day of the erratum (today).")
@click.option("--by", metavar="NAME", help="Who corrects.")
@examples(
    "gazette correct 吉民发〔2023〕40号 --find 现印发你们 --replace 现印发给你们"
    ' --on 2023-12-01 --reason "更正, issue 22"',
)
def correct(
    policy: str, find: str, replace: str, reason: str, on: datetime | None, by: str | None
) -> None:
    """Keep an erratum (更正) of POLICY: a dated patch over a text that stays as it was issued.

    `gazette show --at DATE` reads the text with the errata that were out by that day.
    """
    from gazette.model.correction import Correction
    from gazette.workflow import corrections
    from gazette.workflow.desk import open_desk
    from gazette.workflow.shelf import find as find_policy

    day = on.date() if on else now().date()
    with open_desk(home()) as desk:
        policy_id = find_policy(desk, policy)
        erratum = Correction(find, replace, reason, day, by)
        corrections.correct(desk, policy_id, erratum, now())
    say(f"{policy_id}: kept. The text stays as issued; from {day} it reads with the erratum.")
