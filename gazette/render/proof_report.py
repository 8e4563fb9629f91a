"""A proof for people and for programs: one HTML page, one JSON document."""

from pathlib import Path
from typing import Any

from gazette.render import labels, templates
from gazette.render.measure import State
from gazette.render.proof import Proof


def as_json(proof: Proof) -> dict[str, Any]:
    """Return a proof as plain dicts, lists, texts and numbers; what is not known is `None`."""
    return {
        "issue": proof.issue,
        "profile": proof.profile,
        "pages": proof.pages,
        "right": proof.right,
        "texts": [
            {
                "face": text.face,
                "equal": text.equal,
                "wanted": text.wanted,
                "found": text.found,
                "at": text.at,
                "wanted_there": text.wanted_there or None,
                "found_there": text.found_there or None,
            }
            for text in proof.texts
        ],
        "contents": [
            {
                "anchor": line.anchor,
                "title": line.title,
                "named": line.named,
                "printed": line.printed,
                "starts_there": line.starts,
                "right": line.right,
            }
            for line in proof.contents
        ],
        "heads": list(proof.heads),
        "structure": dict(proof.structure),
        "layout": [
            {
                "name": check.name,
                "wanted": check.wanted,
                "measured": check.measured,
                "unit": check.unit or None,
                "tolerance": check.tolerance,
                "state": check.state.value,
                "strength": check.strength.value,
                "source": check.source,
                "note": check.note or None,
            }
            for check in proof.layout
        ],
    }


def page(proof: Proof, language: str = "zh", own: Path | None = None) -> str:
    """Return the proof as an HTML page."""
    values = {
        "proof": proof,
        "label": labels.load("proof", language),
        "counts": {state.value: proof.count(state) for state in State},
    }
    return templates.fill("issue/proof.html.j2", values, own)
