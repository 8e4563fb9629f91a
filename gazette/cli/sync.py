"""`gazette sync`: two archives brought together."""

import os

import rich_click as click

from gazette.cli.options import as_json, echo, examples, home, now, print_json, say


@click.command("sync")
@click.argument("remote")
@click.option("--push", is_flag=True, help="Also give the remote what it lacks; never by force.")
@click.option(
    "--take",
    "takes",
    multiple=True,
    metavar="ID=here|there",
    help="Decide a conflict; repeatable.",
)
@click.option("--reason", default="", help="Why these decisions; kept in the history.")
@as_json
@examples(
    "gazette sync ssh://office.example.cn/srv/gazette.git --push",
    "gazette sync /mnt/colleague/desk",
    'gazette sync /mnt/colleague/desk --take 0a1b2c3d=there --reason "as in the printed issue"',
)
def sync(remote: str, push: bool, takes: tuple[str, ...], reason: str, json_: bool) -> int:
    """Take over what the archive at REMOTE has: forwarded, or merged block by block.

    Where both sides changed the same words by hand, nothing is changed; each place is shown with
    both readings, to be decided with --take. Exit 4 then.
    """
    from gazette.workflow import syncing
    from gazette.workflow.desk import open_desk

    choices = {name: side for name, _, side in (take.partition("=") for take in takes)}
    wish = syncing.Wish(push, choices, reason, os.environ.get("SSH_AUTH_SOCK"))
    with open_desk(home()) as desk:
        done = syncing.sync(desk, remote, wish, now())
    if json_:
        print_json(syncing.shape(done))
    for each in done.conflicts if not json_ else ():
        echo(f"{each.id}  {each.path}  {each.place}")
        for name, text in (("was", each.base), ("here", each.here), ("there", each.there)):
            echo(f"  {name:>5}  {text}")
    for warning in done.warnings:
        say(warning)
    say(
        f"{done.state}: {len(done.changed)} files changed here{'; pushed' if done.pushed else ''}."
    )
    if done.conflicts:
        say("Nothing was changed. Decide with --take ID=here or ID=there, and --reason.")
    return 4 if done.conflicts else 0
