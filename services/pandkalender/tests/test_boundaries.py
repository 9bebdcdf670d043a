"""Each bound of a declaration on both sides: by a second, or by a day."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from pandkalender.moments.rules.period import Period
from pandkalender.shifts.rules.declaration import Rules, lead, refuse_hours, warnings
from pandkalender.shifts.rules.planning_state import PlanningState, Step, allowed, end_of, shown
from pandkalender.shifts.rules.work import Work, WorkStatus, refuse_work, warn_of_work
from pandkalender.suitability.rules import Conditions
from pandkalender.workers.rules.birth_date import BirthDate

AT = datetime(2026, 3, 16, 19, tzinfo=UTC)
DAY = date(2026, 3, 16)
ONE = timedelta(seconds=1)
NOT_BEFORE, UNTIL = (False, True, True), (True, True, False)
BEFORE, AFTER = (True, False, False), (False, False, True)
RULES = Rules(
    longest=timedelta(hours=12),
    lead=timedelta(0),
    ahead=timedelta(days=92),
    afterwards=timedelta(hours=24),
    employees_since=date(2024, 12, 1),
)
SHIFT = Period(AT, AT + timedelta(hours=8))
BORN = BirthDate(date(2008, 3, 16), date(2008, 3, 16))
OPEN = PlanningState.AANGEGEVEN


def fits(starts: datetime, ends: datetime, now: datetime) -> bool:
    return refuse_hours(RULES, Period(starts, ends), now) is None


MOMENTS: dict[str, tuple[Callable[[datetime], bool], tuple[bool, bool, bool]]] = {
    "a shift of some length": (lambda m: fits(AT, m, AT), AFTER),
    "a shift of at most twelve hours": (lambda m: fits(AT - timedelta(hours=12), m, AT), UNTIL),
    "declared 92 days ahead": (
        lambda m: fits(m, m + timedelta(hours=8), AT - timedelta(days=92)),
        UNTIL,
    ),
    "declared until 24 hours after": (
        lambda m: fits(AT - timedelta(hours=24), AT - timedelta(hours=20), m),
        UNTIL,
    ),
    "declared before it starts": (lambda m: not lead(RULES, AT, m).late, UNTIL),
    "under way": (lambda m: shown(OPEN, SHIFT, m) is PlanningState.BEZIG, NOT_BEFORE),
    "cancelled": (lambda m: Step.CANCEL in allowed(OPEN, SHIFT, m), BEFORE),
    "ended": (lambda m: Step.END in allowed(OPEN, SHIFT, m), NOT_BEFORE),
    "ended after it began": (
        lambda m: isinstance(end_of(SHIFT, m, AT + timedelta(days=1)), datetime),
        NOT_BEFORE,
    ),
    "ended as declared": (
        lambda m: isinstance(
            end_of(Period(AT - timedelta(hours=8), AT), m, AT + timedelta(days=1)), datetime
        ),
        UNTIL,
    ),
    "ended by now": (
        lambda m: isinstance(
            end_of(Period(AT - timedelta(hours=8), AT + timedelta(hours=1)), m, AT), datetime
        ),
        UNTIL,
    ),
}
DAYS: dict[str, tuple[Callable[[date], bool], tuple[bool, bool, bool]]] = {
    "of age": (
        lambda d: BORN.surely_adult(d),
        NOT_BEFORE,
    ),
    "a minor": (lambda d: BORN.surely_minor(d), BEFORE),
    "a document that is valid that day": (
        lambda d: warnings(DAY, Period(noon(d), noon(d) + timedelta(hours=8))) == (),
        UNTIL,
    ),
    "a recognition that is valid that day": (
        lambda d: warn_of_work(Work(WorkStatus.WERKNEMER, "E1", DAY), noon(d)) == (),
        UNTIL,
    ),
    "an employee since that day": (
        lambda d: refuse_work(Work(WorkStatus.WERKNEMER, "E1", None), noon(d), DAY) is None,
        NOT_BEFORE,
    ),
    "a condition that is overdue": (lambda d: Conditions(("x",), DAY).overdue(d), AFTER),
}


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@pytest.mark.parametrize("what", MOMENTS)
def test_a_bound_holds_on_its_own_moment(what: str) -> None:
    holds, expected = MOMENTS[what]
    assert tuple(holds(moment) for moment in (AT - ONE, AT, AT + ONE)) == expected


@pytest.mark.parametrize("what", DAYS)
def test_a_term_holds_on_its_own_day(what: str) -> None:
    holds, expected = DAYS[what]
    one = timedelta(days=1)
    assert tuple(holds(day) for day in (DAY - one, DAY, DAY + one)) == expected


def test_employees_are_known_to_the_law_since_1_december_2024() -> None:
    assert Rules().employees_since == date(2024, 12, 1)
    assert Rules() == RULES
