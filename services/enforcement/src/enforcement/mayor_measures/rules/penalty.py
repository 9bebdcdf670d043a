"""Amounts forfeited under a penalty payment (NGW art. 133ter): by its unit, until its ceiling."""

from dataclasses import dataclass
from datetime import date, timedelta

from enforcement.mayor_measures.rules.codes import PenaltyUnit


@dataclass(frozen=True, slots=True)
class PenaltyTerms:
    """As the mayor ordered it, in cents."""

    amount_cents: int
    unit: PenaltyUnit
    ceiling_cents: int


def first_owed_day(notified_on: date, grace_until: date | None) -> date:
    """The first day whose breach is owed: behind the grace, and behind the day of the notification,
    of which nobody knows the hours that came after it."""
    return max(notified_on, grace_until or notified_on) + timedelta(days=1)


def forfeited(terms: PenaltyTerms, days: int, already_cents: int) -> int:
    """Cents that one breach of ``days`` days forfeits, beside what was forfeited before."""
    left = max(0, terms.ceiling_cents - already_cents)
    match terms.unit:
        case PenaltyUnit.INEENS:
            due = 0 if already_cents else terms.amount_cents
        case PenaltyUnit.PER_OVERTREDING:
            due = terms.amount_cents
        case PenaltyUnit.PER_DAG:
            due = terms.amount_cents * days
    return min(due, left)
