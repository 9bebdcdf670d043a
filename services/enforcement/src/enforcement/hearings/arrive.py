"""An invitation to a hearing reached somebody: the time to prepare runs from that day.

One way for every procedure that plans a hearing by itself. What people knew when they planned it
is a presumption; the letter that arrived, or a later day that its addressee proves, makes place.
"""

from datetime import date
from uuid import UUID

from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from enforcement.cases.ask_review import ask_review
from enforcement.cases.rules import CAME_LATE, Early
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import permits, take_step
from enforcement.hearings.right import CaseT, RightToBeHeard
from enforcement.hearings.rules import left_no_time
from enforcement.legal_terms.rules import Law

INVITED = "uitnodiging_ter_kennis_gebracht"
"""Noted in the timeline."""


async def invitation_arrived(
    tx: Transaction, case: CaseT, right: RightToBeHeard[CaseT], on: date, by: By
) -> None:
    """Count from that day; whoever stayed away from a hearing that came too soon, is not blamed.

    Whoever came or wrote had time enough, and an invitation of before the last one counts no more.
    Raises ``StepRefusedError`` where none was planned.
    """
    absent = await stayed_away(tx, case.case_id, right.invitation, right.absence, right.came)
    writing = right.writing
    decided_at = None if writing is None else await writing.decided_at(tx, case)
    awaited = case.hearing_at if writing is None else (decided_at or writing.until(case))
    if awaited is None and (writing is not None or not absent):
        raise StepRefusedError(lazy("Plan eerst de hoorzitting."))
    note_arrival(tx, case.case_id, case.state, on, by, right.basis)
    earlier = case.invited_at is not None and on < city_day(case.invited_at)
    if earlier or (right.settled(case) and not absent):
        return
    law = await right.law(tx, case, on)
    if decided_at is not None:
        if city_day(decided_at) <= law.deadline(right.term_id, on).last_day:
            await ask_review(tx, case.case_id, case.state, by, Early.BESLIST)
        return
    await _count_from(tx, case, right, law, on, by, absent=absent)


async def _count_from(
    tx: Transaction,
    case: CaseT,
    right: RightToBeHeard[CaseT],
    law: Law,
    on: date,
    by: By,
    *,
    absent: bool,
) -> None:
    today = city_day(tx.now)
    case.invited_on = on
    if case.notice_until is not None:
        case.notice_until = right.prepared_on(law, on)
    hearing_on = None if case.hearing_at is None else city_day(case.hearing_at)
    unplanned = hearing_on is None and right.writing is None
    late = unplanned or left_no_time(hearing_on, on, case.notice_until) is not None
    if late:
        timeline.note(tx, case.case_id, CAME_LATE, (case.state, case.state), by)
    runs = late or (hearing_on is not None and hearing_on >= today)
    if right.writing is not None:
        await right.give_time(tx, case, law, on)
        until = right.writing.until(case)
        runs = late or until is None or today <= until
    if absent and (late or (right.writing is not None and runs)):
        if unplanned or not permits(case, right.void, today):
            await ask_review(tx, case.case_id, case.state, by, Early.AFWEZIG)
            return
        take_step(tx, case, right.void, by, basis=right.basis)
        right.unheard(case)
    if right.writing is None and runs:
        await right.give_time(tx, case, law, on)


def note_arrival(
    tx: Transaction, case_id: UUID, state: str, on: date, by: By, basis: str | None
) -> None:
    """That an invitation reached somebody on a day, in the timeline."""
    timeline.note(
        tx,
        case_id,
        INVITED,
        (state, state),
        by,
        reason=f"ter kennis gebracht op {on:%d/%m/%Y}",
        basis=basis,
        happened_at=day_start(on),
    )


async def stayed_away(
    tx: Transaction, case_id: UUID, invitation: str, absence: str, came: tuple[str, ...]
) -> bool:
    """Whether all that is known since the last invitation is that nobody came or wrote."""
    absent_at = await timeline.latest(tx, case_id, absence)
    invited_at = await timeline.latest(tx, case_id, invitation)
    came_at = await timeline.latest(tx, case_id, *came)
    if absent_at is None or invited_at is None or absent_at < invited_at:
        return False
    return came_at is None or came_at < invited_at
