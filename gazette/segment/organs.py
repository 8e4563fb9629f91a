"""Names of organs, told by how they end."""

import re
from itertools import pairwise

from gazette.text.fold import squeeze

_SUFFIXES = (
    "人民政府", "政府", "办公厅", "办公室", "委员会", "管委会", "厅", "局", "部", "委", "院", "署",
    "银行", "总行", "总社", "总会", "联合会", "协会", "学会", "工会", "法院", "检察院", "指挥部",
    "领导小组", "办事处", "中心", "集团", "支队", "总队", "公司", "大学", "学院", "残联", "妇联",
    "共青团", "学校", "研究所", "税务局", "海关", "政协", "党组", "专班", "分局", "支行", "中央",
    "商会", "管理处", "服务处", "医院", "常务委员会", "代表大会", "公署", "盟", "参事室", "档案馆",
    "政府辦公廳", "委員會", "廳", "辦公室", "辦公廳", "銀行", "會", "處", "院", "所", "學校", "學院",
)  # fmt: skip
"""How names of organs end, in both scripts."""

_NAMES = frozenset(("總統", "行政院", "司法院", "立法院", "全国人大常委会", "省人大常委会"))
"""Organs known by a name that ends like no other."""

_HAN = r"\u4e00-\u9fff\u3400-\u4dbf"
_NAME = re.compile(rf"[{_HAN}·]{{2,36}}(?:[（(][{_HAN}]{{1,12}}[）)])?[{_HAN}]{{0,12}}")
_NO_NAME = re.compile(
    r"^(?:关于|印发|现将|根据|按照|各|有关|附件|请|为|第[一二三四五六七八九十]|由|和|与|是)"
)
_OFFICERS = (
    "总理", "省长", "市长", "州长", "县长", "区长", "主席", "部长", "主任", "厅长", "局长", "署长",
    "部長", "署長", "局長", "主任委員", "委員長", "院長", "總經理", "主席委員長", "代理部長", "署　長",
    "處長", "所長", "館長", "總統", "秘書長", "召集人", "董事長", "校長",
)  # fmt: skip
"""Offices whose holders sign."""
_SIGNER = re.compile(rf"({'|'.join(_OFFICERS)})[{_HAN}]{{2,6}}(?:（代）|\(代\))?")


def is_organ(text: str) -> bool:
    """Tell whether `text` looks like the name of one organ and nothing else."""
    name = squeeze(text)
    if name in _NAMES:
        return True
    if not _NAME.fullmatch(name) or _NO_NAME.match(name):
        return False
    return name.endswith(_SUFFIXES)


def is_signer(text: str) -> bool:
    """Tell whether `text` is an office and the name of its holder: 总理 李克强."""
    return bool(_SIGNER.fullmatch(squeeze(text)))


def split_organs(text: str, known: tuple[str, ...] = ()) -> list[tuple[int, int]]:
    """Find the names of organs in a row of them.

    Args:
        text: One row of a signature, its names apart by white space or run together.
        known: Names that are expected, such as those of the title; they part names run together.

    Returns:
        Their places in `text`; empty if anything else stands in the row.
    """
    found: list[tuple[int, int]] = []
    for match in re.finditer(r"[^\s、]{1,60}", text):
        parts = _part(match[0], known)
        if not all(is_organ(match[0][start:end]) for start, end in parts):
            return _spaced(text)
        found += [(match.start() + start, match.start() + end) for start, end in parts]
    return found


def _spaced(text: str) -> list[tuple[int, int]]:
    """Read a row whose one name is set with spaces between its characters: 国 务 院."""
    whole = squeeze(text)
    apart = all(len(part) == 1 for part in text.split())
    return [(0, len(text))] if apart and is_organ(whole) and len(whole) <= 12 else []


def _part(name: str, known: tuple[str, ...]) -> list[tuple[int, int]]:
    """Part names that run together where each is a known one."""
    cuts = [0]
    while cuts[-1] < len(name):
        rest = name[cuts[-1] :]
        hit = max((len(each) for each in known if rest.startswith(each)), default=0)
        if not hit:
            return [(0, len(name))]
        cuts.append(cuts[-1] + hit)
    return list(pairwise(cuts))


_TOGETHER = re.compile(r"等[一二三四五六七八九十\d]{0,3}个?(?:部门|单位|厅局|部委)?$")


def is_organ_row(text: str) -> bool:
    """Tell whether a line names organs and nothing else: 吉林省民政厅 吉林省财政厅等部门."""
    names = re.split(r"[\s、]{1,4}", _TOGETHER.sub("", text.strip()))
    return len(text) <= 200 and all(map(is_organ, names))


def issuers_of_title(title: str) -> tuple[str, ...]:
    """Return the organs a title begins with: 中共中央办公厅 国务院办公厅关于……的意见."""
    head = re.split(
        r"关于|關於|印发|转发|批转|发布|颁布|公布|任免|令$|公告|通告|《", title, maxsplit=1
    )[0]
    if len(head) > 120 or head == title:
        return ()
    head = _TOGETHER.sub("", head.strip())
    names = [name for name in re.split(r"[\s、]{1,4}", head) if name]
    return tuple(names) if names and all(map(is_organ, names)) else ()
