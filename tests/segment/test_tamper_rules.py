"""Every rule on tampering by itself: what it flags, where, how gravely, and what it lets pass."""

from collections.abc import Callable

import pytest

from gazette.model.document import Block, Flag, Metadata, Part, PartKind, Role, Trace
from gazette.model.register import Register
from gazette.model.source import Extraction, Line, LineKind, Span
from gazette.segment import look, segment
from gazette.segment.flags.evidence import place_of, source_of
from gazette.segment.flags.issuers import title_names
from gazette.segment.spam import gambling, is_row_of_names
from gazette.text.deceptive import deceptions, plain

Plain = Callable[..., Extraction]
NOTICE = """\
吉林省民政厅关于做好救助工作的通知

吉民发〔2024〕3号

各市（州）民政局：

一、做好救助，按照吉民发〔2023〕9号执行，补助标准为每人500元。

二、做好发放，由县级人民政府于2024年6月30日前完成。

吉林省民政厅

2024年1月5日
"""


@pytest.fixture(scope="module")
def read(plain: Plain, register: Register) -> Callable[[str], list[Flag]]:
    def _read(text: str) -> list[Flag]:
        found = segment(plain(text), register)
        return [flag for witness in found.witnesses for flag in witness.flags] + list(found.flags)

    return _read


Read = Callable[[str], list[Flag]]


def told(found: list[Flag]) -> list[tuple[str, bool]]:
    return [(flag.code, flag.grave) for flag in found]


def test_a_clean_notice_has_none(read: Read) -> None:
    assert read(NOTICE) == []


# --- issuers --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["金沙", "龙腾体育", "某某办公厅", "辽宁省民政厅", "BETA36"])
def test_title_and_signature_are_asked_one_by_one(read: Read, name: str) -> None:
    for text in (
        NOTICE.replace("吉林省民政厅关于", f"{name}关于"),
        NOTICE.replace("\n吉林省民政厅\n", f"\n{name}\n"),
    ):
        (found,) = read(text)
        assert (found.code, found.grave) == ("issuer-mismatch", True)
        assert found.message == (
            f"The number 吉民发〔2024〕3号 is one of 吉林省民政厅, and the document names {name} as its issuer."
        )
        assert found.proposal == "吉林省民政厅"
        assert found.evidence == ("The code 吉民发 of the number is one of 吉林省民政厅.",)
        assert found.span


def test_the_flag_points_at_the_signature(read: Read) -> None:
    text = NOTICE.replace("\n吉林省民政厅\n", "\n辽宁省民政厅\n")
    (found,) = read(text)
    assert found.span
    assert text[slice(*found.span)] == "辽宁省民政厅"


def test_the_issuer_may_be_named_in_short_or_with_others(read: Read) -> None:
    for names in (
        "省民政厅",
        "中华人民共和国吉林省民政厅",
        "吉林省民政厅 吉林省财政厅",
        "吉林省财政厅、吉林省民政厅",
    ):
        assert read(NOTICE.replace("吉林省民政厅关于", f"{names}关于")) == []
    assert read(NOTICE.replace("吉林省民政厅关于", "吉林省民政厅等七部门关于")) != []
    assert read(NOTICE.replace("吉林省民政厅关于", "关于")) == []
    for head in ("2024年", "全省", "吉林省", "进一步", "2024年度"):
        assert read(NOTICE.replace("吉林省民政厅关于", f"{head}关于")) == []


def test_a_brand_among_the_issuers_of_a_title(read: Read) -> None:
    joint = NOTICE.replace("吉林省民政厅关于", "龙腾体育 吉林省财政厅关于")
    assert told(read(joint)) == [("issuer-mismatch", True)]


def test_without_a_known_code_title_and_signature_are_held_together(read: Read) -> None:
    text = NOTICE.replace("吉民发〔2024〕3号", "甲乙发〔2024〕3号")
    assert read(text) == []
    (found,) = read(text.replace("\n吉林省民政厅\n", "\n辽宁省财政厅\n"))
    assert (found.code, found.grave, found.proposal) == ("issuer-mismatch", True, None)
    assert (
        found.message
        == "The title names 吉林省民政厅 as its issuer, and it is signed 辽宁省财政厅."
    )
    for short in ("省民政厅", "吉林民政厅"):
        assert read(text.replace("\n吉林省民政厅\n", f"\n{short}\n")) == []
        assert read(text.replace("吉林省民政厅关于", f"{short}关于")) == []
    assert read(text.replace("\n吉林省民政厅\n", "\n部长 王大明\n")) == []


def test_two_numbers_do_not_silence_the_rule(register: Register) -> None:
    parts = (Part(PartKind.SIGNATURE, None, (Block("辽宁省财政厅", Role.SIGNATORY),)),)
    for number in ("吉民发〔2024〕3号", "甲字〔2024〕1号;吉民发〔2024〕3号"):
        (found,) = look(parts, Metadata(number=number), register)
        assert (found.code, found.source, found.span) == ("issuer-mismatch", None, None)
    assert look(parts, Metadata(number="甲字〔2024〕1号"), register) == ()
    assert look(parts, Metadata(), register) == ()


def test_a_document_of_a_known_issuer_that_names_none(read: Read) -> None:
    unsigned = NOTICE.replace("吉林省民政厅关于", "关于").replace("\n吉林省民政厅\n", "\n")
    assert told(read(unsigned)) == [("issuer-missing", False)]
    (found,) = read(unsigned)
    assert found.span
    assert unsigned[slice(*found.span)] == "吉民发〔2024〕3号"
    assert read(unsigned.replace("吉民发〔2024〕3号", "甲乙发〔2024〕3号")) == []


def test_names_of_a_title() -> None:
    def names(title: str | None, source: str = "text") -> list[str]:
        return list(title_names(Metadata(title=title, title_source=source)))

    assert names("龙腾体育关于做好工作的通知") == ["龙腾体育"]
    assert names("龙腾体育、吉林省财政厅等五部门印发《办法》的通知") == [
        "龙腾体育",
        "吉林省财政厅",
    ]
    assert names("龙腾体育关于做好工作的通知", "listing") == []
    assert names("长白山关于做好工作的通知") == []
    assert names("长春市关于做好工作的通知") == []
    assert names("解读关于做好工作的通知") == []
    assert names("本年度关于做好工作的通知") == []
    assert names("做好，关于工作") == []
    assert names("关于做好工作的通知") == []
    assert names("工作通知") == []
    assert names(None) == []
    assert names(f"{'龙' * 130}关于工作的通知") == []


# --- names of the page ----------------------------------------------------------------------


def test_a_name_of_the_header_in_the_body(read: Read) -> None:
    page = "龙腾体育\n\n站群导航\n\n首页\n\n"
    assert read(page + NOTICE) == []
    for office in ("人民政府", "办公厅", "办公室", "委员会", "厅", "局"):
        text = page + NOTICE.replace("县级人民政府", f"龙腾体育{office}")
        found = next(flag for flag in read(text) if flag.code == "repeated-name")
        assert found.grave
        assert found.span
        assert text[slice(*found.span)] == f"龙腾体育{office}"
        assert found.message.startswith("“龙腾体育” stands in the page's header")
        assert found.evidence == ("“龙腾体育” is a name of the page and of no organ.",)
    assert read(page + NOTICE.replace("县级人民政府", "龙腾体育馆")) == []
    twice = page + NOTICE.replace("县级人民政府", "龙腾体育馆、龙腾体育办公厅")
    assert "repeated-name" in [flag.code for flag in read(twice)]


@pytest.mark.parametrize("name", ["吉林省", "长春市", "长白山", "省政府", "国务院", "民政部"])
def test_a_place_in_the_header_is_no_brand(read: Read, name: str) -> None:
    text = f"{name}\n\n站群导航\n\n" + NOTICE.replace("县级人民政府", f"{name}办公室")
    assert "repeated-name" not in [flag.code for flag in read(text)]


def test_the_title_of_the_page_names_it_too(plain: Plain, register: Register) -> None:
    text = NOTICE.replace("县级人民政府", "龙腾体育人民政府")
    extraction = plain(text)
    for title, found in (
        ("通知_龙腾体育", True),
        ("龙腾体育 - 首页", True),
        ("吉林省_通知", False),
        (None, False),
    ):
        named = Extraction(extraction.source, text, extraction.lines, title)
        (witness,) = segment(named, register).witnesses
        assert ("repeated-name" in [flag.code for flag in witness.flags]) is found


def test_an_office_that_is_nobodys(read: Read) -> None:
    text = NOTICE.replace("县级人民政府", "报龙腾人民政府")
    (found,) = read(text)
    assert (found.code, found.grave) == ("strange-organ", False)
    assert found.span
    assert text[slice(*found.span)].endswith("龙腾人民政府")
    assert "龙腾人民政府" in found.message
    for name in (
        "各级人民政府",
        "地方人民政府",
        "经人民政府",
        "国务院办公厅",
        "省委办公厅",
        "A人民政府",
    ):
        assert read(NOTICE.replace("县级人民政府", name)) == []


# --- characters -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("char", "code", "grave", "proposal"),
    [
        ("\u200b", "invisible-characters", False, ""),
        ("\ufeff", "invisible-characters", False, ""),
        ("\u202e", "bidi", True, ""),
        ("\u200f", "bidi", True, ""),
        ("\u2063", "unseen-characters", True, ""),
        ("\u3164", "unseen-characters", True, ""),
        ("\ufe00", "unseen-characters", True, ""),
        ("\ufe0f", "unseen-characters", True, ""),
        ("\U000e0001", "unseen-characters", True, ""),
        ("\U000e01ef", "unseen-characters", True, ""),
        ("\ue000", "private-use", False, None),
        ("\U00100000", "private-use", False, None),
        ("\ufffd", "replacement-character", True, None),
        ("\ufdd0", "control-characters", True, ""),
        ("\ufdef", "control-characters", True, ""),
        ("\U0001ffff", "control-characters", True, ""),
        ("\x07", "control-characters", True, ""),
        ("\x7f", "control-characters", True, ""),
        ("\uf969", "compatibility-ideograph", True, "數"),
        ("\uf900", "compatibility-ideograph", True, "豈"),
        ("\ufad9", "compatibility-ideograph", True, "龎"),
        ("\u2f00", "compatibility-ideograph", True, "一"),
        ("\u2e80", "compatibility-ideograph", True, None),
        ("\u2fd5", "compatibility-ideograph", True, "龠"),
        ("\u31c0", "compatibility-ideograph", True, None),
        ("\u31ef", "compatibility-ideograph", True, None),
        ("\U0002f800", "compatibility-ideograph", True, "丽"),
        ("\U0002fa1d", "compatibility-ideograph", True, "𪘀"),
        ("с", "look-alike", True, "c"),
        ("ы", "look-alike", True, None),
        ("Α", "look-alike", True, "A"),
        ("ニ", "look-alike", True, "二"),
        ("ー", "look-alike", True, "一"),
        ("𝟐", "look-alike", True, "2"),
        ("\U0001d400", "look-alike", True, "A"),
        ("\U0001d7ff", "look-alike", True, "9"),
        ("Ⓐ", "look-alike", True, "A"),
        ("ⓩ", "look-alike", True, "z"),
        ("\U0001f130", "look-alike", True, "A"),
    ],
)
def test_characters_that_deceive(
    read: Read, char: str, code: str, grave: bool, proposal: str | None
) -> None:
    text = NOTICE.replace("做好发放", f"做{char}好发放")
    (found,) = read(text)
    assert (found.code, found.grave, found.proposal) == (code, grave, proposal)
    assert found.message.endswith(f": U+{ord(char):04X}.")
    assert found.span
    assert text[slice(*found.span)] == char
    assert bool(found.evidence) == bool(proposal)


@pytest.mark.parametrize(
    "word",
    [
        "α值", "Ω、μ", "检测 Москва 市", "№3", "﨎市", "﨩市", "①②", "⑴", "カタカナ", "へ、", "20〇3年", "㎡", "℃", "0.5～1",
        "㈠", "Ⅲ级", "％", "PM2.5", "２０２４", "H2O2", "O2", "10OK", "é", "𠀀", "龥", "㐀", "\u2e7f", "\u31bf", "\u2efe市"[1:],
    ],
)  # fmt: skip
def test_characters_that_may_be_right(word: str) -> None:
    assert list(deceptions(f"检测{word}后发放")) == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("2O23年", [1]), ("20l3", [2]), ("2OO3", [1, 2]), ("1|2", []), ("1l2l", []), ("3I4", [1]), ("1Q2o3", [1, 3]), ("A2O3", []), ("2O3B", []), ("2O", []),
        ("20２3", [2]), ("2０23", [1]), ("ＰM", [0]), ("PＭ", [1]), ("20 ２3", [3]), ("Ｐ市", []),
        ("Pаy", [1]), ("аy", [0]), ("3а", [1]), ("а", []), ("市а", [1]), ("абв市", []), ("аб市", [0, 1]), ("市аб", [1, 2]),
        ("аbа", [0, 2]), ("а бв", []),
        ("aβ", [1]), ("βa", [0]), ("中Ο中", [1]), ("中Ο", []), ("Ο中", []), ("中Ω中", []), ("1Ο1", []), ("中Ο1", []),
        ("中ニ中", [1]), ("中ニ", []), ("ニ中", []), ("中ニニ中", []), ("", []),
    ],
)  # fmt: skip
def test_letters_are_judged_by_their_neighbours(text: str, places: list[int]) -> None:
    assert [each.at for each in deceptions(text)] == places


def test_only_the_stretch_asked_for_is_looked_at() -> None:
    text = "\u202e2O3\u202e"
    assert [each.at for each in deceptions(text)] == [0, 2, 4]
    assert [each.at for each in deceptions(text, 1)] == [2, 4]
    assert [each.at for each in deceptions(text, 1, 4)] == [2]
    assert [each.at for each in deceptions(text, 0, 0)] == []


def test_what_a_character_stands_for() -> None:
    meant = {
        "О": "O",
        "0": None,
        "O": "0",
        "l": "1",
        "ニ": "二",
        "數": None,
        "２": "2",
        "\u200b": "",
    }
    assert {char: plain(char) for char in meant} == meant
    assert plain("㎡") is None


def test_many_of_a_kind_are_told_in_few_flags(read: Read) -> None:
    found = read(NOTICE.replace("做好发放", "做好发放" + "甲\u202e" * 20))
    assert len(found) == 20
    assert not any("more" in flag.message for flag in found)
    found = read(NOTICE.replace("做好发放", "做好发放" + "甲\u202e" * 23))
    assert len(found) == 20
    assert found[-1].message.endswith("U+202E (3 more of the kind follow).")
    assert not any("more" in flag.message for flag in found[:-1])


def test_the_page_around_is_looked_at_too(read: Read) -> None:
    assert told(read("首\u202e页\n\n" + NOTICE)) == [("bidi", True)]
    after = NOTICE + "\n返回顶部\u202e\n"
    assert "bidi" in [flag.code for flag in read(after)]


# --- words and links ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", ["注册送彩金", "bet 365", "Ｂ\u200bＢＩＮ", "真人\u3000荷官", "六合彩特码"]
)
def test_words_that_advertise(read: Read, words: str) -> None:
    text = NOTICE.replace("二、做好发放", f"二、做好{words}发放")
    (found,) = [flag for flag in read(text) if flag.code == "gambling"]
    assert (found.grave, found.proposal) == (True, "")
    assert found.evidence
    assert found.span
    assert text[slice(*found.span)] == words
    assert words not in found.message, "a hijacker's words are not repeated to readers"


@pytest.mark.parametrize(
    "words",
    [
        "严厉打击赌博",
        "彩票公益金",
        "网络赌博网站",
        "棋牌室",
        "加快三项工程",
        "注册送达",
        "体育彩票",
        "威尼斯人",
    ],
)
def test_words_of_the_law(words: str) -> None:
    assert list(gambling(words)) == []


def test_words_parted_over_two_lines_are_found(register: Register, plain: Plain) -> None:
    text = NOTICE.replace("二、做好发放，", "二、做好发放注册送\n\n彩金的。\n\n三、")
    (witness,) = segment(plain(text), register).witnesses
    (found,) = [flag for flag in witness.flags if flag.code == "gambling"]
    assert found.span
    assert text[slice(*found.span)] == "注册送\n\n彩金"


def test_rows_of_names() -> None:
    for row in (
        "甲乙网 丙丁娱 戊己城 庚辛app",
        "天元体育|龙腾国际|必胜888|云顶",
        "bet365 m88 w88 k8",
        "甲乙网　丙丁娱　戊己城　庚辛网",
    ):
        assert is_row_of_names(row)
        assert is_row_of_names(f"  {row} ")
    for row in (
        "甲乙网 丙丁娱 戊己城", "网站地图 联系我们 关于我们 版权声明", "吉林省民政厅 甲乙 丙丁 戊己", "王大明 李小红 张三 赵四",
        "姓名 甲乙 丙丁 戊己", "甲乙 12 丙丁 戊己", "甲乙 丙丁 12万元 戊己", "About Us Contact Sitemap", "甲乙， 丙丁 戊己 庚辛",
        "甲 乙 丙 丁", "甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚 丙丁 戊己 庚辛", " ".join(["甲乙"] * 200), "",
    ):  # fmt: skip
        assert not is_row_of_names(row)
    assert is_row_of_names(" ".join(["甲乙"] * 133))
    assert is_row_of_names("王大明 李小红 张三 龙腾体育馆")


def test_links_below_the_text_are_quarantined(register: Register, plain: Plain) -> None:
    row = "甲乙网 丙丁娱 戊己城 庚辛app"
    for text in (
        f"{NOTICE}{row}\n",
        f"{NOTICE}\n{row}",
        f"{NOTICE}\n返回顶部\n\n{row}\n",
        f"{NOTICE}\n真人荷官\n",
    ):
        result = segment(plain(text), register)
        (found,) = [flag for flag in result.flags if flag.code == "link-spam"]
        assert not found.grave
        assert found.span
        words = text[slice(*found.span)]
        assert words in (row, "真人荷官")
        assert words in found.message
        assert ("quarantined: links hung on the page", words) in [
            (piece.reason, text[slice(*piece.span)]) for piece in result.furniture
        ]
        kept = "".join(b.text for w in result.witnesses for p in w.parts for b in p.blocks)
        assert words not in kept


def test_a_row_that_says_what_it_is_needs_no_end_above(register: Register, plain: Plain) -> None:
    for row, kept in (
        ("甲乙官网 丙丁娱 戊己城 庚辛app", False),
        ("bet88 甲乙 丙丁 m365", False),
        ("甲乙网 丙丁娱 戊己城 庚辛app", True),
        ("玉米 水稻 大豆 高粱", True),
    ):
        result = segment(plain(f"{NOTICE}\n附件：说明\n\n未完待续，\n{row}\n"), register)
        assert (result.flags == ()) is kept


def test_a_row_of_a_table_is_kept(register: Register, plain: Plain) -> None:
    row = "玉米 水稻 大豆 高粱"
    text = NOTICE.replace("二、做好发放，", f"二、下列作物\n\n{row}\n\n三、做好发放，")
    result = segment(plain(text), register)
    assert row in "".join(b.text for w in result.witnesses for p in w.parts for b in p.blocks)
    assert result.flags == ()
    below = f"{NOTICE}\n附件：1.作物表\n\n作物表\n\n作物\n\n{row}"
    assert segment(plain(below), register).flags == ()
    early = "甲乙网 丙丁娱 戊己城 庚辛app\n\n" + "\n\n".join(f"第{n}行。" for n in range(20))
    assert "quarantined" not in "".join(
        f.reason for f in segment(plain(early), register).furniture
    )


def test_a_long_or_whole_sentence_is_not_quarantined(register: Register, plain: Plain) -> None:
    for last in ("打击在线赌场官网。", f"{'说明情况' * 30}真人荷官", "严禁任何单位宣传真人荷官"):
        result = segment(plain(f"{NOTICE}\n附件：说明\n\n{last}"), register)
        kept = "".join(b.text for w in result.witnesses for p in w.parts for b in p.blocks)
        assert last in kept


# --- contacts, dates, hidden words ----------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    ["加微信vx12345", "微信号abc12345", "QQ群：123456789", "扫描二维码添加客服", "https://abc.top/x", "www.abc88.com", "13812345678",
     "t.me/abc", "Telegram", "联系在线客服"],
)  # fmt: skip
def test_contacts_put_into_a_text(read: Read, words: str) -> None:
    text = NOTICE.replace("二、做好发放", f"二、请{words}，做好发放")
    found = [flag for flag in read(text) if flag.code == "contact"]
    assert found
    assert not any(flag.grave for flag in found)
    assert found[0].span
    flagged = text[slice(*found[0].span)]
    assert flagged in words
    assert len(flagged) >= 3
    assert words not in found[0].message


def test_a_contact_is_flagged_to_its_last_letter(read: Read) -> None:
    for words in ("QQ群：123456789", "www.abc88.com", "13812345678", "https://abc.top"):
        text = NOTICE.replace("二、做好发放", f"二、请{words}，做好发放")
        (found,) = [flag for flag in read(text) if flag.code == "contact"]
        assert found.span
        assert text[slice(*found.span)] == words


def test_a_label_is_looked_for_close_by(read: Read) -> None:
    for between, flagged in (("人" * 14, False), ("人" * 15, True)):
        text = NOTICE.replace("二、做好发放", f"二、请电话{between}13812345678，做好发放")
        assert ("contact" in [flag.code for flag in read(text)]) is flagged


def test_a_table_of_contacts_is_the_offices(plain: Plain, register: Register) -> None:
    row = "王大明\t13812345678"
    base = plain(NOTICE.replace("二、做好发放", f"一览\n\n{row}\n\n二、做好发放"))
    lines = tuple(
        Line(each.start, each.end, LineKind.ROW)
        if "\t" in base.text[each.start : each.end]
        else each
        for each in base.lines
    )
    (witness,) = segment(Extraction(base.source, base.text, lines), register).witnesses
    assert any(b.role is Role.TABLE for p in witness.parts for b in p.blocks)
    assert "contact" not in [flag.code for flag in witness.flags]


@pytest.mark.parametrize(
    "words",
    ["吉林省政府微信公众号", "扫描二维码", "联系电话：13812345678", "www.jl.gov.cn", "https://www.12306.cn/a", "010-12345678",
     "220102201301011234", "咨询热线13812345678", "http://www.gov.cn.", "微信"],
)  # fmt: skip
def test_contacts_of_offices(read: Read, words: str) -> None:
    assert read(NOTICE.replace("二、做好发放", f"二、请看{words}，做好发放")) == []


@pytest.mark.parametrize(
    "day",
    [
        "6月31日",
        "2月30日",
        "13月1日",
        "0月3日",
        "6月0日",
        "6月 80 日",
        "2024年15月",
        "2024 年 0 月",
    ],
)
def test_days_no_calendar_has(read: Read, day: str) -> None:
    text = NOTICE.replace("2024年6月30日", day)
    (found,) = [flag for flag in read(text) if flag.code == "impossible-date"]
    assert not found.grave
    assert found.span
    assert text[slice(*found.span)] == day
    assert day in found.message


@pytest.mark.parametrize(
    "day",
    [
        "2月29日",
        "1月31日",
        "12月31日",
        "6月1日",
        "12个月80日",
        "2024年1月",
        "2024年12月",
        "113月",
        "2024年",
    ],
)
def test_days_there_are(read: Read, day: str) -> None:
    assert read(NOTICE.replace("2024年6月30日", day)) == []


def test_every_month_has_its_last_day(read: Read) -> None:
    for month, last in enumerate((31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), 1):
        assert read(NOTICE.replace("2024年6月30日", f"{month}月{last}日")) == []
        assert told(read(NOTICE.replace("2024年6月30日", f"{month}月{last + 1}日"))) == [
            ("impossible-date", False)
        ]


def test_years_that_do_not_agree(read: Read) -> None:
    (found,) = read(NOTICE.replace("2024年1月5日", "2025年1月5日"))
    assert (found.code, found.grave) == ("number-year", False)
    assert (
        found.message
        == "The number 吉民发〔2024〕3号 is of another year than the date of issue, 2025-01-05."
    )
    text = NOTICE.replace("〔2023〕9号", "〔2026〕9号")
    (found,) = read(text)
    assert (found.code, found.grave) == ("later-citation", False)
    assert found.message == "吉民发〔2026〕9号 is cited in a text of 2024."
    assert found.span
    assert text[slice(*found.span)] == "吉民发〔2026〕9号"
    assert read(NOTICE.replace("〔2023〕9号", "〔2024〕9号")) == []
    assert told(read(NOTICE.replace("吉民发〔2024〕3号", "吉民发〔2026〕3号"))) == [
        ("number-year", False)
    ]
    assert read(NOTICE.replace("\n2024年1月5日\n", "").replace("〔2023〕9号", "〔2099〕9号")) == []


def test_words_a_page_hides_inside_a_document(plain: Plain, register: Register) -> None:
    def flags(
        hidden: str, after: str = "做好发放", note: str | None = "display:none", top: str = ""
    ) -> list[Flag]:
        base = plain(top + NOTICE.replace(after, f"{after}\n{hidden}\n"))
        lines = tuple(
            Line(each.start, each.end, LineKind.HIDDEN, note=note)
            if base.text[each.start : each.end] == hidden
            else each
            for each in base.lines
        )
        result = segment(Extraction(base.source, base.text, lines), register)
        return [flag for witness in result.witnesses for flag in witness.flags]

    (found,) = flags("买球网站")
    assert (found.code, found.grave) == ("hidden-text", False)
    assert found.message == (
        "The page hides words inside the document (display:none); they are set aside: “买球网站”."
    )
    assert found.span
    assert found.span.end - found.span.start == 4
    assert "(not shown)" in flags("买球网站", note=None)[0].message
    assert flags("|") == []
    assert flags("买球网站", after="2024年1月5日\n") == []
    assert flags("买球网站", after="第九条", top="买球网站\n\n") == []
    assert len(flags("甲" * 60)[0].message) < 130


# --- where a flag points --------------------------------------------------------------------


def test_places_in_the_source() -> None:
    block = Block("甲乙丙丁", trace=(Trace(0, 10, 2), Trace(3, 20, 1)))
    assert place_of(block) == Span(10, 21)
    assert source_of(block, 0, 4) == Span(10, 21)
    assert source_of(block, 1, 2) == Span(11, 12)
    assert source_of(block, 1, 3) == Span(11, 12)
    assert source_of(block, 2, 3) is None
    assert source_of(block, 2, 4) == Span(20, 21)
    assert place_of(Block("甲")) is None


def test_a_settled_text_is_looked_at_once_more(register: Register) -> None:
    def codes(text: str, address: str = "") -> list[str]:
        parts = (Part(PartKind.NOTICE, None, (Block(text, address=address), Block("好"))),)
        found = look(parts, Metadata(), register)
        assert all(flag.grave and flag.source is None and flag.span is None for flag in found)
        return [flag.message for flag in found]

    assert codes("做好发放") == []
    assert codes("做\u200b好\ue000发２0放") == [], "what is not grave was told when it was read"
    assert codes("做\u202e好\u202e") == ["A control that turns the direction of writing: U+202E."]
    assert codes("做\u202e好", "一、") == [
        "A control that turns the direction of writing: U+202E (一、)."
    ]
    assert codes("真人荷官") == ["Words stand here that advertise gambling."]
    assert len(codes("真人荷官\u202e中ニ中")) == 3
