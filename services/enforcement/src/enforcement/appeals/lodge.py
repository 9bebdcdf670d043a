"""Lodge an appeal: the fine is not enforceable until the court has judged."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from contracts.enforcement import GasAppealLodged
from enforcement.appeals import store
from enforcement.appeals.rules import court_for
from enforcement.appeals.store import Appeal
from enforcement.cases.rules import happened
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.gas import store as gas
from enforcement.gas.rules import GasStep, basis
from enforcement.gas.store import GasCase
from enforcement.legal_terms import case_terms


async def lodge(
    tx: Transaction, case_id: UUID, by: By, lodged_at: datetime | None, roll_number: str | None
) -> GasCase:
    """Within its month, also when the city learns of it later, and of a fine that was paid.

    Raises ``RefusedError``.
    """
    case = await gas.get_for_update(tx, case_id)
    moment = happened("lodgedAt", lodged_at, tx.now)
    file = replace(case.file(), appealed_on=city_day(moment))
    take_step(tx, case, GasStep.APPEAL, by, basis=basis.APPEAL, happened_at=moment, file=file)
    case.appealed_on, case.closed_at = city_day(moment), None
    await case_terms.close(tx, case_id, basis.APPEAL_TERM)
    assert case.amount is not None, "only a fine is appealed"
    appeal = Appeal(
        case_id=case_id,
        court=court_for(minor=bool(case.minor)),
        lodged_on=case.appealed_on,
        roll_number=roll_number,
        first_amount=case.amount,
    )
    tx.session.add(appeal)
    record(tx, GasAppealLodged(case_id=case_id, lodged_at=moment))
    return case


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
