"""Records come back as they were written."""

from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.model.collation import Ruling
from gazette.model.document import (
    Witness,
)
from gazette.store.codec import dump_json, dump_rulings, load_json, load_rulings
from gazette.store.records import SourceRecord

TEXT = st.text(max_size=12)
MAYBE = st.one_of(st.none(), TEXT)
RULINGS = st.builds(
    Ruling,
    readings=st.lists(st.tuples(TEXT, TEXT), max_size=3).map(tuple),
    before=TEXT,
    after=TEXT,
    text=TEXT,
    reason=TEXT,
    take=MAYBE,
    by=MAYBE,
    on=st.one_of(st.none(), st.dates()),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.from_type(Witness), max_size=2))
def test_witnesses_come_back_exactly(witnesses: list[Witness]) -> None:
    data = dump_json(witnesses)
    back = load_json(data, list[Witness], "w")
    assert back == witnesses
    assert [_traces(w) for w in back] == [_traces(w) for w in witnesses]
    assert dump_json(back) == data


def _traces(witness: Witness) -> list[object]:
    return [block.trace for part in witness.parts for block in part.blocks]


@settings(max_examples=60, deadline=None)
@given(st.from_type(SourceRecord))
def test_source_records_come_back_exactly(record: SourceRecord) -> None:
    assert load_json(dump_json(record), SourceRecord, "s") == record


@settings(max_examples=100, deadline=None)
@given(st.lists(RULINGS, max_size=3).map(tuple), st.lists(RULINGS, max_size=2).map(tuple))
def test_rulings_come_back_exactly(first: tuple[Ruling, ...], more: tuple[Ruling, ...]) -> None:
    text = dump_rulings(first)
    assert load_rulings(text, "r") == first
    assert load_rulings(dump_rulings(first + more, text), "r") == first + more
    assert load_rulings(dump_rulings(more, text), "r") == more
