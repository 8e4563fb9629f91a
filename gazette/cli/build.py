"""`gazette build`: an issue as HTML and PDF."""

from pathlib import Path

import rich_click as click

from gazette.cli.options import as_json, examples, home, print_json, progress, say


@click.command("build")
@click.argument("issues", nargs=-1, required=True, metavar="ISSUE...")
@click.option("--out", type=click.Path(path_type=Path), help="Where to write (default: public/).")
@click.option(
    "--override",
    metavar="REASON",
    help="Build although grave flags or variants are open, and why.",
)
@as_json
@examples(
    "gazette build 2023-21",
    'gazette build 2023-21 --override "variants sent to the department, reply due Friday"',
)
def build(issues: tuple[str, ...], out: Path | None, override: str | None, json_: bool) -> None:
    """Build ISSUE from its running order: one HTML page and one PDF, in gazette layout.

    An issue that carries a document with a grave flag, or with an open variant that would change
    what it says, is built only with a written reason, which is kept beside the pages.
    """
    from gazette.workflow.desk import open_desk
    from gazette.workflow.issues import build as build_issue

    report = []
    with open_desk(home()) as desk:
        for issue in issues:
            with progress(f"Building {issue}", 2) as step:
                done = build_issue(desk, issue, out, override, step)
            report.append(
                {
                    "issue": issue,
                    "html": str(done.html),
                    "pdf": str(done.pdf) if done.pdf else None,
                    "pages": done.pages,
                    "warning": done.warning,
                    "overruled": [f"{each.policy}: {each.message}" for each in done.overruled],
                }
            )
            say(f"{issue}: {len(done.issue.items)} items")
            say(f"  HTML  {done.html}")
            say(
                f"  PDF   {done.pdf} ({done.pages} pages)"
                if done.pdf
                else f"  no PDF: {done.warning}"
            )
    if json_:
        print_json(report)
