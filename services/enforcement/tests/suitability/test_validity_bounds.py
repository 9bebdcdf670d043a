"""The days on which a declaration works, the day before, on the day and the day after."""

from datetime import date

import pytest

from chassis.refusals import FieldRefusedError
from enforcement.legal_terms.rules import Roll, Term, Unit
from enforcement.suitability.rules.validity import validity

TODAY = date(2026, 3, 16)
YESTERDAY, TOMORROW, SOON = date(2026, 3, 15), date(2026, 3, 17), date(2026, 3, 18)
FIVE_YEARS = Term("test", date(2014, 1, 1), 5, Unit.YEARS, Roll.NONE, 0)
LEFT = date(2026, 6, 30)
"""The declaration that runs works until then."""


def days(
    wanted_from: date | None = None, wanted_to: date | None = None, present_end: date | None = None
) -> tuple[date, date]:
    return validity(wanted_from, wanted_to, TODAY, present_end, FIVE_YEARS)


def refused(*asked: date | None) -> str:
    with pytest.raises(FieldRefusedError) as refusal:
        days(*asked)
    return refusal.value.field


def test_a_grant_starts_today_and_lasts_five_years() -> None:
    assert days() == (TODAY, date(2031, 3, 15))
    assert days(TODAY) == (TODAY, date(2031, 3, 15))
    assert days(TOMORROW) == (TOMORROW, date(2031, 3, 16))


def test_none_works_before_it_was_decided() -> None:
    assert refused(YESTERDAY) == "validFrom"
    assert refused(YESTERDAY, None, LEFT) == "validFrom"


def test_it_lasts_a_day_at_least() -> None:
    assert refused(TODAY, YESTERDAY) == "validTo"
    assert days(TODAY, TODAY) == (TODAY, TODAY)
    assert days(TODAY, TOMORROW) == (TODAY, TOMORROW)


def test_a_renewal_adds_five_years_to_what_is_left() -> None:
    assert days(present_end=LEFT) == (TODAY, date(2031, 6, 30))
    assert days(present_end=YESTERDAY) == (TODAY, date(2031, 3, 16)), "nothing is left"
    assert days(present_end=TODAY) == (TODAY, date(2031, 3, 16))
    assert days(present_end=TOMORROW) == (TODAY, date(2031, 3, 17))


def test_no_day_lies_between_a_declaration_and_its_renewal() -> None:
    assert days(TOMORROW, None, TODAY) == (TOMORROW, date(2031, 3, 16))
    assert refused(SOON, None, TODAY) == "validFrom"
    assert days(SOON, None, TOMORROW) == (SOON, date(2031, 3, 17))
    assert days(TODAY, None, date(2025, 12, 31))[0] == TODAY, "it lapsed: from today"
    assert refused(TOMORROW, None, date(2025, 12, 31)) == "validFrom"
    assert days(LEFT, None, LEFT)[0] == LEFT
    assert days(date(2026, 7, 1), None, LEFT)[0] == date(2026, 7, 1)
    assert refused(date(2026, 7, 2), None, LEFT) == "validFrom"


def test_a_renewal_takes_no_granted_day_away() -> None:
    assert refused(TODAY, date(2026, 6, 29), LEFT) == "validTo"
    assert days(TODAY, LEFT, LEFT) == (TODAY, LEFT)
    assert days(TODAY, date(2026, 7, 1), LEFT) == (TODAY, date(2026, 7, 1))
