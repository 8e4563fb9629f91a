"""Running orders on a desk: edited without harm, checked whatever lies about, followed to new ids."""

import os
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from gazette.errors import DeskError, GazetteError, UnknownError
from gazette.issue import editing
from gazette.model.issue import Entry, Finding
from gazette.store import catalogue
from gazette.store.history import RENAMED
from gazette.store.ids import policy_path
from gazette.store.moves import moved
from gazette.workflow import order_check, order_status, orders
from gazette.workflow.desk import OpenDesk, init_desk, open_desk
from gazette.workflow.imports import import_file
from gazette.workflow.issues import load_manifest, manifest_path
from tests.conftest import WHEN

ISSUE = "2023-21"
DAY = date(2023, 11, 16)


def path_of(desk: OpenDesk, issue: str = ISSUE) -> Path:
    return desk.desk.issues / f"{issue}.toml"


def change(desk: OpenDesk, old: str, new: str) -> None:
    path = path_of(desk)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def codes(found: tuple[Finding, ...]) -> set[str]:
    return {each.code for each in found}


def test_what_is_known_of_the_sample_is_all_that_is_found(desk: OpenDesk) -> None:
    found = order_check.check(desk, ISSUE)
    assert codes(found) == {"not-held", "unsettled", "attachment-missing"}
    assert {each.place for each in found if each.code == "not-held"} == {
        "卷首语, entry 1 (推动新能源产业高质量发展 加快资源优势转化为发展优势)",
        "政务要闻, entry 1 (政务要闻)",
    }
    assert order_check.suggestions(desk, ISSUE) == ()


@pytest.mark.parametrize(
    "name", ["../../x", "/etc/passwd", "a\\\\b", ".git/config", "x" * 300, "con/1"]
)
def test_a_bad_id_is_a_finding_with_its_place(desk: OpenDesk, name: str) -> None:
    change(desk, '"吉民发/2023/27"', f'"{name}"')
    found = [each for each in order_check.check(desk, ISSUE) if each.code == "policy-unreadable"]
    assert [each.grave for each in found] == [True]
    assert found[0].place.startswith("部门文件, entry 1 (")
    assert found[0].hint
    assert order_status.standing(desk, ISSUE).missing == 1


def test_a_damaged_document_is_a_finding(desk: OpenDesk) -> None:
    path = policy_path("吉民发/2023/27")
    desk.archive.save({path: b"\xff\xfe"}, message="Damage", when=WHEN)
    found = {each.code: each for each in order_check.check(desk, ISSUE)}
    assert found["policy-unreadable"].place == "部门文件, entry 1 (吉民发/2023/27)"
    assert "not UTF-8" in found["policy-unreadable"].message


def test_damaged_copies_and_judgements_are_findings(desk: OpenDesk) -> None:
    (copy, *_) = desk.archive.list("witnesses/吉民发/2023/27")
    files: dict[str, bytes | None] = {copy: b"{", "events/吉民发/2023/27.toml": b"["}
    desk.archive.save(files, message="Damage", when=WHEN)
    found = {each.code: each for each in order_check.check(desk, ISSUE)}
    assert found["copies-unreadable"].place == "吉民发/2023/27"
    assert found["status-unknown"].message


def fifo(path: Path) -> None:
    os.mkfifo(path)


def huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 40)


def cyclic(path: Path) -> None:
    path.symlink_to(path.name)


def broken(path: Path) -> None:
    path.write_text("[issue", encoding="utf-8")


def folder(path: Path) -> None:
    path.mkdir()


def not_utf8(path: Path) -> None:
    path.write_bytes("年".encode("gb18030"))


ODD = (fifo, huge, cyclic, broken, folder, not_utf8)


@pytest.mark.parametrize("make", ODD)
def test_another_running_order_that_cannot_be_read_is_a_finding(
    desk: OpenDesk, make: Callable[[Path], None]
) -> None:
    make(path_of(desk, "2023-20"))
    found = [each for each in order_check.check(desk, ISSUE) if each.code == "order-unreadable"]
    assert [each.place for each in found] == ["issues/2023-20.toml"]
    assert found[0].hint


@pytest.mark.parametrize("make", ODD)
def test_a_running_order_that_cannot_be_read_is_one_sentence(
    desk: OpenDesk, make: Callable[[Path], None]
) -> None:
    make(path_of(desk, "2023-20"))
    acts: list[Callable[[], object]] = [
        lambda: order_check.check(desk, "2023-20"),
        lambda: orders.mark(desk, "2023-20", "drafted", "甲", DAY),
    ]
    if make is not folder:  # a folder of such a name is no running order, and stops no other
        acts.append(lambda: orders.new(desk, "2023-22"))
    for act in acts:
        with pytest.raises(DeskError) as caught:
            act()
        assert caught.value.hint


def test_a_file_called_otherwise_than_it_says_is_a_finding(desk: OpenDesk) -> None:
    path_of(desk).rename(path_of(desk, "2023-19"))
    found = order_check.check(desk, "2023-19")
    assert found[0].code == "name-differs"
    assert "name-differs" not in codes(order_check.check(desk, "2023-19")[1:])


BODY = """测试市民政局关于加强养老机构管理的通知

{number}各县（市、区）民政局：

为做好养老服务工作，加强养老机构的登记和管理，现将有关事项通知如下：

一、加强组织领导。各地要落实责任，完善制度，按时报送工作情况和有关数据。

测试市民政局

2023年5月10日
"""


def test_a_document_that_got_its_number_is_followed(tmp_path: Path) -> None:
    plain, numbered = tmp_path / "plain.txt", tmp_path / "numbered.txt"
    plain.write_text(BODY.format(number=""), encoding="utf-8")
    numbered.write_text(BODY.format(number="测民发〔2023〕7号\n\n"), encoding="utf-8")
    root = tmp_path / "desk"
    init_desk(root)
    with open_desk(root) as desk:
        import_file(desk, plain, WHEN)
        (old,) = (each.id for each in catalogue.summaries(desk.archive))
        for issue in ("2023-1", "2023-2"):
            orders.new(desk, issue)
            entry = orders.entry(desk, "测试市民政局关于加强养老机构管理的通知")
            orders.add(desk, load_manifest(desk, f"2023-0{issue[-1]}").id, "部门文件", [entry])
        orders.freeze(desk, "2023-01", "甲", DAY)
        assert moved(desk.archive) == {}
        assert "policy-moved" not in codes(order_check.check(desk, "2023-02"))

        done = import_file(desk, numbered, WHEN)

        new = "测民发/2023/7"
        assert done.moved == ((old, new),)
        assert moved(desk.archive) == {old: new}
        assert orders.naming(desk, old) == ("2023-02",), "what is pinned is not touched"
        found = {each.code: each for each in order_check.check(desk, "2023-02")}
        assert found["policy-moved"].hint == f'Write policy = "{new}".'
        assert found["already-published"].place == f"部门文件, entry 1 ({old})"
        with pytest.raises(UnknownError, match="No revision"):
            orders.freeze(desk, "2023-02", "甲", DAY)
        assert "policy-missing" not in codes(order_check.check(desk, "2023-01"))
        assert "policy-moved" not in codes(order_check.check(desk, "2023-01"))


def test_line_ends_and_the_mark_before_a_text_stay(desk: OpenDesk) -> None:
    path = path_of(desk)
    text = path.read_text("utf-8")
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    orders.move(desk, ISSUE, "吉民发〔2023〕55号", None, 1)
    orders.move(desk, ISSUE, "吉民发〔2023〕55号", None, 4)
    assert path.read_bytes() == b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()


def test_a_section_is_made_where_the_gazette_prints_it(desk: OpenDesk) -> None:
    title = [orders.entry(desk, "title:某条例")]
    done = orders.add(desk, ISSUE, "地方性法规", title)
    assert [section.name for section in done.sections][:3] == [
        "卷首语",
        "地方性法规",
        "省政府办公厅文件",
    ]
    done = orders.move(desk, ISSUE, "某条例", "大事记", None)
    assert done.sections[-1].name == "大事记"
    assert orders.standing(done, "某条例") == "大事记, place 1 of 1"
    assert orders.standing(done, "没有") == ""


def test_an_entry_goes_where_its_rank_puts_it(desk: OpenDesk) -> None:
    orders.remove(desk, ISSUE, "吉民发〔2023〕35号")
    entries = [orders.entry(desk, "吉民发〔2023〕35号")]
    done = orders.add(desk, ISSUE, "部门文件", entries, by_rank=True)
    assert orders.standing(done, "吉民发/2023/35") == "部门文件, place 2 of 5"
    untitled = [orders.entry(desk, "title:无号文件")]
    last = orders.add(desk, ISSUE, "部门文件", untitled, by_rank=True)
    assert orders.standing(last, "无号文件") == "部门文件, place 6 of 6"


def test_the_order_suggested_can_be_applied(desk: OpenDesk) -> None:
    before = path_of(desk).read_text("utf-8")
    orders.move(desk, ISSUE, "吉民发〔2023〕27号", None, 4)
    assert len(order_check.suggestions(desk, ISSUE)) == 4
    orders.apply_order(desk, ISSUE)
    assert order_check.suggestions(desk, ISSUE) == ()
    assert path_of(desk).read_text("utf-8") == before


def test_edits_at_once_lose_nothing(desk: OpenDesk) -> None:
    def add(number: int) -> None:
        with open_desk(desk.desk.root) as mine:
            orders.add(mine, ISSUE, "部门文件", [Entry(title=f"第{number}件")])

    threads = [threading.Thread(target=add, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    titles = {e.title for s in load_manifest(desk, ISSUE).sections for e in s.entries}
    assert {f"第{number}件" for number in range(4)} <= titles


def test_the_life_of_an_issue(desk: OpenDesk) -> None:
    for stage in ("drafted", "checked", "approved"):
        assert order_status.standing(desk, ISSUE).next == stage
        orders.mark(desk, ISSUE, stage, "甲", DAY)
    with pytest.raises(DeskError, match="approved already"):
        orders.mark(desk, ISSUE, "checked", "乙", DAY)
    frozen = orders.freeze(desk, ISSUE, "乙", DAY)
    assert editing.is_frozen(frozen)
    assert all(e.revision for e in orders.entries_of(frozen) if e.policy)
    with pytest.raises(DeskError, match="is frozen"):
        orders.remove(desk, ISSUE, "政务要闻")
    assert order_status.standing(desk, ISSUE).next == "published"
    orders.mark(desk, ISSUE, "published", "丙", DAY)
    seen = order_status.standing(desk, ISSUE)
    assert (seen.next, seen.pinned, seen.held, seen.missing) == (None, 9, 9, 0)
    assert [column["by"] for column in order_status.shape(seen)["life"]] == list("甲甲甲乙丙")
    assert not codes(order_check.check(desk, ISSUE)) & {"life-order", "revision-missing"}


@pytest.mark.parametrize(
    "name", ["2023/22", "２０２３-22", "2023-0", "2023-1000", "../x-1", "2023-", "", "2023-²"]
)
def test_a_name_that_names_no_issue(desk: OpenDesk, name: str) -> None:
    with pytest.raises(DeskError, match="names no issue"):
        orders.new(desk, name)
    assert sorted(path.name for path in desk.desk.issues.iterdir()) == ["2023-21.toml"]


@pytest.mark.parametrize("name", ["", "..", "../2023-21", "x\0y", "2023-99"])
def test_no_running_order_of_that_name(desk: OpenDesk, name: str) -> None:
    with pytest.raises(UnknownError, match="No running order"):
        manifest_path(desk, name)


def test_many_running_orders_are_not_all_listed(desk: OpenDesk) -> None:
    text = path_of(desk).read_text("utf-8")
    for number in range(22, 60):
        path_of(desk, f"2023-{number}").write_text(text, encoding="utf-8")
    with pytest.raises(UnknownError) as caught:
        manifest_path(desk, "nothing")
    assert "older ones" in caught.value.hint


def test_a_section_must_be_one_of_the_gazette(desk: OpenDesk) -> None:
    orders.check_section(desk, ISSUE, "大事记")
    for name, hint in (
        ("部门文牛", "Did you mean 部门文件"),
        ("xyz", "They are: 卷首语"),
        ("", "They are"),
    ):
        with pytest.raises(DeskError) as caught:
            orders.check_section(desk, ISSUE, name)
        assert hint in caught.value.hint


def test_an_entry_stands_once(desk: OpenDesk) -> None:
    before = path_of(desk).read_bytes()
    entries = [orders.entry(desk, "title:新"), orders.entry(desk, "吉民发〔2023〕27号")]
    with pytest.raises(DeskError, match="stands in 部门文件 already"):
        orders.add(desk, ISSUE, "部门文件", entries)
    assert path_of(desk).read_bytes() == before
    for name in ("title:", "title: ", "吉民发〔2023〕999号"):
        with pytest.raises(GazetteError) as caught:
            orders.entry(desk, name)
        assert "title:" in caught.value.hint


def test_ids_are_followed_to_the_last_and_out_of_circles(desk: OpenDesk) -> None:
    def rename(old: str, new: str) -> None:
        files = {policy_path(old): None, policy_path(new): desk.archive.read(policy_path(old))}
        pair = ("Renamed-From", f"{policy_path(old)} => {policy_path(new)}")
        desk.archive.save(files, message="Move", when=WHEN, trailers=(pair,))

    rename("吉民发/2023/27", "甲/2023/1")
    rename("甲/2023/1", "乙/2023/1")
    assert moved(desk.archive) == {"吉民发/2023/27": "乙/2023/1", "甲/2023/1": "乙/2023/1"}
    rename("乙/2023/1", "甲/2023/1")
    assert moved(desk.archive) == {"吉民发/2023/27": "甲/2023/1", "乙/2023/1": "甲/2023/1"}


def test_a_move_to_the_same_place_is_none(desk: OpenDesk) -> None:
    gone = "测民发/2023/9"
    path = policy_path(gone)
    text = desk.archive.read(policy_path("吉民发/2023/27"))
    round_trip = (RENAMED, f"{path} => {path}")
    desk.archive.save({path: text}, message="Come", when=WHEN, trailers=(round_trip,))
    desk.archive.save({path: None}, message="Go", when=WHEN)
    assert moved(desk.archive) == {}
