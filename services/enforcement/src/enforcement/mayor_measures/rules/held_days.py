"""Days on which an order held: a penalty payment is owed for no other (NGW art. 133ter)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chassis.days import day_start


@dataclass(frozen=True, slots=True)
class Span:
    """The time in which an order held; ``ends`` is exclusive, and empty where it has no end."""

    starts: datetime
    ends: datetime | None


@dataclass(frozen=True, slots=True)
class StayedDays:
    """Days on which the Council of State had stayed the orders, both included."""

    first: date
    last: date | None


def held(day: date, spans: Sequence[Span], stays: Sequence[StayedDays]) -> bool:
    """Whether an order held on a day, at some hour of it.

    A day on which a stay began or ended is of the stay: nobody owes for what may be one of its
    hours.
    """
    if any(stay.first <= day and (stay.last is None or day <= stay.last) for stay in stays):
        return False
    begins, over = day_start(day), day_start(day + timedelta(days=1))
    return any(
        span.starts < over and (span.ends is None or max(span.starts, begins) < span.ends)
        for span in spans
    )


def days_between(first: date, last: date) -> list[date]:
    """All days from the first to the last, which both count."""
    return [first + timedelta(days=nr) for nr in range((last - first).days + 1)]
