"""The edges of the rules on tampering: every word of their lists, and both sides of every bound."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gazette.model.document import Block, Flag, Metadata, Part, PartKind, Role, Trace, Witness
from gazette.model.register import Register
from gazette.model.source import Extraction, Span
from gazette.segment.draft import Draft, Piece, Tag
from gazette.segment.flags.announced import signatories_count, title_missing
from gazette.segment.flags.characters import lost_characters
from gazette.segment.flags.contact import contacts
from gazette.segment.flags.dates import number_year
from gazette.segment.flags.issuers import header_names, issuer_missing, repeated_name, title_names
from gazette.segment.flags.numbering import numbering
from gazette.segment.flags.spam import link_spam
from gazette.segment.flags.strangers import strange_organs
from gazette.segment.quarantine import quarantine
from gazette.segment.spam import is_row_of_names, names_brands
from gazette.structure import outline
from gazette.text.deceptive import deceptions

Plain = Callable[..., Extraction]
Drafted = Callable[..., Draft]
ROW = "甲乙网 丙丁娱 戊己城 庚辛店"


@pytest.fixture(scope="module")
def drafted(plain: Plain, register: Register) -> Drafted:
    """Make a draft with one piece a line."""

    def _drafted(text: str, tag: Tag = Tag.TEXT) -> Draft:
        read = plain(text)
        pieces = tuple(Piece(line.start, line.end, line, tag) for line in read.lines)
        return Draft(read, register, read.text, pieces)

    return _drafted


def witness(*texts: str, role: Role = Role.PARAGRAPH, **meta: Any) -> Witness:
    """Make a witness of blocks that stand one after another in the source."""
    at, blocks = 0, []
    for text in texts:
        blocks.append(Block(text, role, trace=(Trace(0, at, len(text)),)))
        at += len(text) + 1
    part = Part(PartKind.NOTICE, None, tuple(blocks))
    return Witness("a" * 64, Span(0, at), replace(Metadata(), **meta), (part,))


def numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    digits = "〇一二三四五六七八九"
    if tens < 10:
        return f"{digits[tens] if tens > 1 else ''}{'十' if tens else ''}{digits[ones] if ones else ''}"
    return f"一百{digits[tens - 10]}{'十' if tens > 10 else ''}{digits[ones] if ones else ''}"


def codes(found: list[Flag]) -> list[str]:
    return [flag.code for flag in found]


# --- links ----------------------------------------------------------------------------------


def test_a_row_of_names_hangs_at_the_end_of_a_page_only(drafted: Drafted) -> None:
    below = [f"页面第{'一二三四五六'[n]}行" for n in range(6)]
    for lines, flagged in ((below[:5], True), (below, False)):
        draft = drafted("\n".join([ROW, *lines]), Tag.FURNITURE)
        assert (codes(link_spam(draft, [])) == ["link-spam"]) is flagged


def test_words_of_gambling_are_flagged_wherever_they_hang(drafted: Drafted) -> None:
    text = "\n".join(["真人荷官", *["首页"] * 9])
    assert codes(link_spam(drafted(text, Tag.FURNITURE), [])) == ["link-spam"]
    assert link_spam(drafted(text), []) == [], "the text is looked at by other rules"


def test_a_line_longer_than_a_line_of_links_is_none(drafted: Drafted) -> None:
    for size, flagged in ((400, True), (401, False)):
        text = "真人荷官".ljust(size, "文")
        assert bool(link_spam(drafted(text, Tag.FURNITURE), [])) is flagged


def test_only_the_last_lines_are_quarantined(drafted: Drafted) -> None:
    for below, aside in ((5, True), (6, False)):
        draft = quarantine(drafted("\n".join(["好。", ROW, *["结束。"] * below])))
        assert (draft.pieces[1].tag is Tag.FURNITURE) is aside


def test_half_a_line_of_advertising_is_quarantined(drafted: Drafted) -> None:
    for words, aside in (("真人荷官甲乙丙丁", True), ("真人荷官甲乙丙丁戊", False)):
        draft = quarantine(drafted(f"结束。\n{words}"))
        assert (draft.pieces[1].tag is Tag.FURNITURE) is aside


@pytest.mark.parametrize(("size", "aside"), [(80, True), (81, False)])
def test_a_long_line_is_no_line_that_advertises(
    drafted: Drafted, size: int, *, aside: bool
) -> None:
    draft = quarantine(drafted("结束。\n" + ("真人荷官" * 30)[:size]))
    assert (draft.pieces[1].tag is Tag.FURNITURE) is aside


@pytest.mark.parametrize(
    "word",
    [
        "首页",
        "网站",
        "联系",
        "关于",
        "版权",
        "备案",
        "地图",
        "登录",
        "注册",
        "导航",
        "帮助",
        "隐私",
        "声明",
        "政务",
        "服务",
        "新闻",
        "公开",
        "互动",
        "字号",
        "姓名",
        "性别",
        "电话",
        "日期",
        "盖章",
        "签字",
        "签名",
        "单位",
        "序号",
        "备注",
        "名称",
        "编号",
        "合计",
        "小计",
        "类别",
        "项目",
        "数量",
        "金额",
        "职务",
        "年龄",
        "附件",
        "地址",
    ],
)
def test_menus_forms_and_tables_are_no_links(word: str) -> None:
    assert is_row_of_names(ROW)
    assert not is_row_of_names(f"{ROW} 甲{word}")


@pytest.mark.parametrize("mark", "|｜·•/／>＞»\t")
def test_names_are_parted_by_any_mark(mark: str) -> None:
    assert is_row_of_names(ROW.replace(" ", mark))


@pytest.mark.parametrize("unit", "年月日%万亿元个人户件吨米")
def test_a_figure_makes_a_row_one_of_a_table(unit: str) -> None:
    assert not is_row_of_names(f"{ROW} 12{unit}")


@pytest.mark.parametrize(
    "brand",
    [
        "官网",
        "平台",
        "体育",
        "娱乐",
        "电竞",
        "真人",
        "棋牌",
        "博彩",
        "国际",
        "app",
        "APP",
        "88",
        "365",
        "1234",
    ],
)
def test_two_brands_tell_what_a_row_is(brand: str) -> None:
    assert names_brands(f"甲乙{brand} 丙丁 戊己{brand}")
    assert not names_brands(f"甲乙{brand} 丙丁 戊己")


# --- what is announced ----------------------------------------------------------------------


def test_a_title_that_is_missing_and_one_that_stands_in(drafted: Drafted) -> None:
    draft = drafted("甲")
    (none,) = title_missing(draft, witness("甲"))
    assert none.message == "The source gives no title for this document."
    (lent,) = title_missing(draft, witness("甲", title="办法", title_source="instrument"))
    assert lent.message.endswith("that of its instrument stands in.")
    assert codes([none, lent]) == ["title-missing"] * 2
    assert title_missing(draft, witness("甲", title="办法", title_source="text")) == []


@pytest.mark.parametrize(
    ("words", "many"),
    [("等二部门", 2), ("等12部门", 12), ("等二十三个部门", 23), ("等2个单位", 2), ("等三厅局", 3), ("等四部委", 4), ("等9个厅局", 9)],
)  # fmt: skip
def test_signatories_are_counted_however_they_are_announced(
    drafted: Drafted, words: str, many: int
) -> None:
    title = f"吉林省民政厅{words}关于做好工作的通知"
    for signed in (many - 1, many, many + 1):
        found = signatories_count(
            drafted("甲"), witness(*["吉林省民政厅"] * signed, role=Role.SIGNATORY, title=title)
        )
        assert bool(found) is (signed != many)
    assert signatories_count(drafted("甲"), witness("甲", title=title)) == [], "nobody signs"


def test_a_long_count_that_breaks_often_is_told_in_few_flags(drafted: Drafted) -> None:
    def found(breaks: int) -> list[Flag]:
        gaps = (f"第{numeral(2 * n + 1)}条 做好工作。" for n in range(breaks + 1))
        whole = (f"第{numeral(2 * breaks + 2 + n)}条 做好工作。" for n in range(3 * breaks))
        read = witness(*gaps, *whole)
        part = replace(read.parts[0], blocks=outline(list(read.parts[0].blocks)))
        return numbering(drafted("甲"), replace(read, parts=(part,)))

    assert len(found(19)) == 19
    assert len(found(20)) == len(found(21)) == 20


# --- issuers --------------------------------------------------------------------------------


def test_nobody_signs_what_has_no_title_of_its_own(drafted: Drafted) -> None:
    told: dict[str, Any] = {"number": "吉民发〔2024〕3号", "title": "关于做好工作的通知"}
    for source, flagged in (("text", True), ("listing", False), (None, False)):
        found = issuer_missing(drafted("甲"), witness("甲", title_source=source, **told))
        assert bool(found) is flagged


@pytest.mark.parametrize(
    "verb",
    ["关于", "關於", "印发", "转发", "批转", "发布", "颁布", "公布", "任免", "公告", "通告", "《"],
)
def test_the_names_of_a_title_end_at_its_verb(verb: str) -> None:
    meta = Metadata(title=f"龙腾体育{verb}某事项", title_source="text")
    assert list(title_names(meta)) == ["龙腾体育"]


@pytest.mark.parametrize(
    "end", [*"省市州县縣区區盟旗镇乡委厅局部院办署处會府山江河湖", "政府", "人民", "国务院", "中共", "中央", "委员会"]
)  # fmt: skip
def test_places_and_organs_in_the_header_are_no_brands(drafted: Drafted, end: str) -> None:
    assert header_names(drafted(f"甲乙{end}", Tag.FURNITURE)) == []
    within = [] if len(end) > 1 else [f"甲{end}乙丙"]
    assert header_names(drafted(f"甲{end}乙丙", Tag.FURNITURE)) == within


def test_the_header_is_twelve_lines(drafted: Drafted) -> None:
    lines = [f"第{each}行，" for each in "一二三四五六七八九十甲"]
    assert header_names(drafted("\n".join([*lines, "龙腾体育"]), Tag.FURNITURE)) == ["龙腾体育"]
    assert header_names(drafted("\n".join(["首，", *lines, "龙腾体育"]), Tag.FURNITURE)) == []


@pytest.mark.parametrize("units", ["", "部门", "单位", "厅局", "部委", "个部门"])
def test_how_many_others_issue_it_is_no_name(units: str) -> None:
    title = f"龙腾体育、甲乙网等五{units}关于某事项"
    assert list(title_names(Metadata(title=title, title_source="text"))) == ["龙腾体育", "甲乙网"]


def test_a_brand_is_held_against_the_organs_called_by_it_alone(drafted: Drafted) -> None:
    draft = drafted("龙腾体育", Tag.FURNITURE)
    place = ("issuers", Span(0, 2))
    for issuer, flagged in (("某某协会", False), ("龙腾体育", False), ("龙腾体育协会", True)):
        found = repeated_name(draft, replace(witness("甲", issuers=(issuer,)), evidence=(place,)))
        assert [flag.span for flag in found] == ([Span(0, 2)] if flagged else [])


def test_a_year_that_does_not_agree_points_at_what_is_there(drafted: Drafted) -> None:
    doubted = witness("甲", number="吉民发〔2024〕3号", issued=date(2025, 1, 5))
    number, issued = ("number", Span(1, 2)), ("issued", Span(3, 4))
    for evidence, span in (((), None), ((number,), Span(1, 2)), ((number, issued), Span(3, 4))):
        (found,) = number_year(drafted("甲"), replace(doubted, evidence=evidence))
        assert (found.code, found.span) == ("number-year", span)


@pytest.mark.parametrize("office", ["人民政府", "办公厅"])
def test_strange_offices_are_looked_for_outside_title_and_signature(
    drafted: Drafted, office: str
) -> None:
    draft = drafted("甲")
    assert codes(strange_organs(draft, witness(f"龙腾{office}"))) == ["strange-organ"]
    for role in (Role.TITLE, Role.SIGNATORY):
        assert strange_organs(draft, witness(f"龙腾{office}", role=role)) == []


# --- characters -----------------------------------------------------------------------------


def test_a_lost_character_is_the_document_s_from_its_first_to_its_last(drafted: Drafted) -> None:
    draft = replace(drafted("甲乙丙丁戊"), lost=(0, 1, 3, 4))
    found = lost_characters(draft, replace(witness("甲"), span=Span(1, 4)))
    assert [flag.span for flag in found] == [Span(1, 2), Span(3, 4)]
    assert codes(found) == ["lost-character"] * 2


@pytest.mark.parametrize(
    "char",
    "\u2e80\u2fdf\u31c0\u31ef\uf900\ufaff\U0002f800\U0002fa1f\ufe00\ufe0f\U000e0000\U000e0fff\ufdd0\ufdef"
    "\ufffe\uffff\U0001d400\U0001d7ff\u24b6\u24e9\U0001f130\U0001f189",
)  # fmt: skip
def test_both_ends_of_every_range_deceive(char: str) -> None:
    assert [each.char for each in deceptions(f"检{char}测")] == [char]


@pytest.mark.parametrize(
    "char",
    "\u2e7f\u2fe0\u31bf\u31f0\ufb00\U0002f7ff\U0002fa20\ufdcf\ufdf0\ufe10\U0001d3ff\U0001d800\u24b5\u24ea\U0001f12f"
    "\U0001f18a\U000e1000",
)  # fmt: skip
def test_the_neighbours_of_every_range_may_be_right(char: str) -> None:
    assert list(deceptions(f"检{char}测")) == []


@pytest.mark.parametrize(
    "char", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
)
def test_every_turn_of_direction_is_known(char: str) -> None:
    assert [each.code for each in deceptions(f"检{char}测")] == ["bidi"]


@pytest.mark.parametrize(
    "char", "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u2800\u3164\uffa0"
)
def test_every_letter_that_shows_nothing_is_known(char: str) -> None:
    assert [each.code for each in deceptions(f"检{char}测")] == ["unseen-characters"]


@pytest.mark.parametrize("char", "﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩\t\r\x0b\x0c\x1c\x1d\x1e\x1f\x85éß")
def test_what_is_no_double_and_no_control(char: str) -> None:
    assert list(deceptions(f"检{char}测")) == []
    assert list(deceptions(f"caf{char} x")) == []


@pytest.mark.parametrize("char", "ニハカタロエトーへヘㅡㅣㄧㄚΑΒΕΖΗΙΚΜΝΟΡΤΥΧο")
def test_a_look_alike_inside_a_chinese_word(char: str) -> None:
    assert [each.at for each in deceptions(f"检{char}测")] == [1]


# --- contacts -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    ["加微信", "加qq", "加薇信", "加威信", "加v信", "添加微信", "添加客服微信", "微信号abcde", "微信号:a1234", "vx:a", "v信1", "薇信a", "威信:b",
     "wechat:a", "qq12345", "QQ群12345", "qq号：12345678901", "扫码添加", "扫描码加", "扫二维码下载app", "扫描二维码注册", "扫码领",
     "添加客服", "联系客服", "添加在线客服", "telegram", "whatsapp", "纸飞机群", "t.me/a", "http://a.bc", "www.abcd", "13000000000", "19999999999"],
)  # fmt: skip
def test_every_bait_is_flagged(drafted: Drafted, words: str) -> None:
    assert codes(contacts(drafted("甲"), witness(f"请{words}，"))) == ["contact"]


@pytest.mark.parametrize(
    "words",
    ["微信号", "微信号abcd", "qq1234", "vx：", "12000000000", "1300000000", "130000000000", "013000000000", "chat.me/a", "www.abc"]
    + [f"https://www.abc{end}/x" for end in (".cn", ".gov", ".org", ".edu", ".int", ".tw", ".hk", ".mo")]
    + [f"{label}13812345678" for label in ("电话", "手机", "联系", "咨询", "传真", "热线", "话：", "号码")],
)  # fmt: skip
def test_what_is_no_bait(drafted: Drafted, words: str) -> None:
    assert contacts(drafted("甲"), witness(f"请{words}，")) == []
    assert contacts(drafted("甲"), witness(words)) == [], "at the start of a block too"


def test_a_long_account_is_flagged_to_its_last_digit(drafted: Drafted) -> None:
    for words in ("qq12345678901", "QQ群:12345678901"):
        (found,) = contacts(drafted("甲"), witness(f"请{words}，"))
        assert found.span == Span(1, 1 + len(words))


@pytest.mark.parametrize(("last", "is_row"), [("甲乙丙丁", True), ("甲乙丙丁戊", False)])
def test_a_row_of_names_is_as_long_as_a_line(last: str, *, is_row: bool) -> None:
    row = " ".join(["甲乙"] * 132 + [last])
    assert (len(row) <= 400) is is_row
    assert is_row_of_names(row) is is_row


@pytest.mark.parametrize("letter", "\u0370α\u03ff")
def test_any_letter_of_the_greek_alphabet_in_a_latin_word_deceives(letter: str) -> None:
    assert [each.at for each in deceptions(f"a{letter}")] == [1]
