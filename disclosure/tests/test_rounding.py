"""Rounded figures add up, are right on average, and come out the same again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure import chance, round_controlled

LINES = st.lists(st.integers(0, 60), min_size=1, max_size=8)
BASE = 10


def named(values: list[int]) -> dict[str, int]:
    return {f"category {nr}": value for nr, value in enumerate(values)}


@given(values=LINES, key=st.binary(min_size=1, max_size=8), cut=st.integers(0, 60))
def test_a_total_and_all_its_lines_agree(values: list[int], key: bytes, cut: int) -> None:
    total = sum(values)
    first = min(cut, total)
    lines = {"one": named(values), "other": {"a": first, "b": total - first}}
    whole, rounded = round_controlled(total, lines, BASE, key, "a half")
    for name, line in rounded.items():
        assert sum(line.values()) == whole
        for category, value in line.items():
            assert value % BASE == 0
            assert abs(value - lines[name][category]) < BASE
    assert abs(whole - total) < BASE
    assert round_controlled(total, lines, BASE, key, "a half") == (whole, rounded)


def test_figures_are_right_on_average() -> None:
    line = {"a": 3, "b": 27, "c": 12}
    draws = [
        round_controlled(42, {"line": line}, BASE, nr.to_bytes(2), "a half")[1]["line"]
        for nr in range(4000)
    ]
    for category, value in line.items():
        mean = sum(draw[category] for draw in draws) / len(draws)
        assert abs(mean - value) < 0.35


def test_a_chance_is_a_share_that_depends_on_key_and_name() -> None:
    drawn = {chance(key, name) for key in (b"k", b"l") for name in ("a", "b")}
    assert len(drawn) == 4
    assert all(0 <= one < 1 for one in drawn)


@pytest.mark.parametrize(
    ("key", "total", "rounded"),
    [
        (b"first", 30, [0, 20, 0, 10]),
        (b"second", 30, [0, 10, 10, 10]),
        (b"third", 30, [10, 10, 10, 0]),
        (b"fourth", 40, [0, 20, 10, 10]),
    ],
)
def test_the_same_key_rounds_to_the_same_figures_in_every_release(
    key: bytes, total: int, rounded: list[int]
) -> None:
    """A period that is told again is drawn again, and no figure of it may come out otherwise."""
    line = {"a": 3, "b": 14, "c": 6, "d": 9}
    whole, lines = round_controlled(32, {"branch": line}, BASE, key, "2026")
    assert (whole, [lines["branch"][category] for category in line]) == (total, rounded)
