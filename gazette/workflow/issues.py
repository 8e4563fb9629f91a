"""Running orders on the desk, and building an issue from one."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gazette.errors import DeskError, MissingError, UnknownError
from gazette.issue import assemble, manifest
from gazette.model.collation import Severity
from gazette.model.document import Policy
from gazette.model.issue import Issue, Manifest
from gazette.render import html
from gazette.store import records
from gazette.store.ids import policy_path
from gazette.workflow.desk import OpenDesk
from gazette.workflow.files import write_whole
from gazette.workflow.rulings import open_variants, reconcile


@dataclass(frozen=True, slots=True)
class Blocker:
    """Why a build stops unless it is overruled in writing."""

    policy: str
    message: str


@dataclass(frozen=True, slots=True)
class Built:
    """What a build wrote."""

    issue: Issue
    html: Path
    pdf: Path | None
    """`None`: no PDF was asked for, or it could not be set; `warning` says why."""
    pages: int | None
    warning: str | None = None
    overruled: tuple[Blocker, ...] = ()


def manifest_path(open_desk: OpenDesk, issue_id: str) -> Path:
    """Return where the running order of an issue lies.

    Raises:
        UnknownError: There is none of that name.
    """
    folder = open_desk.desk.issues
    path = folder / f"{issue_id}.toml"
    if not issue_id or path.parent != folder or not path.is_file():
        known = ", ".join(sorted(each.stem for each in folder.glob("*.toml"))) or "none yet"
        raise UnknownError(
            f"No running order {issue_id!r} in {folder}.",
            f"There are: {known}. `gazette issue new`.",
        )
    return path


def load_manifest(open_desk: OpenDesk, issue_id: str) -> Manifest:
    """Read the running order of an issue.

    Raises:
        UnknownError: There is none of that name.
        DeskError: It cannot be read.
    """
    path = manifest_path(open_desk, issue_id)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DeskError(f"{path} cannot be read: {error}.", "Mend the file.") from error
    return manifest.load(text, path.name)


def manifests(open_desk: OpenDesk) -> tuple[Manifest, ...]:
    """Return every running order of the desk, in order of year and number."""
    folder = open_desk.desk.issues
    found = (load_manifest(open_desk, path.stem) for path in folder.glob("*.toml"))
    return tuple(sorted(found, key=lambda each: (each.year, each.number)))


def held_policy(open_desk: OpenDesk, policy_id: str, revision: str | None) -> Policy | None:
    """Return a policy for a running order; `None` where its text is not held."""
    at = revision or "HEAD"
    if not open_desk.archive.exists(policy_path(policy_id), at):
        return None
    return records.load_policy(open_desk.archive, policy_id, at)


def load_issue(open_desk: OpenDesk, issue_id: str) -> Issue:
    """Assemble an issue from its running order and the archive.

    Raises:
        UnknownError: There is no such running order, or it names what is not there.
    """
    found = load_manifest(open_desk, issue_id)
    return assemble(found, lambda policy, revision: held_policy(open_desk, policy, revision))


def blockers(open_desk: OpenDesk, issue: Issue) -> tuple[Blocker, ...]:
    """Return what speaks against printing the issue as it is: grave flags and open grave variants."""
    found: list[Blocker] = []
    for item in issue.items:
        if item.policy is None:
            continue
        found += [Blocker(item.policy.id, f.message) for f in item.policy.flags if f.grave]
        if len(item.policy.sources) > 1:
            collation = reconcile(open_desk, item.policy.id).collation
            found += [
                Blocker(item.policy.id, f"{v.kind} open at {v.address or 'the head'}: {v.id}")
                for v in open_variants(collation)
                if v.severity is Severity.GRAVE
            ]
    return tuple(found)


def build(
    open_desk: OpenDesk,
    issue_id: str,
    out: Path | None = None,
    override: str | None = None,
    tell: Callable[[str], Any] = lambda _: None,
) -> Built:
    """Build an issue as HTML and PDF.

    Args:
        open_desk: The desk.
        issue_id: Name of the running order.
        out: Where to write; the desk's `public/issues/ID` if not given.
        override: Why it is built although something speaks against it.
        tell: Called with a word on each step.

    Raises:
        DeskError: Something speaks against it and no reason overrules that.
        UnknownError: The running order names what is not there.
        RenderError: A page cannot be set faithfully.
    """
    desk = open_desk.desk
    issue = load_issue(open_desk, issue_id)
    against = blockers(open_desk, issue)
    if against and not override:
        raise _blocked(issue_id, against)
    folder = out or desk.public / "issues" / issue_id
    look = html.look(
        issue.manifest, desk.extra.get("layout", {}), desk.language, _own(desk.templates)
    )
    tell("html")
    page = write_whole(folder / f"{issue_id}.html", html.issue_page(issue, look).encode())
    tell("pdf")
    pdf, pages, warning = _pdf(html.print_page(issue, look), folder / f"{issue_id}.pdf", desk.root)
    if override and against:
        _write_override(folder / f"{issue_id}.override.json", override, against)
    return Built(issue, page, pdf, pages, warning, against)


def _own(folder: Path) -> Path | None:
    return folder if folder.is_dir() else None


def _pdf(printed: str, path: Path, root: Path) -> tuple[Path | None, int | None, str | None]:
    """Set the PDF; without Pango everything else works, and the warning says what is missing."""
    from gazette.render import pdf

    try:
        data = pdf.write(printed, cache=root / ".cache" / "pdf")
    except MissingError as error:
        return None, None, f"{error.message} {error.hint}"
    return write_whole(path, data), _count_pages(data), None


def _count_pages(data: bytes) -> int:
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        return len(document)


def _blocked(issue_id: str, against: Sequence[Blocker]) -> DeskError:
    shown = "; ".join(f"{each.policy}: {each.message}" for each in against[:3])
    more = f" (+{len(against) - 3} more)" if len(against) > 3 else ""
    return DeskError(
        f"{issue_id} is not built: {shown}{more}.",
        'Settle them (`gazette review`), or overrule them in writing: --override "reason".',
    )


def _write_override(path: Path, reason: str, against: Sequence[Blocker]) -> None:
    record = {
        "reason": reason,
        "overruled": [{"policy": each.policy, "message": each.message} for each in against],
    }
    write_whole(path, (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode())
