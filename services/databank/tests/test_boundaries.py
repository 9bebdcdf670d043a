"""Each bound of the police's rules on both sides: by a second, by a day, by one.

What opens a file ends on its moment; what protects begins on it.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from contracts.branches import Branch
from databank.access.break_glass.rules import EmergencyRequest, State, fault_in
from databank.access.purposes.rules import may_search, stands
from databank.access.reading_budget.rules import ReadCount
from databank.arrests.rules.counts import Half
from databank.arrests.rules.protection import protect_total
from databank.detection.branch_shifts.rules import BranchShiftParameters, BranchShiftTrack, detect
from databank.detection.rule_versions.rules import period_error
from databank.detection.rules.version import Version
from databank.population.rules.differences import Range
from databank.population.rules.spans import Span
from databank.research_cases.rules import reference
from databank.review.rules.question import is_held
from databank.sightings.rules.sighting import Sighting
from databank.stated_identity.rules.age import is_minor
from databank.stated_identity.rules.document_checks import DocumentReading, Doubt, doubts

AT = datetime(2026, 3, 16, 19, tzinfo=UTC)
DAY = date(2026, 3, 16)
ONE = timedelta(seconds=1)
NOT_BEFORE, UNTIL = (False, True, True), (True, True, False)
BEFORE, AFTER = (True, False, False), (False, False, True)
ASKED = EmergencyRequest("agent", AT - timedelta(hours=8))
OPENED = replace(ASKED, decided_by="leader", until=AT)


def searches(times: int, at: datetime) -> list[datetime]:
    return [at] * times


Holds = tuple[bool, bool, bool]
MOMENTS: dict[str, tuple[Callable[[datetime], bool], Holds]] = {
    "a request of eight hours ago": (lambda m: ASKED.state(m) is State.GEVRAAGD, BEFORE),
    "a request that nobody answered": (lambda m: ASKED.state(m) is State.VERLOPEN, NOT_BEFORE),
    "emergency access": (lambda m: OPENED.opens_for("agent", m), BEFORE),
    "a purpose of eight hours": (lambda m: stands(AT - timedelta(hours=8), m), BEFORE),
    "a purpose from its moment": (lambda m: stands(AT, m), NOT_BEFORE),
    "thirty searches of fifteen minutes ago": (
        lambda m: may_search(searches(30, AT - timedelta(minutes=15)), m) is None,
        NOT_BEFORE,
    ),
    "searches up to now": (lambda m: may_search(searches(30, AT), m) is None, BEFORE),
    "a question that somebody holds": (lambda m: is_held("agent", AT, m), BEFORE),
}
DAYS: dict[str, tuple[Callable[[date], bool], Holds]] = {
    "a minor, born on 16 March 2008": (lambda d: is_minor("2008-03-16", d), BEFORE),
    "a document that ends that day": (lambda d: Doubt.DOCUMENT_VERVALLEN in doubted(d), AFTER),
    "a back-test of some days": (lambda d: period_error(DAY, d) is None, AFTER),
}
COUNTS: dict[str, tuple[Callable[[int], bool], int, Holds]] = {
    "twenty-nine searches": (lambda n: may_search(searches(n, AT), AT) is None, 29, UNTIL),
    "a reading budget": (lambda n: not ReadCount(n, 60).is_over, 60, UNTIL),
    "a reason of twenty characters": (lambda n: fault_in("x" * n) is None, 20, NOT_BEFORE),
    "a reason of five hundred characters": (lambda n: fault_in("x" * n) is None, 500, UNTIL),
    "a number with four digits": (
        lambda n: reference("AN.XX." + "1" * n) is not None,
        4,
        NOT_BEFORE,
    ),
    "five arrested persons": (lambda n: protect_total(n).total == n, 5, NOT_BEFORE),
    "nobody arrested": (lambda n: protect_total(n).total is not None, 0, (True, True, False)),
    "a range of five sizes with nobody": (lambda n: Range(0, n).is_safe, 4, NOT_BEFORE),
    "a range of five sizes": (lambda n: Range(1, n).is_safe, 5, NOT_BEFORE),
    "thirty years of a back-test": (
        lambda n: period_error(date(1990, 1, 1), date(1990 + n, 1, 1)) is None,
        30,
        UNTIL,
    ),
}


def doubted(day: date) -> list[Doubt]:
    return [*doubts(DocumentReading(expires_on=DAY), DocumentReading(), day)]


def moved(confidence: float, gap: timedelta) -> bool:
    """From the street to a window, by the rule as delivered: thirty days, sure for nine tenths."""
    parameters = BranchShiftParameters(window_days=30, min_confidence=0.9)
    track = BranchShiftTrack((Version(1, parameters, date(2010, 1, 1), None),))
    before = Sighting(UUID(int=1), Branch.STRAAT, AT, 1.0)
    after = Sighting(UUID(int=2), Branch.RAAM, AT + gap, confidence)
    return detect([before, after], track) != []


@pytest.mark.parametrize("what", MOMENTS)
def test_a_bound_holds_on_its_own_moment(what: str) -> None:
    holds, expected = MOMENTS[what]
    assert tuple(holds(moment) for moment in (AT - ONE, AT, AT + ONE)) == expected


@pytest.mark.parametrize("what", DAYS)
def test_a_term_holds_on_its_own_day(what: str) -> None:
    holds, expected = DAYS[what]
    one = timedelta(days=1)
    assert tuple(holds(day) for day in (DAY - one, DAY, DAY + one)) == expected


@pytest.mark.parametrize("what", COUNTS)
def test_a_count_holds_on_both_sides(what: str) -> None:
    holds, bound, expected = COUNTS[what]
    assert tuple(holds(number) for number in (bound - 1, bound, bound + 1)) == expected


@pytest.mark.parametrize(
    ("half", "after"), [((2026, 1), date(2026, 7, 1)), ((2026, 2), date(2027, 1, 1))]
)
def test_a_half_is_over_on_the_day_after_its_last(half: tuple[int, int], after: date) -> None:
    one = timedelta(days=1)
    days = (after - one, after, after + one)
    assert tuple(Half(*half).is_over(day) for day in days) == NOT_BEFORE
    span = Span(date(half[0], 1 if half[1] == 1 else 7, 1), 6)
    assert tuple(span.may_be_measured(day) for day in days) == NOT_BEFORE


def test_a_sighting_takes_part_at_the_certainty_that_the_rule_asks_and_in_its_window() -> None:
    day, month = timedelta(days=1), timedelta(days=30)
    assert [moved(sure, day) for sure in (0.8999, 0.9, 0.9001)] == [*NOT_BEFORE]
    assert [moved(1.0, month + gap) for gap in (-ONE, ONE - ONE, ONE)] == [*UNTIL]
