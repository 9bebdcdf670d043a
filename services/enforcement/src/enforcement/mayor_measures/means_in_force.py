"""Seals and penalty payments of a measure, each with the time in which it holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from chassis.days import day_start
from chassis.db import Transaction
from enforcement.mayor_measures import store
from enforcement.mayor_measures.rules.codes import PenaltyUnit
from enforcement.mayor_measures.rules.penalty import first_owed_day
from enforcement.mayor_measures.store import MayorMeasure, MeasureMeans


@dataclass(frozen=True, slots=True)
class MeansInForce:
    """``ends_at`` is exclusive; amounts, in cents, are those of a penalty payment."""

    what: str
    begins_at: datetime
    ends_at: datetime | None
    amount_cents: int | None
    unit: PenaltyUnit | None
    ceiling_cents: int | None


async def means_in_force(tx: Transaction, case: MayorMeasure) -> list[MeansInForce]:
    """Of an order that works or worked: seals since they were ordered, a penalty payment from the
    first day on which a breach is owed, until that of the next."""
    if case.effect_from is None:
        return []
    ordered = await store.means(tx, case)
    found = []
    for number, means in enumerate(ordered):
        begins_at = _begins_at(means)
        if begins_at is None:
            continue
        ends = [case.effect_to, _next(means, ordered[number + 1 :])]
        ends_at = min((each for each in ends if each is not None), default=None)
        if ends_at is None or begins_at < ends_at:
            amounts = (means.amount_cents, means.unit, means.ceiling_cents)
            found.append(MeansInForce(str(means.means), begins_at, ends_at, *amounts))
    return found


def _begins_at(means: MeasureMeans) -> datetime | None:
    if means.amount_cents is None:
        return means.ordered_at
    if means.notified_on is None:
        return None
    return day_start(first_owed_day(means.notified_on, means.grace_until))


def _next(means: MeasureMeans, later: Sequence[MeasureMeans]) -> datetime | None:
    """When a later penalty payment begins in place of this one."""
    if means.amount_cents is None:
        return None
    begin = (_begins_at(each) for each in later if each.amount_cents is not None)
    return min((at for at in begin if at is not None), default=None)
