"""Dates as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from databank.stated_identity.rules import date_parsing

from ..support.dates import DAYS

TYPED = (
    "{0:%d}-{0:%m}-{0:%Y}",
    "{0:%d}/{0:%m}/{0:%Y}",
    "{0:%Y}-{0:%m}-{0:%d}",
    "{0:%d}{0:%m}{0:%Y}",
)


@given(DAYS, st.sampled_from(TYPED))
def test_a_date_is_read_however_it_is_typed(day: date, form: str) -> None:
    typed = form.format(day)
    if typed.isdigit() and typed[:2] in ("19", "20"):
        return  # it reads as year first
    assert date_parsing.birth_date(typed) == day.isoformat()
    assert date_parsing.day(typed) == day


@pytest.mark.parametrize(
    ("typed", "born"),
    [
        ("1998", "1998"),
        ("5-1998", "1998-05"),
        ("1998-05", "1998-05"),
        ("17-5-1998", "1998-05-17"),
        ("1998.5.17", "1998-05-17"),
        ("00-05-1998", "1998-05"),
        ("xx/xx/1998", "1998"),
        ("?-5-1998", "1998-05"),
        ("19980517", "1998-05-17"),
        ("19981231", "1998-12-31"),
        ("31121998", "1998-12-31"),
        ("31-02-1998", "1998-02-31"),  # on no calendar, and on her paper
        ("31-12-1900", "1900-12-31"),
        ("1-1-2100", "2100-01-01"),
    ],
)
def test_a_birth_date_may_lack_its_day_and_month(typed: str, born: str) -> None:
    assert date_parsing.birth_date(typed) == born


@pytest.mark.parametrize(
    "typed",
    [
        *("", "onbekend", "17-5", "17-5-98", "17-5-19980", "1-2-3-1998", "1-1-2-3-1998"),
        *("00001-5-1998", "1998-5-00001", "32-5-1998", "17-13-1998", "31-12-1899", "1-1-2101"),
    ],
)
def test_what_is_no_birth_date_is_refused_with_how_to_write_one(typed: str) -> None:
    with pytest.raises(ValueError, match=r"zoals 17-5-1998"):
        date_parsing.birth_date(typed)


@pytest.mark.parametrize("typed", ["2030", "12-2030", "00-12-2030", "31-11-2030", "29-2-2030"])
def test_a_last_day_is_a_whole_date_of_the_calendar(typed: str) -> None:
    with pytest.raises(ValueError, match=r"zoals 31-12-2030"):
        date_parsing.day(typed)
