"""Lodge an appeal: the fine is not enforceable until the court has judged."""

from datetime import date, datetime
from uuid import UUID

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from contracts.enforcement import GasAppealLodged
from enforcement.appeals import store
from enforcement.appeals.rules import court_for
from enforcement.appeals.store import Appeal
from enforcement.cases.ask_review import ask_review
from enforcement.cases.rules import Early, happened
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.gas import store as gas
from enforcement.gas.rules import GasState, GasStep, basis
from enforcement.gas.store import GasCase
from enforcement.legal_terms import case_terms

LATE = "beroep_na_termijn"
"""A line of the timeline: whether the appeal may be heard, the court says."""
ANOTHER = "nog_een_beroep"
"""A line of the timeline: a minor and each holder of parental authority may appeal."""


async def lodge(
    tx: Transaction, case_id: UUID, by: By, lodged_at: datetime | None, roll_number: str | None
) -> GasCase:
    """Whenever it was lodged, and whatever became of the fine since: one that came after the month
    is recorded with that doubt. Raises ``RefusedError`` once a court ruled.
    """
    case = await gas.get_for_update(tx, case_id)
    moment = happened("lodgedAt", lodged_at, tx.now)
    before = case.state
    take_step(tx, case, GasStep.APPEAL, by, basis=basis.APPEAL, happened_at=moment)
    lodged_on = city_day(moment)
    if case.appeal_until is not None and lodged_on > case.appeal_until:
        timeline.note(tx, case_id, LATE, (case.state, case.state), by)
    if before is GasState.BEROEP_INGESTELD:
        timeline.note(tx, case_id, ANOTHER, (case.state, case.state), by, reason=roll_number)
        return case
    case.appealed_on, case.closed_at = lodged_on, None
    case.judged_on = case.verdict = None
    await case_terms.close(tx, case_id, basis.APPEAL_TERM)
    if before is GasState.DWANGINVORDERING:
        await ask_review(tx, case_id, case.state, by, Early.INGEVORDERD)
    await _keep(tx, case, lodged_on, roll_number)
    record(tx, GasAppealLodged(case_id=case_id, lodged_at=moment))
    return case


async def _keep(tx: Transaction, case: GasCase, on: date, roll_number: str | None) -> None:
    """One that was taken back makes place for this one."""
    assert case.amount is not None, "only a fine is appealed"
    appeal = await store.find(tx, case.case_id)
    if appeal is None:
        appeal = Appeal(
            case_id=case.case_id,
            court=court_for(minor=bool(case.minor)),
            lodged_on=on,
            first_amount=case.amount,
        )
        tx.session.add(appeal)
    appeal.lodged_on, appeal.roll_number, appeal.file_sent_on = on, roll_number, None


async def appoint_lawyer(tx: Transaction, case_id: UUID, by: By, law_office: str) -> Appeal:
    """Raises ``RefusedError``."""
    appeal = await store.get_for_update(tx, case_id)
    appeal.law_office = law_office
    case = await gas.get_for_update(tx, case_id)
    take_step(tx, case, GasStep.APPEAL_LAWYER, by, basis=basis.APPEAL)
    return appeal


async def send_file(tx: Transaction, case_id: UUID, by: By, sent_at: datetime | None) -> Appeal:
    """The file went to the court and to the lawyer. Raises ``RefusedError``."""
    appeal = await store.get_for_update(tx, case_id)
    appeal.file_sent_on = city_day(happened("sentAt", sent_at, tx.now))
    case = await gas.get_for_update(tx, case_id)
    take_step(tx, case, GasStep.APPEAL_FILE, by, basis=basis.APPEAL)
    return appeal
