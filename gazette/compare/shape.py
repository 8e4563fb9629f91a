"""A comparison as JSON: the stable shape of `gazette compare --json`."""

from typing import Any

from gazette.model.comparison import Change, Comparison, Pair, count


def unchanged(comparison: Comparison) -> bool:
    """Tell whether every provision says the same, where it said it."""
    return all(
        pair.change is Change.SAME and not pair.renumbered and not pair.moved
        for pair in comparison.pairs
    )


def as_json(comparison: Comparison) -> dict[str, Any]:
    """Return plain dicts, lists and texts; keys are stable, more may be added."""
    return {
        "old": comparison.old,
        "new": comparison.new,
        "rewritten": comparison.rewritten,
        "summary": count(comparison),
        "pairs": [_pair(pair) for pair in comparison.pairs],
    }


def _pair(pair: Pair) -> dict[str, Any]:
    return {
        "old": [one.address for one in pair.old],
        "new": [one.address for one in pair.new],
        "change": pair.change.value,
        "renumbered": pair.renumbered,
        "moved": pair.moved,
        "typography": pair.typography,
        "classes": list(pair.classes),
        "runs": [[run.op.value, run.text] for run in pair.runs],
    }
