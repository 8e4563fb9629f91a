"""Whose start, whose end, whose repeal: statements beside the decoys that look like them."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette import validity
from gazette.model.document import Block, Kind, Metadata, Part, PartKind, Policy, Role, text_of
from gazette.model.event import Event, EventKind, StatusKind
from gazette.structure import outline
from gazette.validity.passages import masked, passages
from gazette.validity.reading import last_day, shifted
from tests.validity.conftest import policy

ISSUED = date(2023, 4, 1)
LAWS = ("《甲办法》（甲发〔2014〕2号）", "《乙办法》（乙发〔2015〕3号）")


def said(text: str, *kinds: EventKind, title: str | None = None) -> list[Event]:
    lines = ["第一条 为了管理。", *text.split("\n")]
    found = validity.events(policy(*lines, title=title, issued=ISSUED))
    return [event for event in found if event.kind in kinds]


@pytest.mark.parametrize(
    "text",
    [
        "第九条 依照本办法认定的基地，有效期三年。",
        "第九条 本条例规定的许可证有效期为5年。",
        "第九条 本办法施行前已取得的证书，自2024年1月1日起执行新标准。",
        "第九条 该办法自2019年5月1日起施行，有效期5年。",
        "第九条 《甲办法》自2019年5月1日起施行，有效期5年。",
        "一、将第十条修改为：“本条例自2020年1月1日起施行，有效期5年。”",
        "自2023年5月1日起，各单位开始执行新标准。",
        "第九条 本办法所称基地，自认定之日起生效，有效期5年。",
        "第九条 经批准的企业，自2023年5月1日起执行新标准。",
        "第九条 符合《行政复议法》规定情形的，停止执行。",
        "第九条 依照《行政复议法》第二十一条，停止执行。",
        "第九条 逾期未换发的，《农药登记证》自行失效。",
        "根据《关于废止〈甲办法〉的决定》，予以废止有关证明事项。",
        "第九条 《甲办法》（甲发〔2014〕2号）继续执行。",
        "网上申报于2022年6月10日前登录平台通过系统填报。",
    ],
)
def test_said_of_something_else(text: str) -> None:
    kinds = (EventKind.IN_FORCE, EventKind.EXPIRES, EventKind.REPEALS, EventKind.ADOPTED)
    assert said(text, *kinds) == []


@pytest.mark.parametrize(
    ("text", "day", "candidates"),
    [
        ("本通知自即日起执行。", None, (date(2023, 4, 1),)),
        ("本規則自發布後三個月施行。", None, (date(2023, 7, 1),)),
        ("第九条 本办法自公布之日起30日后施行。", None, (date(2023, 5, 1),)),
        ("第九条 本办法由省厅负责解释，自2023年5月1日起施行。", date(2023, 5, 1), ()),
        ("第九条 本办法经省政府批准，并于2023年5月1日起施行。", date(2023, 5, 1), ()),
        ("第九条 本办法除第三条外，自2023年5月1日起施行。", date(2023, 5, 1), ()),
        ("第九条 本办法和附件自2023年5月1日起施行。", date(2023, 5, 1), ()),
        ("第九条 本办法（试行）自2023年5月1日起施行。", date(2023, 5, 1), ()),
        ("第九条 本细则自中華民國○年○月○日施行。", None, ()),
    ],
)
def test_starts_of_many_shapes(text: str, day: date | None, candidates: tuple[date, ...]) -> None:
    (event,) = said(text, EventKind.IN_FORCE)
    assert event.day == day
    assert tuple(each for _, each in event.candidates) == candidates


def test_a_notice_that_promulgates_names_its_instrument() -> None:
    text = "现公布修订后的《甲条例》，自2019年1月1日起施行。"
    (event,) = said(text, EventKind.IN_FORCE)
    assert event.subject == "《甲条例》"
    assert event.quote == "《甲条例》，自2019年1月1日起施行"
    (event,) = said(
        "訂定「甲使用及租借要點」，並自中華民國九十八年一月一日生效。", EventKind.IN_FORCE
    )
    assert event.subject == "「甲使用及租借要點」"
    assert event.day == date(2009, 1, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("第九条 本办法自2023年5月1日起施行。有效期5年。", date(2028, 4, 30)),
        ("第九条 本办法自2023年5月1日起施行；有效期五年。", date(2028, 4, 30)),
        ("第九条 本办法有效期为2023年5月1日至2025年4月30日。", date(2025, 4, 30)),
        ("第九条 本办法自2023年5月1日起试行，试行期一年。", date(2024, 4, 30)),
        ("第九条 本办法自2023年5月1日起施行，施行期限2年。", date(2025, 4, 30)),
        ("第九条 本办法自2023年5月1日起施行，2025年12月31日终止。", date(2025, 12, 31)),
        ("本通知自2023年1月1日起执行至2024年12月31日。", date(2024, 12, 31)),
        ("自2023年5月1日起施行，有效期6个月。", date(2023, 10, 31)),
        ("第九条 本办法自发布之日起施行。有效期5年。", None),
    ],
)
def test_ends_of_many_shapes(text: str, day: date | None) -> None:
    (event,) = said(text, EventKind.EXPIRES)
    assert event.day == day
    assert event.certain == (day is not None)
    if day is None:
        assert event.candidates == (("issued", date(2028, 3, 31)),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{LAWS[0]}继续执行，{LAWS[1]}废止。", [("乙办法", None)]),
        (f"{LAWS[0]}第十二条、第十三条停止执行。", [("甲办法", "第十二条、第十三条")]),
        (
            f"{LAWS[0]}同时废止，{LAWS[1]}第三条停止执行。",
            [("甲办法", None), ("乙办法", "第三条")],
        ),
        (f"此前印发的{LAWS[0]}与本办法不一致的，不再执行。", [("甲办法", "与本办法不一致的")]),
        (f"{LAWS[0]}以及2015年印发的{LAWS[1]}同时废止。", [("甲办法", None), ("乙办法", None)]),
        (f"第九条 废止{LAWS[0]}。", [("甲办法", None)]),
        (f"经研究，决定废止{LAWS[0]}、{LAWS[1]}。", [("甲办法", None), ("乙办法", None)]),
        (f"根据{LAWS[0]}，决定废止{LAWS[1]}第三条。", [("乙办法", "第三条")]),
        (
            f"九、下列文件同时废止：\n1.{LAWS[0]}\n2.{LAWS[1]}",
            [("甲办法", None), ("乙办法", None)],
        ),
        (
            f"九、下列文件同时废止：1.{LAWS[0]}；2.{LAWS[1]}。",
            [("甲办法", None), ("乙办法", None)],
        ),
        (
            "九、以下文件停止执行：\n1.关于加强管理的通知（甲发〔2014〕2号）\n各地要落实。",
            [("关于加强管理的通知", None)],
        ),
        ("「甲作業要點」自即日停止適用。", [("甲作業要點", None)]),
        ("請自即日起停止適用「甲作業要點」。", [("甲作業要點", None)]),
    ],
)
def test_what_a_verb_of_repeal_is_said_of(text: str, expected: list[tuple[str, str]]) -> None:
    found = said(text, EventKind.REPEALS)
    assert [(e.target.title, e.target.partial) for e in found if e.target] == expected


def test_a_repeal_counts_from_the_day_it_says_else_from_the_start() -> None:
    (event,) = said(f"{LAWS[0]}自2024年1月1日起废止。", EventKind.REPEALS)
    assert event.day == date(2024, 1, 1)
    text = f"第九条 本办法自2023年5月1日起施行。{LAWS[0]}同时废止。"
    (event,) = said(text, EventKind.REPEALS)
    assert event.day == date(2023, 5, 1)
    (event,) = said(f"第九条 本办法自发布之日起施行。{LAWS[0]}同时废止。", EventKind.REPEALS)
    assert event.candidates == (("issued", ISSUED),)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("关于修改《甲条例》的决定", EventKind.AMENDS),
        ("关于修订《甲条例》的通知", EventKind.REVISES),
        ("关于废止《甲条例》的决定", EventKind.REPEALS),
    ],
)
def test_a_decision_says_it_in_its_title(title: str, kind: EventKind) -> None:
    (event,) = said("现予公布。", kind, title=title)
    assert event.target is not None
    assert event.target.title == "甲条例"
    assert event.day == ISSUED


def test_one_provision_amended() -> None:
    (event,) = said("一、将《甲条例》第十条修改为：“第十条 略”。", EventKind.AMENDS)
    assert event.target is not None
    assert event.target.partial == "第十条"
    (event,) = said("修正「甲作業要點」第一點，並自即日生效。", EventKind.AMENDS)
    assert event.target is not None
    assert event.target.partial == "第一點"
    (event,) = said("修正「甲作業要點」，並自即日生效。", EventKind.REVISES)
    assert event.quote == "修正「甲作業要點」"


def test_an_interpretation_issues_nothing() -> None:
    it = policy("一、背景。", title="《省政府关于印发甲方案的通知》政策解读", issued=ISSUED)
    it = replace(it, meta=replace(it.meta, kind=Kind.INTERPRETATION))
    kinds = [event.kind for event in validity.events(it)]
    assert EventKind.ISSUES not in kinds
    assert EventKind.INTERPRETS in kinds


def review(*parts: tuple[str, str]) -> Policy:
    blocks = [
        b for head, rows in parts for b in (Block(head, Role.TITLE), Block(rows, Role.TABLE))
    ]
    meta = Metadata(title="关于公布规范性文件清理结果的决定", issued=date(2023, 6, 1))
    return Policy("甲发/2023/9", meta, (Part(PartKind.INSTRUMENT, None, outline(blocks)),))


def test_a_review_reaches_each_document_and_not_itself() -> None:
    it = review(
        ("继续有效的规范性文件目录", "1\t关于甲的通知\t甲发〔2014〕1号"),
        ("失效的规范性文件目录", "1\t关于乙的通知\t甲发〔2014〕2号\n2\t关于无号文件的通知"),
        ("修改的规范性文件目录", "1\t关于丙的通知\t甲发〔2014〕3号"),
        ("废止的规范性文件目录", "1\t关于丁的通知\t甲发〔2014〕4号"),
    )
    own = validity.events(it)
    text = text_of(it.parts)
    for event in own:
        if event.span:
            assert text[slice(*event.span)] == event.quote
    reached = validity.incoming({it.id: own})
    day = date(2023, 6, 2)
    assert {each: validity.status(events, day).kind for each, events in reached.items()} == {
        "甲发/2014/1": StatusKind.IN_FORCE,
        "甲发/2014/2": StatusKind.EXPIRED,
        "甲发/2014/3": StatusKind.AMENDED,
        "甲发/2014/4": StatusKind.REPEALED,
    }
    assert "关于无号文件的通知" in [e.target.title for e in own if e.target]
    assert validity.status(own, day).kind is StatusKind.IN_FORCE
    assert validity.expiring(own, date(2023, 5, 30), 9) is None


def test_a_title_alone_reaches_the_one_document_of_that_title() -> None:
    new = policy("第九条 本办法自2023年5月1日起施行。", "《旧办法》同时废止。", title="新办法")
    old = replace(policy("第一条 略。", title="关于印发《旧办法》的通知"), id="甲发/2010/1")
    own = {new.id: validity.events(new)}
    titles = {each.id: validity.names(each) for each in (new, old)}
    (event,) = validity.incoming(own, titles)[old.id]
    assert (event.kind, event.day, event.certain) == (EventKind.REPEALED, date(2023, 5, 1), False)
    assert validity.incoming(own) == {}
    twins = titles | {"乙发/2011/1": ("旧办法",)}
    assert validity.incoming(own, twins) == {}


def test_an_uncertain_end_warns_as_well() -> None:
    (event,) = said("第九条 本办法自发布之日起施行，有效期1年。", EventKind.EXPIRES)
    assert validity.expiring([event], date(2024, 3, 1), 30) is event
    assert validity.expiring([event], date(2024, 1, 1), 30) is None


def test_terms_end_on_the_day_before_else_on_the_last_of_the_month() -> None:
    assert last_day(date(2023, 5, 1), 12) == date(2024, 4, 30)
    assert last_day(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert last_day(date(2023, 8, 31), 1) == date(2023, 9, 30)
    assert shifted(date(2023, 1, 31), 1, "月") == date(2023, 2, 28)
    assert shifted(date(2023, 1, 31), 2, "年") == date(2025, 1, 31)


MARKS = "本办法通知自起施行同时废止停止执行有效期至《》「」“”（）〔〕2023年5月1日号，。；第十条下列：、 \n\t"


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet=MARKS, max_size=160))
def test_masking_keeps_every_place(text: str) -> None:
    assert len(masked(text)) == len(text)
    it = policy(*[line for line in text.split("\n") if line.strip()])
    whole = text_of(it.parts)
    for passage in passages(it):
        assert whole[passage.start : passage.start + len(passage.text)] == passage.text
        assert len(passage.plain) == len(passage.text)


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet=MARKS, max_size=160))
def test_a_quote_is_words_of_the_text(text: str) -> None:
    it = policy(*[line for line in text.split("\n") if line.strip()], issued=ISSUED)
    whole = text_of(it.parts)
    for event in validity.events(it):
        if event.span and event.quote:
            assert event.quote in whole
            assert event.certain == (event.day is not None) or event.kind is EventKind.SUPERSEDES
