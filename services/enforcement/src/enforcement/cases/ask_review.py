"""Ask somebody to look at a case again: what followed cannot be undone, and came too early."""

from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from enforcement.cases.rules import FOUND, REVIEW, CaseNotFoundError, Early
from enforcement.cases.store import assignments, case_list, timeline
from enforcement.cases.store.assignments import FollowUp
from enforcement.cases.store.timeline import By


async def ask_review(tx: Transaction, case_id: UUID, state: str, by: By, early: Early) -> None:
    """Flag it in the timeline, and let a case that has a work list stand on today's."""
    timeline.note(tx, case_id, REVIEW, (state, state), by, reason=early)
    try:
        await case_list.head(tx, case_id, FOUND)
    except CaseNotFoundError:
        return
    today = city_day(tx.now)
    planned = await assignments.follow_up(tx, case_id)
    if planned is None or planned.on_day > today:
        note = None if planned is None else planned.note
        await assignments.keep_follow_up(tx, case_id, FollowUp(today, note))
