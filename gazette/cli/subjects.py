"""`gazette subjects`: what a policy is about."""

import rich_click as click

from gazette.cli import options
from gazette.cli.options import as_json, echo, examples, home, now, print_json, say


@click.command("subjects")
@click.argument("policy", shell_complete=options.policies)
@click.argument("subject", nargs=-1)
@click.option("--clear", is_flag=True, help="Take an editor's subjects back.")
@click.option("--reason", default="", help="Why: the list of keywords they are from.")
@as_json
@examples(
    "gazette subjects 吉民发〔2023〕27号",
    'gazette subjects 吉民发〔2023〕27号 民政 社区 --reason "the ministry\'s list of keywords"',
    'gazette subjects 吉民发〔2023〕27号 --clear --reason "given to the wrong document"',
)
def subjects(policy: str, subject: tuple[str, ...], clear: bool, reason: str, json_: bool) -> None:
    """Show what POLICY is about, or give it each SUBJECT, with a reason.

    What its sources say (主题词, 主题分类) is read on import; none is guessed. Subjects that an
    editor gives stand in place of those.
    """
    from gazette import shapes
    from gazette.workflow import subjects as work
    from gazette.workflow.desk import open_desk
    from gazette.workflow.shelf import find

    if clear and subject:
        raise click.UsageError("--clear takes subjects back; give none with it.")
    with open_desk(home()) as desk:
        policy_id = find(desk, policy)
        if clear or subject:
            found = work.classify(desk, policy_id, subject, reason, now())
        else:
            found = work.of(desk, policy_id)
    if json_:
        print_json([shapes.subject_shape(each) for each in found])
        return
    for each in found:
        echo(f"{each.name}  ({each.source})")
    if not found:
        say("No subject is known: its sources state none, and no editor gave one.")
