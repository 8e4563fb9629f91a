"""Each rule on sentences written for it: what is said, and the decoys beside it."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette import validity
from gazette.model.document import Block, Metadata, Part, PartKind, Policy, Role, text_of
from gazette.model.event import Event, EventKind
from gazette.structure import outline
from tests.validity.conftest import policy


def found(line: str, kind: EventKind, issued: date | None = None) -> list[Event]:
    return [
        e
        for e in validity.events(policy("第一条 为了管理。", line, issued=issued))
        if e.kind is kind
    ]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("第九条 本办法自2023年5月1日起施行。", date(2023, 5, 1)),
        ("第九条 本规定自二〇二三年五月一日起执行。", date(2023, 5, 1)),
        ("九、本通知自2023年5月1日起正式实施。", date(2023, 5, 1)),
        ("第九条 本条例自 2023 年 5 月 1 日 起施行。", date(2023, 5, 1)),
        ("第九條 本辦法自中華民國一百零三年五月二十七日施行。", date(2014, 5, 27)),
        ("自2023年5月1日起施行。", date(2023, 5, 1)),
        ("第九条 本办法自印发之日起施行。", None),
        ("第九條 本辦法自發布日施行。", None),
        ("第九条 本办法自发布之日起30日后施行。", None),
    ],
)
def test_starts(line: str, day: date | None) -> None:
    (event,) = found(line, EventKind.IN_FORCE)
    assert event.day == day
    assert event.certain == (day is not None)


@pytest.mark.parametrize(
    "line",
    [
        "第九条 许可证自发放之日起生效，有效期5年。",
        "第九条 基地初始有效期为5年，自认定文件下达后的次年1月1日起算。",
        "第九条 新增补贴标准自2020年1月1日起执行情况应当上报。",
        "第九条 应当自受理之日起10个工作日内反馈结果。",
        "第九条 防护失效的，责令整改。",
        "第九条 依法实施行政处罚。",
        "第九条 规范性文件的修改、废止程序，参照制定程序执行。",
        "第九条 完成时限：2023年12月31日前。",
    ],
)
def test_decoys(line: str) -> None:
    kinds = {EventKind.EXPIRES, EventKind.REPEALS}
    assert [e for kind in kinds for e in found(line, kind)] == []
    if "补贴" not in line:
        assert found(line, EventKind.IN_FORCE) == []


def test_an_open_start_names_the_days_it_may_mean() -> None:
    it = policy("第九条 本办法自发布之日起施行。", issued=date(2023, 4, 21))
    events = validity.events(it, [("2023-21", date(2023, 11, 15))])
    (start,) = [e for e in events if e.kind is EventKind.IN_FORCE]
    assert start.candidates == (
        ("issued", date(2023, 4, 21)),
        ("carried", date(2023, 11, 15)),
    )


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("第九条 本办法自2023年5月1日起施行，有效期五年。", date(2028, 4, 30)),
        ("第九条 本办法自2023年5月1日起施行，有效期至2025年12月31日。", date(2025, 12, 31)),
        ("第九条 本办法有效期自2023年5月1日至2024年4月30日。", date(2024, 4, 30)),
        ("第九条 本办法自2024年2月29日起施行，有效期1年。", date(2025, 2, 28)),
        ("第九条 本通知自2023年1月31日起施行，有效期1个月。", date(2023, 2, 28)),
        ("第九条 本办法自印发之日起施行，有效期5年。", None),
        ("第九条 本办法有效期5年。", None),
    ],
)
def test_ends(line: str, day: date | None) -> None:
    (event,) = found(line, EventKind.EXPIRES)
    assert event.day == day


@pytest.mark.parametrize(
    ("line", "targets"),
    [
        ("《甲办法》（甲发〔2014〕2号）同时废止。", ["甲发/2014/2"]),
        (
            "原《甲办法》（甲发[2014]2号）、《乙办法》（乙发〔2015〕3号）即行废止。",
            ["甲发/2014/2", "乙发/2015/3"],
        ),
        ("自本办法施行之日起，《甲办法》（甲发〔2014〕2号）停止执行。", ["甲发/2014/2"]),
        ("甲发〔2014〕2号文件不再执行。", ["甲发/2014/2"]),
        ("《甲办法》同时废止。", [None]),
    ],
)
def test_repeals(line: str, targets: list[str | None]) -> None:
    events = found(line, EventKind.REPEALS)
    assert [event.target and event.target.id for event in events] == targets


def test_a_repeal_of_one_article_is_partial() -> None:
    (event,) = found("《甲办法》（甲发〔2014〕2号）第十二条同时废止。", EventKind.REPEALS)
    assert event.target is not None
    assert event.target.partial == "第十二条"


def test_amends_and_adopted() -> None:
    (event,) = found("一、对《甲条例》作如下修改：", EventKind.AMENDS, issued=date(2023, 1, 1))
    assert event.target is not None
    assert event.target.title == "甲条例"
    (event,) = found("（2015年3月15日第十二届全国人民代表大会第三次会议通过）", EventKind.ADOPTED)
    assert event.day == date(2015, 3, 15)


def test_a_review_lists_many() -> None:
    rows = "\n".join(f"{n}\t某办法{n}\t甲发〔2014〕{n}号" for n in range(1, 5))
    blocks = [
        Block("废止的规范性文件目录", Role.TITLE),
        Block(rows, Role.TABLE),
        Block("继续有效的规范性文件目录", Role.TITLE),
        Block(rows.replace("2014", "2015"), Role.TABLE),
    ]
    part = Part(PartKind.INSTRUMENT, None, outline(blocks))
    meta = Metadata(title="关于公布清理结果的决定", issued=date(2023, 6, 1))
    events = validity.events(Policy("甲发/2023/9", meta, (part,)))
    repealed = [e for e in events if e.kind is EventKind.REPEALS]
    assert [e.target and e.target.id for e in repealed] == [f"甲发/2014/{n}" for n in range(1, 5)]
    assert repealed[0].target is not None
    assert repealed[0].target.title == "某办法1"
    assert len([e for e in events if e.kind is EventKind.CONTINUES]) == 4


def test_a_short_name_stands_for_its_document() -> None:
    it = policy(
        "第一条 根据《国务院关于甲的意见》（国发〔2020〕7号，以下简称《意见》）制定。",
        "第二条 落实《国务院关于乙的通知》（国发〔2021〕8号）（以下简称《通知》）。",
        "第三条 《通知》另有规定的，从其规定。",
    )
    last = validity.citations(it)[-1]
    assert last.number == "国发〔2021〕8号"
    assert last.quote == "《通知》"
    assert last.address == "第三条"


def test_own_title_and_number_are_no_citations() -> None:
    it = policy(
        "标题 甲办法", "第一条 《甲办法》（测发〔2023〕1号）如下。", number="测发〔2023〕1号"
    )
    assert validity.citations(it) == ()


def test_a_namesake_of_another_number_is_another_document() -> None:
    it = policy(
        "标题 甲办法", "第九条 《甲办法》（测发〔2020〕5号）同时废止。", number="测发〔2023〕1号"
    )
    assert [c.number for c in validity.citations(it)] == ["测发〔2020〕5号"]


def test_backlinks() -> None:
    one = validity.citations(policy("第一条 见《乙》（乙发〔2020〕1号）。"))
    assert validity.backlinks({"甲": one}) == {"乙发/2020/1": ("甲",)}


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        alphabet="本办法自起施行废止同时《》（）〔〕2023年5月1日号，。第十条有效期 \n",
        max_size=120,
    )
)
def test_any_text_is_read_and_quoted_where_it_stands(text: str) -> None:
    it = policy(*[line for line in text.split("\n") if line.strip()])
    whole = text_of(it.parts)
    for event in validity.events(it):
        if event.span:
            assert 0 <= event.span.start < event.span.end <= len(whole)
    for citation in validity.citations(it):
        assert citation.quote in whole
