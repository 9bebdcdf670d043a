"""Rounded changes add up along lines and in tables, are right on average, and come out again."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure import round_additive
from disclosure.additive import _Movable, _room

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


@pytest.mark.parametrize("base", [10, 2])
def test_numbers_that_cannot_all_add_up_are_refused(base: int) -> None:
    """Of three numbers of half the base, each two make it: no multiples of it do."""
    values = {**dict.fromkeys("abc", base // 2), **dict.fromkeys(("ab", "bc", "ac"), base)}
    sums = [("ab", ["a", "b"]), ("bc", ["b", "c"]), ("ac", ["a", "c"])]
    with pytest.raises(ValueError, match="sums"):
        round_additive(values, sums, base, b"key", "a year")


def test_the_same_key_draws_the_same_numbers_in_every_release() -> None:
    """A year that is told again is drawn again, and no figure of it may come out otherwise."""
    values = {"all": 14, "a": 3, "b": -7, "c": 12, "d": 6, "e": 27, "f": -13}
    sums = [("all", ["a", "b", "c", "d"]), ("all", ["e", "f"])]
    assert round_additive(values, sums, BASE, b"a key of the year", "2026") == {
        "all": 20,
        "a": 10,
        "b": -10,
        "c": 10,
        "d": 10,
        "e": 30,
        "f": -10,
    }


@pytest.mark.parametrize(
    ("beyond", "by", "room"),
    [
        (3, Fraction(1), 7),
        (3, Fraction(-1), 3),
        (3, Fraction(2), Fraction(7, 2)),
        (3, Fraction(-1, 2), 6),
        (9, Fraction(1, 3), 3),
    ],
)
def test_a_number_moves_until_it_meets_a_multiple(
    beyond: int, by: Fraction, room: Fraction | int
) -> None:
    assert _room(Fraction(beyond), by, 10) == room


def test_numbers_of_which_one_counts_twice_move_by_thirds() -> None:
    """a = 2b + c and d = a + b, so d = 3b + c: where d stays, c goes up by one and b down by a
    third, and a up by a third."""
    movable = _Movable(["a", "b", "c", "d"], [("a", ["b", "b", "c"]), ("d", ["a", "b"])])
    assert movable.direction() == {"c": 1, "a": Fraction(1, 3), "b": Fraction(-1, 3)}
    movable.settle(["c"])
    assert movable.direction() == {"d": 1, "a": Fraction(2, 3), "b": Fraction(1, 3)}
    movable.settle(["d", "a", "b"])
    assert movable.direction() is None


def test_of_numbers_with_one_rest_above_a_multiple_that_rest_is_refused() -> None:
    """Of a base of 10 the numbers of 1 and 9 make 10; three of them in pairs cannot."""
    values = {"a": 1, "b": 9, "c": 9, "ab": 10, "bc": 18, "ac": 10}
    sums = [("ab", ["a", "b"]), ("ac", ["a", "c"])]
    rounded = round_additive(values, [*sums, ("bc", ["b", "c"])], BASE, b"key", "a year")
    assert rounded["b"] == rounded["c"] == 10 - rounded["a"]
    assert rounded["bc"] == 2 * rounded["b"]
