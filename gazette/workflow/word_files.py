"""A policy as a DOCX file, proved by reading it back."""

from datetime import date
from pathlib import Path

from gazette import extract
from gazette.errors import RenderError, SourceError
from gazette.model.document import Policy, text_of
from gazette.model.source import LineKind
from gazette.render import profile
from gazette.render.profile import Profile
from gazette.store import catalogue, corrections, records
from gazette.text.fold import squeeze
from gazette.workflow.corrections import corrected
from gazette.workflow.desk import OpenDesk
from gazette.workflow.editions import edition_at
from gazette.workflow.files import write_whole
from gazette.workflow.shelf import find

OFFICIAL = "gongwen-9704"
"""The layout of a document on its own; a gazette's columns are for a gazette."""


def write(
    open_desk: OpenDesk,
    name: str,
    path: Path,
    today: date,
    *,
    at: date | None = None,
    revision: str | None = None,
) -> Path:
    """Write a policy as DOCX, once it is sure that the file says what the archive says.

    Args:
        open_desk: The desk.
        name: Id, number in any brackets, or title of the policy.
        path: Where to write.
        today: Errata that are out by then are applied.
        at: The day whose text is meant, in place of today.
        revision: The commit whose text is meant, without errata.

    Raises:
        UnknownError: No text is held by that name, or not at that revision.
        RenderError: The words read back from the file are others.
        DeskError: The file cannot be written.
    """
    policy = _as_of(open_desk, find(open_desk, name), at or today, edition=at, revision=revision)
    return write_whole(path, _proved(policy, _layout(open_desk)))


def _as_of(
    open_desk: OpenDesk, policy_id: str, day: date, *, edition: date | None, revision: str | None
) -> Policy:
    """Return the text that is meant: a revision as it was kept, or an edition with its errata."""
    archive = open_desk.archive
    if revision is not None:
        return records.load_policy(archive, policy_id, revision)
    if edition is not None:
        ids = [summary.id for summary in catalogue.summaries(archive)]
        policy_id = edition_at(ids, policy_id, edition) or policy_id
    policy = records.load_policy(archive, policy_id)
    return corrected(policy, corrections.load(archive, policy_id), day)


def _layout(open_desk: OpenDesk) -> Profile:
    """Return the layout with the desk's own fonts; its numbers are for the profile it names."""
    desk = open_desk.desk
    own = desk.templates if desk.templates.is_dir() else None
    table = desk.extra.get("layout", {})
    mine = table if desk.profile == OFFICIAL else {"fonts": table.get("fonts", {})}
    return profile.with_overrides(profile.load(OFFICIAL, own), mine)


def _proved(policy: Policy, layout: Profile) -> bytes:
    """Return the file, once its words were read back and found to be those of the policy."""
    from gazette.render import document_docx

    data = document_docx.write(policy, layout)
    if squeeze(read_back(data)) != squeeze(text_of(policy.parts)):
        raise RenderError(
            f"The DOCX of {policy.id} does not read back as the archive's text.",
            "Look for characters that no Word file can hold: `gazette show`.",
        )
    return data


def read_back(data: bytes) -> str:
    """Return the text of a DOCX as an import would read it, one paragraph or row a line.

    A file that an import would refuse, such as one without text, says nothing.
    """
    try:
        found = extract.read_bytes(data, "document.docx")
    except SourceError:
        return ""
    said = (LineKind.TEXT, LineKind.ROW)
    return "\n".join(
        found.text[line.start : line.end] for line in found.lines if line.kind in said
    )
