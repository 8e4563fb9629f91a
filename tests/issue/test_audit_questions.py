"""Every question of an audit: silent on an issue in order, and loud where that one thing is wrong."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gazette.errors import ArchiveError
from gazette.issue import Load, audit, manifest
from gazette.issue.audit import QUESTIONS, Question
from gazette.issue.audit_case import Case, Known
from gazette.model.document import Attachment, Flag, Policy
from gazette.model.issue import Colophon, Entry, Finding, Manifest, Section, Stage

ONE, TWO = "某政发/2024/1", "某政发/2024/2"
DAY = date(2024, 2, 1)
Setting = tuple[Manifest, tuple[Manifest, ...], dict[str, Policy], Known]


@pytest.fixture
def clean(small: str, make: Any) -> Setting:
    """An issue with nothing wrong: every text held, every counter and date in order."""
    labels = ("主编", "出版", "地址", "电话", "刊号", "印刷")
    colophon = "".join(f'\n[[colophon]]\nlabel = "{each}"\nlines = ["某"]\n' for each in labels)
    order = manifest.load(small + colophon)
    entries = (Entry(ONE, printed_page=1), Entry(TWO, printed_page=5))
    order = replace(
        order, sections=(Section("省政府文件", entries),), life=(Stage("drafted", "甲", DAY),)
    )
    before = replace(
        order, id="2024-02", number=2, total=102, published=date(2024, 1, 31), sections=(), life=()
    )
    held = {name: make(name) for name in (ONE, TWO)}
    return order, (before,), held, Known(sections=("省政府文件", "部门文件"))


def loading(held: dict[str, Policy]) -> Load:
    """Give what is held; an id that is none is refused, as the archive does."""

    def load(name: str, revision: str | None) -> Policy | None:
        if name.startswith(".."):
            raise ArchiveError(f"{name!r} is no id of a policy.", "A name is `..`.")
        return held.get(name) if revision in (None, "good") else None

    return load


def case_of(setting: Setting) -> Case:
    order, before, held, facts = setting
    return Case(order, before, tuple(audit.placed(order, loading(held))), facts)


def asked(setting: Setting) -> tuple[Finding, ...]:
    order, before, held, facts = setting
    return audit.check(order, before, loading(held), facts)


def entries(*listed: Entry) -> Callable[[Setting], Setting]:
    return lambda s: (
        replace(s[0], sections=(Section("省政府文件", listed),)), *s[1:]
    )  # fmt: skip


def issue(**changes: Any) -> Callable[[Setting], Setting]:
    return lambda s: (replace(s[0], **changes), *s[1:])


def sections(*listed: Section) -> Callable[[Setting], Setting]:
    return issue(sections=listed)


def known(**changes: Any) -> Callable[[Setting], Setting]:
    return lambda s: (*s[:3], replace(s[3], **changes))


def text(**changes: Any) -> Callable[[Setting], Setting]:
    """Change what the first document says of itself, or its flags."""

    def change(s: Setting) -> Setting:
        meta = {k: v for k, v in changes.items() if k != "flags"}
        flags = changes.get("flags", ())
        first = replace(s[2][ONE], meta=replace(s[2][ONE].meta, **meta), flags=flags)
        return s[0], s[1], {**s[2], ONE: first}, s[3]

    return change


def carried(name: str) -> Callable[[Setting], Setting]:
    def change(s: Setting) -> Setting:
        before = replace(s[1][0], sections=(Section("省政府文件", (Entry(name),)),))
        return s[0], (before,), s[2], s[3]

    return change


FULL = (Entry(ONE), Entry(TWO))
WRONG: dict[str, tuple[tuple[Callable[[Setting], Setting], str], ...]] = {
    "counter_of_year": ((issue(number=5, total=105), "counter-gap"),),
    "counter_of_all": (
        (issue(total=109), "counter-gap"),
        (issue(total=102), "counter-gap"),
        (issue(total=None), "total-missing"),
    ),
    "dates": (
        (issue(published=None), "date-missing"),
        (issue(published=date(2024, 1, 31)), "date-order"),
        (issue(published=date(2025, 1, 31)), "date-order"),
    ),
    "sections": (
        (sections(Section("省政府文件", FULL), Section("部门文件")), "section-empty"),
        (sections(*[Section("省政府文件", (e,)) for e in FULL]), "section-twice"),
    ),
    "sections_known": (
        (sections(Section("省政俯文件", FULL)), "section-unknown"),
        (
            sections(Section("部门文件", FULL[:1]), Section("省政府文件", FULL[1:])),
            "section-order",
        ),
    ),
    "colophon": (
        (issue(colophon=Colophon()), "colophon-missing"),
        (issue(publisher=""), "colophon-missing"),
    ),
    "life": (
        (issue(life=(Stage("checked", "甲", DAY), Stage("drafted", "甲", DAY))), "life-order"),
        (
            issue(life=(Stage("drafted", "甲", DAY), Stage("checked", "甲", date(2024, 1, 1)))),
            "life-order",
        ),
        (issue(life=(Stage("approved", None, DAY),)), "life-incomplete"),
        (issue(life=(Stage("approved", "甲", None),)), "life-incomplete"),
    ),
    "missing": (
        (entries(Entry("某政发/2024/9")), "policy-missing"),
        (entries(Entry(ONE, revision="bad")), "revision-missing"),
        (entries(Entry("../../x")), "policy-unreadable"),
        (
            lambda s: known(moved={"unnumbered/x": ONE})(entries(Entry("unnumbered/x"))(s)),
            "policy-moved",
        ),
    ),
    "not_held": ((entries(Entry(title="政务要闻")), "not-held"),),
    "twice": (
        (entries(Entry(ONE), Entry(ONE)), "entry-twice"),
        (
            lambda s: known(moved={"unnumbered/x": ONE})(
                entries(Entry("unnumbered/x"), Entry(ONE))(s)
            ),
            "entry-twice",
        ),
    ),
    "published_before": (
        (carried(ONE), "already-published"),
        (
            lambda s: known(moved={"unnumbered/x": ONE})(carried("unnumbered/x")(s)),
            "already-published",
        ),
    ),
    "unsettled": ((known(unsettled={ONE: 2}), "unsettled"),),
    "flagged": (
        (text(flags=(Flag("issuer-mismatch", "Another.", grave=True),)), "flag-issuer-mismatch"),
    ),
    "repealed": ((known(repealed={TWO: "即行废止"}), "repealed"),),
    "contents_and_body": (
        (entries(Entry(ONE, title="另一个标题")), "contents-differ"),
        (entries(Entry(ONE, number="某政发〔2024〕9号")), "contents-differ"),
        (text(title=None), "contents-differ"),
    ),
    "attachments": ((text(attachments=(Attachment("清单", False),)), "attachment-missing"),),
    "signatories": ((text(title="某省民政厅等三部门关于1的通知"), "signatories"),),
    "days": (
        (text(issued=None), "date-missing"),
        (text(issued=date(2024, 3, 1)), "date-order"),
    ),
    "printed_pages": (
        (entries(Entry(ONE, printed_page=5), Entry(TWO, printed_page=1)), "page-order"),
    ),
}
"""For each question, what is done to an issue in order, and the code of what must be found."""


def named(question: Question) -> str:
    return str(getattr(question, "__name__", ""))


def test_an_issue_in_order_answers_every_question_with_silence(clean: Setting) -> None:
    assert asked(clean) == ()


def test_every_question_is_tried() -> None:
    assert {named(question) for question in QUESTIONS} == set(WRONG)


@pytest.mark.parametrize(
    ("name", "change", "code"),
    [(name, *each) for name, tried in WRONG.items() for each in tried],
    ids=[f"{name}-{code}-{at}" for name, t in WRONG.items() for at, (_, code) in enumerate(t)],
)
def test_a_question_finds_what_is_wrong_and_says_where(
    clean: Setting, name: str, change: Callable[[Setting], Setting], code: str
) -> None:
    found = asked(change(clean))
    assert code in {finding.code for finding in found}
    for finding in found:
        assert finding.place
        assert finding.hint
        assert finding.message.endswith((".", "废止"))
    asked_alone = [q for q in QUESTIONS if named(q) == name]
    assert len(asked_alone) == 1
    case = case_of(change(clean))
    assert code in {finding.code for finding in asked_alone[0](case)}
    assert list(asked_alone[0](case_of(clean))) == []


def test_the_new_id_of_a_document_that_moved_is_named(clean: Setting) -> None:
    changed = known(moved={"unnumbered/x": ONE})(entries(Entry("unnumbered/x"))(clean))
    (found,) = asked(changed)
    assert (found.code, found.grave) == ("policy-moved", True)
    assert ONE in found.message
    assert f'policy = "{ONE}"' in found.hint
    assert found.place == "省政府文件, entry 1 (unnumbered/x)"


def test_a_pin_to_what_moved_since_is_no_finding(clean: Setting) -> None:
    _, before, held, facts = clean
    pinned = entries(Entry("unnumbered/x", revision="good"))(clean)[0]
    both = {**held, "unnumbered/x": held[ONE]}
    assert asked((pinned, before, both, replace(facts, moved={"unnumbered/x": ONE}))) == ()


def test_a_slip_in_the_name_of_a_section_is_answered_with_the_one_meant(clean: Setting) -> None:
    (found,) = asked(sections(Section("省政俯文件", FULL))(clean))
    assert found.hint == "Did you mean 省政府文件?"
    (found,) = asked(sections(Section("xyz", FULL))(clean))
    assert "gazette.toml" in found.message


def test_a_missing_attachment_is_told_once(clean: Setting) -> None:
    flag = Flag("attachment-missing", "The attachment is not in this source.")
    named_one = text(attachments=(Attachment("清单", False),), flags=(flag,))
    assert [each.code for each in asked(named_one(clean))] == ["attachment-missing"]
    assert [each.code for each in asked(text(flags=(flag,))(clean))] == ["flag-attachment-missing"]
