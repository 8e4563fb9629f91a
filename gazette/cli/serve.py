"""`gazette serve`: the site on this computer, made anew when the desk changes."""

import threading
from pathlib import Path

import rich_click as click

from gazette.cli.options import examples, home, now, say


@click.command("serve")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0: any."
)
@click.option("--no-reload", is_flag=True, help="Make the site once, and do not watch the desk.")
@click.option("--pdf", is_flag=True, help="Set issues as PDF too: slower.")
@examples("gazette serve", "gazette serve --port 8080 --no-reload")
def serve(port: int, no_reload: bool, pdf: bool) -> None:
    """Show the site at http://127.0.0.1:8000/, to this computer alone.

    When a policy, a running order or a template changes, the site is made anew and open pages
    load themselves again. Ctrl-C ends it.
    """
    from gazette.config import load_desk
    from gazette.errors import DeskError, GazetteError
    from gazette.workflow.serving import Server, watch

    root = home()
    out = root / ".cache" / "served"
    _make(root, out, pdf=pdf)
    try:
        server = Server(out, port, reload=not no_reload)
    except OSError as error:
        raise DeskError(
            f"Port {port} is taken: {error.strerror}.", "--port 0 takes any."
        ) from error

    def again() -> None:
        try:
            _make(root, out, pdf=pdf)
        except GazetteError as error:
            say(f"Error: {error.message} {error.hint}")
        else:
            server.made_anew()

    stop = threading.Event()
    if not no_reload:
        threading.Thread(target=watch, args=(load_desk(root), again, stop), daemon=True).start()
    click.echo(server.address)
    try:
        server.run()
    finally:
        stop.set()
        server.close()


def _make(root: Path, out: Path, *, pdf: bool) -> None:
    from gazette.workflow.desk import open_desk
    from gazette.workflow.publishing import publish

    with open_desk(root) as desk:
        done = publish(desk, now().date(), out, pdf=pdf)
    say(f"{done.files} files, {len(done.changed)} written")
