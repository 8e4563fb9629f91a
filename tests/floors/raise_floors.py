"""Raise the floors of accuracy: write what is measured now, if nothing is worse than before.

    python tests/floors/raise_floors.py

Needs the real cases beside the checkout, or GAZETTE_CASES; sources that are not there keep their
floors.  Lowering a floor is done by hand, with a reason in the commit.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.floors import measure  # noqa: E402  (found through the path set above)


def main() -> int:
    """Measure, compare, write."""
    cases = Path(os.environ.get("GAZETTE_CASES", ROOT.parent / "shared" / "cases"))
    table = measure.measure(ROOT / "seeds", cases)
    floors = measure.load() if measure.FLOORS.exists() else {}
    held = {source: fields for source, fields in floors.items() if source in table}
    said = measure.worse(table, held)
    if said:
        sys.stderr.write("Not raised; something is worse:\n" + "\n".join(said) + "\n")
        return 1
    measure.FLOORS.write_text(measure.dump(floors | table), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
