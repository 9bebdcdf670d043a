"""Record a request to the Council of State, its lawyer, and the file for the Council."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from enforcement.cases.rules import CaseKind, happened
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.council_of_state import store
from enforcement.council_of_state.on_judgment import CONTESTED
from enforcement.council_of_state.rules import (
    APPEAL_TERM,
    BASIS,
    FILE_TERM,
    CouncilStep,
    Urgency,
)
from enforcement.council_of_state.store import CouncilAppeal
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.rules import Deadline


@dataclass(frozen=True, slots=True)
class Request:
    """``lodged_at`` is now unless it was before; the roll number may come later."""

    lodged_at: datetime | None = None
    urgency: Urgency = Urgency.GEEN
    roll_number: str | None = None


async def lodge(
    tx: Transaction, kind: CaseKind, case_id: UUID, by: By, request: Request
) -> CouncilAppeal:
    """It stops nothing by itself (art. 17); a late one is recorded too: the Council weighs it.

    Raises ``RefusedError``.
    """
    contested = CONTESTED[kind]
    case = await contested.get_for_update(tx, case_id)
    lodged_at = happened("lodgedAt", request.lodged_at, tx.now, after=case.notified_at)
    take_step(tx, case, CouncilStep.APPEAL, by, basis=BASIS, happened_at=lodged_at)
    case.contested = case.council_appeal = True
    lodged_on = city_day(lodged_at)
    runs = await legal_terms.running(tx, case_id, APPEAL_TERM)
    await case_terms.close(tx, case_id, APPEAL_TERM)
    await store.forget_ended(tx, case_id)
    appeal = CouncilAppeal(
        case_id=case_id,
        kind=kind,
        lodged_on=lodged_on,
        late=runs is None or lodged_on > runs.last_day,
        urgency=request.urgency,
        roll_number=request.roll_number,
    )
    tx.session.add(appeal)
    await tx.session.flush()
    if contested.lodged is not None:
        contested.lodged(tx, case, lodged_at, request.urgency)
    return appeal


async def appoint_lawyer(
    tx: Transaction,
    kind: CaseKind,
    case_id: UUID,
    by: By,
    law_office: str,
    file_due_on: date | None,
) -> CouncilAppeal:
    """The office that defends the city, and the ordinance's day for the file. ``RefusedError``."""
    case = await CONTESTED[kind].get_for_update(tx, case_id)
    appeal = await store.get_for_update(tx, case_id)
    if file_due_on is not None and file_due_on < appeal.lodged_on:
        raise FieldRefusedError("fileDueOn", lazy("Dit ligt voor het beroep. Kijk de dag na."))
    take_step(tx, case, CouncilStep.LAWYER, by, reason=law_office, basis=BASIS)
    appeal.law_office = law_office
    if file_due_on is not None:
        appeal.file_due_on = file_due_on
        ends = Deadline(file_due_on, file_due_on)
        await case_terms.start_until(tx, case_id, FILE_TERM, appeal.lodged_on, ends)
    return appeal


async def send_file(
    tx: Transaction, kind: CaseKind, case_id: UUID, by: By, sent_at: datetime | None
) -> CouncilAppeal:
    """The file went to the Council. Raises ``RefusedError``."""
    case = await CONTESTED[kind].get_for_update(tx, case_id)
    appeal = await store.get_for_update(tx, case_id)
    moment = happened("sentAt", sent_at, tx.now)
    take_step(tx, case, CouncilStep.FILE, by, basis=BASIS, happened_at=moment)
    appeal.file_sent_on = city_day(moment)
    await case_terms.close(tx, case_id, FILE_TERM)
    return appeal
