"""Facts of the derived index as plain lists: what is read back is what was written."""

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.model.document import Block, Metadata, Policy
from gazette.model.event import Citation, Event, Status
from gazette.model.source import Span
from gazette.store.packing import pack, unpack

spans = st.builds(Span, st.integers(0, 99), st.integers(0, 99))
st.register_type_strategy(Span, spans)
st.register_type_strategy(str, st.text(st.characters(), max_size=6))


@pytest.mark.parametrize("kind", [Event, Citation, Status, Metadata, Block, Policy])
def test_what_is_read_back_is_what_was_written(kind: type) -> None:
    @settings(max_examples=25, deadline=None)
    @given(st.from_type(kind))
    def law(value: object) -> None:
        read = unpack(pack(value, kind), kind)
        assert read == value
        assert repr(read) == repr(value)

    law()


def test_tuples_and_what_is_absent() -> None:
    kind = tuple[tuple[str, date | None], ...]
    value = (("甲", date(2024, 1, 1)), ("\ud800", None))
    assert unpack(pack(value, kind), kind) == value
    assert unpack(pack((), kind), kind) == ()


def test_a_type_without_a_way_is_refused() -> None:
    @dataclass
    class Odd:
        value: complex

    with pytest.raises(TypeError, match="cannot be packed"):
        pack(Odd(1j), Odd)
