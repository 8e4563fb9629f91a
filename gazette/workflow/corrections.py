"""Errata: kept beside the text, applied when it is read as of a day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from gazette.errors import GazetteError, UnknownError
from gazette.model.correction import Correction
from gazette.model.document import Block, Policy
from gazette.store import catalogue, records
from gazette.store import corrections as kept
from gazette.structure import outline
from gazette.workflow.desk import OpenDesk


def correct(open_desk: OpenDesk, policy_id: str, correction: Correction, when: datetime) -> Policy:
    """Keep an erratum, in one commit; the text itself stays as it was issued.

    Returns:
        The policy as it reads with all its errata.

    Raises:
        UnknownError: The words do not stand in the text, or more than once.
        GazetteError: The erratum gives no reason, or changes nothing.
    """
    if not correction.reason.strip():
        raise GazetteError("An erratum needs a reason.", 'Give it with --reason "…".')
    if correction.find == correction.replace:
        raise GazetteError("The erratum changes nothing.", "--find and --replace are the same.")
    before = kept.load(open_desk.archive, policy_id)
    policy = records.load_policy(open_desk.archive, policy_id)
    earlier = corrected(policy, before, correction.on)
    done = _applied(earlier, correction)
    open_desk.archive.save(
        {kept.path_of(policy_id): kept.dump((*before, correction))},
        message=f"Correct {policy_id}",
        when=when,
        trailers=(("Policy", policy_id), ("Erratum", correction.on.isoformat())),
    )
    return done


def corrected(policy: Policy, corrections: Sequence[Correction], at: date) -> Policy:
    """Return the policy as it reads on a day, with the errata that were out by then.

    Raises:
        UnknownError: An erratum's words no longer stand in the text.
    """
    for correction in corrections:
        if correction.on <= at:
            policy = _applied(policy, correction)
    return policy


def errata(open_desk: OpenDesk, day: date) -> dict[str, tuple[Correction, ...]]:
    """Return the errata out on a day, of the policies that have any."""
    archive = open_desk.archive
    listed = catalogue.files(archive, "corrections/")
    ids = [path.removeprefix("corrections/").removesuffix(".toml") for path in listed]
    out = {i: tuple(c for c in kept.load(archive, i) if c.on <= day) for i in ids}
    return {i: found for i, found in out.items() if found}


def _applied(policy: Policy, correction: Correction) -> Policy:
    texts = [block.text for part in policy.parts for block in part.blocks]
    count = sum(text.count(correction.find) for text in texts)
    if count != 1:
        often = "nowhere" if count == 0 else f"{count} times"
        raise UnknownError(
            f"The words {correction.find[:40]!r} stand {often} in {policy.id}.",
            "Give enough of the words around them that they stand there once.",
        )
    parts = []
    for part in policy.parts:
        blocks = outline(_patched(block, correction) for block in part.blocks)
        title = part.title and part.title.replace(correction.find, correction.replace)
        parts.append(replace(part, title=title, blocks=blocks))
    return replace(policy, parts=tuple(parts))


def _patched(block: Block, correction: Correction) -> Block:
    return replace(block, text=block.text.replace(correction.find, correction.replace))
