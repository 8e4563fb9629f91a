from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gazette.errors import UnknownError
from gazette.issue import audit, manifest
from gazette.issue.audit_case import Known
from gazette.model.document import Attachment, Flag, Policy
from gazette.model.issue import Colophon, Entry, Finding, Manifest, Section, Stage

DAY = date(2024, 2, 1)


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return sorted({finding.code for finding in findings})


@pytest.fixture
def order(small: str) -> Manifest:
    lines = ["主编", "出版", "地址", "电话", "刊号", "印刷"]
    colophon = "".join(f'\n[[colophon]]\nlabel = "{each}"\nlines = ["某"]\n' for each in lines)
    return manifest.load(small + colophon)


@pytest.fixture
def before(order: Manifest) -> Manifest:
    return replace(
        order, id="2024-02", number=2, total=102, published=date(2024, 1, 31), sections=()
    )


def test_an_issue_in_order_has_nothing_but_its_missing_body(
    order: Any, before: Any, load: Any
) -> None:
    findings = audit.check(order, [before], load)
    assert [(f.code, f.place, f.grave) for f in findings] == [
        ("not-held", "政务要闻, entry 1 (政务要闻)", False)
    ]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"number": 5}, "counter-gap"),
        ({"total": 109}, "counter-gap"),
        ({"total": 102}, "counter-gap"),
        ({"total": None}, "total-missing"),
        ({"published": None}, "date-missing"),
        ({"published": date(2024, 1, 30)}, "date-order"),
        ({"published": date(2025, 2, 15)}, "date-order"),
        ({"publisher": ""}, "colophon-missing"),
        ({"life": (Stage("frozen", "甲", DAY), Stage("drafted", "乙", DAY))}, "life-order"),
    ],
)
def test_what_is_wrong_with_the_issue_is_found(
    order: Any, before: Any, load: Any, change: Any, code: Any
) -> None:
    assert codes(audit.check(replace(order, **change), [before], load)) == sorted(
        [code, "not-held"]
    )


def test_gaps_are_counted_over_missing_issues(order: Any, before: Any, load: Any) -> None:
    older = replace(before, id="2024-01", number=1, total=101)
    fine = codes(audit.check(replace(order, number=3, total=103), [older], load))
    assert fine == ["counter-gap", "not-held"]  # No. 2 is missing, the total agrees
    messages = [f.message for f in audit.check(order, [older], load) if f.code == "counter-gap"]
    assert messages == ["No. 3 follows No. 1 of 2024."]


def test_a_year_begins_with_number_one(order: Any, before: Any, load: Any) -> None:
    last = replace(before, id="2023-24", year=2023, number=24, total=100)
    first = replace(order, number=1, total=101)
    assert codes(audit.check(first, [last], load)) == ["not-held"]
    assert "counter-gap" in codes(audit.check(replace(first, total=105), [last], load))
    assert "counter-gap" in codes(audit.check(order, [last], load))


def test_later_issues_and_itself_are_left_out(order: Any, before: Any, load: Any) -> None:
    later = replace(order, id="2024-04", number=4, total=104)
    assert codes(audit.check(order, [before, later, order], load)) == ["not-held"]


def test_colophon_and_sections(order: Any, before: Any, load: Any) -> None:
    bare = replace(
        order,
        colophon=Colophon(),
        sections=(*order.sections, Section("空"), Section("政务要闻", (Entry(title="另"),))),
    )
    found = audit.check(bare, [before], load)
    assert sum(f.code == "colophon-missing" for f in found) == 6
    assert {"section-empty", "section-twice"} <= set(codes(found))


def entries(order: Manifest, *changed: Entry) -> Manifest:
    return replace(order, sections=(Section("省政府文件", changed),))


def test_missing_bodies_and_revisions(order: Any, before: Any, load: Any) -> None:
    changed = entries(
        order,
        Entry("某政发/2024/9"),
        Entry("某政发/2024/1", revision="abc"),
        Entry("某政发/2024/2"),
    )
    found = audit.check(changed, [before], load)
    assert codes(found) == ["policy-missing", "revision-missing"]
    assert all(f.grave for f in found)


def test_a_load_that_fails_is_a_finding(order: Any, before: Any) -> None:
    def failing(name: str, revision: str | None) -> Policy | None:
        raise UnknownError("no")

    assert "policy-missing" in codes(audit.check(order, [before], failing))


def test_documents_published_before_or_twice(order: Any, before: Any, load: Any) -> None:
    earlier = entries(before, Entry("某政发/2024/1"))
    found = audit.check(order, [earlier], load)
    assert [f.grave for f in found if f.code == "already-published"] == [True]
    noted = entries(order, Entry("某政发/2024/1", note="更正重刊"), Entry("某政发/2024/1"))
    found = audit.check(noted, [earlier], load)
    assert [f.grave for f in found if f.code == "already-published"] == [False, True]
    assert sum(f.code == "entry-twice" for f in found) == 2


def test_what_the_caller_knows_is_told(order: Any, before: Any, load: Any) -> None:
    found = audit.check(
        order,
        [before],
        load,
        Known(
            unsettled={"某政发/2024/1": 2},
            repealed={"某政发/2024/2": "本通知自2025年1月1日起废止"},
        ),
    )
    told = {f.code: f for f in found}
    assert told["unsettled"].grave
    assert "2 variants" in told["unsettled"].message
    assert "2025年1月1日" in told["repealed"].message


def test_bodies_are_held_against_the_contents(order: Any, before: Any, make: Any) -> None:
    odd = make("某政发/2024/1", title="某省民政厅等三部门关于试点的通知", issued=date(2024, 3, 1))
    odd = replace(
        odd,
        meta=replace(odd.meta, attachments=(Attachment("清单", False), Attachment("表", True))),
        flags=(Flag("issuer-mismatch", "The code names another issuer.", grave=True),),
    )
    undated = make("某政发/2024/2", issued=None)
    held = {each.id: each for each in (odd, undated)}
    changed = entries(
        order,
        Entry("某政发/2024/1", title="另一个标题", number="某政发〔2024〕7号", printed_page=9),
        Entry("某政发/2024/2", printed_page=4),
    )
    found = audit.check(changed, [before], lambda name, _: held.get(name))
    assert codes(found) == [
        "attachment-missing", "contents-differ", "date-missing", "date-order", "flag-issuer-mismatch",
        "page-order", "signatories",
    ]  # fmt: skip
    assert "counts 3 issuers, and 1 have signed" in next(
        f.message for f in found if f.code == "signatories"
    )


def test_a_document_without_words_or_title_is_grave(order: Any, before: Any, make: Any) -> None:
    empty = make("某政发/2024/1")
    empty = replace(empty, meta=replace(empty.meta, title=None), parts=())
    found = audit.check(entries(order, Entry(empty.id)), [before], lambda *_: empty)
    assert [f.grave for f in found if f.code == "contents-differ"] == [True, True]


def test_seventeen_signatories_are_counted(order: Any, before: Any, make: Any) -> None:
    names = [f"某省第{n}厅" for n in range(17)]
    pairs = [f"{a}\t{b}" for a, b in zip(names[::2], [*names[1::2], ""], strict=True)]
    joint = make("某政发/2024/1", *pairs, title="某省民政厅等十七部门关于试点的通知")
    changed = entries(order, Entry(joint.id))
    assert codes(audit.check(changed, [before], lambda *_: joint)) == []


def test_the_issue_of_the_seeds_is_known_to_lack_two_bodies(seed_issue: Any, make: Any) -> None:
    order = manifest.load(seed_issue)
    body = make("吉民发/2023/1", issued=date(2023, 1, 1))
    found = audit.check(order, [], lambda *_: body)
    assert [f.place for f in found if f.code == "not-held"] == [
        "卷首语, entry 1 (推动新能源产业高质量发展 加快资源优势转化为发展优势)",
        "政务要闻, entry 1 (政务要闻)",
    ]
    assert not any(f.code in ("colophon-missing", "page-order", "counter-gap") for f in found)
