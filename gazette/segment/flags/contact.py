"""Ways to reach someone that a hijacker puts into a text: accounts, groups, addresses."""

import re
from collections.abc import Iterator

from gazette.model.document import Flag, Role, Witness
from gazette.segment.draft import Draft
from gazette.segment.flags.evidence import blocks_of, source_of
from gazette.text.fold import fold_map

_BAIT = re.compile(
    r"(?:加|添加)(?:客服)?(?:微信|qq|薇信|威信|v信)|微信号:?[a-z][\w-]{4,19}|(?:vx|v信|薇信|威信|wechat):?[a-z0-9]|"
    r"qq(?:群|号)?:?\d{5,11}|扫(?:描)?(?:二维)?码(?:添加|加|下载app|注册|领)|(?:添加|联系)(?:在线)?客服|"
    r"telegram|whatsapp|纸飞机群|(?<![a-z0-9.])t\.me/[a-z]",
    re.IGNORECASE,
)
"""Read on folded text.  微信公众号, 二维码 and 客服电话 by themselves are said by offices too."""
_ADDRESS = re.compile(r"(?:https?:/{2}|www\.)([a-z0-9.-]{4,80})", re.IGNORECASE)
_PUBLIC = (".cn", ".gov", ".org", ".edu", ".int", ".tw", ".hk", ".mo")
"""Ends of hosts that official texts name; a notice of an office hardly ever names another."""
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_LABELLED = re.compile(r"电话|手机|联系|咨询|传真|热线|话:|号码")
MESSAGE = "An account, address or number leads readers away from the office: is it the document's?"
REACH = 16
"""Letters before a telephone number in which it is said what it is."""


def contacts(draft: Draft, witness: Witness) -> list[Flag]:
    """Flag each account, group, private address or bare mobile number inside a document."""
    flags = []
    for block in blocks_of(witness):
        if block.role is Role.TABLE:
            continue
        key, where = fold_map(block.text)
        for first, last in _found(key):
            start, end = where[first], where[last - 1] + 1
            place = source_of(block, start, end)
            flags.append(Flag("contact", MESSAGE, witness.source, place))
    return flags


def _found(key: str) -> Iterator[tuple[int, int]]:
    for match in _BAIT.finditer(key):
        yield match.span()
    for match in _ADDRESS.finditer(key):
        if not match[1].lower().rstrip(".").endswith(_PUBLIC):
            yield match.span()
    for match in _MOBILE.finditer(key):
        if not _LABELLED.search(key, max(0, match.start() - REACH), match.start()):
            yield match.span()
