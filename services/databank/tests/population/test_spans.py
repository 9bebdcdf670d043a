"""The periods of which the sector is measured, and what is counted of a person in one."""

from datetime import date

import pytest

from databank.population.rules.rounded import ActivePerson, TrueCounts, count_persons
from databank.population.rules.spans import NoSpanError, Span


@pytest.mark.parametrize(
    ("code", "first", "after"),
    [
        ("2026-01", date(2026, 1, 1), date(2026, 2, 1)),
        ("2026-12", date(2026, 12, 1), date(2027, 1, 1)),
        ("2026-H1", date(2026, 1, 1), date(2026, 7, 1)),
        ("2026-H2", date(2026, 7, 1), date(2027, 1, 1)),
        ("2026", date(2026, 1, 1), date(2027, 1, 1)),
    ],
)
def test_a_period_is_whole_months(code: str, first: date, after: date) -> None:
    span = Span.parse(code)
    assert (span.first, span.after, span.code) == (first, after, code)


@pytest.mark.parametrize("text", ["", "26", "2009", "2026-13", "2026-00", "2026-H3", "2026-1", "x"])
def test_other_texts_name_no_period(text: str) -> None:
    with pytest.raises(NoSpanError):
        Span.parse(text)


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2026, 1, 1), "2025-12"),
        (date(2026, 1, 31), "2025-12"),
        (date(2026, 3, 1), "2026-02"),
        (date(2026, 12, 31), "2026-11"),
    ],
)
def test_the_month_before_a_day_is_over(day: date, code: str) -> None:
    assert Span.month_before(day).code == code


@pytest.mark.parametrize(
    ("code", "codes"),
    [
        ("2026-05", ["2026-05"]),
        ("2026-06", ["2026-06", "2026-H1"]),
        ("2026-12", ["2026-12", "2026-H2", "2026"]),
        ("2026-H1", ["2026-H1"]),
        ("2026-H2", ["2026-H2", "2026"]),
        ("2026", ["2026"]),
    ],
)
def test_what_is_over_with_a_period(code: str, codes: list[str]) -> None:
    assert [each.code for each in Span.parse(code).ends_with_it] == codes


def test_a_shorter_period_lies_in_a_longer_one() -> None:
    half = Span.parse("2026-H1")
    inside = {
        f"2026-{month:02d}" for month in range(1, 13) if Span.parse(f"2026-{month:02d}") in half
    }
    assert inside == {f"2026-{month:02d}" for month in range(1, 7)}
    assert half in Span.parse("2026")
    assert half not in half
    assert half not in Span.parse("2025")


def test_a_person_counts_once_in_each_table_and_in_each_of_several_branches() -> None:
    mover = ActivePerson(
        frozenset({"straat", "raam"}), frozenset({"zichtbaar"}), frozenset({"straat:raam"}),
        is_new=True, age_band="18-24", origin="eu",
    )  # fmt: skip
    stayer = ActivePerson(
        frozenset({"raam"}), frozenset({"zichtbaar"}), frozenset(),
        is_new=False, age_band="25-34", origin="eu",
    )  # fmt: skip
    counts = count_persons([mover, stayer])
    assert counts.total == 2
    assert counts.lines["known"] == {"nieuw": 1, "gekend": 1}
    assert counts.lines["branch_counts"] == {"een": 1, "meer": 1}
    assert counts.overlapping == {
        "branches": {"straat": 1, "raam": 2},
        "visibilities": {"zichtbaar": 2},
        "moves": {"straat:raam": 1},
    }


def test_a_table_is_rounded_to_its_base_and_the_same_by_its_name() -> None:
    counts = TrueCounts(23, {"known": {"nieuw": 4, "gekend": 19}}, {"branches": {"raam": 20}})
    total, known = counts.rounded("known", 5, b"key", "2026")
    assert total == sum(known.values())
    assert {total % 5, *(each % 5 for each in known.values())} == {0}
    assert abs(total - 23) < 5
    assert counts.rounded("known", 5, b"key", "2026") == (total, known)
    total, branches = counts.rounded("branches", 5, b"key", "2026")
    assert abs(branches["raam"] - 20) < 5
    assert branches["raam"] % 5 == 0
    assert 0 <= total - branches["raam"] < 10
    assert abs(counts.rounded_total(10, b"key", "2026") - 23) < 10
