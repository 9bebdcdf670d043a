"""Rounded changes add up along lines and in tables, are right on average, and come out again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure import round_additive

BASE = 10
ROWS, COLUMNS, AGES = 4, 3, 5
NUMBERS = st.integers(-60, 60)
TABLES = st.lists(NUMBERS, min_size=ROWS * COLUMNS, max_size=ROWS * COLUMNS)
SUMS = [
    ("all", [f"row {row}" for row in range(ROWS)]),
    ("all", [f"column {column}" for column in range(COLUMNS)]),
    ("all", [f"age {age}" for age in range(AGES)]),
    *((f"row {row}", [f"{row} {column}" for column in range(COLUMNS)]) for row in range(ROWS)),
    *(
        (f"column {column}", [f"{row} {column}" for row in range(ROWS)])
        for column in range(COLUMNS)
    ),
]


def changes(table: list[int], ages: list[int]) -> dict[str, int]:
    """Two dimensions crossed, and a line of its own with the same total."""
    cells = {f"{nr // COLUMNS} {nr % COLUMNS}": value for nr, value in enumerate(table)}
    for whole, parts in SUMS[3:]:
        cells[whole] = sum(cells[part] for part in parts)
    total = sum(table)
    line = {f"age {nr}": value for nr, value in enumerate(ages)}
    return {"all": total, **cells, **line, f"age {AGES - 1}": total - sum(ages)}


@given(table=TABLES, ages=st.lists(NUMBERS, min_size=AGES - 1, max_size=AGES - 1), key=st.binary())
def test_lines_and_tables_agree_also_where_more_went_than_came(
    table: list[int], ages: list[int], key: bytes
) -> None:
    values = changes(table, ages)
    rounded = round_additive(values, SUMS, BASE, key, "a year")
    for whole, parts in SUMS:
        assert sum(rounded[part] for part in parts) == rounded[whole]
    for name, value in values.items():
        assert rounded[name] % BASE == 0
        assert abs(rounded[name] - value) < BASE
    backwards = dict(reversed(values.items()))
    assert round_additive(backwards, SUMS, BASE, key, "a year") == rounded


def test_no_change_is_told_as_none_and_a_multiple_as_itself() -> None:
    rounded = round_additive({"a": 0, "b": -20, "c": 10}, [], BASE, b"key", "a year")
    assert rounded == {"a": 0, "b": -20, "c": 10}


def test_changes_are_right_on_average() -> None:
    values = changes([3, -7, 0, 12, 1, 0, -1, 0, 4, 0, 0, -5], [2, -4, 0, 9])
    draws = [round_additive(values, SUMS, BASE, nr.to_bytes(2), "a year") for nr in range(400)]
    for name, value in values.items():
        mean = sum(draw[name] for draw in draws) / len(draws)
        assert abs(mean - value) < 0.9


def test_numbers_that_cannot_all_add_up_are_refused() -> None:
    """Of three numbers of 5, each two make 10: no multiples of ten do."""
    values = {"a": 5, "b": 5, "c": 5, "ab": 10, "bc": 10, "ac": 10}
    sums = [("ab", ["a", "b"]), ("bc", ["b", "c"]), ("ac", ["a", "c"])]
    with pytest.raises(ValueError, match="sums"):
        round_additive(values, sums, BASE, b"key", "a year")
