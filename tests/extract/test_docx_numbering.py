import pytest
from lxml import etree

from gazette.extract.docx_numbering import Numbering, write
from gazette.extract.docx_styles import Styles
from gazette.extract.docx_xml import W

HEAD = f'xmlns:w="{W[1:-1]}"'


@pytest.mark.parametrize(
    ("form", "count", "written"),
    [
        ("decimal", 12, "12"),
        ("chineseCountingThousand", 1, "一"),
        ("chineseCounting", 12, "十二"),
        ("japaneseCounting", 103, "一百零三"),
        ("ideographDigital", 20, "二〇"),
        ("chineseLegalSimplified", 21, "贰拾壹"),
        ("decimalEnclosedCircle", 11, "⑪"),
        ("decimalEnclosedCircleChinese", 21, "㉑"),
        ("decimalEnclosedCircle", 50, "㊿"),
        ("decimalEnclosedCircle", 51, "51"),
        ("decimalEnclosedParen", 3, "⑶"),
        ("decimalEnclosedFullstop", 21, "21."),
        ("decimalFullWidth", 10, "１０"),
        ("ideographTraditional", 3, "丙"),
        ("ideographZodiac", 13, "子"),
        ("ideographEnclosedCircle", 2, "㊁"),
        ("upperRoman", 1994, "MCMXCIV"),
        ("lowerRoman", 4, "iv"),
        ("upperLetter", 28, "BB"),
        ("lowerLetter", 3, "c"),
        ("decimalZero", 7, "07"),
        ("none", 3, ""),
        ("unheardOf", 3, "3"),
        ("chineseCounting", 0, "0"),
        ("upperRoman", 99999, "99999"),
    ],
)
def test_write(form: str, count: int, written: str) -> None:
    assert write(count, form) == written


def counted(numbering: str, *paragraphs: str) -> list[str]:
    root = etree.fromstring(f"<w:numbering {HEAD}>{numbering}</w:numbering>")
    counter = Numbering(root, Styles())
    place = "<w:p {0}><w:pPr><w:numPr>{1}</w:numPr></w:pPr></w:p>"
    return [counter.label(etree.fromstring(place.format(HEAD, each))) for each in paragraphs]


def level(depth: int, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{depth}">{more}<w:lvlText w:val="{text}"/></w:lvl>'


def at(depth: int, number: int = 1) -> str:
    return f'<w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/>'


NUM = '<w:num w:numId="{0}"><w:abstractNumId w:val="{1}"/>{2}</w:num>'


def test_levels_above_that_were_never_used_count_as_begun() -> None:
    lists = (
        f'<w:abstractNum w:abstractNumId="1">{level(0, "%1")}{level(1, "%1.%2")}</w:abstractNum>'
    )
    assert counted(lists + NUM.format(1, 1, ""), at(1), at(1), at(0)) == ["1.1 ", "1.2 ", "2 "]


def test_two_lists_of_one_kind_count_on() -> None:
    lists = f'<w:abstractNum w:abstractNumId="1">{level(0, "%1、")}</w:abstractNum>'
    both = NUM.format(1, 1, "") + NUM.format(2, 1, "")
    assert counted(lists + both, at(0, 1), at(0, 2), at(0, 1)) == ["1、", "2、", "3、"]


def test_a_level_that_restarts_only_below_another() -> None:
    third = level(2, "%3", '<w:lvlRestart w:val="1"/>')
    lists = f'<w:abstractNum w:abstractNumId="1">{level(0, "%1")}{level(1, "%2")}{third}</w:abstractNum>'
    labels = counted(lists + NUM.format(1, 1, ""), at(0), at(1), at(2), at(1), at(2), at(0), at(2))
    assert [label.strip() for label in labels] == ["1", "1", "1", "2", "2", "2", "1"]


def test_overrides_legal_numbers_and_bullets() -> None:
    chinese = '<w:numFmt w:val="chineseCounting"/>'
    lists = (
        f'<w:abstractNum w:abstractNumId="1">{level(0, "%1、", chinese)}'
        f"{level(1, '%1.%2', '<w:isLgl/>' + chinese)}"
        f"{level(2, 'l', '<w:numFmt w:val=' + chr(34) + 'bullet' + chr(34) + '/>')}</w:abstractNum>"
    )
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "第%1步", chinese)}</w:lvlOverride>'
    both = NUM.format(1, 1, "") + NUM.format(2, 1, own)
    labels = counted(lists + both, at(0), at(1), at(2), at(0, 2), at(12))
    assert labels[:4] == ["一、", "1.1 ", "• ", "第二步 "]


def test_a_list_by_a_linked_style() -> None:
    lists = (
        f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="S"/>{level(0, "（%1）")}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="S"/></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="3"><w:numStyleLink w:val="lost"/></w:abstractNum>'
    )
    both = NUM.format(1, 2, "") + NUM.format(2, 3, "")
    assert counted(lists + both, at(0, 1), at(0, 2), at(0, 9)) == ["（1）", "", ""]


def test_wild_numbers_do_no_harm() -> None:
    lists = f'<w:abstractNum w:abstractNumId="1">{level(0, "%1%1%1", "<w:start w:val=" + chr(34) + "99999999999" + chr(34) + "/>")}</w:abstractNum>'
    start = '<w:lvlOverride w:ilvl="77"><w:startOverride w:val="x"/></w:lvlOverride>'
    assert counted(lists + NUM.format(1, 1, start), at(0)) == ["111 "]
