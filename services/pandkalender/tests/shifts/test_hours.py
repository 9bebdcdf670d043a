"""Days of 23, 24 and 25 hours, nights that end tomorrow, and where a shift lies on the line."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.days import CITY
from pandkalender.moments.rules.period import Period
from pandkalender.shifts.rules import hours
from pandkalender.shifts.rules.hours import Bar, DayLine

SPRING, AUTUMN, PLAIN = date(2026, 3, 29), date(2026, 10, 25), date(2026, 1, 5)
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
TIMES = st.times().map(lambda at: at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0))


@pytest.mark.parametrize(("on", "count"), [(SPRING, 46), (PLAIN, 48), (AUTUMN, 50)])
def test_a_day_has_as_many_half_hours_as_the_clock_says(on: date, count: int) -> None:
    assert DayLine.of(on).halves == count


@pytest.mark.parametrize(("on", "change"), [(SPRING, 1), (PLAIN, 0), (AUTUMN, -1)])
def test_the_night_in_which_the_clock_changes_is_known(on: date, change: int) -> None:
    assert hours.clock_change(on) == change


def test_a_night_shift_lasts_an_hour_less_in_spring_and_more_in_autumn() -> None:
    for on, length in ((PLAIN, 12), (SPRING - timedelta(1), 11), (AUTUMN - timedelta(1), 13)):
        assert hours.period(on, time(19), time(7)).length == timedelta(hours=length)


def test_the_marks_of_an_autumn_day_stand_an_hour_later_after_the_night() -> None:
    assert (12, "06:00") in DayLine.of(PLAIN).marks()
    assert (14, "06:00") in DayLine.of(AUTUMN).marks()
    assert (10, "06:00") in DayLine.of(SPRING).marks()


@pytest.mark.parametrize(
    ("at", "on", "code"),
    [
        (datetime(2026, 1, 5, 5, tzinfo=UTC), PLAIN, "dag"),
        (datetime(2026, 1, 5, 9, tzinfo=UTC), PLAIN, "nacht"),
        (datetime(2026, 1, 5, 20, tzinfo=UTC), date(2026, 1, 6), "dag"),
    ],
)
def test_the_likeliest_shift_is_the_one_that_begins_next(at: datetime, on: date, code: str) -> None:
    found, slot = hours.next_slot(at)
    assert (found, slot.code) == (on, code)


@pytest.mark.parametrize(
    ("at", "on", "code"),
    [
        (datetime(2026, 1, 5, 4, tzinfo=UTC), date(2026, 1, 4), "nacht"),  # last night still runs
        (datetime(2026, 1, 5, 5, 59, tzinfo=UTC), date(2026, 1, 4), "nacht"),
        (datetime(2026, 1, 5, 4, tzinfo=UTC), PLAIN, "dag"),
        (datetime(2026, 1, 5, 4, tzinfo=UTC), date(2026, 1, 8), "dag"),  # neither next nor running
        (datetime(2026, 1, 5, 9, tzinfo=UTC), PLAIN, "nacht"),
        (datetime(2026, 1, 5, 17, 59, tzinfo=UTC), PLAIN, "nacht"),
        (datetime(2026, 1, 5, 18, tzinfo=UTC), PLAIN, "nacht"),  # it began this minute
        (datetime(2026, 1, 5, 19, 30, tzinfo=UTC), PLAIN, "nacht"),
        (datetime(2026, 1, 5, 19, 30, tzinfo=UTC), date(2026, 1, 6), "dag"),
        (datetime(2026, 10, 24, 20, tzinfo=UTC), AUTUMN - timedelta(1), "nacht"),
        (datetime(2026, 10, 25, 5, 30, tzinfo=UTC), AUTUMN - timedelta(1), "nacht"),  # 13 hours
        (datetime(2026, 3, 29, 4, 59, tzinfo=UTC), SPRING - timedelta(1), "nacht"),  # 11 hours
    ],
)
def test_of_a_given_day_the_hours_are_those_that_one_declares_then(
    at: datetime, on: date, code: str
) -> None:
    assert hours.likely_slot(on, at).code == code


@given(DAYS, TIMES, TIMES)
def test_a_bar_lies_within_its_day_and_a_day_that_is_not_touched_has_none(
    on: date, starts: time, ends: time
) -> None:
    shift = hours.period(on, starts, ends)
    if shift.length <= timedelta(0):
        return
    for day in (on - timedelta(1), on, on + timedelta(1), on + timedelta(2)):
        bar = DayLine.of(day).bar(shift)
        begin = datetime.combine(day, time(), tzinfo=CITY).astimezone(UTC)
        end = begin + DayLine.of(day).halves * timedelta(minutes=30)
        assert (bar is not None) == (shift.starts_at < end and shift.ends_at > begin)
        if bar is not None:
            assert 0 <= bar.column < bar.column + bar.width <= DayLine.of(day).halves
            assert bar.from_before == (shift.starts_at < begin)
            assert bar.to_after == (shift.ends_at > end)


@pytest.mark.parametrize(
    ("starts", "ends", "bar"),
    [
        (time(0), time(1), (0, 2, False, False)),
        (time(0, 15), time(1, 15), (0, 3, False, False)),
        (time(19), time(23, 30), (38, 9, False, False)),
        (time(19), time(0), (38, 10, False, False)),
        (time(19), time(0, 15), (38, 10, False, True)),
        (time(23, 45), time(7), (47, 1, False, True)),
    ],
)
def test_a_shift_stands_on_the_half_hours_that_it_touches(
    starts: time, ends: time, bar: tuple[int, int, bool, bool]
) -> None:
    assert DayLine.of(PLAIN).bar(hours.period(PLAIN, starts, ends)) == Bar(*bar)


def test_a_shift_of_another_day_has_no_bar_to_the_minute() -> None:
    line, tomorrow = DayLine.of(PLAIN), PLAIN + timedelta(days=1)
    assert line.bar(hours.period(PLAIN - timedelta(days=1), time(19), time(0))) is None
    assert line.bar(hours.period(tomorrow, time(0), time(7))) is None
    night = line.bar(hours.period(PLAIN - timedelta(days=1), time(19), time(0, 1)))
    assert night == Bar(0, 1, from_before=True, to_after=False)


def test_a_day_is_marked_every_three_hours_and_a_week_begins_on_monday() -> None:
    marks = [(6 * each, f"{3 * each:02d}:00") for each in range(8)]
    assert DayLine.of(PLAIN).marks() == marks
    assert DayLine.of(PLAIN).marks(12) == [(0, "00:00"), (24, "12:00")]
    days = [PLAIN + timedelta(days=each) for each in range(-1, 8)]
    assert [hours.monday(day).day for day in days] == [29, *[5] * 7, 12]


@given(DAYS, TIMES, TIMES, st.integers(-30, 60))
def test_a_copied_shift_keeps_its_hours_on_the_clock(
    on: date, starts: time, ends: time, days: int
) -> None:
    def is_plain(shift: Period) -> bool:
        return all(
            moment.astimezone(CITY).replace(tzinfo=None) == wanted
            for moment, wanted in (
                (shift.starts_at, shift.starts_at.astimezone(CITY).replace(tzinfo=None)),
                (shift.ends_at, shift.ends_at.astimezone(CITY).replace(tzinfo=None)),
            )
        )

    before, after = hours.period(on, starts, ends), None
    after = hours.move(before, days)
    local = before.starts_at.astimezone(CITY) + timedelta(days=days)
    assert is_plain(after)
    if local.utcoffset() == after.starts_at.astimezone(CITY).utcoffset():
        assert after.starts_at.astimezone(CITY).date() == (
            before.starts_at.astimezone(CITY).date() + timedelta(days=days)
        )
