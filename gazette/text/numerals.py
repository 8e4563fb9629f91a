"""Chinese numerals and integers."""

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "○": 0,
    "两": 2,
}
_UNITS = {"十": 10, "百": 100, "千": 1000}

CHINESE_NUMERAL = "〇零○一二三四五六七八九十百千两"
"""Characters a Chinese numeral may be written with."""


def to_int(numeral: str) -> int | None:
    """Read a Chinese or Arabic numeral, by place (二〇二三) or by unit (一百二十三).

    Returns:
        The number, or `None` if `numeral` is not one.
    """
    if numeral.isdecimal():
        return int(numeral)
    numeral = numeral.replace("廿", "二十").replace("卅", "三十")
    if not numeral or any(c not in _DIGITS and c not in _UNITS for c in numeral):
        return None
    if not any(c in _UNITS for c in numeral):
        return int("".join(str(_DIGITS[c]) for c in numeral))
    total = digit = 0
    for c in numeral:
        if c in _UNITS:
            total += (digit or 1) * _UNITS[c]
            digit = 0
        else:
            digit = _DIGITS[c]
    return total + digit


def to_chinese(number: int) -> str:
    """Write an integer from 1 to 9999 as articles are numbered: 十二, 一百零三."""
    if not 0 < number < 10000:
        msg = f"no article number: {number}"
        raise ValueError(msg)
    written = ""
    zero = False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            written += ("零" if zero else "") + "〇一二三四五六七八九"[digit] + name
            zero = False
        elif written:
            zero = True
    return written[1:] if written.startswith("一十") else written
