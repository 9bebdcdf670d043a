"""Note a request to the Council of State and its rulings; extreme urgency holds a decision up."""

from datetime import datetime
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.refusals import StepRefusedError
from contracts.codes import CouncilRuling
from enforcement.cases.rules import happened
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.council_of_state.rules import (
    APPEAL_TERM,
    BASIS,
    FINAL,
    Urgency,
)
from enforcement.integrity_investigations import store
from enforcement.integrity_investigations.erase import erase_findings, keep_until
from enforcement.integrity_investigations.put_into_effect import give_back, let_work
from enforcement.integrity_investigations.rules import IntegrityStep
from enforcement.integrity_investigations.store import IntegrityInvestigation
from enforcement.legal_terms import case_terms


async def lodge(
    tx: Transaction, case_id: UUID, by: By, urgency: Urgency, lodged_at: datetime | None
) -> IntegrityInvestigation:
    """A request in extreme urgency within the waiting time makes the decision wait for its ruling.

    Raises ``RefusedError``.
    """
    case = await store.get_for_update(tx, case_id)
    lodged_at = happened("lodgedAt", lodged_at, tx.now, after=case.notified_at)
    step = IntegrityStep.COUNCIL_APPEAL
    take_step(tx, case, step, by, reason=str(urgency), basis=BASIS, happened_at=lodged_at)
    case.appealed_at, case.appeal_pending, case.urgency = lodged_at, True, urgency
    in_time = case.effect_after is not None and city_day(lodged_at) <= case.effect_after
    if urgency is Urgency.UITERST_DRINGEND and in_time and case.effect_from is None:
        case.stayed_at = lodged_at
    await case_terms.close(tx, case_id, APPEAL_TERM)
    return case


async def record_ruling(
    tx: Transaction, case_id: UUID, by: By, ruling: CouncilRuling, ruled_at: datetime | None
) -> IntegrityInvestigation:
    """It works at once; after the last one nobody needs what was found. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    if case.ruling in FINAL:
        raise StepRefusedError("De Raad van State deed al uitspraak. Er volgt niets meer.")
    ruled_at = happened("ruledAt", ruled_at, tx.now, after=case.appealed_at)
    step = IntegrityStep.COUNCIL_RULING
    take_step(tx, case, step, by, reason=str(ruling), basis=BASIS, happened_at=ruled_at)
    case.ruling = ruling
    case.appeal_pending = ruling not in FINAL
    worked = case.works
    match ruling:
        case CouncilRuling.SCHORSING:
            case.stayed_at = tx.now
        case CouncilRuling.VERNIETIGING:
            case.undone_at, case.stayed_at = tx.now, None
        case _:
            case.stayed_at = None
    if worked and not case.works:
        await give_back(tx, case, by)
    elif not worked and case.undone_at is None and case.stayed_at is None:
        await let_work(tx, case, by)
    if ruling in FINAL:
        await erase_findings(tx, case, by)
        if case.closed_at is not None:
            await keep_until(tx, case)
    return case
