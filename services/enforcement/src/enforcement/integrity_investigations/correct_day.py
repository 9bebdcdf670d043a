"""Correct a day that somebody noted wrong: what the wrong day began runs from the right one."""

from datetime import date

from chassis.bus import record
from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from contracts.enforcement import IntegrityDecisionWithdrawn
from enforcement.cases.rules import CaseKind
from enforcement.cases.store.timeline import By
from enforcement.hearings.correct_day import correct_hearing_day
from enforcement.integrity_investigations import later_receipt
from enforcement.integrity_investigations.heard import RIGHT
from enforcement.integrity_investigations.rules import DayOf
from enforcement.integrity_investigations.store import IntegrityInvestigation
from enforcement.integrity_investigations.tell_ended import tell_ended
from enforcement.notifications.must_not_have_left import must_not_have_left
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.outlines import NOT_DECIDED

DECISION = (CaseKind.INTEGRITY, LetterKind.BESLISSING)


async def correct_day(
    tx: Transaction, case: IntegrityInvestigation, which: DayOf, on: date, by: By
) -> None:
    """Reporting hears of another day of decision. Raises ``FieldRefusedError``."""
    if which is DayOf.HOORZITTING:
        await correct_hearing_day(tx, case, RIGHT, on, by)
    elif which is DayOf.BESLISSING:
        await _decided_on(tx, case, on)
    else:
        await _notified_on(tx, case, on, by)


async def _decided_on(tx: Transaction, case: IntegrityInvestigation, on: date) -> None:
    """Its letter says the day: once that left, the college decides anew."""
    if case.notified_at is not None:
        reason = lazy("De beslissing is al ter kennis gebracht. Laat het college ze hernemen.")
        raise FieldRefusedError("dayOf", reason)
    if case.decided_at is None or case.proposed_at is None:
        raise FieldRefusedError("dayOf", NOT_DECIDED)
    await must_not_have_left(tx, DECISION, case.case_id, case.decided_at)
    if on < city_day(case.proposed_at):
        raise FieldRefusedError("day", lazy("Dit ligt voor het voorstel. Kijk de dag na."))
    case.decided_at = max(day_start(on), case.proposed_at)
    record(
        tx,
        IntegrityDecisionWithdrawn(
            case_id=case.case_id, about=case.subject, anew=True, withdrawn_at=tx.now
        ),
    )
    tell_ended(tx, case)


async def _notified_on(tx: Transaction, case: IntegrityInvestigation, on: date, by: By) -> None:
    """The day on which it arrived: the waiting time and the term of appeal run from it."""
    if case.notified_at is None or case.decided_at is None:
        raise FieldRefusedError("dayOf", lazy("De beslissing is nog niet ter kennis gebracht."))
    if on < city_day(case.decided_at):
        raise FieldRefusedError("day", lazy("Dit ligt voor de beslissing. Kijk de dag na."))
    case.notified_at = min(case.notified_at, max(day_start(on), case.decided_at))
    await later_receipt.recount_notification(tx, case, on, by)
