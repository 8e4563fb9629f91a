"""How much of what real sources carry is found: found, missed and extra, for each kind of field.

A field is found when the value read is the right one, missed when the source gives one and another
or none is read, extra when one is read and the source gives none or another.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from gazette import extract, segment
from gazette.config import data_text
from gazette.model.document import Segmentation, Witness
from gazette.model.register import Issuer, Register
from gazette.text.dates import parse_date
from gazette.text.fold import fold

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"

Count = list[int]
"""Found, missed, extra."""
Table = dict[str, dict[str, Count]]
"""For each source, for each kind of field, the count."""


def register() -> Register:
    """Return the issuers that are shipped."""
    entries = tomllib.loads(data_text("issuers.toml"))["issuer"]
    return Register(
        tuple(
            Issuer(each["name"], tuple(each.get("short", ())), tuple(each.get("codes", ())))
            for each in entries
        )
    )


def measure(seeds: Path, cases: Path | None) -> Table:
    """Read every source and hold it against its truth."""
    known = register()
    table = {f"seeds/{path.stem[:3]}": _seed(path, known) for path in sorted(seeds.glob("*.txt"))}
    if cases and cases.is_dir():
        table |= _issues(cases / "issues", known)
        table["cases/govcn_pages"] = _pages(cases / "issues" / "govcn_pages", known)
    return table


def _count(pairs: Iterator[tuple[str, Any, Any]]) -> dict[str, Count]:
    """Count what was read, given the name of the field, the truth and the reading."""
    counts: dict[str, Count] = {}
    for name, truth, read in pairs:
        count = counts.setdefault(name, [0, 0, 0])
        count[0] += bool(truth) and truth == read
        count[1] += bool(truth) and truth != read
        count[2] += bool(read) and truth != read
    return counts


def _seed(path: Path, known: Register) -> dict[str, Count]:
    extraction = extract.read(path)
    truth = tomllib.loads((HERE / f"seed_{path.stem[:3]}.toml").read_text("utf-8"))["document"]
    read = segment.segment(extraction, known)
    return _count(_of_seed(extraction.text, truth, read))


def _of_seed(
    text: str, truth: list[dict[str, Any]], read: Segmentation
) -> Iterator[tuple[str, Any, Any]]:
    by_span = {tuple(witness.span): witness for witness in read.witnesses}
    at = 0
    for document in truth:
        start = text.index(document["first"], at)
        at = text.index(document["last"], start) + len(document["last"])
        witness = by_span.pop((start, at), None)
        yield "documents", True, witness is not None
        for name, value in _fields(document).items():
            yield name, value, _read(witness, name)
    for _ in by_span:
        yield "documents", False, True


_NAMES = (
    "kind", "number", "title", "title_source", "issuers", "issued", "published", "gazette", "page",
    "attachments", "instrument",
)  # fmt: skip


def _fields(document: Mapping[str, Any]) -> dict[str, Any]:
    return (
        {"kind": "policy"}
        | {name: document.get(name) for name in _NAMES[1:]}
        | {name: document[name] for name in _NAMES if name in document}
    )


def _read(witness: Witness | None, name: str) -> Any:
    """Return what a witness says for a field of the truth."""
    if witness is None:
        return None
    if name == "attachments":
        return [each.name for each in witness.meta.attachments] or None
    if name == "instrument":
        titles = [part.title for part in witness.parts if part.kind == "instrument"]
        return next((title for title in titles if title != witness.meta.title), None)
    value = getattr(witness.meta, name)
    if name == "issuers":
        return list(value) or None
    return value.value if name == "kind" else value


def _issues(folder: Path, known: Register) -> Table:
    """Hold issues of another gazette against the gold that its publisher's data gives."""
    table: Table = {}
    for gold in sorted(folder.glob("*/GOLD_segments.json")):
        records = json.loads(gold.read_text("utf-8"))["records"]
        text = extract.read(gold.parent / "issue.txt")
        read = segment.segment(text, known)
        table[f"cases/{gold.parent.name}"] = _count(_of_issue(records, read))
        page = segment.segment(extract.read(gold.parent / "issue_body.html"), known)
        table[f"cases/{gold.parent.name} html"] = _count(_of_numbers(records, page))
    return table


def _of_issue(records: list[dict[str, Any]], read: Segmentation) -> Iterator[tuple[str, Any, Any]]:
    by_span = {tuple(witness.span): witness for witness in read.witnesses}
    for record in records:
        witness = by_span.pop((record["start"], record["end"]), None)
        yield "documents", True, witness is not None
        meta = witness.meta if witness else None
        yield "number", fold(record["doc_no"]), meta and fold(meta.number or "")
        yield "issued", parse_date(record["date"]), meta and meta.issued
        agency = fold(record["agency"].split(";")[0])
        named = any(agency in fold(name) for name in meta.issuers) if meta else False
        yield "issuers", True, named
        yield "title", True, _alike(record["title"], meta.title or "") if meta else False
    for _ in by_span:
        yield "documents", False, True


def _alike(one: str, other: str) -> bool:
    """Tell whether two titles are the same but for the editor's shortenings."""
    return SequenceMatcher(None, fold(one), fold(other), autojunk=False).ratio() >= 0.8


def _of_numbers(
    records: list[dict[str, Any]], read: Segmentation
) -> Iterator[tuple[str, Any, Any]]:
    by_number = {fold(witness.meta.number or ""): witness for witness in read.witnesses}
    for record in records:
        witness = by_number.pop(fold(record["doc_no"]), None)
        yield "documents", True, witness is not None
        yield "issued", parse_date(record["date"]), witness.meta.issued if witness else None
    for _ in by_number:
        yield "documents", False, True


def _pages(folder: Path, known: Register) -> dict[str, Count]:
    documents = json.loads((folder / "meta.json").read_text("utf-8"))["docs"]
    return _count(pair for each in documents for pair in _of_page(folder, each, known))


def _of_page(
    folder: Path, document: dict[str, Any], known: Register
) -> Iterator[tuple[str, Any, Any]]:
    fields = document["header_fields"]
    for suffix in ("txt", "html"):
        read = segment.segment(extract.read(folder / f"{document['n']}.{suffix}"), known)
        yield "documents", True, len(read.witnesses) == 1
        meta = read.witnesses[0].meta
        yield "number", fields["发文字号"], meta.number
        yield "title", fold(fields["标题"]), fold(meta.title or "")
        yield "issuers", (fields["发文机关"],), meta.issuers
        yield "issued", _day(fields["成文日期"]), meta.issued
        yield "published", _day(fields["发布日期"]), meta.published


def _day(text: str) -> date | None:
    return parse_date(text)


def worse(table: Table, floors: Table) -> list[str]:
    """Say where less is found, or more is missed or read in excess, than the floors allow."""
    said = []
    for source, fields in floors.items():
        for name, floor in fields.items():
            count = table.get(source, {}).get(name, [0, 10**6, 0])
            if count[0] < floor[0] or count[1] > floor[1] or count[2] > floor[2]:
                said.append(f"{source} {name}: found/missed/extra {count}, floor {floor}")
    return said


def load() -> Table:
    """Return the floors that hold."""
    floors: Table = json.loads(FLOORS.read_text("utf-8"))
    return floors


def dump(table: Table) -> str:
    """Write a table as the file of floors has it: one source a line block, one field a line."""
    blocks = []
    for source, fields in sorted(table.items()):
        lines = ",\n".join(f'    "{name}": {count}' for name, count in fields.items())
        blocks.append(f'  "{source}": {{\n{lines}\n  }}')
    return "{\n" + ",\n".join(blocks) + "\n}\n"
