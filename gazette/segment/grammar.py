"""How the lines of an official document look: titles, numbers, addressees, dates, notes."""

import re

from gazette.segment.organs import is_organ
from gazette.structure import find_label
from gazette.text.dates import parse_date
from gazette.text.fold import squeeze
from gazette.text.numbers import parse_number

_NOUNS = (
    "通知", "决定", "意见", "公告", "通告", "命令", "令", "批复", "函", "公报", "报告", "纪要", "决议",
    "办法", "规定", "条例", "细则", "方案", "规划", "计划", "指南", "预案", "要点", "清单", "目录", "规则",
    "规范", "章程", "标准", "制度", "措施", "说明", "大纲", "纲要", "解释", "法", "导则", "基准",
    "行动", "安排", "台账", "承诺书", "协议", "合同", "名录", "准则",
    "意見", "決定", "辦法", "規定", "細則", "標準", "規則", "須知", "作業要點", "要點", "條例", "準則", "規程",
)  # fmt: skip
_TAIL = r"(?:\s{0,2}[（(【\[][^（()）]{1,20}[）)】\]]){0,2}(?:及其?(?:政策)?解读(?:材料)?)?"
NOUN_END = re.compile(rf"(?:{'|'.join(_NOUNS)})》?{_TAIL}$")
_NOTICE_END = re.compile(
    rf"(?:通知|决定|意见|公告|通告|命令|令|批复|函|公报|报告|纪要|决议|办法|规定|条例|方案){_TAIL}$"
)
_CITES = re.compile(r"关于|關於|印发|转发|发布|颁布|批转|公布")
_STOPS = re.compile(r"[。；;！!]")
_ORDER = re.compile(r"第[\d〇零一二三四五六七八九十百]{1,6}号")
_ORDER_HEAD = re.compile(r"(.{2,40}?)(?:命令|令|公告|通告|書函|函)")
_LETTER = re.compile(r"[\u4e00-\u9fff\d（()）〔〕]{1,24}字第\s{0,2}[\dA-Za-z-]{3,16}\s{0,2}[号號]")
_ADDRESSED = re.compile(
    r"(?:各|有关|机关|全|省|市|县|区|驻|中央|新疆|本|局|厅|委|国务院|中共|长春|梅河口|长白山|辖区|"
    r"[\u4e00-\u9fff]{2,12}(?:人民政府|委员会|局|厅|部|公司|办公室|中心)[、,，:：])"
)
_PLURAL = re.compile(r"各|[、,，]|单位|部门|政府|机构|委员会|局|厅|公司")
_NOTE = re.compile(
    r"[（(](?:此件|本件|此文件|附注|主动公开|依申请公开|此页无正文|联系人|公开形式)[^（()）]{0,60}[）)]"
)
_ADOPTED = re.compile(r"[（(]?.{0,4}(?:19|20)\d{2}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日.{0,600}")
_ATTACHED = re.compile(r"附\s{0,4}件\s{0,2}(?:[\d一二三四五六七八九十]{1,3})?\s{0,2}[:：]?")
_STORED = re.compile(
    r"\.\s?(?:docx?|xlsx?|pptx?|pdf|ofd|wps|et|zip|rar|jpe?g|png)(?![a-z])", re.IGNORECASE
)
CONTENTS = frozenset(("目录", "目錄", "目次"))
"""What stands above a list of contents."""
LONGEST_TITLE = 220
"""Titles of joint notices run long; anything beyond is a paragraph."""


def is_number_line(text: str) -> bool:
    """Tell whether a line is a document number and nothing else."""
    if len(text) > 60:
        return False
    whole = squeeze(text)
    return bool(parse_number(whole) or _ORDER.fullmatch(whole) or _LETTER.fullmatch(whole))


def is_order_number(text: str) -> bool:
    """Tell whether a line is the number of an order: 第707号."""
    return len(text) <= 20 and bool(_ORDER.fullmatch(squeeze(text)))


def is_date_line(text: str) -> bool:
    """Tell whether a line is a date and nothing else."""
    return len(text) <= 40 and parse_date(text) is not None


def is_addressees(text: str) -> bool:
    """Tell whether a line names those a document is sent to; it ends with a colon."""
    if not text.endswith((":", "：")) or _STOPS.search(text) or find_label(text):
        return False
    body = text[:-1]
    if len(body) > 1500 or re.search(r"如下|下列|以下|通知$|要求$|条件$|包括$|是$", body):
        return False
    return bool(_ADDRESSED.match(body) and _PLURAL.search(body)) and "附件" not in body


def is_title_line(text: str) -> bool:
    """Tell whether a line may be a title or a part of one."""
    if not 2 <= len(text) <= LONGEST_TITLE or _STOPS.search(text):
        return False
    if text.endswith((":", "：", ",", "，", "、")) or text.startswith(("附件", "附：", "-", "•")):
        return False
    if text.startswith(("(", "（")) and text.endswith((")", "）")):
        return False
    if squeeze(text) in CONTENTS:
        return False
    return not (find_label(text) or is_date_line(text) or is_number_line(text))


def is_whole_title(text: str) -> bool:
    """Tell whether `text` can be the whole title of a document, with who and what and its kind."""
    return bool(_NOTICE_END.search(text) and _CITES.search(text)) and is_title_line(text)


def names_a_kind(text: str) -> bool:
    """Tell whether `text` ends as titles do, with a kind of document."""
    return bool(NOUN_END.search(text))


def is_order_head(text: str) -> bool:
    """Tell whether a line is an organ and the kind of its document: 內政部令, 财政部公告."""
    match = _ORDER_HEAD.fullmatch(squeeze(text)) if len(text) <= 60 else None
    return match is not None and is_organ(match[1])


def is_note(text: str) -> bool:
    """Tell whether a line is a note such as （此件公开发布）."""
    return len(text) <= 80 and bool(_NOTE.fullmatch(squeeze(text)))


def is_adoption(text: str) -> bool:
    """Tell whether a line below a title says when it was adopted, or dates it."""
    if text.startswith(("(", "（")):
        return text.endswith((")", "）")) and bool(_ADOPTED.fullmatch(text))
    return len(text) <= 200 and bool(
        _ADOPTED.fullmatch(text)
        and re.search(r"(?:通过|公布|发布|修订|修正|施行|修正）|發布|訂定)[）)]?$", text)
    )


def attachment_mark(text: str) -> int:
    """Return how long the mark 附件： at the start of a line is, 0 if there is none."""
    match = _ATTACHED.match(text)
    return match.end() if match else 0


def is_stored_file(text: str) -> bool:
    """Tell whether a line names a file to fetch."""
    return bool(_STORED.search(text))
