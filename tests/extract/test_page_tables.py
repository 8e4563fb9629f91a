from gazette.extract.page_rows import Glyph
from gazette.extract.page_tables import Rule, ruled_rows


def word(text: str, x: float, y: float) -> list[Glyph]:
    return [
        Glyph(char, x + 10 * place, x + 10 * place + 10, y - 9, y + 1, y, 10.0)
        for place, char in enumerate(text)
    ]


def grid(*, levels: tuple[float, ...], uprights: tuple[float, ...]) -> list[Rule]:
    level = [Rule(True, at, uprights[0], uprights[-1]) for at in levels]
    return level + [Rule(False, at, levels[0], levels[-1]) for at in uprights]


def test_cells_are_read_whole_and_row_by_row() -> None:
    glyphs = [
        *word("第一", 10, 20), *word("条甲", 10, 35), *word("修改", 110, 20), *word("乙", 110, 35),
        *word("AB", 10, 55), *word("CD", 10, 68), *word("表外", 10, 120),
    ]  # fmt: skip
    rules = grid(levels=(5, 42, 80), uprights=(0, 100, 200))
    found, rest = ruled_rows(glyphs, rules)
    assert [row.text for row in found] == ["第一条甲\t修改乙", "AB CD\t"]
    assert "".join(glyph.text for glyph in rest) == "表外"
    assert found[0].box == (0, 5, 200, 42)


def test_rules_drawn_cell_by_cell_and_double() -> None:
    rules = []
    for left, right in ((0, 99), (100, 200)):
        for top, bottom in ((5, 40), (41, 80)):
            for inset in (0.0, 0.7):
                rules += [
                    Rule(True, top + inset, left, right), Rule(True, bottom - inset, left, right),
                    Rule(False, left + inset, top, bottom), Rule(False, right - inset, top, bottom),
                ]  # fmt: skip
    found, rest = ruled_rows(word("一", 10, 20) + word("二", 110, 20) + word("三", 110, 60), rules)
    assert [row.text for row in found] == ["一\t二", "\t三"]
    assert not rest


def test_frames_underlines_and_drawings_are_no_tables() -> None:
    glyphs = word("文字", 10, 20)
    for rules in (
        [],
        [Rule(True, 22, 0, 100)],
        grid(levels=(5, 40), uprights=(0, 200)),
        grid(levels=(5, 20, 40), uprights=(0, 200)),
        [Rule(True, float(at), 0, 9) for at in range(3000)],
    ):
        assert ruled_rows(glyphs, rules) == ([], glyphs)


def test_text_on_the_margin_of_a_table_is_left_in_place() -> None:
    rules = grid(levels=(5, 40, 80), uprights=(50, 100, 200))
    glyphs = word("外", 10, 20) + word("内", 60, 20)
    found, rest = ruled_rows(glyphs, rules)
    assert [row.text for row in found] == ["内\t"]
    assert [glyph.text for glyph in rest] == ["外"]
