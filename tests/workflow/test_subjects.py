"""An editor's subjects stand in place of those the sources state, with a reason, and can be taken back."""

from datetime import UTC, date, datetime

import pytest

from gazette.errors import ArchiveError, GazetteError
from gazette.model.document import Subject
from gazette.store import subjects as kept
from gazette.workflow import identity, reading, subjects
from gazette.workflow.desk import OpenDesk
from gazette.workflow.publishing import gather
from gazette.workflow.shelf import Shelf

ID = "吉民发/2023/27"
WHEN = datetime(2026, 1, 2, tzinfo=UTC)


def test_an_editor_gives_subjects_and_takes_them_back(desk: OpenDesk) -> None:
    assert subjects.of(desk, ID) == ()
    given = subjects.classify(desk, ID, ["民政", " 社区 ", "民政"], "keywords", WHEN)
    assert given == (Subject("民政", "editor"), Subject("社区", "editor"))
    assert kept.load_all(desk.archive) == {ID: ("民政", "社区")}
    made = gather(desk, date(2026, 1, 2), pdf=False)
    assert made.policies[ID].meta.subjects == given
    assert Shelf.of(desk).summaries[ID].meta.subjects == given
    shape = reading.show(desk, ID, date(2026, 1, 2))
    assert shape["subjects"] == [
        {"name": "民政", "source": "editor"},
        {"name": "社区", "source": "editor"},
    ]
    assert "  subjects  民政、社区" in reading.text_lines(shape)
    moved = identity.moved(desk.archive, ID, "吉民发/2023/999")
    assert moved[kept.path_of(ID)] is None
    assert moved[kept.path_of("吉民发/2023/999")]
    assert subjects.classify(desk, ID, [], "a mistake", WHEN) == ()
    assert kept.load_all(desk.archive) == {}


@pytest.mark.parametrize(
    ("names", "reason"), [(["民政"], " "), ([""], "so"), (["长" * 41], "so"), (list("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌"), "so")]
)  # fmt: skip
def test_what_is_no_subject_is_refused(desk: OpenDesk, names: list[str], reason: str) -> None:
    with pytest.raises(GazetteError):
        subjects.classify(desk, ID, names, reason, WHEN)


@pytest.mark.parametrize("text", ["subject = 3", "[[subject]]\nname = 3", "[[subject]]\n", "\x00"])
def test_a_damaged_file_says_so(desk: OpenDesk, text: str) -> None:
    files: dict[str, bytes | None] = {kept.path_of(ID): text.encode()}
    desk.archive.save(files, message="break", when=WHEN)
    with pytest.raises(ArchiveError, match="damaged"):
        kept.load(desk.archive, ID)
