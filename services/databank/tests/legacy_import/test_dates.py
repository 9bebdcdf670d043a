"""Dates as they stand in the older databases."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from databank.legacy_import.rules import dates
from databank.legacy_import.rules.dates import DateError, read_birth, read_day, read_hour

TODAY = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12/3/2014", "2014-03-12"),
        ("12/03/14", "2014-03-12"),
        ("1/12/99", "1999-12-01"),
        ("12.03.'14", "2014-03-12"),
        ("12.03.’14", "2014-03-12"),
        ("12-3-2014", "2014-03-12"),
        ("12 maart 2014", "2014-03-12"),
        ("12 mrt. 14", "2014-03-12"),
        ("3e februari 2014", None),
        ("maart 2014", "2014-03"),
        ("Mrt '14", "2014-03"),
        ("begin maart 2014", "2014-03"),
        ("3/2014", "2014-03"),
        ("zomer 2013", "2013"),
        ("± 2012", "2012"),
        ("ca. 2012", "2012"),
        ("2014", "2014"),
        ("2014-03-12", "2014-03-12"),
        ("2014-03-12 22:15:00", "2014-03-12T22:15"),
        ("20140312", "2014-03-12"),
        ("201403", "2014-03"),
        ("20140312T2215", "2014-03-12T22:15"),
        ("41710", "2014-03-12"),
        ("41710.0", "2014-03-12"),
        ("29/02/2024", "2024-02-29"),
    ],
)
def test_a_date_is_read_as_far_as_it_is_known(text: str, day: str | None) -> None:
    if day is None:
        day = "2014-02-03"
    assert str(read_day(text, TODAY)) == day


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("31/02/2014", dates.IMPOSSIBLE),
        ("29/02/2023", dates.IMPOSSIBLE),
        ("12/13/2014", dates.IMPOSSIBLE),
        ("00/03/2014", dates.IMPOSSIBLE),
        ("vorige week", dates.UNREADABLE),
        ("12 brumaire 2014", dates.UNREADABLE),
        ("12031988", dates.UNREADABLE),
        ("99999", dates.UNREADABLE),
        ("0214", dates.UNREADABLE),
        ("3/11/2026", dates.FUTURE),
        ("2027", dates.FUTURE),
        ("", dates.UNREADABLE),
    ],
)
def test_what_is_no_date_is_refused_with_what_to_do_and_without_the_value(
    text: str, why: str
) -> None:
    with pytest.raises(DateError) as refused:
        read_day(text, TODAY)
    assert str(refused.value) == why
    assert not text or text not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "birth"),
    [
        ("7/5/91", "1991-05-07"),
        ("7/5/05", "2005-05-07"),
        ("12.03.'88", "1988-03-12"),
        ("1988", "1988"),
        ("maart 1988", "1988-03"),
        ("19880312", "1988-03-12"),
        ("32214", "1988-03-12"),
    ],
)
def test_a_birth_year_of_two_digits_is_the_one_that_somebody_alive_can_have(
    text: str, birth: str
) -> None:
    assert read_birth(text, TODAY) == birth


def test_a_century_that_cannot_be_told_is_asked_for() -> None:
    with pytest.raises(DateError, match="vier cijfers"):
        read_birth("7/5/20", TODAY)


@pytest.mark.parametrize(
    ("text", "hour"), [("22u15", time(22, 15)), ("9.05", time(9, 5)), ("21u", time(21, 0))]
)
def test_an_hour_is_read_in_the_ways_that_officers_write_it(text: str, hour: time) -> None:
    assert read_hour(text) == hour
    for wrong in ("25:00", "22:61", "avond"):
        with pytest.raises(DateError):
            read_hour(wrong)


def test_an_hour_is_of_brussels_in_summer_and_winter_and_a_day_alone_is_at_noon() -> None:
    assert read_day("2024-07-01 22:15", TODAY).moment.isoformat() == "2024-07-01T20:15:00+00:00"
    assert read_day("2024-01-01 22:15", TODAY).moment.isoformat() == "2024-01-01T21:15:00+00:00"
    assert read_day("1/1/2024", TODAY).moment.isoformat() == "2024-01-01T11:00:00+00:00"


@given(st.dates(date(1950, 1, 1), TODAY), st.sampled_from(("%d/%m/%Y", "%Y-%m-%d", "%Y%m%d")))
def test_every_day_comes_back_as_it_was_written(day: date, form: str) -> None:
    found = read_day(day.strftime(form), TODAY)
    assert (found.first, found.last) == (day, day)


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_a_reason(text: str) -> None:
    try:
        found = read_day(text, TODAY)
    except DateError:
        return
    assert found.first <= TODAY
    assert found.first <= found.last
