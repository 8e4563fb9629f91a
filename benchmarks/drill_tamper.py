"""Drill of tampered copies: each kind of mutation, many times, on clean documents.

    python benchmarks/drill_tamper.py                      100 of each kind on the seeds
    python benchmarks/drill_tamper.py FOLDER --times 100   on the plain texts of a folder

For each kind: how many are caught in the copy itself, how many by a clean second copy, and how many
are at least marked where the copy stands alone and its host is distrusted.  Clean documents must
raise no alarm; those that do are listed, and take no part.  The exit status is 0 when every kind
of issuer reaches 99 %, footers and invisible characters 100 %, and nothing passes unnoticed.
"""

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from tampering import KINDS, Copy, Specimen

from gazette import collate, extract, segment
from gazette.config import load_desk
from gazette.errors import GazetteError
from gazette.model.document import Flag, Segmentation, Witness
from gazette.model.register import Register
from gazette.model.source import Source
from gazette.model.trust import Distrust, single_source

ROOT = Path(__file__).resolve().parent.parent
TAMPER = frozenset({
    "issuer-mismatch", "issuer-missing", "repeated-name", "link-spam", "gambling", "invisible-characters", "unseen-characters",
    "bidi", "look-alike", "mixed-width", "compatibility-ideograph", "private-use", "hidden-text",
    "number-year", "impossible-date", "later-citation", "strange-organ", "contact", "control-characters", "replacement-character",
})  # fmt: skip
"""Flags that speak of tampering; the others tell what a source lacks."""
GOALS = {name: 1.0 if name.startswith(("footer", "invisible", "controls")) else 0.99
         for name in KINDS if name.startswith(("issuer: an", "footer", "invisible", "controls", "header"))}  # fmt: skip


def read(page: str, suffix: str, register: Register) -> tuple[Segmentation, Source]:
    extraction = extract.read_bytes(page.encode(), f"copy.{suffix}")
    return segment.segment(extraction, register), extraction.source


def flags_of(found: Segmentation, witness: Witness) -> tuple[Flag, ...]:
    return (*witness.flags, *found.flags)


def specimens(paths: Sequence[Path], register: Register) -> tuple[list[Specimen], list[str], int]:
    """Return the clean documents, the alarms raised on pages as they are, and how many there are."""
    clean: list[Specimen] = []
    alarms: list[str] = []
    total = 0
    for path in paths:
        try:
            text = extract.read(path).text
            found, _ = read(text, path.suffix.lstrip("."), register)
        except GazetteError as error:
            print(f"{path.name}: {error}", file=sys.stderr)
            continue
        total += len(found.witnesses)
        alarms += [
            f"{path.name}, page: {f.code}: {f.message}" for f in found.flags if f.code in TAMPER
        ]
        for witness in found.witnesses:
            alarmed = [flag for flag in witness.flags if flag.code in TAMPER]
            alarms += [
                f"{path.name}, {witness.meta.number}: {f.code}: {f.message}" for f in alarmed
            ]
            if not alarmed and path.suffix in (".txt", ".md"):
                clean.append(Specimen(path.name, text, witness))
    return clean, alarms, total


def mutated(found: Segmentation, copy: Copy, specimen: Specimen) -> Witness | None:
    """Return the document that was mutated, as it is read now."""
    if copy.suffix == "html":
        return found.witnesses[0] if found.witnesses else None
    aim = specimen.witness.span.start + len(copy.page) - len(specimen.page)
    return min(
        found.witnesses,
        key=lambda w: min(
            abs(w.span.start - aim), abs(w.span.start - specimen.witness.span.start)
        ),
        default=None,
    )


def caught_alone(found: Segmentation, witness: Witness | None, copy: Copy, specimen: Specimen,
                 base: Segmentation, codes: frozenset[str]) -> bool:  # fmt: skip
    """Tell whether new flags of the right kind are raised, and nothing banned stays in a text."""
    if witness is None:
        return False
    before = {(f.code, f.message) for f in flags_of(base, specimen.witness)}
    new = {f.code for f in flags_of(found, witness) if (f.code, f.message) not in before}
    kept = "\n".join(b.text for w in found.witnesses for p in w.parts for b in p.blocks)
    return bool(new & codes) and not any(len(word) > 3 and word in kept for word in copy.banned)


def caught_by_second(witness: Witness | None, specimen: Specimen, source: Source) -> bool:
    """Tell whether a clean copy beside it makes a variant that an editor must rule on."""
    if witness is None:
        return False
    clean = replace(specimen.witness, source="0" * 64)
    sources = {"0" * 64: replace(source, sha256="0" * 64), source.sha256: source}
    if witness.meta.number != clean.meta.number:
        return collate.same_text(clean, witness)
    found = collate.collate((clean, witness), sources)
    return any(variant.ruling is None for variant in found.variants)


def drill(
    name: str,
    clean: Sequence[Specimen],
    bases: dict[str, Segmentation],
    register: Register,
    times: int,
    *,
    beside: bool = True,
) -> tuple[int, int, int, int, list[str]]:
    """Return how many copies were made, caught alone, caught by a second, marked, and what passed.

    Without `beside`, no second copy is held against them.
    """
    rng = random.Random(f"tamper {name}")
    mutate, codes = KINDS[name]
    made = alone = second = marked = 0
    passed: list[str] = []
    for _ in range(times * 30):
        if made == times:
            break
        specimen = rng.choice(list(clean))
        copy = mutate(rng, specimen, register)
        if copy is None or copy.page == specimen.page:
            continue
        made += 1
        found, source = read(copy.page, copy.suffix, register)
        witness = mutated(found, copy, specimen)
        here = caught_alone(found, witness, copy, specimen, bases[specimen.name], codes)
        there = beside and caught_by_second(witness, specimen, source)
        hijacked = replace(source, url="https://www.hijacked.example/a.html")
        mark = single_source([hijacked], (Distrust("hijacked.example", "hijacked"),)) is not None
        alone, second, marked = alone + here, second + there, marked + mark
        if not here:
            passed.append(f"{specimen.name} {specimen.witness.meta.number}: {_difference(specimen.page, copy.page)}"
                          f"{'' if there else '  [no variant either]'}")  # fmt: skip
    return made, alone, second, marked, passed


def _difference(old: str, new: str) -> str:
    at = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), len(old))
    return repr(new[max(0, at - 12) : at + 24])


def run(paths: Sequence[Path], times: int, kinds: Sequence[str], *, verbose: bool) -> bool:
    register = load_desk(ROOT).register
    clean, alarms, total = specimens(paths, register)
    print(
        f"{total} documents, {len(clean)} of them clean plain texts; {len(alarms)} alarms on pages as they are:"
    )
    for each in alarms:
        print(f"  {each}")
    bases = {s.name: read(s.page, Path(s.name).suffix.lstrip("."), register)[0] for s in clean}
    print(f"{'kind':<30}{'made':>6}{'alone':>8}{'second':>8}{'marked':>8}")
    right = True
    for name in kinds:
        made, alone, second, marked, passed = drill(name, clean, bases, register, times)
        print(f"{name:<30}{made:>6}{alone:>8}{second:>8}{marked:>8}", flush=True)
        right &= made == 0 or (alone / made >= GOALS.get(name, 0.0) and marked == made)
        for each in passed if verbose else ():
            print(f"    passed alone: {each}")
    return right


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".txt", ".md", ".html", ".xml") and not path.name.startswith(
            ("README", "SOURCE", "ORIGINS")
        ):
            yield path


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "seeds")
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--kind", action="append", choices=list(KINDS))
    parser.add_argument(
        "-v", "--verbose", action="store_true", help="List what was not caught in the copy itself."
    )
    told = parser.parse_args()
    return (
        0
        if run(
            list(_files(told.folder)), told.times, told.kind or list(KINDS), verbose=told.verbose
        )
        else 1
    )


if __name__ == "__main__":
    sys.exit(main())
