"""First and last days of periods, the period before, and where the calendar here ends."""

from datetime import date

import pytest

from reporting.periods.rules import Period, PeriodKind, of_year


@pytest.mark.parametrize(
    ("period", "first", "last", "before"),
    [
        ("2026", "2026-01-01", "2026-12-31", "2025"),
        ("1991", "1991-01-01", "1991-12-31", "1990"),
        ("1990", "1990-01-01", "1990-12-31", None),
        ("2199", "2199-01-01", "2199-12-31", "2198"),
        ("2026-H1", "2026-01-01", "2026-06-30", "2025-H2"),
        ("2026-H2", "2026-07-01", "2026-12-31", "2026-H1"),
        ("1990-H1", "1990-01-01", "1990-06-30", None),
        ("2024-02", "2024-02-01", "2024-02-29", "2024-01"),
        ("2026-01", "2026-01-01", "2026-01-31", "2025-12"),
        ("2026-12", "2026-12-01", "2026-12-31", "2026-11"),
        ("1990-02", "1990-02-01", "1990-02-28", "1990-01"),
        ("1990-01", "1990-01-01", "1990-01-31", None),
        ("2016-2017", "2016-01-01", "2017-12-31", "2014-2015"),
        ("2016-2025", "2016-01-01", "2025-12-31", "2006-2015"),  # ten years, the longest
        ("2190-2199", "2190-01-01", "2199-12-31", "2180-2189"),
        ("1992-1993", "1992-01-01", "1993-12-31", "1990-1991"),
        ("1991-1992", "1991-01-01", "1992-12-31", None),
    ],
)
def test_a_period_has_its_days_and_one_before(
    period: str, first: str, last: str, before: str | None
) -> None:
    found = Period.parse(period)
    assert (str(found.first), str(found.last)) == (first, last)
    assert (found.previous and found.previous.id) == before
    assert found.first in found
    assert found.last in found
    assert not found.ended(found.last)
    assert found.ended(date.fromordinal(found.last.toordinal() + 1))


@pytest.mark.parametrize(
    ("day", "half"),
    [("2026-06-30", "2026-H1"), ("2026-07-01", "2026-H2"), ("2027-01-01", "2027-H1")],
)
def test_the_second_half_begins_in_july(day: str, half: str) -> None:
    assert Period.containing(date.fromisoformat(day), PeriodKind.HALFJAAR).id == half


def test_no_day_is_in_a_plan_period_by_the_calendar() -> None:
    with pytest.raises(ValueError, match="planperiode"):
        Period.containing(date(2026, 1, 1), PeriodKind.PLANPERIODE)


def test_the_periods_of_a_year_come_latest_first() -> None:
    ids = [period.id for period in of_year(2026)]
    assert ids[:4] == ["2026", "2026-H2", "2026-H1", "2026-12"]
    assert (ids[-1], len(ids)) == ("2026-01", 15)
