"""Documents cut from the kinds of sources there are, in small."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from gazette.model.document import Kind, PartKind, Role, Segmentation, text_of
from gazette.model.register import Register
from gazette.model.source import Extraction
from gazette.segment import segment

Read = Callable[[str], Segmentation]


@pytest.fixture(scope="session")
def read(plain: Callable[[str], Extraction], register: Register) -> Read:
    return lambda text: segment(plain(text), register)


NOTICE = """\
吉林省民政厅关于进一步做好救助工作的通知

吉民发〔2024〕3号

各市（州）民政局，长白山管委会民政局：

现将有关事项通知如下。

吉林省民政厅

2024年1月5日
"""
OTHER = """\
吉林省财政厅关于加强预算管理的通知

吉财预〔2024〕8号

各市（州）财政局：

请认真执行。

吉林省财政厅

2024年2月6日
"""


def test_two_notices_follow_each_other(read: Read) -> None:
    first, second = read(NOTICE + "\n" + OTHER).witnesses
    assert (first.meta.number, second.meta.number) == ("吉民发〔2024〕3号", "吉财预〔2024〕8号")
    assert first.meta.issuers == ("吉林省民政厅",)
    assert first.meta.addressees == ("各市（州）民政局", "长白山管委会民政局")
    assert first.meta.issued == date(2024, 1, 5)
    assert [part.kind for part in first.parts] == [PartKind.NOTICE, PartKind.SIGNATURE]
    assert not first.flags


def test_a_cited_number_is_never_the_documents_own(read: Read) -> None:
    text = NOTICE.replace("吉民发〔2024〕3号\n\n", "").replace(
        "现将有关", "根据《通知》（民发〔2022〕29号），现将有关"
    )
    (witness,) = read(text).witnesses
    assert witness.meta.number is None
    assert not witness.flags


@pytest.mark.parametrize(
    "printed", ["吉民发[2024]3号", "吉民发【2024】 3 号", "吉民发（2024）3号"]
)
def test_the_number_is_folded_and_kept_as_printed(read: Read, printed: str) -> None:
    (witness,) = read(NOTICE.replace("吉民发〔2024〕3号", printed)).witnesses
    assert witness.meta.number == "吉民发〔2024〕3号"
    assert witness.meta.number_printed == printed


def test_the_date_of_a_list_stands_after_its_document(seeds: Path, read: Read) -> None:
    text = (seeds / "003_8f00e39be1342bf2.txt").read_text("utf-8")
    stamped = text.replace("2023-01-04 00:00:00 第23期", "2022-12-01 00:00:00 第22期", 1)
    first, second = read(stamped).witnesses
    assert (first.meta.published, first.meta.gazette) == (date(2022, 12, 1), "第22期")
    assert (second.meta.published, second.meta.gazette) == (date(2023, 1, 4), "第23期")


def test_a_question_mark_is_a_lost_space_or_a_lost_number(seeds: Path, read: Read) -> None:
    text = (seeds / "004_9a478acafa264fa6.txt").read_text("utf-8")
    result = read(text)
    spaces = [f for f in result.furniture if f.reason == "lost space"]
    assert sum(text[slice(*each.span)].count("?") for each in spaces) == 109
    flags = [f for w in result.witnesses for f in w.flags if f.code == "lost-character"]
    assert len(flags) == 6
    kept = "".join(text_of(witness.parts) for witness in result.witnesses)
    assert kept.count("?") == 6
    assert "⑪" not in kept


def test_a_question_is_no_lost_space(read: Read) -> None:
    text = "一问一答\n谁来申请?\n企业申请。?\n怎么申请?\n网上申请。?\n何时申请?\n六月。?\n"
    result = read(text)
    kept = "".join(text_of(witness.parts) for witness in result.witnesses)
    assert kept.count("?") == 3


def test_a_brand_in_header_and_issuer_is_pointed_at_and_not_deleted(
    seeds: Path, read: Read
) -> None:
    result = read((seeds / "003_8f00e39be1342bf2.txt").read_text("utf-8"))
    for witness in result.witnesses:
        assert {flag.code for flag in witness.flags} == {"issuer-mismatch", "repeated-name"}
        assert all(flag.grave and flag.span and flag.source for flag in witness.flags)
        assert witness.meta.title
        assert witness.meta.title.startswith("欧宝体育办公厅")
    assert [flag.code for flag in result.flags] == ["link-spam"]


def test_no_other_seed_has_a_wrong_issuer(seeds: Path, read: Read) -> None:
    for path in seeds.glob("*.txt"):
        if path.name.startswith("003"):
            continue
        flags = {f.code for w in read(path.read_text("utf-8")).witnesses for f in w.flags}
        assert not flags & {"issuer-mismatch", "repeated-name", "signatories-count"}


def test_the_bodies_of_a_hijacked_page_are_clean_and_the_page_is_not(
    seeds: Path, read: Read
) -> None:
    result = read((seeds / "000_f2d15ceeebf86512.txt").read_text("utf-8"))
    assert not any(witness.flags for witness in result.witnesses)
    assert [flag.code for flag in result.flags] == ["link-spam"]


def test_columns_one_after_the_other_are_read_row_by_row(seeds: Path, read: Read) -> None:
    dump = read((seeds / "001_7dbb9fe1df8c5f2f.txt").read_text("utf-8"))
    mirror = read((seeds / "000_f2d15ceeebf86512.txt").read_text("utf-8"))
    by_number = {w.meta.number: w.meta.issuers for w in mirror.witnesses}
    for witness in dump.witnesses:
        if witness.meta.number in by_number:
            assert witness.meta.issuers == by_number[witness.meta.number]
    counts = {w.meta.number: len(w.meta.issuers) for w in dump.witnesses}
    assert (counts["吉民发〔2023〕27号"], counts["吉民发〔2023〕35号"]) == (17, 15)


def test_two_carriers_of_one_edition_have_one_structure(seeds: Path, read: Read) -> None:
    dump = read((seeds / "001_7dbb9fe1df8c5f2f.txt").read_text("utf-8"))
    mirror = read((seeds / "000_f2d15ceeebf86512.txt").read_text("utf-8"))
    read_in_dump = {w.meta.number: w for w in dump.witnesses}
    same = 0
    for witness in mirror.witnesses:
        other = read_in_dump[witness.meta.number]
        shapes = [
            [(block.role, block.address) for part in each.parts for block in part.blocks]
            for each in (witness, other)
        ]
        same += shapes[0] == shapes[1]
    assert same >= 4, "one page break falls between two sentences; the other four must agree"


def test_contents_are_matched_to_bodies(seeds: Path, read: Read) -> None:
    result = read((seeds / "001_7dbb9fe1df8c5f2f.txt").read_text("utf-8"))
    assert [entry.witness for entry in result.contents] == [None, *range(8), None]
    assert [entry.page for entry in result.contents] == [1, 4, 13, 18, 22, 29, 31, 35, 37, 38]
    assert {entry.section for entry in result.contents} == {
        "卷首语", "省政府办公厅文件", "部门文件", "政策解读", "人事任免", "政务要闻",
    }  # fmt: skip
    missing = [flag for flag in result.flags if flag.code == "contents-without-body"]
    assert len(missing) == 2
    kinds = [witness.meta.kind for witness in result.witnesses[6:]]
    assert kinds == [Kind.INTERPRETATION, Kind.PERSONNEL, Kind.ABOUT]


def test_a_document_without_a_title_is_flagged_and_not_named(seeds: Path, read: Read) -> None:
    result = read((seeds / "004_9a478acafa264fa6.txt").read_text("utf-8"))
    flagged = [w for w in result.witnesses if "title-missing" in {f.code for f in w.flags}]
    assert len(flagged) == 7
    assert {witness.meta.title_source for witness in flagged} == {None, "instrument"}
    assert sum(witness.meta.title is None for witness in flagged) == 4


ORDER = """\
内政部令  \t 中華民國98年1月5日
台內戶字第0970212096號
\t
訂定「各機關申請提供戶籍資料辦法」。
　附「各機關申請提供戶籍資料辦法」
部　　長　廖了以

各機關申請提供戶籍資料辦法
第　一　條          本辦法依戶籍法規定訂定之。
第　二　條          本辦法自發布日施行。
Top
"""


def test_an_order_in_traditional_script(read: Read) -> None:
    first, second = read(ORDER + "\n" + ORDER.replace("2096", "2097")).witnesses
    assert first.meta.title == "内政部令：訂定「各機關申請提供戶籍資料辦法」"
    assert first.meta.number == "台內戶字第0970212096號"
    assert second.meta.number == "台內戶字第0970212097號"
    assert first.meta.issuers == ("内政部",)
    assert first.meta.issued == date(2009, 1, 5)
    kinds = [part.kind for part in first.parts]
    assert kinds == [PartKind.NOTICE, PartKind.SIGNATURE, PartKind.INSTRUMENT]
    assert [block.address for block in first.parts[2].blocks[1:]] == ["第一條", "第二條"]


def test_a_joint_order_names_each_organ(read: Read) -> None:
    text = ORDER.replace("内政部令", "原住民族委員會\n教　　育　　部令").replace(
        "台內戶字第0970212096號", "原民教字第1號\n臺教綜（六）字第103006號"
    )
    (witness,) = read(text.replace("第1號", "第10300號")).witnesses
    assert witness.meta.issuers == ("原住民族委員會", "教育部")
    assert witness.meta.number == "原民教字第10300號;臺教綜(六)字第103006號"


CARD = """\
索 引 号：
000014349/2019-00007
发文机关：
国务院
成文日期：
2019年01月27日

标　　题：
国务院关于推行监管的意见
发文字号：
国发〔2019〕5号
发布日期：
2019年02月15日

主 题 词：

国务院关于推行
监管的意见

国发〔2019〕5号

各省、自治区、直辖市人民政府，国务院各部委：

现提出如下意见。

国务院

2019年1月27日

（此件公开发布）

扫一扫在手机打开当前页
"""


def test_the_particulars_of_a_page_are_evidence_and_no_text(read: Read) -> None:
    (witness,) = read(CARD).witnesses
    assert witness.meta.title == "国务院关于推行监管的意见"
    assert witness.meta.published == date(2019, 2, 15)
    assert witness.meta.issued == date(2019, 1, 27)
    assert "索" not in text_of(witness.parts)
    assert witness.parts[-1].blocks[-1].role is Role.NOTE


def test_an_order_of_the_state_council(read: Read) -> None:
    text = """\
中华人民共和国国务院令

第707号

现公布修订后的《中华人民共和国个人所得税法实施条例》，自2019年1月1日起施行。

总理　　李克强

2018年12月18日

中华人民共和国个人所得税法实施条例

（1994年1月28日中华人民共和国国务院令第142号发布）

第一条　根据《中华人民共和国个人所得税法》，制定本条例。

第二条　本条例自2019年1月1日起施行。
"""
    (witness,) = read(text).witnesses
    assert witness.meta.number == "中华人民共和国国务院令第707号"
    assert witness.meta.issuers == ("中华人民共和国国务院",)
    assert witness.meta.issued == date(2018, 12, 18)
    assert witness.parts[-1].title == "中华人民共和国个人所得税法实施条例"


def test_a_law_among_notices_starts_at_its_title(read: Read) -> None:
    law = """\
吉林省信用条例

（2021年9月30日吉林省人民代表大会常务委员会第三十次会议通过）

第一章 总则

第一条 为了规范信用，制定本条例。

第二条 本条例自公布之日起施行。
"""
    first, second = read(NOTICE + "\n" + law).witnesses
    assert first.meta.number == "吉民发〔2024〕3号"
    assert second.meta.title == "吉林省信用条例"
    assert [part.kind for part in second.parts] == [PartKind.INSTRUMENT]


def test_attachments_are_announced_and_held(read: Read) -> None:
    text = NOTICE.replace(
        "吉林省民政厅\n\n2024", "附件：1.申报指南\n\n2.汇总表\n\n吉林省民政厅\n\n2024"
    )
    text += "\n附件1\n\n申报指南\n\n一、申报条件\n\n申报单位依法登记。\n"
    (witness,) = read(text).witnesses
    assert [(each.name, each.held) for each in witness.meta.attachments] == [
        ("申报指南", True),
        ("汇总表", False),
    ]
    assert [flag.code for flag in witness.flags] == ["attachment-missing"]
    assert witness.parts[-1].kind is PartKind.ATTACHMENT
    assert witness.parts[-1].title == "申报指南"


def test_an_instrument_may_stand_above_the_signature(read: Read) -> None:
    text = """\
吉林省民政厅关于印发《救助办法》的通知

各市（州）民政局：

现将《救助办法》印发给你们。

救助办法

第一条 为了救助，制定本办法。

第二条 本办法自印发之日起施行。

吉林省民政厅

2024年1月5日
"""
    (witness,) = read(text).witnesses
    kinds = [part.kind for part in witness.parts]
    assert kinds == [PartKind.NOTICE, PartKind.INSTRUMENT, PartKind.SIGNATURE]


def test_an_entry_of_the_contents_tells_where_its_body_starts(read: Read) -> None:
    text = f"""\
吉林省人民政府公报
2024年第3期
目录

部门文件
吉林省民政厅关于进一步做好救助工作的通知（吉民发〔2024〕3号）……（2）
大事记
吉林省人民政府大事记（2024年1月）……（9）

{NOTICE}
吉林省人民政府大事记（2024年1月）

1日，省政府召开常务会议。

2日，省政府召开专题会议。
"""
    result = read(text)
    assert [witness.meta.kind for witness in result.witnesses] == [Kind.POLICY, Kind.OTHER]
    assert [witness.meta.page for witness in result.witnesses] == [2, 9]
    assert {witness.meta.gazette for witness in result.witnesses} == {"2024年第3期"}
    assert not result.flags


def test_the_listing_gives_a_title_that_the_text_does_not(read: Read) -> None:
    body = " ".join(NOTICE.split("\n\n")[2:]).replace("\n", "") + " 。" * 80
    text = f"首页\n\n某局转发救助工作的文件要求各地落实\n\n{body}\n\n某局 | 2024-03-01\n了解详情\n"
    (witness,) = read(text).witnesses
    assert witness.meta.title == "某局转发救助工作的文件要求各地落实"
    assert witness.meta.title_source == "listing"
    assert witness.meta.published == date(2024, 3, 1)


def test_an_empty_source_has_no_documents(read: Read) -> None:
    assert read("") == Segmentation(())
    assert read("\n \n").witnesses == ()
