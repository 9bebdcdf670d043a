"""Tell whoever it concerns of seals or a penalty payment: which a letter tells, and which is told.

Nothing is owed under a penalty before that (decision 0232).
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from enforcement.cases.store.timeline import By
from enforcement.mayor_measures import store
from enforcement.mayor_measures.owed_days import owe_held_days
from enforcement.mayor_measures.store import MayorMeasure, MeasureMeans
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.letters import COPIED
from enforcement.notifications.store import letters

ALL_TOLD = lazy("Er is geen verzegeling of dwangsom die nog ter kennis moet komen.")


async def to_tell(tx: Transaction, case: MayorMeasure) -> list[MeasureMeans]:
    """Those that no letter told yet that left, the first one first; once more, those of a letter
    that reached nobody."""
    told_until = await letters.told_until(tx, case.case_id, LetterKind.DWANGMIDDEL)
    back = [
        each.drafted_at
        for each in await letters.came_back(tx, case.case_id)
        if each.kind == LetterKind.DWANGMIDDEL
    ]
    return [
        each
        for each in await store.means(tx, case)
        if (told_until is None or each.ordered_at > told_until)
        and (each.notified_on is None or any(each.ordered_at <= at for at in back))
    ]


async def unreached(tx: Transaction, case: MayorMeasure) -> list[UUID]:
    """Those whose day is no notification: their letter came back, and no other arrived yet."""
    days = {
        each.counted_from
        for each in await letters.came_back(tx, case.case_id)
        if each.kind == LetterKind.DWANGMIDDEL and each.counted_from is not None
    }
    return [each.means_id for each in await store.means(tx, case) if each.notified_on in days]


async def told_by_letter(tx: Transaction, case: MayorMeasure, on: date) -> list[UUID]:
    """Those that a letter told which arrived on that day."""
    drafted = [
        each.drafted_at
        for each in await letters.of_case(tx, case.case_id)
        if each.kind == LetterKind.DWANGMIDDEL
        and each.role not in COPIED
        and each.notified_on == on
    ]
    last = max(drafted, default=None)
    return [
        each.means_id
        for each in await store.means(tx, case)
        if last is not None and each.ordered_at <= last
    ]


async def is_under_way(tx: Transaction, case: MayorMeasure) -> bool:
    """Whether letters that left tell all that waits: their arrival notes it."""
    left = [
        each.drafted_at
        for each in await letters.under_way(tx, case.case_id, LetterKind.DWANGMIDDEL)
    ]
    waiting = [each for each in await store.means(tx, case) if each.notified_on is None]
    return all(any(each.ordered_at <= at for at in left) for each in waiting)


async def note_told(
    tx: Transaction, case: MayorMeasure, told: Collection[UUID] | None, at: datetime
) -> None:
    """Note the day of those that wait: of all, or of the ``told`` ones. ``StepRefusedError``."""
    waiting = [each for each in await store.means(tx, case) if each.notified_on is None]
    chosen = [
        each
        for each in waiting
        if city_day(each.ordered_at) <= city_day(at) and (told is None or each.means_id in told)
    ]
    if not chosen:
        raise StepRefusedError(ALL_TOLD)
    for each in chosen:
        each.notified_on = city_day(at)
    case.means_pending = len(chosen) < len(waiting)


async def recount(
    tx: Transaction, case: MayorMeasure, means: Sequence[MeasureMeans], on: date, by: By
) -> None:
    """They were told on another day than the case has."""
    for each in means:
        each.notified_on = on
    await owe_held_days(tx, case, by)
