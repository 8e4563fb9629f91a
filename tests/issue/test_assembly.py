from typing import Any

import pytest

from gazette.errors import UnknownError
from gazette.issue import assemble, manifest


def test_every_entry_gets_its_body_and_an_anchor(small: str, load: Any) -> None:
    issue = assemble(manifest.load(small), load)

    assert [item.anchor for item in issue.items] == ["i1", "i2", "i3"]
    assert [item.section for item in issue.items] == ["省政府文件", "省政府文件", "政务要闻"]
    assert [item.policy and item.policy.id for item in issue.items] == [
        "某政发/2024/2",
        "某政发/2024/1",
        None,
    ]
    assert issue.items[0].title == "关于2的通知"
    assert issue.items[2].title == "政务要闻"


def test_the_editors_title_wins(small: str, load: Any) -> None:
    text = small.replace("printed_page = 5", 'title = "另一个标题"')
    assert assemble(manifest.load(text), load).items[1].title == "另一个标题"


def test_back_matter_comes_last_and_has_no_section(small: str, load: Any) -> None:
    text = small + '\n[[back]]\npolicy = "某政发/2024/1"\n'
    last = assemble(manifest.load(text), load).items[-1]
    assert (last.section, last.anchor) == ("", "i4")


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ('"某政发/2024/2"', '"某政发/2024/9"'),
        ('policy = "某政发/2024/2"', 'policy = "某政发/2024/2"\nrevision = "0000000"'),
    ],
)
def test_a_policy_that_is_not_there_is_named_with_its_place(
    small: str, load: Any, line: Any, instead: Any
) -> None:
    with pytest.raises(UnknownError) as caught:
        assemble(manifest.load(small.replace(line, instead)), load)
    assert "2024-03, 省政府文件" in caught.value.message
