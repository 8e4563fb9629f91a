"""Is everything as it was left?  The desk against its sources; a published folder against its own word."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from gazette import extract
from gazette.errors import GazetteError
from gazette.model.document import Policy, Witness
from gazette.model.issue import Finding
from gazette.release import verifier
from gazette.store import catalogue, records
from gazette.store.ids import policy_path
from gazette.store.verify import verify as verify_archive
from gazette.workflow.desk import OpenDesk
from gazette.workflow.imports import Held, load_held
from gazette.workflow.settle import settle

EDITED, MERGED = "Edited", "Merged"
"""Trailers of commits whose text no settling gives: hand edits, and merges of two histories."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What a check looked at, and what it found."""

    findings: tuple[Finding, ...]
    counts: tuple[tuple[str, int], ...] = ()
    """How many of what were checked, so that nobody takes an empty desk for a sound one."""
    notes: tuple[str, ...] = ()
    """What is no fault and should be known, such as texts edited by hand."""

    def shape(self) -> dict[str, Any]:
        """Return it as `gazette verify --json` prints it."""
        return {
            "sound": not self.findings,
            "checked": dict(self.counts),
            "findings": [asdict(finding) for finding in self.findings],
            "notes": list(self.notes),
        }


def verify_desk(open_desk: OpenDesk) -> Verified:
    """Check the archive's objects and records, and derive anew what can be derived."""
    archive = open_desk.archive
    found = list(verify_archive(archive))
    if any(finding.grave for finding in found):
        return Verified(
            tuple(found), notes=("Texts were not derived anew: mend the above first.",)
        )
    texts = {sha256: _text(open_desk, sha256) for sha256 in records.source_ids(archive)}
    ids = [summary.id for summary in catalogue.summaries(archive)]
    witnesses = 0
    notes: list[str] = []
    for policy_id in ids:
        held = load_held(open_desk, policy_id)
        witnesses += len(held.witnesses)
        for witness in held.witnesses:
            found += _misquoted(policy_id, witness, texts)
        if held.policy and held.witnesses and held.policy != _settled(open_desk, policy_id, held):
            found += _unsettled(open_desk, policy_id, notes)
    counts = (("policies", len(ids)), ("witnesses", witnesses), ("sources", len(texts)))
    return Verified(tuple(found), counts, tuple(notes))


def _settled(open_desk: OpenDesk, policy_id: str, held: Held) -> Policy:
    """Settle a policy anew from its copies and rulings: text, data, sources and flags."""
    rulings = records.rulings_of(open_desk.archive, policy_id)
    return settle(policy_id, held.witnesses, held.sources, rulings, open_desk.desk)[0]


def _text(open_desk: OpenDesk, sha256: str) -> str | Finding:
    """Read a source again, as it was read when it was imported; else say why it cannot be."""
    archive = open_desk.archive
    try:
        name = records.load_source_record(archive, sha256).source.name
        return extract.read_bytes(records.load_source(archive, sha256), name).text
    except GazetteError as error:
        return Finding("source-unread", error.message, error.hint, sha256[:12], grave=True)


def _misquoted(
    policy_id: str, witness: Witness, texts: dict[str, str | Finding]
) -> Iterator[Finding]:
    """Every trace of a witness must quote the words that stand there in its source."""
    text = texts.get(witness.source)
    if not isinstance(text, str):
        if text:
            yield text
        return
    wrong = sum(
        text[trace.start : trace.start + trace.length]
        != block.text[trace.at : trace.at + trace.length]
        for part in witness.parts
        for block in part.blocks
        for trace in block.trace
    )
    if wrong:
        message = (
            f"{wrong} passages of {policy_id} do not stand in the source {witness.source[:12]}."
        )
        hint = "Import the source again; if that does not help, restore a backup."
        yield Finding("misquoted", message, hint, policy_id, grave=True)


def _unsettled(open_desk: OpenDesk, policy_id: str, notes: list[str]) -> Iterator[Finding]:
    """A text that its witnesses and rulings do not give must be a hand edit that was committed as one."""
    last = open_desk.archive.history(policy_path(policy_id))[0]
    known = {key for key, _ in last.trailers} & {EDITED, MERGED}
    if known:
        notes.append(f"{policy_id} was edited by hand on {last.when:%Y-%m-%d}: {last.message}")
        return
    yield Finding(
        "text-differs",
        f"{policy_id} reads otherwise than its copies and rulings give it, and no edit by hand is known.",
        f"Look at commit {last.commit[:12]} (`gazette history {policy_id}`); commit edits with `gazette commit`.",
        policy_id,
        grave=True,
    )


def verify_folder(
    folder: Path, signers: Path | None = None, head: Path | None = None, threshold: int = 1
) -> Verified:
    """Check a published or downloaded folder; nothing of the desk is needed.

    Args:
        folder: The folder that holds SHA256SUMS.
        signers: Who may sign, in OpenSSH's form, had from elsewhere than the folder.
        head: The head of the log as it was at an earlier visit.
        threshold: How many different signers each signature needs.
    """
    report = verifier.verify(folder, signers, head, threshold)
    found = tuple(
        Finding(code, message, "", place, grave=True) for code, message, place in report.findings
    )
    return Verified(found, tuple(report.counts.items()), tuple(report.notes))


def lines(result: Verified) -> Sequence[str]:
    """Return a result as lines for a terminal."""
    checked = ", ".join(f"{number} {what}" for what, number in result.counts) or "nothing"
    told = []
    for each in result.findings:
        place = "" if each.place in each.message else f"{each.place}: "
        told.append(f"{'!' if each.grave else ' '} {each.code}  {place}{each.message}")
        if each.hint:
            told.append(f"    {each.hint}")
    notes = [f"  note  {note}" for note in result.notes]
    return (*told, *notes, f"Checked: {checked}; found: {len(result.findings)}.")
