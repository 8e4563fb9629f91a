"""Building issues: both faces, and the proof that they say what the archive says."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from gazette.errors import DeskError, GazetteError, MissingError
from gazette.model.issue import Issue
from gazette.render import html, kept
from gazette.render.html import Look
from gazette.text.fold import squeeze
from gazette.workflow.desk import OpenDesk, open_desk
from gazette.workflow.files import write_whole
from gazette.workflow.issues import Blocker, blockers, load_issue


@dataclass(frozen=True, slots=True)
class Faces:
    """The finished faces of an issue."""

    html: bytes
    pdf: bytes | None
    """`None`: it could not be set; `warning` says what is missing on this system."""
    warning: str | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """What a build wrote."""

    issue: Issue
    html: Path
    pdf: Path | None
    """`None`: no PDF could be set; `warning` says why."""
    pages: int | None
    warning: str | None = None
    overruled: tuple[Blocker, ...] = ()
    proof: dict[str, Any] | None = None
    """What was proved of both faces, as its JSON says it; `None` without a PDF."""


@dataclass(frozen=True, slots=True)
class Failed:
    """An issue of several that was not built, and why."""

    issue: str
    message: str
    hint: str


def build(
    open_desk: OpenDesk,
    issue_id: str,
    out: Path | None = None,
    override: str | None = None,
    tell: Callable[[str], Any] = lambda _: None,
) -> Built:
    """Build an issue as HTML and PDF, and prove both against the archive.

    Args:
        open_desk: The desk.
        issue_id: Name of the running order.
        out: Where to write; the desk's `public/issues/ID` if not given.
        override: Why it is built although something speaks against it.
        tell: Called with a word on each of the three steps.

    Raises:
        DeskError: Something speaks against it and no reason overrules that.
        UnknownError: The running order names what is not there.
        RenderError: A page cannot be set faithfully.
    """
    desk = open_desk.desk
    issue = load_issue(open_desk, issue_id)
    against = blockers(open_desk, issue)
    reason = said(override)
    if against and not reason:
        raise _blocked(issue_id, against)
    own = desk.templates if desk.templates.is_dir() else None
    look = html.look(issue.manifest, desk.extra.get("layout", {}), desk.language, own)
    cache = desk.root / ".cache"
    faces = _set(issue, look, cache, tell)
    proof = _proof(faces, issue, look, cache)
    tell("proof")
    folder = out or desk.public / "issues" / issue_id
    page = write_whole(folder / f"{issue_id}.html", faces.html)
    pdf = write_whole(folder / f"{issue_id}.pdf", faces.pdf) if faces.pdf else None
    for ending, data in proof.items():
        write_whole(folder / f"{issue_id}.proof.{ending}", data)
    _keep_override(folder / f"{issue_id}.override.json", reason, against)
    told = json.loads(proof["json"]) if proof else None
    pages = told["pages"] if told else None
    return Built(issue, page, pdf, pages, faces.warning, against, told)


def _set(issue: Issue, look: Look, cache: Path, tell: Callable[[str], Any]) -> Faces:
    """Set both faces; without Pango everything but the PDF works."""
    from gazette.render import pdf

    page = html.issue_page(issue, look).encode()
    tell("html")
    try:
        options = pdf.Options(families=look.profile.families)
        data = pdf.write(html.print_page(issue, look), options, cache=cache / "pdf")
    except MissingError as error:
        return Faces(page, None, f"{error.message} {error.hint}")
    tell("pdf")
    return Faces(page, data)


def _proof(faces: Faces, issue: Issue, look: Look, cache: Path) -> dict[str, bytes]:
    """Return the proof as JSON and as a page; the same faces are not proved twice."""
    if faces.pdf is None:
        return {}
    key = _proof_key(faces, look)
    found = {ending: kept.fetch(cache / "proof", key, ending) for ending in ("json", "html")}
    whole = {ending: data for ending, data in found.items() if data is not None}
    if len(whole) == len(found):
        return whole
    from gazette.render import proof, proof_report

    proved = proof.prove(faces.pdf, issue, look, page=faces.html.decode())
    told = json.dumps(proof_report.as_json(proved), ensure_ascii=False, indent=1)
    made = {
        "json": f"{told}\n".encode(),
        "html": proof_report.page(proved, look.language, look.own).encode(),
    }
    for ending, data in made.items():
        kept.keep(cache / "proof", key, ending, data)
    return made


def _proof_key(faces: Faces, look: Look) -> str:
    """Return what a proof is kept under: both faces, what they were to be, and who proves it."""
    names = ("proof", "proof_report", "measure", "pdf_text", "web_text")
    code = kept.hash_of_modules(Path(html.__file__).parent, names)
    seed = (faces.pdf or b"", faces.html, f"{look.profile!r}\0{look.language}\0{code}".encode())
    return hashlib.sha256(b"".join(hashlib.sha256(each).digest() for each in seed)).hexdigest()


@dataclass(frozen=True, slots=True)
class Wish:
    """How several issues are to be built."""

    root: Path
    """Root of the desk."""
    out: Path | None = None
    override: str | None = None


def build_many(
    wish: Wish, issues: Sequence[str], jobs: int, tell: Callable[[str], Any] = lambda _: None
) -> Iterator[Built | Failed]:
    """Build issues side by side, each in a process of its own; an error in one hides no other.

    Args:
        wish: How they are to be built.
        issues: Names of running orders.
        jobs: How many processes; each takes some 100 MiB, and what setting its PDF may cost.
        tell: Called with the name of each issue as it is done, whatever its place.

    Yields:
        What became of each, in the order they were named in.
    """
    jobs = max(1, min(jobs, len(issues)))
    if jobs == 1:
        for issue in issues:
            done = _build_one(wish, issue)
            tell(issue)
            yield done
        return
    # Spawned, not forked: the caller may run threads, as a progress bar does.
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))
    try:
        futures = [pool.submit(_build_one, wish, issue) for issue in issues]
        for issue, future in zip(issues, futures, strict=True):
            future.add_done_callback(partial(_say, tell, issue))
        for issue, future in zip(issues, futures, strict=True):
            yield _result(issue, future)
    finally:
        pool.shutdown(cancel_futures=True)


def _say(tell: Callable[[str], Any], issue: str, _: object) -> None:
    tell(issue)


def _result(issue: str, future: Future[Built | Failed]) -> Built | Failed:
    try:
        return future.result()
    except BrokenExecutor:
        return Failed(
            issue,
            "A process that builds issues was stopped from outside.",
            "Build again with fewer jobs: the system may have run out of memory.",
        )


def _build_one(wish: Wish, issue: str) -> Built | Failed:
    try:
        with open_desk(wish.root) as desk:
            return build(desk, issue, wish.out, wish.override)
    except GazetteError as error:
        return Failed(issue, error.message, error.hint)
    except OSError as error:
        reason = f"{issue} cannot be written: {error.strerror or error}."
        return Failed(issue, reason, "Check the rights and the room on the disk.")


def _blocked(issue_id: str, against: Sequence[Blocker]) -> DeskError:
    shown = "; ".join(f"{each.policy}: {each.message}" for each in against[:3])
    more = f" (+{len(against) - 3} more)" if len(against) > 3 else ""
    return DeskError(
        f"{issue_id} is not built: {shown}{more}.",
        'Settle them (`gazette review`), or overrule them in writing: --override "reason".',
    )


def said(reason: str | None) -> str | None:
    """Return a reason that says something; blanks and invisible characters are none."""
    words = (reason or "").strip()
    return words if any(char.isalnum() for char in squeeze(words)) else None


def _keep_override(path: Path, reason: str | None, against: Sequence[Blocker]) -> None:
    """Keep the reason beside the pages; one of an earlier build that is not needed now goes."""
    if not against or not reason:
        path.unlink(missing_ok=True)
        return
    record = {
        "reason": reason,
        "overruled": [{"policy": each.policy, "message": each.message} for each in against],
    }
    write_whole(path, (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode())
