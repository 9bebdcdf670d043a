"""Correct the day of a hearing: it was held on another day than somebody noted.

One way for every procedure that plans a hearing by itself (decision 0203). A hearing that is still
to come is no slip: another invitation gives another day.
"""

from datetime import date, datetime

from chassis.bus import record
from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from contracts.enforcement import HearingDayCorrected
from enforcement.cases.rules import HEARING_MOVED
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.hearings.right import CaseT, RightToBeHeard
from enforcement.hearings.rules import too_soon_to_hear


async def correct_hearing_day(
    tx: Transaction, case: CaseT, right: RightToBeHeard[CaseT], on: date, by: By
) -> None:
    """Whoever heard of the hearing hears of its right day. Raises ``FieldRefusedError``.

    What follows is checked again: the invitation left time before it, and what was proposed or
    decided since was so after it.
    """
    must_have_been_held = FieldRefusedError(
        "dayOf", lazy("Er is geen hoorzitting waarvan de dag nog rechtgezet kan worden.")
    )
    if case.invited_at is None:
        raise must_have_been_held
    held, proposed, decided = False, list[datetime](), list[datetime]()
    for line in await timeline.of_case(tx, case.case_id):
        if line.step in (right.invitation, right.held):
            held, proposed, decided = line.step == right.held, [], []
        elif line.step == right.proposal:
            proposed = [line.happened_at or line.at]
        elif line.step in right.decisions:
            decided.append(line.happened_at or line.at)
        elif line.step == right.retake:
            decided = decided[:-1]  # a renewal alone, or the only one
        if line.to_state in right.unproposed:
            proposed = []
    if not held:
        raise must_have_been_held
    _must_fit(case, on)
    if decided and on > city_day(decided[0]):
        raise FieldRefusedError("day", lazy("Dit ligt na de beslissing. Kijk de dag na."))
    if proposed and on > city_day(proposed[0]):
        reason = lazy("Dit ligt na het voorstel dat erop steunt. Maak eerst een nieuw voorstel.")
        raise FieldRefusedError("day", reason)
    held_at = max(day_start(on), case.invited_at)
    states = (case.state, case.state)
    timeline.note(tx, case.case_id, HEARING_MOVED, states, by, happened_at=held_at)
    if right.tell_heard is not None:
        record(
            tx,
            HearingDayCorrected(case_id=case.case_id, held_at=held_at, corrected_at=tx.now),
        )


def _must_fit(case: CaseT, on: date) -> None:
    """Behind the invitation, with its time to prepare."""
    planned_on = None if case.hearing_at is None else city_day(case.hearing_at)
    early = too_soon_to_hear(on, planned_on, case.invited_on)
    if early is not None:
        raise FieldRefusedError("day", early)
    if case.notice_until is not None and on < case.notice_until:
        reason = lazy(
            "De betrokkene had tot en met %(day)s om zich voor te bereiden.",
            day=f"{case.notice_until:%d/%m/%Y}",
        )
        raise FieldRefusedError("day", reason)
