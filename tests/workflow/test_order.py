"""The order of imports does not matter: the same copies give the same policies."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from gazette.model.document import Policy, text_of
from gazette.store import catalogue, records
from gazette.store.ids import policy_path
from gazette.workflow.desk import OpenDesk, init_desk, open_desk
from gazette.workflow.imports import import_file
from gazette.workflow.rulings import Decision, open_variants, reconcile, rule
from gazette.workflow.shelf import find
from gazette.workflow.texts import Texts
from tests.conftest import WHEN

BODY = """
各县（市、区）民政局：

为做好养老服务工作，加强养老机构的登记和管理，现将有关事项通知如下：

一、加强组织领导。各地要落实责任，完善制度，{words}，按时报送工作情况和有关数据。

二、加强监督检查。各地要定期检查，发现问题及时整改，重大问题及时报告上级部门。

测试市民政局

2023年5月10日
"""
TITLE = "测试市民政局关于加强养老机构管理的通知\n\n"
NUMBER = "测民发〔2023〕7号\n"


@contextmanager
def opened(root: Path) -> Iterator[OpenDesk]:
    init_desk(root)
    with open_desk(root) as desk:
        yield desk


def imported(root: Path, files: Sequence[Path]) -> dict[str, Policy]:
    """Import files in this order and return the policies."""
    with opened(root) as desk:
        for path in files:
            import_file(desk, path, WHEN)
        return dict(Texts(desk))


def copies(folder: Path) -> tuple[Path, Path]:
    """Write a copy without the number, and one with it that differs by a word."""
    plain, numbered = folder / "plain.txt", folder / "numbered.txt"
    plain.write_text(TITLE + BODY.format(words="保障经费"), encoding="utf-8")
    numbered.write_text(TITLE + NUMBER + BODY.format(words="保证经费"), encoding="utf-8")
    return plain, numbered


def test_the_copies_of_issue_21_in_either_order(seeds: Path, tmp_path: Path) -> None:
    files = [*seeds.glob("000_*"), *seeds.glob("001_*")]
    assert imported(tmp_path / "a", files) == imported(tmp_path / "b", files[::-1])


@pytest.mark.cases
def test_real_copies_in_either_order(cases: Path, tmp_path: Path) -> None:
    folder = cases / "copies" / "国办发明电〔2022〕16号"
    files = [folder / "1.txt", folder / "2.txt", folder / "4.txt"]
    one = imported(tmp_path / "a", files)
    assert one == imported(tmp_path / "b", files[::-1])
    assert {i: len(policy.sources) for i, policy in one.items()} == {"国办发明电/2022/16": 3}


def test_a_copy_without_a_number_in_either_order(tmp_path: Path) -> None:
    files = copies(tmp_path)
    one, other = imported(tmp_path / "a", files), imported(tmp_path / "b", files[::-1])
    assert one == other
    assert list(one) == ["测民发/2023/7"]
    assert len(one["测民发/2023/7"].sources) == 2


def test_a_policy_that_gets_its_number_keeps_what_was_decided(tmp_path: Path) -> None:
    plain, numbered = copies(tmp_path)
    again = tmp_path / "again.txt"
    again.write_text(TITLE + BODY.format(words="保证费用"), encoding="utf-8")
    with opened(tmp_path / "desk") as desk:
        import_file(desk, plain, WHEN)
        import_file(desk, again, WHEN)
        (summary,) = catalogue.summaries(desk.archive)
        for variant in open_variants(reconcile(desk, summary.id).collation):
            rule(desk, summary.id, variant.id, Decision("seen", text="保足经费"), WHEN)
        done = import_file(desk, numbered, WHEN)
        assert done.new == ()
        assert summary.id in done.warnings[0]
        new = find(desk, "测民发〔2023〕7号")
        assert [each.id for each in catalogue.summaries(desk.archive)] == [new]
        assert len(records.load_witnesses(desk.archive, new)) == 3
        assert records.load_witnesses(desk.archive, summary.id) == ()
        assert records.rulings_of(desk.archive, summary.id) == ()
        assert [each.text for each in records.rulings_of(desk.archive, new)] == ["保足经费"]
        messages = [each.message for each in desk.archive.history(policy_path(new))]
        assert messages[-1] == "Import plain.txt"
        for sha256 in records.source_ids(desk.archive):
            assert records.load_source_record(desk.archive, sha256).policies == (new,)
        assert import_file(desk, numbered, WHEN).commit is None
        assert import_file(desk, plain, WHEN).commit is None


def test_a_text_edited_by_hand_keeps_its_words_under_its_number(tmp_path: Path) -> None:
    plain, numbered = copies(tmp_path)
    with opened(tmp_path / "desk") as desk:
        old = import_file(desk, plain, WHEN).policies[0].id
        text = desk.archive.read(policy_path(old)).decode().replace("定期检查", "每月检查")
        desk.archive.save({policy_path(old): text.encode()}, message="Edit", when=WHEN)
        import_file(desk, numbered, WHEN)
        assert "每月检查" in text_of(records.load_policy(desk.archive, "测民发/2023/7").parts)
        assert not desk.archive.exists(policy_path(old))


def test_one_number_in_two_styles_is_one_policy(tmp_path: Path) -> None:
    _, numbered = copies(tmp_path)
    other = tmp_path / "other.txt"
    text = numbered.read_text(encoding="utf-8").replace("〔2023〕", "(2023)")
    other.write_text(text, encoding="utf-8")
    assert list(imported(tmp_path / "desk", (numbered, other))) == ["测民发/2023/7"]


def test_nearly_the_same_title_is_not_the_same_document(tmp_path: Path) -> None:
    plain, numbered = copies(tmp_path)
    plain.write_text(
        "测试市民政局关于加强养老机构管理工作的通知\n\n各县（市、区）民政局：\n\n"
        "为了开展登记年检，请各社会团体准备材料，于六月底前送交，逾期不再受理，特此通知。\n\n"
        "测试市民政局\n\n2023年5月10日\n",
        encoding="utf-8",
    )
    for name, files in (("a", (plain, numbered)), ("b", (numbered, plain))):
        assert len(imported(tmp_path / name, files)) == 2
