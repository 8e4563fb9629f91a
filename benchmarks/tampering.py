"""What a hijacker does to a copy: kinds of mutation, each made at random on a clean document.

Brands, phrases and places are drawn afresh for every copy, so that no rule can know them.
"""

import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from gazette.model.document import Role, Witness
from gazette.model.register import Register
from gazette.text.fold import squeeze
from gazette.text.numbers import parse_number

SYLLABLES = "欧宝万博金鼎恒信盛世华亿星辉环球乐天九州龙腾凤舞云顶开元必胜优德沙龙鸿运天成博亚雅豪利来泰达宏飞"
ENDINGS = ("", "", "体育", "国际", "集团", "办公厅", "体育办公厅", "人民政府", "管理局", "厅")
TAILS = ("", "体育", "app", "平台", "官网", "电竞", "城", "888", "国际", "真人", "网")
PHRASES = (
    "澳门新葡京官网", "真人百家乐在线", "博彩平台推荐", "注册送彩金", "线上赌博网站", "体育投注平台", "时时彩计划群",
    "六合彩特码资料", "老虎机平台", "棋牌平台下载", "买球app下载", "威尼斯人娱乐", "太阳城app", "BBIN电子", "bet365备用网址",
    "首存送红包", "北京赛车开奖", "电子游艺厅", "皇冠体育网址", "一肖一码中特",
)  # fmt: skip
CONTACTS = (
    "咨询电话1{0}，", "加微信号vx{0}办理，", "扫描二维码添加客服办理，", "请登录www.{1}88.com查询，", "QQ群{0}，",
    "详见http://{1}.top/zc，", "联系人手机13{0}，",
)  # fmt: skip
HIDING = (
    '<p style="display:none">{}</p>', '<div style="position:absolute;left:-9999px">{}</div>',
    '<p style="font-size:0">{}</p>', '<p style="color:#fff">{}</p>', "<p hidden>{}</p>",
    '<p style="visibility:hidden">{}</p>', '<p style="opacity:0">{}</p>', '<p style="text-indent:-9999px">{}</p>',
)  # fmt: skip
UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u2061\u2063\u3164\u034f\ufe0f\U000e0041\u180e\u115f"
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
ALIKE = {"二": "ニ", "八": "ハ", "力": "カ", "口": "ロ", "工": "エ", "一": "ー", "0": "O", "1": "l",
         "2": "２", "3": "３", "5": "５", "A": "А", "B": "В", "P": "Р", "a": "а", "e": "е", "o": "ο", "i": "і"}  # fmt: skip


def _doubles() -> dict[str, str]:
    found: dict[str, str] = {}
    for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFA6E), *range(0x2F800, 0x2FA1E)):
        meant = unicodedata.normalize("NFKC", chr(code))
        if meant != chr(code) and len(meant) == 1:
            found.setdefault(meant, chr(code))
    return found


DOUBLES = _doubles()


@dataclass(frozen=True)
class Specimen:
    """A clean document on its page."""

    name: str
    page: str
    witness: Witness

    def body(self) -> list[tuple[int, int]]:
        """Return where its paragraphs stand that are long enough to hide something in."""
        return [
            (run.start, run.start + run.length)
            for part in self.witness.parts
            for block in part.blocks
            if block.role is Role.PARAGRAPH
            for run in block.trace
            if run.length >= 12
        ]

    def spans(self, *names: str) -> list[tuple[int, int]]:
        return [(*span,) for name, span in self.witness.evidence if name in names]


@dataclass(frozen=True)
class Copy:
    """A mutated page, and words of it that no text may keep."""

    page: str
    banned: tuple[str, ...] = ()
    suffix: str = "txt"


Mutate = Callable[[random.Random, Specimen, Register], Copy | None]


def brand(rng: random.Random, ending: str | None = None) -> str:
    name = "".join(rng.sample(SYLLABLES, rng.choice((2, 2, 3, 4))))
    return name + (rng.choice(ENDINGS) if ending is None else ending)


def _known(specimen: Specimen, register: Register) -> bool:
    number = parse_number(specimen.witness.meta.number or "")
    return bool(number and register.by_code(number.code))


def _replace_in(page: str, spans: list[tuple[int, int]], old: str, new: str) -> str | None:
    """Replace a name in some stretches, whatever white space is set inside it."""
    pattern = re.compile(r"\s{0,4}".join(map(re.escape, old)))
    changed = page
    for start, end in sorted(set(spans), reverse=True):
        changed = changed[:start] + pattern.sub(new, changed[start:end]) + changed[end:]
    return changed if changed != page else None


def _issuer(specimen: Specimen, register: Register, new: str) -> Copy | None:
    meta = specimen.witness.meta
    if not meta.issuers or not _known(specimen, register) or meta.title_source != "text":
        return None
    signed = [
        (run.start, run.start + run.length)
        for part in specimen.witness.parts
        for block in part.blocks
        if block.role is Role.SIGNATORY
        for run in block.trace
    ]
    where = [*specimen.spans("title"), *signed]
    page = _replace_in(specimen.page, where, squeeze(meta.issuers[0]), new)
    return Copy(page) if page else None


def issuer_brand(rng: random.Random, specimen: Specimen, register: Register) -> Copy | None:
    return _issuer(specimen, register, brand(rng))


def issuer_other(rng: random.Random, specimen: Specimen, register: Register) -> Copy | None:
    number = parse_number(specimen.witness.meta.number or "")
    owners = register.by_code(number.code) if number else ()
    others = [issuer.name for issuer in register.issuers if issuer not in owners]
    return _issuer(specimen, register, rng.choice(others))


def issuer_body(rng: random.Random, specimen: Specimen, register: Register) -> Copy | None:
    names = {name for issuer in register.issuers for name in (issuer.name, *issuer.short)}
    hits = [
        (start + found, name)
        for start, end in specimen.body()
        for name in names
        if len(name) > 3 and (found := specimen.page[start:end].find(name)) >= 0
    ]
    if not hits:
        return None
    at, name = rng.choice(sorted(hits))
    new = rng.choice((brand(rng), rng.choice([i.name for i in register.issuers])))
    if new in name or name in new:
        return None
    return Copy(specimen.page[:at] + new + specimen.page[at + len(name) :])


def header_token(rng: random.Random, specimen: Specimen, register: Register) -> Copy | None:
    """As seed pages are hijacked: the brand stands in the header and for the name of the place."""
    token = brand(rng, rng.choice(("体育", "国际", "娱乐")))
    office = rng.choice(("人民政府", "办公厅", "办公室"))
    pattern = re.compile(rf"[\u4e00-\u9fff]{{2,6}}(?:省|市|县|区)[\u4e00-\u9fff]{{0,4}}{office}")
    start, end = specimen.witness.span
    body = specimen.page[start:end]
    changed = pattern.sub(token + office, body, count=rng.choice((1, 2, 9)))
    if changed == body:
        return None
    return Copy(f"{token}\n\n站群导航\n\n" + specimen.page[:start] + changed + specimen.page[end:])


def footer(rng: random.Random, specimen: Specimen, _: Register) -> Copy | None:
    tokens = [
        brand(rng, rng.choice(TAILS))
        if rng.random() < 0.8
        else rng.choice(("bet", "w", "m", "k")) + str(rng.randint(10, 999))
        for _ in range(rng.randint(4, 9))
    ]
    row = rng.choice((" ", "  ", "\u3000", " | ", "｜", " · ", "/")).join(tokens)
    gap = rng.choice(("\n", "\n\n", "\n\n返回顶部\n\n"))
    return Copy(specimen.page.rstrip() + gap + row + rng.choice(("", "\n")), tuple(tokens))


def _insert(specimen: Specimen, rng: random.Random, words: str) -> Copy | None:
    body = specimen.body()
    if not body:
        return None
    start, end = rng.choice(body)
    at = rng.randint(start + 2, end - 2)
    return Copy(specimen.page[:at] + words + specimen.page[at:])


def gambling(rng: random.Random, specimen: Specimen, _: Register) -> Copy | None:
    words = rng.choice(PHRASES)
    if rng.random() < 0.3:
        mark = rng.choice(("\u200b", " ", "\u3000"))
        words = words[:2] + mark + words[2:]
    return _insert(specimen, rng, words)


def zero_width(rng: random.Random, specimen: Specimen, _: Register) -> Copy | None:
    return _insert(specimen, rng, rng.choice(UNSEEN))


def bidi(rng: random.Random, specimen: Specimen, _: Register) -> Copy | None:
    return _insert(specimen, rng, rng.choice(TURNING))


def private_use(rng: random.Random, specimen: Specimen, _: Register) -> Copy | None:
    low, high = rng.choice(((0xE000, 0xF8FF), (0xF0000, 0xFFFFD), (0x100000, 0x10FFFD)))
    return _insert(specimen, rng, chr(rng.randint(low, high)))


def _swap(rng: random.Random, specimen: Specimen, table: dict[str, str]) -> Copy | None:
    """Replace one character by its double; figures only inside a longer figure."""
    page = specimen.page
    places = [
        at
        for start, end in specimen.body()
        for at in range(start + 1, end - 1)
        if page[at] in table
        and page[at - 1].isalnum()
        and page[at + 1].isalnum()
        and (not page[at].isascii() or (page[at - 1].isascii() and page[at + 1].isascii()))
    ]
    if not places:
        return None
    at = rng.choice(places)
    return Copy(page[:at] + table[page[at]] + page[at + 1 :])


def look_alike(rng: random.Random, specimen: Specimen, _: Register) -> Copy | None:
    if rng.random() < 0.3:
        return _insert_between(rng, specimen, rng.choice("АВСЕНОРТХаеорсхΑΒΕΟΡ𝟐𝐀"))
    return _swap(rng, specimen, ALIKE)


def _insert_between(rng: random.Random, specimen: Specimen, char: str) -> Copy | None:
    page = specimen.page
    places = [
        at
        for start, end in specimen.body()
        for at in range(start + 1, end - 1)
        if "\u4e00" <= page[at - 1] <= "\u9fff" and "\u4e00" <= page[at] <= "\u9fff"
    ]
    if not places:
        return None
    at = rng.choice(places)
    return Copy(page[:at] + char + page[at:])


def double(rng: random.Random, specimen: Specimen, _: Register) -> Copy | None:
    return _swap(rng, specimen, DOUBLES)


def hidden_html(rng: random.Random, specimen: Specimen, _: Register) -> Copy | None:
    blocks = [block.text for part in specimen.witness.parts for block in part.blocks]
    if len(blocks) < 4:
        return None
    secret = f"{brand(rng)}{rng.choice(PHRASES)}"
    told = [f"<p>{text}</p>" for text in blocks]
    told.insert(rng.randint(2, len(told) - 1), rng.choice(HIDING).format(secret))
    page = "<!doctype html><meta charset=utf-8><body>" + "\n".join(told) + "</body>"
    return Copy(page, (secret,), "html")


def figure(rng: random.Random, specimen: Specimen, _: Register) -> Copy | None:
    """Change a number, a date or an amount inside the text."""
    places = [
        at
        for start, end in specimen.body()
        for at in range(start + 3, end - 1)
        if specimen.page[at].isascii() and specimen.page[at].isdigit()
    ]
    if not places:
        return None
    at = rng.choice(places)
    new = rng.choice([d for d in "123456789" if d != specimen.page[at]])
    return Copy(specimen.page[:at] + new + specimen.page[at + 1 :])


def number(rng: random.Random, specimen: Specimen, _: Register) -> Copy | None:
    """Change the code, the year or the serial of the document's own number."""
    spans = specimen.spans("number")
    if not spans or not parse_number(specimen.witness.meta.number or ""):
        return None
    start, end = spans[0]
    printed = specimen.page[start:end]
    digits = [at for at, char in enumerate(printed) if char.isdigit()]
    at = rng.choice(digits[2:])
    new = rng.choice([d for d in "123456789" if d != printed[at]])
    changed = printed[:at] + new + printed[at + 1 :]
    return Copy(specimen.page[:start] + changed + specimen.page[end:])


def contact(rng: random.Random, specimen: Specimen, _: Register) -> Copy | None:
    latin = "".join(rng.choices("abcdefghijkmnpqrstuvwxyz", k=5))
    words = rng.choice(CONTACTS).format(rng.randint(10**8, 10**9 - 1), latin)
    return _insert(specimen, rng, words)


def removed(rng: random.Random, specimen: Specimen, _: Register) -> Copy | None:
    body = [(start, end) for start, end in specimen.body() if end - start >= 20]
    if len(body) < 3:
        return None
    start, end = rng.choice(body)
    return Copy(specimen.page[:start] + specimen.page[end:])


def signed_on(rng: random.Random, specimen: Specimen, _: Register) -> Copy | None:
    spans = specimen.spans("issued")
    if not spans:
        return None
    start, end = spans[0]
    digits = [at for at in range(start, end) if specimen.page[at].isdigit() and at > start + 2]
    if not digits:
        return None
    at = rng.choice(digits)
    char = specimen.page[at]
    new = rng.choice([d for d in ("123456789" if char.isascii() else "一二三") if d != char])
    return Copy(specimen.page[:at] + new + specimen.page[at + 1 :])


ISSUER = frozenset({"issuer-mismatch", "issuer-missing", "repeated-name"})
UNSEEN_CODES = frozenset({"invisible-characters", "unseen-characters", "bidi"})
KINDS: dict[str, tuple[Mutate, frozenset[str]]] = {
    "issuer: an unknown brand": (issuer_brand, ISSUER),
    "issuer: another organ": (issuer_other, ISSUER),
    "issuer: swapped in the body": (issuer_body, ISSUER | {"strange-organ"}),
    "header token as organ": (header_token, ISSUER),
    "footer of links": (footer, frozenset({"link-spam"})),
    "gambling in a paragraph": (gambling, frozenset({"gambling"})),
    "invisible characters": (zero_width, UNSEEN_CODES),
    "controls of direction": (bidi, frozenset({"bidi"})),
    "look-alikes": (look_alike, frozenset({"look-alike", "mixed-width"})),
    "radicals and doubles": (double, frozenset({"compatibility-ideograph"})),
    "private use": (private_use, frozenset({"private-use"})),
    "hidden HTML": (hidden_html, frozenset({"hidden-text"})),
    "figure changed": (figure, frozenset({"impossible-date", "later-citation"})),
    "document number changed": (number, ISSUER | {"number-year"}),
    "contact inserted": (contact, frozenset({"contact"})),
    "paragraph removed": (removed, frozenset({"numbering-gap", "numbering-repeat"})),
    "date of issue changed": (
        signed_on,
        frozenset({"number-year", "impossible-date", "later-citation"}),
    ),
}
"""Each kind: how it is made, and the flags that count as catching it where the copy stands alone."""
