"""The city's calendar: a day begins at its midnight, also where that is another day in UTC."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chassis.days import city_day, city_moment, city_time, day_start, service_day, service_start

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


def test_the_last_hours_of_a_day_in_utc_are_of_the_next_day_in_the_city() -> None:
    assert city_day(datetime(2025, 12, 31, 23, 30, tzinfo=UTC)) == date(2026, 1, 1)
    assert city_day(datetime(2026, 6, 30, 22, tzinfo=UTC)) == date(2026, 7, 1)
    assert city_day(datetime(2026, 6, 30, 21, 59, tzinfo=UTC)) == date(2026, 6, 30)


def test_a_skipped_hour_is_the_one_after_it_and_of_two_the_first_counts() -> None:
    skipped = city_moment(date(2026, 3, 29), time(2, 30))
    assert city_time(skipped).time() == time(3, 30)
    assert city_moment(date(2026, 10, 25), time(2, 30)).hour == 0


@given(MOMENTS)
def test_a_moment_lies_in_its_day(moment: datetime) -> None:
    on = city_day(moment)
    assert day_start(on) <= moment < day_start(on + timedelta(days=1))


def test_the_night_belongs_to_the_day_of_service_that_it_begins() -> None:
    assert service_day(datetime(2026, 3, 4, 0, 30, tzinfo=UTC)) == date(2026, 3, 3)
    assert service_day(datetime(2026, 3, 4, 4, 59, tzinfo=UTC)) == date(2026, 3, 3)
    assert service_day(datetime(2026, 3, 4, 5, 0, tzinfo=UTC)) == date(2026, 3, 4)
    assert service_start(date(2026, 3, 4)) == datetime(2026, 3, 4, 5, tzinfo=UTC)
    assert service_start(date(2026, 3, 29)) == datetime(2026, 3, 29, 4, tzinfo=UTC)


@given(MOMENTS)
def test_a_moment_lies_in_its_day_of_service(moment: datetime) -> None:
    on = service_day(moment)
    assert service_start(on) <= moment < service_start(on + timedelta(days=1))


@given(DAYS)
def test_a_day_begins_as_itself_and_has_24_hours_give_or_take_one(on: date) -> None:
    assert city_day(day_start(on)) == on
    length = day_start(on + timedelta(days=1)) - day_start(on)
    assert length in {timedelta(hours=hours) for hours in (23, 24, 25)}
