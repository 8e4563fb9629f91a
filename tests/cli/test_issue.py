"""The commands on running orders as an editor types them: what they say, and that bad input harms nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Told

Run = Callable[..., Told]
ISSUE = "2023-21"
FIRST = "吉民发〔2023〕27号"


@pytest.fixture
def order(root: Path) -> Path:
    return root / "issues" / f"{ISSUE}.toml"


BAD: tuple[tuple[tuple[object, ...], str], ...] = (
    (("add", ISSUE, "部门文件", "吉民发〔2023〕999号"), "holds no policy"),
    (("add", ISSUE, "部门文件", "../../x"), "holds no policy"),
    (("add", ISSUE, "部门文件", FIRST), "already"),
    (("add", ISSUE, "部门文牛", "title:甲"), "no section"),
    (("add", ISSUE, "", "title:甲"), "no section"),
    (("add", ISSUE, "", "title:甲", "--new-section"), "`name` is missing"),
    (("add", ISSUE, "甲\n乙", "title:甲", "--new-section"), "one line"),
    (("add", ISSUE, "部门文件", "title:"), "needs a title"),
    (("add", ISSUE, "部门文件", "title:a\x1b[31mb"), "control characters"),
    (("add", ISSUE, "部门文件", "title:" + "长" * 3000), "no longer than"),
    (("add", "2023-99", "部门文件", "title:甲"), "No running order"),
    (("remove", ISSUE, "没有这一条"), "no entry"),
    (("remove", ISSUE, ""), "no entry"),
    (("remove", ISSUE, "部门文件:9"), "no entry"),
    (("move", ISSUE, FIRST, "--section", "部门文牛"), "no section"),
    (("move", ISSUE, "没有", "--at", 1), "no entry"),
    (("section", ISSUE, "部门文件"), "already has"),
    (("section", ISSUE, "特载"), "no section"),
    (("section", ISSUE, "部门文件", "--remove"), "has 5 entries"),
    (("section", ISSUE, "特载", "--remove"), "no section"),
    (("section", ISSUE, "\x1b[31m", "--new"), "control characters"),
    (("mark", ISSUE, "checked", "--by", " "), "Nobody"),
    (("freeze", ISSUE, "--by", ""), "Nobody"),
    (("freeze", ISSUE, "--by", "a\nb"), "one line"),
    (("new", ISSUE), "there already"),
    (("new", "nonsense"), "names no issue"),
    (("suggest", "2023-99"), "No running order"),
    (("status", "2023-99"), "No running order"),
    (("check", "../2023-21"), "No running order"),
    (("index", 1999), "no issue of 1999"),
)


@pytest.mark.parametrize(("words", "says"), BAD, ids=[" ".join(map(str, w))[:40] for w, _ in BAD])
def test_bad_input_is_one_sentence_with_a_hint_and_changes_nothing(
    gazette: Run, order: Path, words: tuple[object, ...], says: str
) -> None:
    before = order.read_bytes()
    told = gazette("issue", *words, "--json")
    assert (told.status, told.out) == (1, "")
    assert says in told.err
    assert "Hint: " in told.err
    assert "Traceback" not in told.err
    assert "\x1b" not in told.err
    assert order.read_bytes() == before
    assert [path.name for path in order.parent.iterdir()] == [order.name]


@pytest.mark.parametrize(
    "words",
    [
        ("move", ISSUE, FIRST),
        ("move", ISSUE, FIRST, "--at", 0),
        ("add", ISSUE, "部门文件", "title:甲", "--at", 1, "--by-rank"),
        ("mark", ISSUE, "born", "--by", "甲"),
        ("mark", ISSUE, "frozen", "--by", "甲"),
        ("index", "soon"),
        ("section", ISSUE, "部门文件", "--remove", "--new"),
    ],
)
def test_wrong_usage_changes_nothing(gazette: Run, order: Path, words: tuple[object, ...]) -> None:
    before = order.read_bytes()
    assert gazette("issue", *words).status == 2
    assert order.read_bytes() == before


def sections(told: Told) -> dict[str, list[str | None]]:
    return {
        s["name"]: [e["policy"] or e["title"] for e in s["entries"]] for s in told.json["sections"]
    }


def test_an_issue_is_laid_out_with_commands(gazette: Run, root: Path) -> None:
    made = gazette("issue", "new", "2023-22", "--json")
    assert made.json["id"] == "2023-22"
    assert "卷首语" not in gazette("issue", "list").out
    names = ("吉民发〔2023〕55号", "吉民发〔2023〕27号")
    added = gazette("issue", "add", "2023-22", "部门文件", *names, "--json")
    assert sections(added)["部门文件"] == ["吉民发/2023/55", "吉民发/2023/27"]
    assert "place 1 of 2" in added.err
    told = gazette("issue", "suggest", "2023-22")
    assert "吉民发/2023/27 2 → 1" in told.out
    assert "--apply" in told.err
    applied = gazette("issue", "suggest", "2023-22", "--apply", "--json")
    assert (applied.json["applied"], len(applied.json["order"])) == (True, 2)
    again = gazette("issue", "suggest", "2023-22", "--json").json
    assert again == {"id": "2023-22", "order": [], "applied": False}
    moved = gazette("issue", "move", "2023-22", names[0], "--section", "政策解读", "--json")
    assert sections(moved)["政策解读"] == ["吉民发/2023/55"]
    gone = gazette("issue", "remove", "2023-22", "部门文件:1", "--json")
    assert sections(gone)["部门文件"] == []
    new = gazette("issue", "section", "2023-22", "特载", "--new", "--at", 1, "--json")
    assert next(iter(sections(new))) == "特载"
    less = gazette("issue", "section", "2023-22", "部门文件", "--remove", "--json")
    assert "部门文件" not in sections(less)
    listed = gazette("issue", "list", "--json").json
    assert [each["id"] for each in listed] == [ISSUE, "2023-22"]
    assert (root / "issues" / "2023-22.toml").is_file()


def test_a_section_meant_is_named(gazette: Run) -> None:
    told = gazette("issue", "add", ISSUE, "部门件", "title:甲")
    assert "Did you mean 部门文件? --new-section" in told.err
    assert gazette("issue", "add", ISSUE, "特载", "title:甲", "--new-section").status == 0
    assert gazette("issue", "add", ISSUE, "特载", "title:乙").status == 0, "it is there now"


STATUS_KEYS = [
    "id",
    "name",
    "year",
    "number",
    "total",
    "published",
    "stage",
    "next",
    "frozen",
    "life",
    "entries",
    "findings",
    "left",
]


def test_status_shows_the_life_and_what_is_left(gazette: Run) -> None:
    (seen,) = gazette("issue", "status", ISSUE, "--json").json
    assert list(seen) == STATUS_KEYS
    assert [column["stage"] for column in seen["life"]] == [
        "drafted", "checked", "approved", "frozen", "published",
    ]  # fmt: skip
    assert {column["on"] for column in seen["life"]} == {None}
    assert seen["entries"] == {
        "total": 11, "held": 9, "missing": 0, "not_held": 2, "pinned": 0,
    }  # fmt: skip
    assert seen["findings"]["grave"] == 4
    assert gazette("issue", "mark", ISSUE, "drafted", "--by", "王茜").status == 0
    (after,) = gazette("issue", "status", ISSUE, "--json").json
    assert (after["stage"], after["next"]) == ("drafted", "checked")
    assert after["life"][0]["by"] == "王茜"
    text = gazette("issue", "status", ISSUE).out
    assert "王茜" in text
    assert "`gazette issue mark 2023-21 checked --by NAME`" in text


def test_status_of_all_issues_is_a_row_each(gazette: Run) -> None:
    gazette("issue", "new", "2023-22")
    rows = gazette("issue", "status").out.splitlines()
    assert rows[0].split()[:3] == ["issue", "drafted", "checked"]
    assert [row.split()[0] for row in rows[1:]] == [ISSUE, "2023-22"]
    listed = gazette("issue", "status", "--json").json
    assert [each["findings"] for each in listed] == [None, None], "not checked is not clean"
    assert listed[1]["left"][0]["command"].startswith("gazette issue add 2023-22")


def test_show_lists_what_cannot_be_had(gazette: Run, order: Path) -> None:
    text = order.read_text("utf-8").replace('"吉民发/2023/27"', '"../../x"')
    order.write_text(text, encoding="utf-8")
    told = gazette("issue", "show", ISSUE)
    assert told.status == 0
    assert "../../x  (not to be had)" in told.out
    items = gazette("issue", "show", ISSUE, "--json").json["items"]
    assert [item["held"] for item in items if item["policy"] == "../../x"] == [False]
    assert gazette("issue", "check", ISSUE).status == 4


def test_the_annual_index(gazette: Run, root: Path, tmp_path: Path) -> None:
    told = gazette("issue", "index", 2023, "--out", tmp_path / "a", "--json")
    assert told.status == 0
    found: dict[str, Any] = told.json
    assert found["counts"] == {
        "issues": 1, "sections": 6, "entries": 10, "held": 8, "numbered": 6,
    }  # fmt: skip
    assert found["proof"] == {"right": True, "not_to_be_had": [], "unsaid": []}
    places = [(e["number"], e["page"]) for e in found["entries"] if e["section"] == "部门文件"]
    assert places[0] == (FIRST, 13)
    numbered = [at for group in found["by_number"] for at in group["entries"]]
    assert len(numbered) == len(set(numbered)) == 6
    joint = {g["issuer"] for g in found["by_issuer"] if 2 in g["entries"]}
    assert len(joint) == 17
    assert Path(found["pdf"]).read_bytes().startswith(b"%PDF")
    again = gazette("issue", "index", 2023, "--out", tmp_path / "b", "--json").json
    for key in ("html", "pdf"):
        assert Path(found[key]).read_bytes() == Path(again[key]).read_bytes()
    assert (tmp_path / "a" / "2023.json").read_bytes() == (
        tmp_path / "b" / "2023.json"
    ).read_bytes()


def test_an_index_of_what_is_not_to_be_had_fails_its_proof(gazette: Run, order: Path) -> None:
    text = order.read_text("utf-8").replace('"吉民发/2023/27"', '"吉民发/2023/999"')
    order.write_text(text, encoding="utf-8")
    told = gazette("issue", "index", 2023, "--no-pdf", "--json")
    assert told.status == 4
    assert told.json["proof"]["not_to_be_had"] == ["吉民发/2023/999"]
    assert told.json["pdf"] is None
    assert "FAILS" in told.err


def test_a_document_as_docx(gazette: Run, tmp_path: Path) -> None:
    one, other = tmp_path / "1.docx", tmp_path / "2.docx"
    assert gazette("show", FIRST, "--docx", one).status == 0
    shown = gazette("show", FIRST, "--docx", other, "--json")
    assert shown.json["id"] == "吉民发/2023/27"
    assert one.read_bytes() == other.read_bytes()
    assert gazette("show", FIRST, "--docx", one, "--provenance").status == 2
    assert gazette("show", "没有", "--docx", tmp_path / "3.docx").status == 1
    assert not (tmp_path / "3.docx").exists()


BODY = (
    "测试市民政局关于加强养老机构管理的通知\n\n{}各县（市、区）民政局：\n\n"
    "为做好养老服务工作，加强养老机构的登记和管理，现将有关事项通知如下：\n\n"
    "一、加强组织领导。各地要落实责任，完善制度，按时报送工作情况和有关数据。\n\n"
    "测试市民政局\n\n2023年5月10日\n"
)


def test_an_import_says_which_running_orders_name_what_moved(
    gazette: Run, root: Path, tmp_path: Path
) -> None:
    copies = [tmp_path / name for name in ("1.txt", "2.txt", "3.txt")]
    for path, number in zip(
        copies, ("", "测民发〔2023〕7号\n\n", "测民发[2023]7号\n\n"), strict=True
    ):
        path.write_text(BODY.format(number), encoding="utf-8")
    gazette("import", copies[0])
    title = "测试市民政局关于加强养老机构管理的通知"
    assert gazette("issue", "add", ISSUE, "部门文件", title).status == 0
    done = gazette("import", copies[1], "--json").json[0]
    (moved,) = done["moved"]
    assert moved["from"].startswith("unnumbered/")
    assert (moved["to"], moved["issues"]) == ("测民发/2023/7", [ISSUE])
    checked = gazette("issue", "check", ISSUE, "--json").json["findings"]
    assert [each["hint"] for each in checked if each["code"] == "policy-moved"] == [
        'Write policy = "测民发/2023/7".'
    ]
    assert gazette("import", copies[2], "--json").json[0]["moved"] == []


def test_an_import_tells_an_editor_what_to_write(gazette: Run, tmp_path: Path) -> None:
    copies = [tmp_path / name for name in ("1.txt", "2.txt")]
    for path, number in zip(copies, ("", "测民发〔2023〕7号\n\n"), strict=True):
        path.write_text(BODY.format(number), encoding="utf-8")
    gazette("import", copies[0])
    gazette("issue", "add", ISSUE, "部门文件", "测试市民政局关于加强养老机构管理的通知")
    told = gazette("import", copies[1]).err
    assert f"write 测民发/2023/7 in issues/{ISSUE}.toml" in told


def test_what_is_said_to_people(gazette: Run, order: Path) -> None:
    gazette("issue", "move", ISSUE, "部门文件:1", "--at", 4)
    checked = gazette("issue", "check", ISSUE)
    assert checked.status == 4
    assert "order  部门文件: 吉民发/2023/27 4 → 1" in checked.out
    assert "--apply" in checked.err
    gazette("issue", "section", ISSUE, "大事记")
    assert "大事记\n  (empty)" in gazette("issue", "show", ISSUE).out
    marked = gazette("issue", "mark", ISSUE, "approved", "--by", "甲", "--json")
    assert marked.json["stage"] == "approved"
    assert "`gazette issue freeze 2023-21 --by NAME`" in gazette("issue", "status", ISSUE).out
    frozen = gazette("issue", "freeze", ISSUE, "--by", "乙", "--json").json
    pins = [e["revision"] for s in frozen["sections"] for e in s["entries"] if e["policy"]]
    assert len(pins) == 8
    assert all(len(pin) == 40 for pin in pins)
    gazette("issue", "mark", ISSUE, "published", "--by", "丙")
    done = gazette("issue", "status", ISSUE).out
    assert "Next:" not in done
    assert "9 texts held, 9 pinned" in done


def test_what_is_missing_is_said_to_people(gazette: Run, order: Path) -> None:
    text = order.read_text("utf-8").replace('"吉民发/2023/27"', '"吉民发/2023/999"')
    order.write_text(text, encoding="utf-8")
    assert "1 policies cannot be had" in gazette("issue", "status", ISSUE).out
    told = gazette("issue", "index", 2023, "--no-pdf")
    assert told.status == 4
    assert "吉民发/2023/999 is not to be had" in told.err
