"""Paragraphs of a document set on one line."""

import pytest

from gazette.segment.breaks import paragraphs


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in paragraphs(text)]


def test_runs_of_spaces_are_believed() -> None:
    text = "标题   第一章 总 则   第一条 内容。   附则"
    assert cut(text) == ["标题", "第一章 总 则", "第一条 内容。", "附则"]


def test_an_item_run_onto_the_one_before_is_cut_off() -> None:
    text = "甲   乙   3.文化行动。开展活动。   4.助残行动。全覆盖。5.就业行动。加强建设。   6.教育行动。支持。"
    assert cut(text)[3:5] == ["4.助残行动。全覆盖。", "5.就业行动。加强建设。"]


def test_a_title_run_onto_number_and_addressees() -> None:
    text = "关于印发《工作方案》的通知临湖办发〔2025〕9号各村(社区)、各企业:现将方案印发给你们。"
    assert cut(text) == [
        "关于印发《工作方案》的通知",
        "临湖办发〔2025〕9号",
        "各村(社区)、各企业:",
        "现将方案印发给你们。",
    ]


def test_a_title_run_onto_addressees() -> None:
    text = "国家医疗保障局办公室关于完善制度的通知各省、自治区医疗保障局,采购机构: 为完善制度,现通知如下: 一、拓展信息"
    assert cut(text)[:3] == [
        "国家医疗保障局办公室关于完善制度的通知",
        "各省、自治区医疗保障局,采购机构:",
        "为完善制度,现通知如下:",
    ]


def test_a_signature_in_the_middle() -> None:
    text = "请认真执行。 国家消防救援局    公安部   市场监管总局 2025年7月11日 消防整治工作方案 一、总体要求 以安全为重。"
    assert cut("《消防整治工作方案》" + text)[1:] == [
        "国家消防救援局    公安部   市场监管总局",
        "2025年7月11日",
        "消防整治工作方案",
        "一、总体要求",
        "以安全为重。",
    ] or cut(text)[1:3] == ["国家消防救援局    公安部   市场监管总局", "2025年7月11日"]


def test_a_signature_run_into_everything() -> None:
    text = "请遵照执行。吉林省民政厅2024年11月18日(此件公开发布)救助工作办法第一章?总则".replace(
        "?", " "
    )
    assert cut(text)[:4] == ["请遵照执行。", "吉林省民政厅", "2024年11月18日", "(此件公开发布)"]


def test_a_date_in_a_sentence_is_no_signature() -> None:
    text = "方案已由省政府2025年5月22日起施行,请各部门遵照执行。"
    assert cut(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第一章 总则第一条 为了规范。第二条 适用。", ["第一章 总则", "第一条 为了规范。", "第二条 适用。"]),
        ("一、主要任务(一)聚焦效能,提升度。1.推进通办。", ["一、主要任务", "(一)聚焦效能,提升度。", "1.推进通办。"]),
        ("一、总体要求 坚持以人民为中心。", ["一、总体要求", "坚持以人民为中心。"]),
        ("一、拓展信息,提高效能 在原有基础上增加。", ["一、拓展信息,提高效能", "在原有基础上增加。"]),
        ("(一)分类推进。 按照原则推进改厕。", ["(一)分类推进。 按照原则推进改厕。"]),
        ("共 9 镇、 3 乡、 1 个开发区和 18 个社区。", ["共 9 镇、 3 乡、 1 个开发区和 18 个社区。"]),
        ("下降至3.5亿元。4.8亿元为补助。", ["下降至3.5亿元。4.8亿元为补助。"]),
        ("应当提供:(一)名称;(二)地址。", ["应当提供:", "(一)名称;", "(二)地址。"]),
    ],
)  # fmt: skip
def test_labels(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_sections_numbered_with_decimals() -> None:
    text = "某市抗旱应急预案 1 总则 1.1 编制目的 以人为本。 1.2 依据 《水法》等。 2 职责 2.1 指挥机构 市政府设立。"
    assert cut(text) == [
        "某市抗旱应急预案", "1 总则", "1.1 编制目的", "以人为本。", "1.2 依据", "《水法》等。",
        "2 职责", "2.1 指挥机构", "市政府设立。",
    ]  # fmt: skip


def test_what_a_page_adds_below() -> None:
    text = "请执行。 附件:1.清单 2.名册附件:附件1.清单.docx附件2.名册.docx 政策文件:https://a.cn/x.html"
    assert cut(text) == [
        "请执行。", "附件:", "1.清单", "2.名册", "附件:附件1.清单.docx", "附件2.名册.docx",
        "政策文件:https://a.cn/x.html",
    ]  # fmt: skip


def test_a_dated_title() -> None:
    text = "中共中央办公厅 国务院办公厅关于健全体系的意见(2025年5月14日) 健全体系是关键举措。"
    assert cut(text)[:2] == ["中共中央办公厅 国务院办公厅关于健全体系的意见", "(2025年5月14日)"]
