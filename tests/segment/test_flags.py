"""What an editor is told to look at, and what is no cause for alarm."""

from collections.abc import Callable

import pytest

from gazette.model.document import Flag
from gazette.model.register import Register
from gazette.model.source import Extraction
from gazette.segment import segment

Check = Callable[[str], list[Flag]]

NOTICE = """\
吉林省民政厅等二部门关于做好救助工作的通知

吉民发〔2024〕3号

各市（州）民政局：

一、做好救助。

二、做好发放。

三、做好监督。

吉林省民政厅
吉林省财政厅

2024年1月5日
"""


@pytest.fixture(scope="session")
def flags(plain: Callable[[str], Extraction], register: Register) -> Check:
    def _flags(text: str) -> list[Flag]:
        read = segment(plain(text), register)
        return [flag for witness in read.witnesses for flag in witness.flags] + list(read.flags)

    return _flags


def codes(found: list[Flag]) -> list[str]:
    return [flag.code for flag in found]


def test_a_clean_notice_has_none(flags: Check) -> None:
    assert flags(NOTICE) == []


@pytest.mark.parametrize("name", ["金沙", "某某娱乐", "万博", "吉林省"])
def test_a_name_put_in_place_of_the_issuer(flags: Check, name: str) -> None:
    text = NOTICE.replace("吉林省民政厅等二部门", f"{name}办公厅").replace(
        "吉林省民政厅", f"{name}办公厅"
    )
    found = [f for f in flags(text.replace("吉林省财政厅\n", "")) if f.code == "issuer-mismatch"]
    assert len(found) == 1
    assert found[0].grave
    assert "吉林省民政厅" in found[0].message


def test_the_issuer_may_be_named_in_short_or_in_state(flags: Check) -> None:
    for name in ("省民政厅", "中华人民共和国吉林省民政厅"):
        text = NOTICE.replace("吉林省民政厅等二部门", name).replace("吉林省民政厅\n", f"{name}\n")
        assert "issuer-mismatch" not in codes(flags(text))


def test_an_unknown_code_proves_nothing(flags: Check) -> None:
    assert flags(NOTICE.replace("吉民发", "某字")) == []


def test_signatories_are_counted(flags: Check) -> None:
    (found,) = flags(NOTICE.replace("等二部门", "等十七部门"))
    assert found.code == "signatories-count"
    assert "17" in found.message
    assert "2 sign" in found.message


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (NOTICE.replace("二、做好发放。\n\n", ""), "numbering-gap"),
        (
            NOTICE.replace("二、做好发放", "一、做好发放").replace("三、", "二、"),
            "numbering-repeat",
        ),
    ],
)
def test_the_count_is_watched(flags: Check, text: str, code: str) -> None:
    (found,) = flags(text)
    assert found.code == code
    assert found.span


@pytest.mark.parametrize(
    ("char", "code", "grave"),
    [
        ("\u200b", "invisible-characters", False),
        ("\u202e", "bidi", True),
        ("\ue123", "private-use", False),
        ("\ufffd", "replacement-character", True),
        ("\x07", "control-characters", True),
        ("\uf9a8", "compatibility-ideograph", True),
        ("\u2f00", "compatibility-ideograph", True),
        ("\u0441", "look-alike", True),
    ],
)
def test_characters_that_deceive(flags: Check, char: str, code: str, *, grave: bool) -> None:
    found = flags(NOTICE.replace("做好发放", f"做{char}好发放"))
    assert [(flag.code, flag.grave) for flag in found] == [(code, grave)]
    assert f"{ord(char):04X}" in found[0].message


def test_letters_of_other_scripts_may_be_right(flags: Check) -> None:
    for word in ("α值", "Ω、μ", "Москва 市"):
        assert flags(NOTICE.replace("做好发放", f"检测 {word} 后发放")) == []


def test_links_hung_on_a_page(flags: Check) -> None:
    page = "首页\n\n" + NOTICE + "返回顶部\n\n"
    assert flags(page) == []
    listed = f"{NOTICE}\n2024-01-05 00:00:00 第3期\n\n"
    assert "link-spam" in codes(flags(listed + "甲乙网 丙丁娱 戊己城 庚辛app\n"))
    assert "link-spam" in codes(flags(listed + "最好的博彩平台\n"))
    assert "link-spam" not in codes(flags(listed + "网站地图 联系我们 关于我们 版权声明\n"))
    assert "link-spam" not in codes(
        flags(listed + "吉林省民政厅 吉林省财政厅 吉林省公安厅 吉林省司法厅\n")
    )


def test_a_place_in_the_header_is_no_brand(flags: Check) -> None:
    page = "吉林省民政厅\n\n吉林省\n\n" + NOTICE
    assert "repeated-name" not in codes(flags(page))
