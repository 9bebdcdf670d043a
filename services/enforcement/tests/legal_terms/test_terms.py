"""Counting legal terms (handbook §2.0; Ger.W. arts. 52-54, 53bis)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.bus.parking import reason_of
from chassis.days import city_day, day_start
from chassis.web import Problem
from enforcement.legal_terms.rules import (
    Deadline,
    MissingLawError,
    Roll,
    Term,
    Unit,
    WorkingDays,
    add_months,
    counted_from,
    deadline,
    deemed_received,
    last_posting_day,
    lengthened,
    working_days,
)

CLOSED = date(2026, 1, 2)
"""A Friday on which only the town hall is closed."""
DAYS = working_days(frozenset({CLOSED}))
EVENT_DAYS = st.dates(date(2014, 1, 1), date(2060, 12, 31))


def term(value: int, unit: Unit, warn: int = 0, roll: Roll = Roll.NEXT_WORKING_DAY) -> Term:
    return Term("test", date(2014, 1, 1), value, unit, roll, warn)


@pytest.mark.parametrize(
    ("event", "value", "unit", "last"),
    [
        # the day of the event is not counted, the last day is
        (date(2026, 3, 2), 15, Unit.DAYS, date(2026, 3, 17)),
        # from the x-th to the eve of the x-th: 16 March up to and including 15 September
        (date(2026, 3, 15), 6, Unit.MONTHS, date(2026, 9, 15)),
        # a month without that day ends on its last day
        (date(2026, 8, 31), 6, Unit.MONTHS, date(2027, 3, 1)),  # 28 February is a Sunday
        (date(2023, 8, 31), 6, Unit.MONTHS, date(2024, 2, 29)),  # leap year
        (date(2024, 2, 29), 12, Unit.MONTHS, date(2025, 2, 28)),
        (date(2024, 2, 29), 5, Unit.YEARS, date(2029, 2, 28)),
        # over the end of the year
        (date(2025, 12, 30), 15, Unit.DAYS, date(2026, 1, 14)),
        (date(2025, 10, 9), 3, Unit.MONTHS, date(2026, 1, 9)),
        # a Saturday and a Sunday move to Monday
        (date(2026, 3, 6), 15, Unit.DAYS, date(2026, 3, 23)),
        (date(2026, 3, 7), 15, Unit.DAYS, date(2026, 3, 23)),
        # Easter Sunday and Monday, Ascension, New Year on a Thursday, two holidays in a row
        (date(2026, 3, 20), 16, Unit.DAYS, date(2026, 4, 7)),
        (date(2026, 4, 14), 1, Unit.MONTHS, date(2026, 5, 15)),
        (date(2025, 7, 1), 6, Unit.MONTHS, date(2026, 1, 2)),
        (date(2026, 4, 1), 30, Unit.DAYS, date(2026, 5, 4)),  # 1 May is a Friday
        # a closed town hall moves no legal term
        (date(2025, 12, 3), 30, Unit.DAYS, CLOSED),
    ],
)
def test_the_last_day_of_a_term(event: date, value: int, unit: Unit, last: date) -> None:
    assert deadline(term(value, unit), event, DAYS).last_day == last


def test_a_term_that_does_not_roll_may_end_on_a_sunday() -> None:
    rule = term(24, Unit.MONTHS, roll=Roll.NONE)
    assert deadline(rule, date(2024, 3, 1), DAYS).last_day == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("event", "warn", "safe"),
    [
        (date(2026, 3, 15), 30, date(2026, 8, 14)),  # thirty days before is a Sunday
        (date(2025, 12, 3), 0, date(2025, 12, 31)),  # the town hall is closed, New Year too
    ],
)
def test_the_safe_date_is_a_day_on_which_the_town_hall_works(
    event: date, warn: int, safe: date
) -> None:
    rule = term(6, Unit.MONTHS, warn) if warn else term(30, Unit.DAYS)
    assert deadline(rule, event, DAYS).safe_day == safe


def test_the_decision_on_a_fine_counts_the_finding_to_be_safe_and_must_arrive_in_time() -> None:
    decision = Term(
        "test",
        date(2014, 1, 1),
        6,
        Unit.MONTHS,
        Roll.NONE,
        warn_before_days=0,
        start_counts=True,
        notified_within=True,
    )
    # 15 September by law, 14 September (a Monday) to be safe: posted on Wednesday the 9th
    ends = deadline(decision, date(2026, 3, 15), DAYS)
    assert ends == Deadline(date(2026, 9, 15), date(2026, 9, 14), date(2026, 9, 9))
    # a last day on Sunday 25 April 2027 stays there
    ends = deadline(decision, date(2026, 10, 25), DAYS)
    assert ends == Deadline(date(2027, 4, 25), date(2027, 4, 23), date(2027, 4, 20))


@pytest.mark.parametrize(
    ("event", "count", "last"),
    [
        (date(2026, 3, 2), 5, date(2026, 3, 9)),
        (date(2026, 4, 2), 3, date(2026, 4, 8)),  # over Easter
        (date(2026, 3, 7), 1, date(2026, 3, 9)),  # from a Saturday
        (date(2026, 12, 23), 3, date(2026, 12, 29)),  # a closed town hall is a working day
    ],
)
def test_a_term_of_working_days_knows_no_weekend_and_no_holiday(
    event: date, count: int, last: date
) -> None:
    assert deadline(term(count, Unit.WORKING_DAYS), event, DAYS).last_day == last


def test_days_that_come_to_a_term_move_its_end() -> None:
    assert deadline(term(15, Unit.DAYS), date(2026, 3, 2), DAYS, added=5).last_day == date(
        2026, 3, 23
    )  # 22 March is a Sunday
    assert deadline(term(5, Unit.WORKING_DAYS), date(2026, 3, 2), DAYS, added=2).last_day == date(
        2026, 3, 11
    )


@pytest.mark.parametrize(
    ("posted", "received"),
    [
        (date(2026, 3, 2), date(2026, 3, 5)),
        (date(2026, 3, 5), date(2026, 3, 10)),  # Thursday: Friday, Monday, Tuesday
        (date(2026, 4, 2), date(2026, 4, 8)),  # over Easter: Friday, Tuesday, Wednesday
        (date(2025, 12, 24), date(2025, 12, 30)),  # over Christmas
    ],
)
def test_a_registered_letter_is_received_on_the_third_working_day(
    posted: date, received: date
) -> None:
    assert deemed_received(posted, DAYS.legal) == received


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 1, 5, 22, 59, tzinfo=UTC), date(2026, 1, 5)),
        (datetime(2026, 1, 5, 23, 0, tzinfo=UTC), date(2026, 1, 6)),
        (datetime(2026, 7, 5, 22, 0, tzinfo=UTC), date(2026, 7, 6)),
        (datetime(2026, 3, 28, 23, 0, tzinfo=UTC), date(2026, 3, 29)),  # the night summer starts
        (datetime(2026, 3, 29, 21, 59, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), date(2026, 10, 25)),  # a day of 25 hours
    ],
)
def test_days_are_those_of_brussels(moment: datetime, day: date) -> None:
    assert city_day(moment) == day


def test_the_day_after_starts_at_midnight_in_brussels_on_both_sides_of_a_dst_night() -> None:
    assert day_start(date(2026, 3, 29)).astimezone(UTC).hour == 23
    assert day_start(date(2026, 3, 30)).astimezone(UTC).hour == 22


@pytest.mark.parametrize("unit", [Unit.EUR, Unit.RULE, Unit.AGE, Unit.HOURS])
def test_a_figure_that_is_no_term_has_no_last_day(unit: Unit) -> None:
    with pytest.raises(ValueError, match="no last day"):
        deadline(term(70, unit), date(2026, 1, 5), DAYS)


@given(EVENT_DAYS, st.sampled_from([working_days(frozenset()), DAYS]))
def test_a_letter_posted_on_its_last_day_arrives_in_time_and_one_posted_later_does_not(
    received_by: date, days: WorkingDays
) -> None:
    posted = last_posting_day(received_by, days)
    assert days.town_hall(posted)
    assert deemed_received(posted, days.legal) <= received_by
    later = posted + timedelta(days=1)
    while not days.town_hall(later):
        later += timedelta(days=1)
    assert deemed_received(later, days.legal) > received_by


@given(EVENT_DAYS, st.integers(1, 400), st.integers(0, 60))
def test_days_that_come_to_a_term_never_bring_its_end_forward(
    event: date, value: int, added: int
) -> None:
    for unit in (Unit.DAYS, Unit.MONTHS, Unit.WORKING_DAYS):
        rule = term(value % 40, unit, warn=5)
        assert deadline(rule, event, DAYS, added).last_day >= deadline(rule, event, DAYS).last_day


@given(EVENT_DAYS, st.integers(0, 400), st.sampled_from([Unit.DAYS, Unit.MONTHS]))
def test_no_term_ends_on_a_day_without_work_nor_is_its_safe_date_one(
    event: date, value: int, unit: Unit
) -> None:
    ends = deadline(term(value, unit, warn=30), event, DAYS)
    assert DAYS.legal(ends.last_day)
    assert DAYS.town_hall(ends.safe_day)
    assert ends.safe_day <= ends.last_day - timedelta(days=30)


@given(EVENT_DAYS, st.integers(0, 60), st.integers(1, 3), st.sampled_from([Unit.DAYS, Unit.MONTHS]))
def test_a_later_event_never_ends_sooner(event: date, value: int, gap: int, unit: Unit) -> None:
    def ends(day: date) -> Deadline:
        return deadline(term(value, unit, warn=5), day, DAYS)

    sooner, later = ends(event), ends(event + timedelta(days=gap))
    assert sooner.last_day <= later.last_day
    assert sooner.safe_day <= later.safe_day


@given(EVENT_DAYS, st.integers(0, 240))
def test_months_keep_the_day_or_end_with_the_month(day: date, months: int) -> None:
    after = add_months(day, months)
    assert (after.year - day.year) * 12 + after.month - day.month == months
    assert after.day == day.day or (after.day < day.day and (after + timedelta(days=1)).day == 1)


def test_a_day_without_law_parks_an_event_and_refuses_a_request() -> None:
    error = MissingLawError(["gas.defence_days", "test"], date(1990, 1, 1))
    parked = "no version of gas.defence_days, test holds on 1990-01-01"
    assert reason_of(error) == ("rejected", parked)
    answer = Problem.of_refusal(error)
    assert (answer.status, answer.code, answer.extra) == (409, "conflict", None)
    assert answer.title.startswith("Voor deze datum staat er geen wettelijke termijn")


def test_days_that_come_to_a_term_are_of_its_own_kind() -> None:
    """From Friday 2 January 2026: three working days end on Wednesday 7, three days on Monday 5.

    Only the law's holidays are none; that the town hall is closed changes no term.
    """
    working = term(3, Unit.WORKING_DAYS)
    calendar = term(3, Unit.DAYS)
    assert counted_from(working, CLOSED, DAYS) == date(2026, 1, 7)
    assert lengthened(date(2026, 1, 7), working, 3, DAYS) == date(2026, 1, 12)
    assert counted_from(calendar, CLOSED, DAYS) == date(2026, 1, 5)
    assert lengthened(date(2026, 1, 7), calendar, 3, DAYS) == date(2026, 1, 10)
    assert lengthened(date(2026, 1, 7), calendar, 0, DAYS) == date(2026, 1, 7)


def test_a_rule_without_a_number_is_no_term() -> None:
    with pytest.raises(ValueError, match="without a number"):
        counted_from(replace(term(1, Unit.DAYS), value=None), CLOSED, DAYS)
