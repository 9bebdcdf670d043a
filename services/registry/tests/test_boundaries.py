"""Each term of deliveries on the day before, on the day and on the day after.

Fewest persons of whom a figure is told: ``tests/disclosure``.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from chassis.days import day_start
from chassis.refusals import RefusedError
from contracts.codes import CareOrganisation
from registry.completeness.rules.reminders import Reminder, due
from registry.delivery_register.rules.delivery import has_begun, is_late, is_over
from registry.delivery_register.rules.release import (
    check_over,
    is_reissue,
    leaving_day,
    reissue_day,
)
from registry.minimum_format.rules.records import Period
from registry.organisations.rules import Name, Organisation
from registry.retention.rules import (
    is_near,
    kept_until_of_draft,
    kept_until_of_replaced,
    kept_until_of_year,
)

DAY = date(2026, 3, 1)
NOT_BEFORE, UNTIL = (False, True, True), (True, True, False)
BEFORE, AFTER = (True, False, False), (False, False, True)
FIRST_HALF, SECOND_HALF, YEAR = Period(2026, 1), Period(2025, 2), Period(2025)


def last_minute(day: date) -> datetime:
    return day_start(day + timedelta(days=1)) - timedelta(minutes=1)


def is_accepted(period: Period, day: date) -> bool:
    try:
        check_over(period, day)
    except RefusedError:
        return False
    return True


Holds = tuple[bool, bool, bool]
DAYS: dict[str, tuple[Callable[[date], bool], date, Holds]] = {
    "late 59 days after the year": (
        lambda d: is_late(YEAR, last_minute(d), 59),
        date(2026, 2, 28),
        AFTER,
    ),
    "a half that began": (
        lambda d: has_begun(FIRST_HALF, day_start(d)),
        date(2026, 1, 1),
        NOT_BEFORE,
    ),
    "a half that is over": (
        lambda d: is_over(FIRST_HALF, last_minute(d)),
        date(2026, 6, 30),
        AFTER,
    ),
    "accepted once it is over": (
        lambda d: is_accepted(FIRST_HALF, d),
        date(2026, 7, 1),
        NOT_BEFORE,
    ),
    "a year told once more that day": (
        lambda d: reissue_day(2024, d) == date(2026, 3, 1),
        DAY,
        BEFORE,
    ),
    "a first telling on its day": (
        lambda d: leaving_day(YEAR, d, is_told=False, was_reissued=False) == DAY,
        DAY,
        UNTIL,
    ),
    "a re-issue": (lambda d: is_reissue(YEAR, d), DAY, AFTER),
    "a draft of which is warned": (lambda d: is_near(DAY, d), date(2026, 1, 30), NOT_BEFORE),
    "an organisation that works in the half": (
        lambda d: organisation(until=d).works_in(SECOND_HALF),
        date(2025, 7, 1),
        NOT_BEFORE,
    ),
    "an organisation that began in the half": (
        lambda d: organisation(since=d).works_in(SECOND_HALF),
        date(2025, 12, 31),
        UNTIL,
    ),
    "a reminder of two weeks before": (
        lambda d: due(DAY, d, ()) is Reminder.TWEE_WEKEN,
        date(2026, 2, 15),
        NOT_BEFORE,
    ),
    "a reminder on the last day": (
        lambda d: due(DAY, d, ()) is Reminder.LAATSTE_DAG,
        DAY,
        (False, True, False),
    ),
    "a reminder of a month late": (
        lambda d: due(DAY, d, ()) is Reminder.MAAND_TE_LAAT,
        date(2026, 3, 29),
        NOT_BEFORE,
    ),
}


def organisation(since: date = date(2020, 1, 1), until: date | None = None) -> Organisation:
    names = (Name(name="Zorg", since=since),)
    return Organisation(code=CareOrganisation.BOYS, since=since, until=until, names=names)


@pytest.mark.parametrize("what", DAYS)
def test_a_term_holds_on_its_own_day(what: str) -> None:
    holds, day, expected = DAYS[what]
    one = timedelta(days=1)
    assert tuple(holds(each) for each in (day - one, day, day + one)) == expected


def test_rows_are_kept_until_the_day_of_the_handbook() -> None:
    assert kept_until_of_year(date(2026, 3, 1), 2) == date(2028, 3, 1)
    assert kept_until_of_year(date(2028, 2, 29), 2) == date(2030, 2, 28)
    assert kept_until_of_replaced(date(2026, 3, 1), 30) == date(2026, 3, 31)
    assert kept_until_of_draft(date(2026, 3, 1), 365) == date(2027, 3, 1)
