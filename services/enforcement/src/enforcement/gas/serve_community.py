"""Community service instead of a fine (gemeenschapsdienst, arts. 9 to 11 and 19)."""

from datetime import datetime
from uuid import UUID

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from contracts.codes import GasOutcome
from contracts.enforcement import GasCommunityServiceEnded
from enforcement.cases.rules import happened
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.gas import store
from enforcement.gas.end import end as end_case
from enforcement.gas.go_on import go_on
from enforcement.gas.law import figure, law_of_facts
from enforcement.gas.rules import CommunityServiceResult, GasStep, basis
from enforcement.gas.store import GasCase
from enforcement.gas.tell_police import tell_outcome
from enforcement.legal_terms import case_terms


async def propose(tx: Transaction, case_id: UUID, hours: int, by: By) -> GasCase:
    """The hours that the letter offers; its notification lets the six months run.

    Raises ``RefusedError``.
    """
    case = await store.get_for_update(tx, case_id)
    term = basis.SERVICE_HOURS_MINOR if case.minor else basis.SERVICE_HOURS
    most = figure(await law_of_facts(tx, case_id, term), term)
    if not 1 <= hours <= most:
        reason = lazy("Kies een aantal uren van 1 tot en met %(most)s.", most=most)
        raise FieldRefusedError("hours", reason)
    take_step(tx, case, GasStep.SERVICE_OFFER, by, reason=str(hours), basis=basis.COMMUNITY_SERVICE)
    case.service_hours = hours
    return case


async def accept(tx: Transaction, case_id: UUID, by: By, accepted_at: datetime | None) -> GasCase:
    """The person agrees to do it (art. 10). Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    moment = happened("acceptedAt", accepted_at, tx.now)
    step, article = GasStep.SERVICE_ACCEPTANCE, basis.COMMUNITY_SERVICE
    take_step(tx, case, step, by, basis=article, happened_at=moment)
    case.service_accepted_on = city_day(moment)
    return case


async def end(
    tx: Transaction,
    case_id: UUID,
    by: By,
    result: CommunityServiceResult,
    ended_at: datetime | None,
) -> GasCase:
    """Done: no fine can follow. Not done: one still can. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    moment = happened("endedAt", ended_at, tx.now)
    take_step(
        tx,
        case,
        GasStep.COMMUNITY_SERVICE_END,
        by,
        outcome=result,
        basis=basis.COMMUNITY_SERVICE,
        happened_at=moment,
    )
    case.service_result = result
    completed = result is CommunityServiceResult.VOLBRACHT
    record(tx, GasCommunityServiceEnded(case_id=case_id, completed=completed, ended_at=moment))
    await case_terms.close(tx, case_id, basis.SERVICE_TERM)
    if completed:
        await end_case(tx, case)
        tell_outcome(tx, case_id, GasOutcome.GEEN_GELDBOETE)
    else:
        await go_on(tx, case, by)
    return case
