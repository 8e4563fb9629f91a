"""Serving a site on this computer alone, and telling open pages when it was made anew."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from gazette.config import Desk

HOST = "127.0.0.1"
_SCRIPT = "/__reload.js"
_VERSION = "/__version"
_POLLING = f"""\
"use strict";
let known;
setInterval(async () => {{
  const now = await fetch("{_VERSION}").then((r) => r.text()).catch(() => known);
  if (known && now !== known) location.reload();
  known = now;
}}, 1000);
"""
_TAG = f'<script src="{_SCRIPT}" defer></script>\n</body>'.encode()


class Server:
    """A server of one folder; `made_anew` makes open pages load themselves again."""

    def __init__(self, folder: Path, port: int, *, reload: bool = True) -> None:
        """Bind the port; 0 takes any that is free.

        Raises:
            OSError: The port is taken.
        """
        self.version = 1
        handler = partial(_Handler, self, reload, directory=str(folder))
        self._server = ThreadingHTTPServer((HOST, port), handler)
        self._server.daemon_threads = True

    @property
    def address(self) -> str:
        """The address of the home page."""
        return f"http://{HOST}:{self._server.server_port}/"

    def made_anew(self) -> None:
        """Say that the site has changed."""
        self.version += 1

    def run(self) -> None:
        """Serve until `stop` is called."""
        self._server.serve_forever(poll_interval=0.2)

    def stop(self) -> None:
        """End `run`, and let go of the port."""
        self._server.shutdown()
        self.close()

    def close(self) -> None:
        """Let go of the port."""
        self._server.server_close()


class _Handler(SimpleHTTPRequestHandler):
    """Serves files; puts the script that reloads into pages as they are sent, not as they lie."""

    def __init__(self, server: Server, reload: bool, *args: object, directory: str) -> None:
        self.told, self.reload = server, reload
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == _VERSION:
            self._send(200, "text/plain", str(self.told.version).encode())
        elif path == _SCRIPT:
            self._send(200, "text/javascript", _POLLING.encode())
        elif self.reload and (page := self._page()) is not None:
            self._send(200, "text/html; charset=utf-8", page.replace(b"</body>", _TAG, 1))
        else:
            super().do_GET()

    def _page(self) -> bytes | None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() and self.path.endswith("/") else path
        if path.suffix != ".html" or not path.is_file():
            return None
        return path.read_bytes()

    def send_error(
        self, code: int, message: str | None = None, explain: str | None = None
    ) -> None:
        """Show the site's own page for what is not there."""
        page = Path(self.directory) / "404.html"
        if code == 404 and page.is_file():
            self._send(404, "text/html; charset=utf-8", page.read_bytes())
        else:
            super().send_error(code, message, explain)

    def _send(self, status: int, media: str, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def end_headers(self) -> None:
        """Keep nothing in the browser: the next look is at what was made last."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *args: object) -> None:
        """Say nothing of each request."""


def marks(desk: Desk) -> dict[str, tuple[int, int]]:
    """Return size and time of all that a site is made from: it differs when the desk changes."""
    stats = ((path, path.stat()) for path in _watched(desk))
    return {str(path): (stat.st_mtime_ns, stat.st_size) for path, stat in stats}


def _watched(desk: Desk) -> Iterator[Path]:
    yield from desk.root.glob("gazette.toml")
    yield from desk.issues.glob("*.toml")
    yield from (path for path in desk.templates.rglob("*") if path.is_file())
    for pattern in ("refs/heads/**/*", "packed-refs"):
        yield from (path for path in (desk.archive / ".git").glob(pattern) if path.is_file())


def watch(
    desk: Desk, changed: Callable[[], None], stop: threading.Event, every: float = 1.0
) -> None:
    """Call `changed` whenever the desk has changed, until `stop` is set."""
    before = marks(desk)
    while not stop.wait(every):
        now = marks(desk)
        if now != before:
            before = now
            changed()
