"""Every command on the sample: what it says, what it prints as JSON, and its exit status."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from gazette.store.ids import policy_path
from tests.conftest import Told

Run = Callable[..., Told]
SEED = Path(__file__).resolve().parents[2] / "seeds"
RULES = "吉工信创业〔2023〕92号"
RULES_ID = "吉工信创业/2023/92"


def test_init_makes_a_desk_once(gazette: Run, tmp_path: Path) -> None:
    first = gazette("init", tmp_path / "new")
    assert first.status == 0
    assert "made" in first.err
    assert (tmp_path / "new" / "gazette.toml").is_file()
    again = gazette("init", tmp_path / "new")
    assert "nothing was changed" in again.err


def test_init_where_nothing_can_be_written(gazette: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    told = gazette("init", tmp_path / "file" / "desk")
    assert told.status == 1
    assert "No desk can be made" in told.err


def test_import_tells_what_it_brought(gazette: Run, seeds: Path) -> None:
    (path,) = seeds.glob("003_*")
    told = gazette("import", path)
    assert told.status == 0
    assert "2 documents (2 new)" in told.err
    assert "!" in told.err, "the grave flag of the hijacked copy is shown"
    again = gazette("import", path, "--json")
    assert again.json[0]["commit"] is None
    assert again.json[0]["policies"] == ["吉政办发/2022/16", "吉政办发/2022/18"]


def test_import_for_a_policy_known_by_reference(gazette: Run, tmp_path: Path) -> None:
    text = tmp_path / "old.txt"
    text.write_text(
        "吉林省创业孵化（示范）基地核准和管理办法\n\n第一章 总 则\n\n第一条 为规范基地管理，制定本办法。\n\n"
        "第二条 本办法所称基地，是指创业孵化基地。\n\n第三条 本办法自发布之日起施行。\n",
        encoding="utf-8",
    )
    assert gazette("import", "--for", "吉工信创业〔2014〕270号", text).status == 0
    shown = gazette("show", "吉工信创业〔2014〕270号", "--json").json
    assert shown["status"] == "已废止"
    compared = gazette("compare", "吉工信创业〔2014〕270号", RULES, "--json").json
    assert compared["summary"]["added"] > 10


def test_a_file_of_many_documents_is_not_the_text_of_one(gazette: Run, seeds: Path) -> None:
    (path,) = seeds.glob("000_*")
    told = gazette("import", "--for", "吉民发〔2023〕27号", path)
    assert told.status == 1
    assert "5 documents" in told.err


def test_text_from_needs_for(gazette: Run, seeds: Path) -> None:
    (path,) = seeds.glob("000_*")
    assert gazette("import", "--text-from", "2023-01-01", path).status == 2


def test_a_revised_text_is_an_edition(gazette: Run, tmp_path: Path) -> None:
    number = "测发〔2020〕1号"
    for day, years in ((None, "三年"), ("2023-05-01", "五年")):
        text = tmp_path / f"{years}.txt"
        text.write_text(
            f"某办法\n\n第一条 为规范管理，制定本办法。\n\n第二条 有效期为{years}，期满重新核定。\n\n"
            "第三条 各单位应当遵守本办法。\n",
            encoding="utf-8",
        )
        extra = ("--text-from", day) if day else ()
        assert gazette("import", "--for", number, *extra, text).status == 0
    before = gazette("show", number, "--at", "2023-04-30", "--json").json
    after = gazette("show", number, "--at", "2023-05-01", "--json").json
    assert before["id"] == "测发/2020/1"
    assert after["id"] == "测发/2020/1@2023-05-01"
    assert before["editions"] == after["editions"] == ["测发/2020/1", "测发/2020/1@2023-05-01"]
    summary = gazette("compare", before["id"], after["id"], "--json").json["summary"]
    assert summary["edited"] == 1


def test_list(gazette: Run) -> None:
    rows = gazette("list", "--json").json
    assert len(rows) == 9
    keys = "id number title title_source kind issuers issued published status sources flags"
    assert set(keys.split()) <= rows[0].keys()
    table = gazette("list", "--issuer", "吉林省民政厅", "--year", 2023, "--kind", "policy")
    assert table.out.count("吉民发/2023/") == 4
    assert "4 policies" in table.err


def test_show(gazette: Run) -> None:
    told = gazette("show", RULES)
    assert "第二十条" in told.out
    assert "吉林省工业和信息化厅" in told.out
    parts = gazette("show", RULES, "--json").json["parts"]
    assert [part["kind"] for part in parts] == ["notice", "signature", "instrument"]
    articles = [b for b in parts[2]["blocks"] if (b["label"] or "").endswith("条")]
    assert len(articles) == 22
    assert articles[19]["address"] == "第六章/第二十条"


def test_show_at_a_revision(gazette: Run) -> None:
    first = gazette("history", RULES, "--json").json[-1]["commit"]
    old = gazette("show", RULES, "--revision", first, "--json").json
    assert len(old["sources"]) == 1
    assert gazette("show", RULES, "--revision", "nonsense").status == 1


def test_provenance_lists_what_was_set_aside(gazette: Run) -> None:
    found = gazette("show", RULES, "--provenance", "--json").json
    aside = {piece["text"].strip() for source in found["sources"] for piece in source["set_aside"]}
    assert "返回顶部" in " ".join(aside)
    lines = gazette("show", RULES, "--provenance").out
    assert "set aside" in lines
    covered = sum(origin["end"] - origin["start"] for origin in found["origins"])
    assert covered == sum(len(text) for part in found["text"] for text in part)


def test_unknown_policy(gazette: Run) -> None:
    told = gazette("show", "吉民发〔2023〕28号")
    assert told.status == 1
    assert "Hint" in told.err


def test_reconcile_says_what_is_open(gazette: Run) -> None:
    told = gazette("reconcile", RULES, "--check")
    assert told.status == 4
    assert "创业创新" in told.out
    report = gazette("reconcile", "--json").json
    assert len(report) == 5
    assert {v["class"] for each in report for v in each["variants"]} == {
        "wording",
        "signature-order",
    }


def test_reconcile_names_what_it_cannot_read(gazette: Run, root: Path) -> None:
    """A policy whose file is damaged may have copies that differ: it is not left out in silence."""
    place = root / "archive" / policy_path(RULES_ID)
    whole = place.read_bytes()
    git = ("git", "-C", root / "archive", "-c", "user.name=x", "-c", "user.email=x@y")
    for damaged in (b"no front matter\n", whole.replace(b":::", b"::: nothing\n:::", 1)):
        place.write_bytes(damaged)
        subprocess.run([*git, "commit", "-qam", "Damage it"], check=True)
        told = gazette("reconcile", "--json")
        assert told.status == 1
        assert f"Not collated: {RULES_ID}" in told.err
        assert "Hint" in told.err
        (entry,) = [each for each in told.json if each["id"] == RULES_ID]
        assert entry["flags"][0]["code"] == "unreadable"
        assert (entry["witnesses"], entry["variants"]) == ([], [])
        assert len([each for each in told.json if each["witnesses"]]) == 4
        assert gazette("reconcile", "--check").status == 4
        named = gazette("reconcile", RULES)
        assert (named.status, named.out) == (1, "")


def test_reconcile_writes_a_page_and_tei(gazette: Run, tmp_path: Path) -> None:
    page, tei = tmp_path / "page.html", tmp_path / "tei.xml"
    assert gazette("reconcile", "--report", page, "--tei", tei).status == 0
    assert "创业创新" in page.read_text(encoding="utf-8")
    assert "<rdg" in tei.read_text(encoding="utf-8")


def test_rule_and_withdraw(gazette: Run) -> None:
    variant = gazette("reconcile", RULES, "--json").json[0]["variants"][1]
    source = next(iter(variant["readings"]))
    told = gazette("rule", RULES, variant["id"], "--take", source, "--reason", "see the page")
    assert told.status == 0
    ruled = gazette("reconcile", RULES, "--json").json[0]["variants"]
    assert next(v for v in ruled if v["id"] == variant["id"])["ruling"]["reason"] == "see the page"
    assert gazette("rule", RULES, variant["id"], "--withdraw", "--json").status == 0
    assert gazette("rule", RULES, variant["id"], "--withdraw").status == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--take", "nobody", "--reason", "x"), "names no one source"),
        (("--text", "甲", "--reason", " "), "needs a reason"),
        (("--reason", "x"), "--take or --text"),
    ],
)
def test_a_ruling_must_say_what_and_why(gazette: Run, options: tuple[str, ...], said: str) -> None:
    variant = gazette("reconcile", RULES, "--json").json[0]["variants"][0]["id"]
    told = gazette("rule", RULES, variant, *options)
    assert told.status == 1
    assert said in told.err


def test_no_such_variant(gazette: Run) -> None:
    assert gazette("rule", RULES, "zzzz", "--text", "甲", "--reason", "x").status == 1


def test_review_takes_skips_undoes_and_stops(
    gazette: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = iter("1u2esxq")
    prompts = iter(["first", "second", "mine", "third"])
    monkeypatch.setattr("rich_click.getchar", lambda: next(keys))
    monkeypatch.setattr("rich_click.prompt", lambda *_, **__: next(prompts))
    told = gazette("review", RULES, "--by", "王茜")
    assert told.status == 0
    assert "2 decided, 1 skipped" in told.err
    rulings = [v["ruling"] for v in gazette("reconcile", RULES, "--json").json[0]["variants"]]
    assert sorted(r["reason"] for r in rulings if r) == ["second", "third"]


def test_history(gazette: Run) -> None:
    assert len(gazette("history", RULES, "--json").json) == 2
    assert "Import" in gazette("history", RULES).out


def test_correct_keeps_the_text_and_reads_with_the_erratum(gazette: Run) -> None:
    told = gazette(
        *("correct", "吉民发〔2023〕40号", "--find", "现印发你们", "--replace", "现印发给你们"),
        *("--reason", "更正", "--on", "2024-01-05"),
    )
    assert told.status == 0
    before = gazette("show", "吉民发〔2023〕40号", "--at", "2024-01-04").out
    after = gazette("show", "吉民发〔2023〕40号", "--at", "2024-01-05").out
    assert "现印发你们" in before
    assert "现印发给你们" in after


@pytest.mark.parametrize(
    ("find", "replace", "reason", "said"),
    [
        ("并不在此", "甲", "x", "nowhere"),
        ("康复", "甲", "x", "times"),
        ("现印发你们", "现印发你们", "x", "changes nothing"),
        ("现印发你们", "甲", " ", "needs a reason"),
    ],
)
def test_an_erratum_must_be_sound(
    gazette: Run, find: str, replace: str, reason: str, said: str
) -> None:
    words = ("--find", find, "--replace", replace, "--reason", reason)
    told = gazette("correct", "吉民发〔2023〕40号", *words)
    assert told.status == 1
    assert said in told.err


def test_search(gazette: Run) -> None:
    assert gazette("search", "吉民发[2023]27号", "--json").json[0]["id"] == "吉民发/2023/27"
    assert "⟦年检⟧" in gazette("search", "年检", "降级").out
    assert "吉民发/2023/27" in gazette("search", "智慧社區").out
    assert "1 of " in gazette("search", "吉林省", "--limit", "1").err
    narrow = gazette(
        "search", "智慧社区", "--year", "2023", "--status", "unknown", "--kind", "about"
    )
    assert "Without the filters" in narrow.err
    assert "Try: " in gazette("search", "智慧的社区").err


def test_subjects(gazette: Run) -> None:
    assert "No subject" in gazette("subjects", "吉民发〔2023〕27号").err
    told = gazette(
        "subjects", "吉民发〔2023〕27号", "民政", "社区", "--reason", "keywords", "--json"
    )
    assert told.json == [{"name": n, "source": "editor"} for n in ("民政", "社区")]
    assert "民政  (editor)" in gazette("subjects", "吉民发〔2023〕27号").out
    assert gazette("subjects", "吉民发〔2023〕27号", "民政").status == 1
    assert gazette("subjects", "吉民发〔2023〕27号", "民政", "--clear").status == 2
    assert gazette("subjects", "吉民发〔2023〕27号", "--clear", "--reason", "wrong").status == 0


def test_status(gazette: Run, tmp_path: Path) -> None:
    rows = gazette("status", "--at", "2024-01-01", "--json").json
    by_id = {row["id"]: row["status"] for row in rows}
    assert by_id["吉工信创业/2014/270"] == "已废止"
    assert gazette("status").status == 0
    for form in ("md", "html", "xlsx"):
        out = tmp_path / f"catalogue.{form}"
        assert gazette("status", "--format", form, "--out", out).status == 0
        assert out.stat().st_size > 500
    assert gazette("status", "--expiring", "soon").status == 1


def test_compare_writes_pages(gazette: Run, tmp_path: Path) -> None:
    pair = [tmp_path / "old.md", tmp_path / "new.md"]
    for path, word in zip(pair, ("三", "五"), strict=True):
        path.write_text(f"第一条 有效期{word}年。\n\n第二条 由本厅解释。\n", encoding="utf-8")
    assert "[-三-]{+五+}" in gazette("compare", *pair).out
    for view in ("table", "redline", "side-by-side", "summary"):
        page = tmp_path / f"{view}.html"
        assert gazette("compare", *pair, "--html", page, "--view", view).status == 0
        assert "第一条" in page.read_text(encoding="utf-8")
    docx, pdf = tmp_path / "t.docx", tmp_path / "t.pdf"
    assert gazette("compare", *pair, "--docx", docx, "--pdf", pdf).status == 0
    assert pdf.read_bytes().startswith(b"%PDF")
    assert docx.read_bytes().startswith(b"PK")


def test_build_writes_both_faces(gazette: Run, tmp_path: Path) -> None:
    (built,) = gazette("build", "2023-21", "--out", tmp_path, "--json").json
    assert Path(built["html"]).name == "2023-21.html"
    assert Path(built["pdf"]).read_bytes().startswith(b"%PDF")
    assert 36 <= built["pages"] <= 44


def test_no_such_issue(gazette: Run) -> None:
    told = gazette("build", "../2023-21")
    assert told.status == 1
    assert "There are: 2023-21" in told.err


def test_graph(gazette: Run, tmp_path: Path) -> None:
    found = gazette("graph", RULES, "--json").json
    assert {
        "source": "吉工信创业/2023/92",
        "target": "吉工信创业/2014/270",
        "kind": "repeals",
    } in found["edges"]
    assert gazette("graph", RULES).out.startswith("<svg")
    assert gazette("graph", RULES, "--out", tmp_path / "g.svg").status == 0


def test_judge_overrules_with_a_reason(gazette: Run) -> None:
    before = gazette("status", RULES, "--at", "2023-05-01", "--json").json
    assert before[0]["status"] == "状态不明"
    words = ("--date", "2023-04-21", "--reason", "the office, by phone")
    assert gazette("judge", RULES, "in-force", *words).status == 0
    after = gazette("status", RULES, "--at", "2023-05-01", "--json").json
    assert after[0]["status"] == "现行有效"
    assert after[0]["because"][0]["reason"] == "the office, by phone"
    assert gazette("judge", RULES, "in-force", "--reason", " ").status == 1


def test_status_of_one_policy_and_of_what_expires(gazette: Run) -> None:
    assert gazette("judge", RULES, "expires", "--date", "2030-01-31", "--reason", "x").status == 0
    near = gazette("status", "--at", "2030-01-01", "--expiring", "90d", "--json").json
    assert [row["id"] for row in near] == ["吉工信创业/2023/92"]
    assert gazette("status", "--at", "2029-01-01", "--expiring", "90", "--json").json == []


def test_a_spreadsheet_goes_to_a_file(gazette: Run) -> None:
    assert gazette("status", "--format", "xlsx").status == 2
    assert "# 政策文件效力目录" in gazette("status", "--format", "md").out


def test_one_decision_answers_a_group(gazette: Run) -> None:
    variants = gazette("reconcile", RULES, "--json").json[0]["variants"]
    alike = [v for v in variants if v["group"] and v["readings"]]
    group = next(v["group"] for v in alike if sum(o["group"] == v["group"] for o in alike) > 1)
    first = next(v for v in alike if v["group"] == group)
    words = ("--text", "", "--reason", "one cause", "--group")
    assert gazette("rule", RULES, first["id"], *words).status == 0
    after = gazette("reconcile", RULES, "--json").json[0]["variants"]
    ruled = [v["ruling"]["reason"] for v in after if v["group"] == group]
    assert len(ruled) > 1
    assert set(ruled) == {"one cause"}
