"""Copies of one document are paired; documents of one family that look alike are not."""

from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest

from gazette.collate import collate, same_document
from gazette.collate.pairing import containment
from gazette.model.collation import VariantClass
from gazette.model.document import Witness
from gazette.model.source import Source, Span

Make = Callable[..., Witness]
MakeSource = Callable[..., Source]
LONG = "各级民政部门应当会同有关部门建立信息报送机制，及时汇总整理本地区工作进展情况。"


def whole(make_witness: Make, text: str, sha256: str, number: str | None = None) -> Witness:
    return make_witness(text, Span(0, len(text)), sha256, number)


@pytest.fixture
def shelf(cases: Path, make_witness: Make) -> dict[str, Witness]:
    """Every copy of the cases, by folder and file."""
    return {
        f"{path.parent.name}/{path.name}": whole(
            make_witness, path.read_text(encoding="utf-8"), f"{path.parent.name}/{path.name}"
        )
        for path in sorted((cases / "copies").glob("*/*"))
        if path.name != "SOURCE.txt" and path.suffix != ".html"
    }


@pytest.mark.cases
def test_copies_are_paired_and_others_are_not(shelf: dict[str, Witness]) -> None:
    assert len(shelf) >= 9
    for one, other in combinations(shelf, 2):
        together = one.split("/")[0] == other.split("/")[0]
        together = together and "other_document" not in one + other
        assert same_document(shelf[one], shelf[other]) is together, (one, other)
        share = containment(shelf[one], shelf[other])
        assert share > 0.75 if together else share < 0.05


@pytest.mark.cases
@pytest.mark.parametrize("count", [3, 4])
def test_three_and_four_copies_collate(
    shelf: dict[str, Witness], make_source: MakeSource, count: int
) -> None:
    """Copies 1 to 3 agree in every article; the fourth is a newspaper's rewording."""
    copies = [w for name, w in shelf.items() if name.startswith("国办发明电")][:count]
    sources = {w.source: make_source(w.source) for w in copies}
    collation = collate(copies, sources)
    assert all(len(variant.readings) == count for variant in collation.variants)
    numbers = [v for v in collation.variants if v.kind is VariantClass.NUMBER]
    assert [v.readings[1][1].text for v in numbers] == ["国办发明电〔2022〕16号"]
    texts = {w.source: w for w in copies}
    for variant in collation.variants:
        for sha256, reading in variant.readings:
            assert 0 <= reading.span.start <= reading.span.end <= texts[sha256].span.end
    if count == 3:
        body = "".join(block.text for part in collation.parts for block in part.blocks)
        inside = [v for v in collation.variants if v.address]
        assert "六、中秋节、国庆节：9月29日至10月6日放假调休，共8天。" in body
        assert len(collation.variants) == 3
        assert len(inside) <= 1


@pytest.mark.cases
def test_romanised_tails_are_noise(shelf: dict[str, Witness], make_source: MakeSource) -> None:
    copies = [shelf[name] for name in shelf if name.startswith("民发")][:2]
    collation = collate(copies, {w.source: make_source(w.source) for w in copies})
    assert dict(collation.noise)["romanised-tail"] > 20
    text = "".join(block.text for part in collation.parts for block in part.blocks)
    assert "(" not in text.replace("(局)", "")
    assert len(collation.variants) == 2


def test_numbers_decide_whatever_their_brackets(make_witness: Make) -> None:
    one = whole(make_witness, LONG, "a", "吉民发〔2023〕27号")
    assert same_document(one, whole(make_witness, LONG + "改", "b", "吉民发[2023]27号"))
    assert not same_document(one, whole(make_witness, LONG, "b", "吉民发〔2023〕28号"))
    order = whole(make_witness, LONG, "c", "第707号")
    assert same_document(order, whole(make_witness, LONG, "d", "第 707 号"))


def test_one_number_on_two_texts_that_share_nothing_is_not_enough(make_witness: Make) -> None:
    one = whole(make_witness, LONG, "a", "吉民发〔2023〕27号")
    other = "甲乙丙丁戊己庚辛壬癸" * 4
    assert not same_document(one, whole(make_witness, other, "b", "吉民发〔2023〕27号"))


def test_short_texts_pair_only_when_they_are_the_same(make_witness: Make) -> None:
    assert same_document(
        whole(make_witness, "这是很短的文。", "a"), whole(make_witness, "这是很短的文", "b")
    )
    assert not same_document(
        whole(make_witness, "这是很短的文。", "a"), whole(make_witness, "别的短文。", "b")
    )
    assert not same_document(whole(make_witness, "短", "a"), whole(make_witness, "短", "b"))
