"""Mediate (GAS-bemiddeling): acceptance, a longer term, and the end."""

from datetime import datetime
from uuid import UUID

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from contracts.codes import GasOutcome, MediationResult
from contracts.enforcement import GasMediationEnded
from enforcement.cases.rules import happened
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.gas import store
from enforcement.gas.end import end as end_case
from enforcement.gas.go_on import go_on
from enforcement.gas.lengthen import lengthen_decision_term
from enforcement.gas.rules import GasState, GasStep, basis
from enforcement.gas.store import GasCase
from enforcement.gas.tell_police import tell_outcome

AGREED = "afspraken_in_bemiddeling"


async def accept(
    tx: Transaction, case_id: UUID, by: By, mediator: str | None, accepted_at: datetime | None
) -> GasCase:
    """Mediation begins: the decision term becomes the longer one (art. 26 §2).

    ``mediator`` is a pseudonym of the city: that person will not decide. None when the person
    accepts by themselves: then the city names one after it. Raises ``RefusedError``.
    """
    case = await store.get_for_update(tx, case_id)
    moment = happened("acceptedAt", accepted_at, tx.now)
    take_step(tx, case, GasStep.MEDIATION_ACCEPTANCE, by, basis=basis.MEDIATION, happened_at=moment)
    case.mediation_accepted_on, case.mediator = city_day(moment), mediator
    await lengthen_decision_term(tx, case, by, basis.MEDIATION_TERM, "bemiddeling begonnen")
    return case


async def name_mediator(tx: Transaction, case_id: UUID, by: By, mediator: str) -> GasCase:
    """Name the mediator, where the person accepted by themselves. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    take_step(tx, case, GasStep.MEDIATOR, by, basis=basis.MEDIATION)
    case.mediator = mediator
    return case


async def agree(tx: Transaction, case_id: UUID, by: By) -> GasCase:
    """The parties agreed on terms, and the mediator asks for the time they need (art. 26 §2).

    Raises ``RefusedError``.
    """
    case = await store.get_for_update(tx, case_id)
    if case.state is not GasState.BEMIDDELING_LOPEND or case.mediation_accepted_on is None:
        raise StepRefusedError(lazy("Er loopt geen bemiddeling die aanvaard is."))
    timeline.note(tx, case_id, AGREED, (case.state, case.state), by, basis=basis.DECISION)
    await lengthen_decision_term(tx, case, by, basis.AGREED_TERM, "afspraken in de bemiddeling")
    return case


async def end(
    tx: Transaction, case_id: UUID, by: By, result: MediationResult, ended_at: datetime | None
) -> GasCase:
    """After a success no fine can follow (art. 12). Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    moment = happened("endedAt", ended_at, tx.now)
    take_step(
        tx,
        case,
        GasStep.MEDIATION_END,
        by,
        outcome=result,
        basis=basis.MEDIATION,
        happened_at=moment,
    )
    case.mediation_result = result
    record(tx, GasMediationEnded(case_id=case_id, result=result, ended_at=moment))
    if result is MediationResult.GESLAAGD:
        await end_case(tx, case)
        tell_outcome(tx, case_id, GasOutcome.GEEN_GELDBOETE)
    else:
        await go_on(tx, case, by)
    return case
