"""The agenda of a delivery: what has to happen next for a period, and until when.

A year must be delivered. A half-year may be, in between; the year has its months too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from registry.delivery_register.rules.delivery import COUNTED, WAITING, State, is_known, last_day
from registry.minimum_format.rules.records import Period

FIRST_YEAR, LAST_YEAR = 2014, 2100
HALVES = (1, 2)


class Task(StrEnum):
    """The next thing to do; the organisation's, except for the last five."""

    OPLEVEREN = "opleveren"
    TUSSENTIJDS = "tussentijds"
    """A half-year that may be delivered."""
    VERBETEREN = "verbeteren"
    INDIENEN = "indienen"
    NAKIJKEN = "nakijken"
    """The study office sent it back: sign it again, or deliver anew."""
    AANVAARDEN = "aanvaarden"
    """The study office looks at it."""
    WACHTEN = "wachten"
    """Its figures wait for their day."""
    BESLISSEN = "beslissen"
    """The study office decides, since nothing protects the figures."""
    KLAAR = "klaar"
    LATER = "later"
    """The period is not over yet."""


OWN = frozenset({Task.OPLEVEREN, Task.VERBETEREN, Task.INDIENEN, Task.NAKIJKEN})
"""Tasks that the organisation must do before the deadline."""
OF_STATE = {
    State.FOUTEN: Task.VERBETEREN,
    State.GEVALIDEERD: Task.INDIENEN,
    State.TERUGGESTUURD: Task.NAKIJKEN,
    State.INGEDIEND: Task.AANVAARDEN,
    State.AANVAARD: Task.BESLISSEN,
    State.GEINTEGREERD: Task.KLAAR,
    State.BEVROREN: Task.KLAAR,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One period of the agenda. ``due`` is the last day on which the delivery is in time;
    ``overdue`` that it went by without anything that the organisation signed."""

    period: Period
    task: Task
    due: date
    overdue: bool


def entry(
    period: Period,
    states: Sequence[State],
    today: date,
    deadline_days: int,
    *,
    waits_for_day: bool = False,
) -> Entry:
    """``states`` are those of the deliveries of the period that stand, newest first.

    ``waits_for_day``: what was accepted of it waits for its day, and for nobody.
    """
    due = last_day(period) + timedelta(days=deadline_days)
    task = _task(period, states, today)
    if task is Task.BESLISSEN and waits_for_day:
        task = Task.WACHTEN
    signed = any(state in WAITING | COUNTED for state in states)
    return Entry(period, task, due, task in OWN and today > due and not signed)


def _task(period: Period, states: Sequence[State], today: date) -> Task:
    for state in states:
        if state in OF_STATE:
            return OF_STATE[state]
        if not is_known(state):
            return Task.KLAAR
    if today <= last_day(period):
        return Task.LATER
    return Task.OPLEVEREN if period.half is None else Task.TUSSENTIJDS


def begun(year: int, today: date) -> list[Period]:
    """The year and its halves, as far as they have begun; empty for a year to come."""
    if year > today.year:
        return []
    periods = [Period(year), *(Period(year, half) for half in HALVES)]
    return [period for period in periods if date.fromisoformat(f"{period.months[0]}-01") <= today]
