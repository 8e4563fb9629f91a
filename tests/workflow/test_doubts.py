"""What stands against a text when it is printed: no way round it but a better text or a reason."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from gazette.config import load_desk
from gazette.errors import DeskError
from gazette.model.collation import Collation
from gazette.model.collation import Origin as Settled
from gazette.model.document import Flag, text_of
from gazette.model.source import Span
from gazette.model.trust import Distrust
from gazette.store import records
from gazette.workflow import building, doubts
from gazette.workflow.building import build, said
from gazette.workflow.desk import OpenDesk, init_desk, open_desk
from gazette.workflow.doubts import standing
from gazette.workflow.imports import Origin, import_file
from gazette.workflow.issues import blockers, load_issue
from gazette.workflow.rulings import Decision, open_variants, reconcile, rule

ID = "吉民发/2024/3"
GOOD = """\
吉林省民政厅关于做好救助工作的通知

吉民发〔2024〕3号

各市（州）民政局：

一、做好救助，补助标准为每人500元，由县级人民政府民政部门按月发放到位。

二、做好发放，及时公开发放结果，接受社会监督，不得截留挪用。

吉林省民政厅

2024年1月5日
"""
BRAND = GOOD.replace("吉林省民政厅", "龙腾办公厅")
ORDER = """\
[gazette]
name = "公报"
publisher = "吉林省人民政府"

[issue]
year = 2024
number = 1

[[section]]
name = "部门文件"

[[section.entry]]
policy = "吉民发/2024/3"
"""
Bring = Callable[..., None]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenDesk]:
    root = tmp_path / "desk"
    init_desk(root)
    (root / "issues" / "2024-1.toml").write_text(ORDER, "utf-8")
    with open_desk(root) as opened:
        yield opened


@pytest.fixture
def bring(desk: OpenDesk, tmp_path: Path, when: datetime) -> Bring:
    def _bring(name: str, text: str, **origin: object) -> None:
        path = tmp_path / f"{name}.txt"
        path.write_text(text, "utf-8")
        import_file(desk, path, when, Origin(**origin))  # type: ignore[arg-type]

    return _bring


@pytest.fixture
def when() -> datetime:
    return datetime(2026, 1, 2, tzinfo=UTC)


def grave(desk: OpenDesk, policy_id: str = ID) -> list[str]:
    policy = records.load_policy(desk.archive, policy_id)
    return [flag.code for flag in standing(desk, policy) if flag.grave]


def keep(desk: OpenDesk, when: datetime, **changes: object) -> None:
    policy = records.load_policy(desk.archive, ID)
    files = records.policy_file(replace(policy, **changes))  # type: ignore[arg-type]
    desk.archive.save(files, message="by hand", when=when)


def trusting(desk: OpenDesk, *trust: Distrust) -> OpenDesk:
    return replace(desk, desk=replace(desk.desk, trust=trust))


def test_a_clean_copy_has_nothing_against_it(desk: OpenDesk, bring: Bring) -> None:
    bring("good", GOOD)
    policy = records.load_policy(desk.archive, ID)
    assert standing(desk, policy) == ()
    assert blockers(desk, load_issue(desk, "2024-1")) == ()


def test_a_grave_flag_taken_out_of_the_file_comes_back(
    desk: OpenDesk, bring: Bring, when: datetime
) -> None:
    bring("bad", BRAND)
    assert grave(desk) == ["issuer-mismatch"]
    keep(desk, when, flags=(), sources=())
    assert grave(desk) == ["issuer-mismatch"]
    with pytest.raises(DeskError, match="not built"):
        build(desk, "2024-1")


def test_a_flag_set_by_hand_stands(desk: OpenDesk, bring: Bring, when: datetime) -> None:
    bring("good", GOOD)
    keep(desk, when, flags=(Flag("asked", "The office was asked.", grave=True),))
    assert grave(desk) == ["asked"]


def test_a_better_copy_answers_it(desk: OpenDesk, bring: Bring, when: datetime) -> None:
    bring("bad", BRAND)
    bring("good", GOOD)
    policy = records.load_policy(desk.archive, ID)
    assert any(flag.grave for flag in policy.flags), "what a copy carries is kept with it"
    assert grave(desk) == []
    found = reconcile(desk, ID)
    assert open_variants(found.collation), "and every difference waits for a ruling"
    told = [blocker.message for blocker in blockers(desk, load_issue(desk, "2024-1"))]
    assert told
    assert all("open at" in each for each in told)
    for variant in open_variants(found.collation):
        take = next(s.sha256 for s in found.sources.values() if s.name == "bad.txt")
        rule(desk, ID, variant.id, Decision("wrong", take), when)
    assert "issuer-mismatch" in grave(desk), "a ruling for the brand brings it back"


def test_words_of_a_copy_around_what_was_put_into_it_are_no_answer_for_it(
    desk: OpenDesk, bring: Bring
) -> None:
    bring("bad", GOOD.replace("做好发放，", "做好发放，注册送彩金，"))
    assert grave(desk) == ["gambling"]
    bring("good", GOOD)
    bring("third", GOOD + "\n")
    assert grave(desk) == [], "all else is read from the bad copy too, but not these words"


def test_an_edit_that_takes_the_words_out_answers_it(
    desk: OpenDesk, bring: Bring, when: datetime
) -> None:
    bring("bad", GOOD.replace("做好发放，", "做好发放，注册送彩金，"))
    assert grave(desk) == ["gambling"]
    bring("other", BRAND)
    policy = records.load_policy(desk.archive, ID)
    parts = tuple(
        replace(
            part,
            blocks=tuple(replace(b, text=b.text.replace("注册送彩金，", "")) for b in part.blocks),
        )
        for part in policy.parts
    )
    keep(desk, when, parts=parts, meta=replace(policy.meta, title=None))
    kept = text_of(records.load_policy(desk.archive, ID).parts)
    assert "彩金" not in kept
    assert "gambling" not in grave(desk)


def test_an_edit_that_brings_words_in_is_seen(
    desk: OpenDesk, bring: Bring, when: datetime
) -> None:
    bring("good", GOOD)
    policy = records.load_policy(desk.archive, ID)
    for words, code in (
        ("真人荷官", "gambling"),
        ("\u202e", "bidi"),
        ("\u3164", "unseen-characters"),
    ):
        changed = replace(policy.parts[0].blocks[-1], text=f"三、{words}做好监督。", label=None)
        part = replace(policy.parts[0], blocks=(*policy.parts[0].blocks[:-1], changed))
        edited = replace(policy, parts=(part, *policy.parts[1:]))
        assert [flag.code for flag in standing(desk, edited) if flag.grave] == [code]


def test_a_lone_copy_from_a_distrusted_host_is_marked(desk: OpenDesk, bring: Bring) -> None:
    bring("good", GOOD, url="https://www.mirror.example/a", retrieved=date(2023, 5, 1))
    hijacked = Distrust("mirror.example", "hijacked", date(2023, 1, 1), date(2023, 12, 31))
    doubting = trusting(desk, hijacked)
    assert grave(desk) == []
    assert grave(doubting) == ["single-source"]
    assert grave(trusting(desk, replace(hijacked, until=date(2023, 4, 30)))) == []
    assert [b.message for b in blockers(doubting, load_issue(doubting, "2024-1"))]
    bring("again", GOOD + "\n", url="http://mirror.example/b")
    assert grave(doubting) == ["single-source"], (
        "a second copy of the same kind vouches for nothing"
    )
    bring("third", GOOD + "\n\n", url="https://office.example.cn/")
    assert grave(doubting) == []


def test_a_changed_figure_is_a_variant_beside_a_second_copy(desk: OpenDesk, bring: Bring) -> None:
    bring("bad", GOOD.replace("500元", "5000元"), url="https://mirror.example/")
    bring("good", GOOD, url="https://office.example.cn/")
    assert "grave" not in grave(desk)
    told = [each.message for each in blockers(desk, load_issue(desk, "2024-1"))]
    assert any("numeral" in each for each in told)
    doubting = trusting(desk, Distrust("mirror.example", "hijacked"))
    assert "500元" in text_of(reconcile(doubting, ID).policy.parts)
    doubting = trusting(desk, Distrust("office.example.cn", "hijacked"))
    assert "5000元" in text_of(reconcile(doubting, ID).policy.parts)


def test_the_same_text_under_another_number_is_seen(desk: OpenDesk, bring: Bring) -> None:
    bring("good", GOOD)
    bring("second", GOOD + "\n")
    bring("bad", GOOD.replace("〔2024〕3号", "〔2024〕8号"))
    assert grave(desk, "吉民发/2024/8") == ["twin"]
    assert grave(desk) == [], "two copies speak for one, one for the other"
    bring("worse", GOOD.replace("〔2024〕3号", "〔2024〕8号") + "\n")
    assert grave(desk) == ["twin"]


def test_a_blank_reason_overrules_nothing(
    desk: OpenDesk, bring: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert said("  seen ") == "seen"
    for blank in (None, "", "  ", "\u200b\u3000", "——", "\u202e."):
        assert said(blank) is None
    bring("bad", BRAND)
    with pytest.raises(DeskError, match="not built"):
        build(desk, "2024-1", override=" \u200b ")
    monkeypatch.setattr(building, "_set", lambda *_: building.Faces(b"", None, "no Pango"))
    done = build(desk, "2024-1", override="confirmed by telephone")
    kept = done.html.parent / "2024-1.override.json"
    assert "confirmed by telephone" in kept.read_text("utf-8")
    bring("good", GOOD)
    for variant in open_variants(reconcile(desk, ID).collation):
        rule(desk, ID, variant.id, Decision("seen", "good.txt"), _noon())
    build(desk, "2024-1")
    assert not kept.exists(), "an override that is not needed any more goes"


def _noon() -> datetime:
    return datetime(2026, 1, 3, tzinfo=UTC)


def test_distrust_is_read_from_the_desk(tmp_path: Path) -> None:
    (tmp_path / "gazette.toml").write_text(
        '[distrust]\n"a.example" = "hijacked"\n'
        '"b.example" = { reason = "sold", since = 2022-06-01, until = 2023-03-31 }\n'
        '"c.example" = [{ reason = "x", until = 2020-01-01 }, { reason = "y" }]\n',
        "utf-8",
    )
    assert load_desk(tmp_path).trust == (
        Distrust("a.example", "hijacked"),
        Distrust("b.example", "sold", date(2022, 6, 1), date(2023, 3, 31)),
        Distrust("c.example", "x", None, date(2020, 1, 1)),
        Distrust("c.example", "y"),
    )


@pytest.mark.parametrize(
    "line",
    [
        '"a.example" = 3',
        '"a.example" = ""',
        '"a.example" = { reason = "x", form = 2022-06-01 }',
        '"a.example" = { since = 2022-06-01 }',
        '"a.example" = { reason = "x", since = "2022-06-01" }',
        '"a.example" = { reason = "x", since = 2022-06-01T00:00:00 }',
        '" " = "x"',
    ],
)
def test_distrust_that_says_nothing_is_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / "gazette.toml").write_text(f"[distrust]\n{line}\n", "utf-8")
    with pytest.raises(DeskError, match="distrust"):
        load_desk(tmp_path)


@pytest.mark.parametrize(
    ("other", "meets"),
    [((0, 2), False), ((0, 3), True), ((3, 4), True), ((4, 5), True), ((5, 9), False)],
)
def test_a_flag_is_printed_where_its_stretch_is_read(
    other: tuple[int, int], *, meets: bool
) -> None:
    text = Collation((), (), origins=(Settled(0, 0, 0, 3, "a", Span(2, 5), "witness"),))
    flag = Flag("bidi", "It turns.", "a", Span(*other), grave=True)
    assert doubts._is_printed(flag, text, "b") is meets
    assert not doubts._is_printed(replace(flag, source="b"), text, "b")
