"""The command line: one command per file; each parses, makes one call and prints."""

import os
import sys
from collections.abc import Sequence

import rich_click as click
from click.exceptions import Abort, ClickException, Exit

from gazette import __version__
from gazette.cli.lazy import Lazy
from gazette.cli.options import examples, shown
from gazette.errors import GazetteError

COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("gazette.cli.init", "Make a desk: gazette.toml, issues/, and the archive."),
    "import": (
        "gazette.cli.import_",
        "Read sources into the archive: text, HTML, PDF, DOCX, OFD.",
    ),
    "list": ("gazette.cli.list_", "List the policies in the archive."),
    "show": ("gazette.cli.show", "Show one policy: its text, data, provenance."),
    "reconcile": ("gazette.cli.reconcile", "Show where the copies of a document differ."),
    "rule": ("gazette.cli.rule", "Decide a variant, with a reason."),
    "review": ("gazette.cli.review", "Walk through the open variants, one key each."),
    "blame": ("gazette.cli.blame", "Show the save, the copy or the ruling behind each sentence."),
    "correct": ("gazette.cli.correct", "Keep an erratum (更正): a dated patch with its reason."),
    "compare": (
        "gazette.cli.compare",
        "Compare two policies, revisions or files, article by article.",
    ),
    "history": ("gazette.cli.history", "Show the revisions of a policy."),
    "status": ("gazette.cli.status", "Show what is in force on a day, and why."),
    "judge": ("gazette.cli.judge", "Add or overrule an event on validity, with a reason."),
    "subjects": ("gazette.cli.subjects", "Show or set what a policy is about."),
    "graph": ("gazette.cli.graph", "Draw whom a policy names, and who names it."),
    "search": ("gazette.cli.search", "Find words, phrases and numbers in every policy."),
    "issue": ("gazette.cli.issue", "Keep running orders: new, add, remove, move, check, show …"),
    "build": ("gazette.cli.build", "Build an issue as HTML and PDF, and prove them."),
    "commit": ("gazette.cli.commit", "Show what was edited by hand, and commit it."),
    "sync": ("gazette.cli.sync", "Bring two archives together, merged block by block."),
    "release": ("gazette.cli.release", "Publish an issue for good: recorded, signed, logged."),
    "verify": ("gazette.cli.verify", "Check the desk, or a published folder and its signatures."),
    "backup": ("gazette.cli.backup", "Keep the whole desk elsewhere, checked."),
    "restore": ("gazette.cli.restore", "Make a desk from a backup."),
    "publish": ("gazette.cli.publish", "Write the static site: pages, search, data, feeds, sums."),
    "serve": ("gazette.cli.serve", "Show the site on this computer, made anew as it changes."),
    "doctor": (
        "gazette.cli.doctor",
        "Tell what is missing on this system, and how to install it.",
    ),
}
"""Each command, the module that holds it, and its line in the overview."""

EPILOG = """\
Exit status: 0 done · 1 an error you can act on · 2 wrong usage · 3 a bug · 4 done, and the check
found something · 130 interrupted."""


@click.group(
    cls=Lazy,
    table=COMMANDS,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="gazette")
@click.option(
    "--home", metavar="DIR", help="The desk to act on (default: the one this folder is in)."
)
@click.pass_context
@examples(
    "gazette init my-desk",
    "gazette import issue-21.pdf page.html",
    "gazette reconcile",
    "gazette build 2023-21",
)
def gazette(ctx: click.Context, home: str | None) -> None:
    """Official gazettes from their sources.

    Read each document from web and PDF copies, reconcile them, keep them as Markdown in git,
    compare revisions, typeset the issue, publish the site.
    """
    ctx.obj = home


def run(args: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit status; errors become words on stderr."""
    try:
        _check(sys.argv[1:] if args is None else args)
        result = gazette.main(args, prog_name="gazette", standalone_mode=False)
    except (GazetteError, ClickException, Exit) as expected:
        return _told(expected)
    except (KeyboardInterrupt, Abort):
        click.echo("Interrupted; nothing half-done was kept.", err=True)
        return 130
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - for the flush at exit
        return 0
    except OSError as refused:
        return _told(_refusal(refused))
    except Exception:  # noqa: BLE001 - the last line of defence: a bug is told as one
        import traceback

        traceback.print_exc()
        click.echo("This is a bug in gazette. Please report it with the lines above.", err=True)
        return 3
    return result if isinstance(result, int) else 0


def _check(args: Sequence[str]) -> None:
    """Refuse what no file, no database and no git can take as a name.

    Raises:
        UsageError: An argument holds NUL, or bytes that are not UTF-8.
    """
    for each in args:
        if "\0" in each or _is_torn(each):
            raise click.UsageError(f"{shown(each)} is not UTF-8 text without NUL.")


def _is_torn(text: str) -> bool:
    """Tell a text that holds half a character, as bytes do that are not UTF-8."""
    return any("\ud800" <= char <= "\udfff" for char in text)


def _refusal(error: OSError) -> GazetteError:
    """Return what the system refused, in words."""
    where = f"{error.filename}: " if error.filename else ""
    return GazetteError(
        f"{where}{error.strerror or error}.",
        "Check the name, the rights and the room on the disk.",
    )


def _told(error: GazetteError | ClickException | Exit) -> int:
    """Tell an expected error in words and return its exit status."""
    if isinstance(error, Exit):
        return int(error.exit_code)
    if isinstance(error, ClickException):
        if error.format_message().isprintable():
            error.show()
        else:
            click.ClickException(shown(error.format_message())).show()
        return error.exit_code
    click.echo(f"Error: {shown(error.message)}", err=True)
    if error.hint:
        click.echo(f"Hint: {shown(error.hint)}", err=True)
    return 1
