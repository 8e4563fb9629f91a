"""What hijackers hang on a page, told by its shape and its words."""

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache

from gazette.config import data_text
from gazette.segment.organs import is_organ
from gazette.text.fold import fold_map

TOKENS = 4
"""So many bare names side by side are no sentence."""
LONGEST = 400
_BETWEEN = re.compile(r"[\s|｜·•/／>＞»]{1,12}")
_TOKEN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]{2,16}")
_MENU = re.compile(
    r"首页|网站|联系|关于|版权|备案|地图|登录|注册|导航|帮助|隐私|声明|政务|服务|新闻|公开|互动|字号"
)
_FORM = re.compile(
    r"姓名|性别|电话|日期|盖章|签字|签名|单位|序号|备注|名称|编号|合计|小计|类别|项目|数量|金额|职务|年龄|附件|地址"
)
"""Heads of tables and blanks of forms."""
_FIGURE = re.compile(r"\d{1,16}[年月日%万亿元个人户件吨米]{0,2}")
_BRAND = re.compile(
    r"(?:官网|平台|体育|娱乐|电竞|真人|棋牌|博彩|国际|app|\d{2,4})$|^[A-Za-z]{1,8}\d{1,5}$",
    re.IGNORECASE,
)
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤張劉陳楊黃趙吳孫馬"
)


def is_row_of_names(text: str) -> bool:
    """Tell whether a line is four or more bare short names: no menu, table, organs or persons."""
    tokens = [token for token in _BETWEEN.split(text.strip()) if token]
    if len(text) > LONGEST or len(tokens) < TOKENS or not all(map(_TOKEN.fullmatch, tokens)):
        return False
    return not (
        _MENU.search(text)
        or _FORM.search(text)
        or any(map(is_organ, tokens))
        or any(map(_FIGURE.fullmatch, tokens))
        or all(map(_is_person, tokens))
        or all(map(_is_word, tokens))
    )


def names_brands(text: str) -> bool:
    """Tell whether a row of names says by two of them what it is: 庚辛app, m88, 甲乙官网."""
    return sum(bool(_BRAND.search(token)) for token in _BETWEEN.split(text)) >= 2


def _is_person(token: str) -> bool:
    return 2 <= len(token) <= 4 and token[0] in _SURNAMES


def _is_word(token: str) -> bool:
    """Tell whether a name is a word in Latin letters: a menu in English, not bet365."""
    return token.isascii() and token.isalpha()


def gambling(text: str) -> Iterator[tuple[int, int]]:
    """Find what advertises gambling in `text`, whatever its widths, spaces and invisible marks."""
    key, where = fold_map(text)
    for match in _gambling().finditer(key):
        yield where[match.start()], where[match.end() - 1] + 1


@lru_cache(maxsize=1)
def _gambling() -> re.Pattern[str]:
    words = tomllib.loads(data_text("gambling.toml"))["words"]
    return re.compile("|".join(words), re.IGNORECASE)
