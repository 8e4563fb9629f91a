"""Document numbers, as printed and as folded."""

import pytest

from gazette.text.numbers import Number, find_numbers, parse_number


@pytest.mark.parametrize(
    "printed",
    [
        "吉民发〔2023〕27号",
        "吉民发[2023]27号",
        "吉民发［2023］ 27 号",
        "吉民发（2023）第27号",
        "吉民发\n〔2023〕\n27号",
    ],
)
def test_every_way_to_write_a_number(printed: str) -> None:
    assert parse_number(printed) == Number("吉民发", 2023, 27)
    assert str(parse_number(printed)) == "吉民发〔2023〕27号"


def test_words_that_run_into_a_code_are_no_part_of_it() -> None:
    (found,) = find_numbers("按照吉政办发〔2022〕16号要求")
    assert str(found.number) == "吉政办发〔2022〕16号"
    assert found.printed == "吉政办发〔2022〕16号"


def test_a_year_in_brackets_is_no_number() -> None:
    assert find_numbers("《目录（2025年版）》第3号") == []
    assert parse_number("国令第707号") is None
