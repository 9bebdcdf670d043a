"""Counts of arrests may leave when nobody learns a small number from them."""

from collections import Counter
from datetime import date, timedelta
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from databank.arrests.rules.counts import Half
from databank.arrests.rules.protection import protect, protect_total, spread

THRESHOLD = 5

BRANCHES = st.sampled_from(["raam", "straat", "escort"])
GROUNDS = st.sampled_from(["verkeer", "verblijf"])
KINDS = st.sampled_from(["huiszoeking", "verzegeling", "inbeslagneming"])
UNITS = st.lists(
    st.fixed_dictionaries({"branch": BRANCHES, "ground": GROUNDS, "kind": KINDS}), max_size=30
)
DAYS = st.dates(date(2010, 1, 1), date(2099, 12, 31))


@given(UNITS)
@settings(max_examples=max(10, settings().max_examples // 3), deadline=None)
def test_no_small_count_is_shown_and_none_follows_from_what_is(
    units: list[dict[str, str]],
) -> None:
    """Of what is hidden beside a shown total, every count may be one of as many as the threshold.

    A reader knows the total, all that is shown, and that what is hidden is at least 1.
    """
    counts = protect(units)
    assert counts.total == (None if 0 < len(units) < THRESHOLD else len(units))
    for dimension, rows in counts.by.items():
        real = Counter(unit[dimension] for unit in units)
        assert {code: n for code, n in rows.items() if n is not None}.items() <= real.items()
        assert rows.keys() == real.keys()
        assert not [n for n in rows.values() if n is not None and n < THRESHOLD]
        hidden = [code for code, number in rows.items() if number is None]
        small = [code for code in hidden if real[code] < THRESHOLD]
        total = counts.total if counts.total is not None else _told(counts.by)
        if total is None or not small:
            continue
        left = total - sum(number for number in rows.values() if number is not None)
        for code in small:
            assert len(possible(left, len(hidden))) >= THRESHOLD, (dimension, code, left)


def _told(by: object) -> int | None:
    """The total, where one whole table is shown."""
    assert isinstance(by, dict)
    for rows in by.values():
        if rows and None not in rows.values():
            return sum(rows.values())
    return None


def possible(left: int, hidden: int) -> set[int]:
    """What one of some hidden counts, each at least 1, may be when together they are ``left``."""
    if hidden == 1:
        return {left}
    return set(range(1, left - hidden + 2))


def test_what_is_large_enough_is_told_whole() -> None:
    units = [
        {"branch": branch, "ground": ground, "kind": "huiszoeking"}
        for branch, ground in product(("raam", "straat"), ("drugs", "geweld"))
        for _ in range(6)
    ]
    counts = protect(units)
    assert counts.total == 24
    assert counts.of("branch") == {"raam": 12, "straat": 12}
    assert counts.of("kind") == {"huiszoeking": 24}
    assert counts.of("nothing") == {}


def test_nothing_is_told_as_nothing_and_a_few_not_at_all() -> None:
    assert protect([]).total == 0
    few = protect([{"branch": "raam", "ground": "drugs", "kind": "huiszoeking"}] * 3)
    assert few.total is None
    assert few.of("branch") == {"raam": None}
    assert [protect_total(number).total for number in (0, 1, 4, 5)] == [0, None, None, 5]


@given(st.lists(st.tuples(GROUNDS, st.integers(0, 9)), max_size=4))
def test_counts_that_came_as_counts_are_so_many_units(counts: list[tuple[str, int]]) -> None:
    units = spread([({"ground": ground}, number) for ground, number in counts])
    assert len(units) == sum(number for _, number in counts)


@given(DAYS)
def test_every_day_is_in_one_half_that_is_over_the_day_after_its_last(day: date) -> None:
    half = Half.of(day)
    assert half.first <= day < half.after
    assert not half.is_over(half.after - timedelta(days=1))
    assert half.is_over(half.after)
    assert Half.of(half.after).first == half.after
