from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandkalender.shifts.rules.declaration import MAYBE_MINOR, MINOR, refuse_age
from pandkalender.workers.rules.birth_date import BirthDate, birthday, is_slip

ON_THE_DAY = datetime(2026, 1, 5, 19, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("birth_date", "refusal"),
    [
        ("1999-02-03", None),
        ("2008-01-05", None),
        ("2008-01-06", MINOR),
        ("2010-01-01", MINOR),
        ("2007-12", None),
        ("2008-01", MAYBE_MINOR),
        ("2008-02", MINOR),
        ("2007", None),
        ("2008", MAYBE_MINOR),
        ("2009", MINOR),
    ],
)
def test_who_may_be_under_18_at_the_start_is_treated_as_a_minor(
    birth_date: str, refusal: object
) -> None:
    assert refuse_age(BirthDate.parse(birth_date), ON_THE_DAY) == refusal


def test_the_birthday_begins_at_midnight_in_the_city_not_in_greenwich() -> None:
    born = BirthDate.parse("2008-07-02")
    midnight_in_the_city = datetime(2026, 7, 1, 22, 0, tzinfo=UTC)
    assert refuse_age(born, midnight_in_the_city) is None
    assert refuse_age(born, midnight_in_the_city - timedelta(seconds=1)) == MINOR


def test_who_was_born_on_29_february_is_of_age_on_1_march() -> None:
    assert birthday(date(2008, 2, 29), 18) == date(2026, 3, 1)


@pytest.mark.parametrize("text", ["2001-02-29", "2001-13", "0000", "2001-00-10", "2001-1-1-1", ""])
def test_what_is_on_no_calendar_is_no_birth_date(text: str) -> None:
    with pytest.raises(ValueError):
        BirthDate.parse(text)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "full"),
    [
        ("2008", date(2008, 1, 1), date(2008, 12, 31), False),
        ("2008-02", date(2008, 2, 1), date(2008, 2, 29), False),
        ("2007-12", date(2007, 12, 1), date(2007, 12, 31), False),
        ("2008-02-03", date(2008, 2, 3), date(2008, 2, 3), True),
    ],
)
def test_a_date_in_part_is_every_day_that_it_leaves_open(
    text: str, earliest: date, latest: date, full: bool
) -> None:
    born = BirthDate.parse(text)
    assert (born.earliest, born.latest, born.is_full) == (earliest, latest, full)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.datetimes(timezones=st.just(UTC)))
def test_the_less_is_known_the_more_people_are_protected(born: date, at: datetime) -> None:
    at = at.replace(year=min(max(at.year, 1950), 2150), day=1)
    full = refuse_age(BirthDate.parse(f"{born:%Y-%m-%d}"), at)
    month = refuse_age(BirthDate.parse(f"{born:%Y-%m}"), at)
    year = refuse_age(BirthDate.parse(f"{born:%Y}"), at)
    assert not (full and not month)
    assert not (month and not year)


@pytest.mark.parametrize(
    ("typed", "meant", "slip"),
    [
        ("2015-02-03", "2005-02-03", True),
        ("2015", "2005", True),
        ("2010-02-03", "2001-02-03", True),
        ("2008", "2008-01-03", True),
        ("2008-01-30", "2008-01-03", True),
        ("2009-02-03", "1999-02-03", False),
        ("2009-02-03", "1990-02-03", False),
        ("2009-02-03", "1999", False),
        ("2010-02-04", "2001-02-03", False),
        ("2023-02-03", "2011-02-03", False),
        ("2009-02-03", "2006-01-03", False),
    ],
)
def test_a_slip_is_one_digit_or_two_that_were_swapped_or_a_date_not_yet_complete(
    typed: str, meant: str, slip: bool
) -> None:
    assert is_slip(typed, meant) is slip
