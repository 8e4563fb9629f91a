import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from gazette.errors import RenderError
from gazette.model.document import Block, Part
from gazette.model.issue import Issue
from gazette.render import body, expected, html, pdf, pdf_text, proof, proof_report
from gazette.render.measure import SHORT_SHARE, Measured, State, measure
from gazette.render.profile import Strength


def failed(proved: proof.Proof) -> list[str]:
    return [check.name for check in proved.layout if check.state is State.FAILED]


@pytest.fixture(scope="module")
def of_seed(seed: Any) -> proof.Proof:
    return proof.prove(seed.pdf, seed.issue, seed.look, page=seed.screen)


@pytest.fixture(scope="module")
def of_small(small: Any) -> proof.Proof:
    return proof.prove(small.pdf, small.issue, small.look, page=small.screen)


def test_the_issue_of_the_seeds_is_right_in_every_word_and_number(of_seed: proof.Proof) -> None:
    assert [(text.face, text.equal) for text in of_seed.texts] == [("pdf", True), ("html", True)]
    assert of_seed.texts[0].wanted > 25_000
    assert len(of_seed.contents) == 8
    assert all(line.right for line in of_seed.contents)
    assert of_seed.heads == ()
    assert all(holds for _, holds in of_seed.structure)
    assert failed(of_seed) == []
    assert of_seed.right


def test_no_more_lines_end_short_than_may(of_seed: proof.Proof) -> None:
    flush = next(check for check in of_seed.layout if check.name == "lines.flush")
    assert flush.measured is not None
    assert flush.measured <= SHORT_SHARE


def test_every_number_that_binds_is_measured(of_seed: proof.Proof) -> None:
    unmeasured = {
        check.name
        for check in of_seed.layout
        if check.state is State.UNMEASURED and check.strength is Strength.MUST
    }
    assert unmeasured == {"body.indent"}
    assert of_seed.count(State.PASSED) >= 22


def test_tables_and_seventeen_signatories_hold_too(of_small: proof.Proof) -> None:
    assert of_small.right
    assert failed(of_small) == []


def test_one_column_holds_to_its_own_numbers(gongwen: Any) -> None:
    proved = proof.prove(gongwen.pdf, gongwen.issue, gongwen.look)
    assert proved.right
    assert failed(proved) == []
    measured = {check.name: check.measured for check in proved.layout}
    assert (measured["body.columns"], measured["body.characters"]) == (1, 28)
    assert measured["body.lines"] == 22


def changed(issue: Issue, text: str, instead: str) -> Issue:
    """Return the issue with a text replaced in every block."""

    def block(old: Block) -> Block:
        return replace(old, text=old.text.replace(text, instead))

    def part(old: Part) -> Part:
        return replace(old, blocks=tuple(map(block, old.blocks)))

    return replace(
        issue,
        items=tuple(
            replace(item, policy=replace(item.policy, parts=tuple(map(part, item.policy.parts))))
            if item.policy
            else item
            for item in issue.items
        ),
    )


def test_one_wrong_word_is_found(small: Any) -> None:
    other = changed(small.issue, "任命甲", "任命丙")
    proved = proof.prove(small.pdf, other, small.look, page=small.screen)
    assert not proved.right
    assert [text.equal for text in proved.texts] == [False, False]
    assert "任命丙" in proved.texts[0].wanted_there
    assert "任命甲" in proved.texts[0].found_there
    assert proved.texts[0].at == proved.texts[1].at


def test_what_cannot_be_measured_has_not_passed(small: Any) -> None:
    proved = proof.prove(small.pdf, changed(small.issue, "任命甲", "任命丙"), small.look)
    body = [check for check in proved.layout if check.name.startswith("body.")]
    assert {check.state for check in body} == {State.UNMEASURED}


def test_a_number_off_by_a_millimetre_and_more_fails(small: Any) -> None:
    profile = small.look.profile
    numbers = tuple(
        (name, replace(number, value=number.value + 4) if name == "page.inner" else number)
        for name, number in profile.numbers
    )
    look = replace(small.look, profile=replace(profile, numbers=numbers))
    proved = proof.prove(small.pdf, small.issue, look)
    assert "page.inner" in failed(proved)
    assert not proved.right


def test_running_heads_and_titles_are_checked(small: Any) -> None:
    order = replace(small.issue.manifest, name="别的公报")
    proved = proof.prove(small.pdf, replace(small.issue, manifest=order), small.look)
    assert proved.heads
    assert not dict(proved.structure)["title"]


def test_a_wrong_page_in_the_contents_is_found(small: Any) -> None:
    line = proof.prove(small.pdf, small.issue, small.look).contents[0]
    assert line.right
    assert not replace(line, named=99).right
    assert not replace(line, starts=False).right


def test_the_report_is_json_and_a_page(of_small: proof.Proof) -> None:
    told = json.loads(json.dumps(proof_report.as_json(of_small), ensure_ascii=False))
    assert told["right"] is True
    assert {check["state"] for check in told["layout"]} <= {"passed", "failed", "not-measured"}
    assert all(check["source"] for check in told["layout"])
    for language in ("zh", "en"):
        page = proof_report.page(of_small, language)
        assert "2024-02" in page
        assert "page.inner" in page


def test_a_report_shows_what_failed(small: Any) -> None:
    other = changed(small.issue, "任命甲", "任命<丙>")
    page = proof_report.page(proof.prove(small.pdf, other, small.look))
    assert 'class="bad"' in page
    assert "任命<丙" not in page


def test_what_is_no_pdf_is_an_error() -> None:
    with pytest.raises(RenderError):
        pdf_text.read(b"no pdf")


def test_a_paragraph_may_begin_with_the_mark_its_text_begins_with(small: Any) -> None:
    other = changed(small.issue, "任命甲", "？任命甲")
    look = small.look
    data = pdf.write(html.print_page(other, look))
    starts = {each.name: each for each in proof.prove(data, other, look).layout}["lines.start"]
    assert starts.measured == 0


def test_a_line_of_the_contents_without_room_for_dots_is_a_line() -> None:
    assert list(proof._lines("甲的通知(12)")) == ["甲的通知(12)"]
    assert list(proof._lines("甲……(1)乙(2)")) == ["甲……(1)", "乙(2)"]
    assert list(proof._lines("甲（2024）")) == []


class Counted(tuple[body.BodyLine, ...]):
    """Lines that count how many of them are looked at."""

    seen = 0

    def __iter__(self) -> Iterator[body.BodyLine]:
        for line in super().__iter__():
            self.seen += 1
            yield line


def test_twice_the_lines_are_twice_the_work(seed: Any) -> None:
    read = pdf_text.read(seed.pdf)
    wanted = expected.expected(seed.issue, strips="strips" in seed.look.profile.parts)
    found = body.body(read, 2, seed.look.profile, wanted)
    assert len(found.prose) > 1000, "the words match, so every line is looked at"

    def work(times: int) -> int:
        lines = Counted(found.lines * times)
        measure(Measured(read, replace(found, lines=lines), seed.look.profile))
        return lines.seen

    assert work(2) == 2 * work(1)
