"""The main job on the seeds: read, reconciled, kept in git; no word lost on the way."""

from pathlib import Path

import pytest

from gazette.model.collation import Severity
from gazette.model.document import text_of
from gazette.store import catalogue, records
from gazette.text.fold import fold
from gazette.workflow import rulings
from gazette.workflow.desk import OpenDesk
from gazette.workflow.imports import import_file
from gazette.workflow.reading import show
from gazette.workflow.rulings import open_variants, reconcile, with_copies
from tests.conftest import WHEN

BOTH = (
    "吉工信创业/2023/92",
    "吉民发/2023/27",
    "吉民发/2023/35",
    "吉民发/2023/40",
    "吉民发/2023/55",
)


def test_the_five_documents_have_two_copies(desk: OpenDesk) -> None:
    assert sorted(with_copies(desk)) == sorted(BOTH)


def test_the_issue_has_six_policies_and_three_other_items(desk: OpenDesk) -> None:
    kinds = [
        records.load_policy(desk.archive, i).meta.kind.value
        for i in (summary.id for summary in catalogue.summaries(desk.archive))
    ]
    assert sorted(kinds) == ["about", "interpretation", "personnel"] + ["policy"] * 6


@pytest.mark.parametrize("policy_id", [*BOTH, "吉政办函/2023/114"])
def test_the_archive_holds_the_words_of_the_source(desk: OpenDesk, policy_id: str) -> None:
    """Every character kept is a witness's own, and every character of it is kept, in order."""
    found = reconcile(desk, policy_id)
    base = found.policy.sources[0].sha256
    origins = found.collation.origins
    texts = [[block.text for block in part.blocks] for part in found.policy.parts]
    covered = sum(origin.end - origin.start for origin in origins)
    assert covered == sum(len(text) for part in texts for text in part)
    held = records.load_witnesses(desk.archive, policy_id)
    witness = next(w for w in held if w.source == base)
    if not found.collation.variants:
        assert fold(text_of(found.policy.parts)) == fold(text_of(witness.parts))


def test_importing_again_changes_nothing(desk: OpenDesk, seeds: Path) -> None:
    before = desk.archive.head
    for path in sorted(seeds.glob("00[01]_*.txt")):
        assert import_file(desk, path, WHEN).commit is None
    assert desk.archive.head == before


def test_a_ruling_is_kept_applied_and_taken_back(desk: OpenDesk) -> None:
    policy_id = "吉工信创业/2023/92"
    variant = open_variants(reconcile(desk, policy_id).collation)[0]
    sha256, reading = variant.readings[-1]
    decision = rulings.Decision("see the page", take=sha256)
    done = rulings.rule(desk, policy_id, variant.id, decision, WHEN)
    assert variant.id not in {v.id for v in open_variants(done.collation)}
    kept = records.load_policy(desk.archive, policy_id)
    assert kept.parts == done.policy.parts
    taken = "".join(b.text for p in kept.parts for b in p.blocks)
    assert fold(variant.before + reading.text + variant.after) in fold(taken)
    back = rulings.withdraw(desk, policy_id, variant.id, WHEN)
    assert variant.id in {v.id for v in open_variants(back.collation)}


def test_noise_is_counted_and_never_open(desk: OpenDesk) -> None:
    for policy_id in BOTH:
        collation = reconcile(desk, policy_id).collation
        assert dict(collation.noise)
        assert all(v.severity is not Severity.NOISE for v in open_variants(collation))


def test_show_finds_a_policy_by_its_number_in_any_brackets(desk: OpenDesk) -> None:
    shape = show(desk, "吉民发[2023] 27号", WHEN.date())
    assert shape["id"] == "吉民发/2023/27"
    assert shape["issuers"][0] == "吉林省民政厅"
    assert len(shape["issuers"]) == 17


def test_the_repealed_rule_is_known_by_reference(desk: OpenDesk) -> None:
    shape = show(desk, "吉工信创业〔2014〕270号", WHEN.date())
    assert shape["status"] == "已废止"
    assert shape["parts"] == []
    assert [flag["code"] for flag in shape["flags"]] == ["text-not-held"]
