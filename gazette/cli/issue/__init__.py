"""`gazette issue`: running orders, one command per file."""

import rich_click as click

from gazette.cli.lazy import Lazy
from gazette.cli.options import examples

COMMANDS: dict[str, tuple[str, str]] = {
    "list": ("gazette.cli.issue.list_", "List the running orders."),
    "new": ("gazette.cli.issue.new", "Start a running order."),
    "add": ("gazette.cli.issue.add", "Add policies to a section."),
    "remove": ("gazette.cli.issue.remove", "Take an entry out."),
    "move": ("gazette.cli.issue.move", "Move an entry to another place or section."),
    "section": ("gazette.cli.issue.section", "Add a section."),
    "suggest": ("gazette.cli.issue.suggest", "Suggest the order of entries, or apply it."),
    "show": ("gazette.cli.issue.show", "Show a running order."),
    "check": ("gazette.cli.issue.check", "Check a running order before it is built."),
    "freeze": ("gazette.cli.issue.freeze", "Pin every entry to the revision it has now."),
    "mark": ("gazette.cli.issue.mark", "Record who drafted, checked or approved it, and when."),
    "status": ("gazette.cli.issue.status", "Show how far issues have come, and what is left."),
    "index": ("gazette.cli.issue.index", "Write the annual index of a year: 年度总目录."),
}


@click.group("issue", cls=Lazy, table=COMMANDS)
@examples(
    "gazette issue new 2023-22", "gazette issue check 2023-21", "gazette issue status 2023-21"
)
def issue() -> None:
    """Keep running orders: which documents an issue carries, in which order."""
