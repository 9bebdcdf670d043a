"""Let a notified decision work once its waiting time is over, and give back what it took."""

from uuid import UUID

from chassis.bus import record
from chassis.days import city_day, day_start
from chassis.db import Transaction
from contracts.enforcement import PremisesClosed, PremisesReopened
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import CLOCK, By
from enforcement.cases.take_step import permits, take_step
from enforcement.integrity_investigations import store
from enforcement.integrity_investigations.rules import BASIS, EFFECT_TERM, IntegrityStep, Measure
from enforcement.integrity_investigations.store import IntegrityInvestigation
from enforcement.legal_terms import case_terms
from enforcement.legal_terms.rules import add_months
from enforcement.notifications.rules.ended import Ending
from enforcement.suitability import store as suitability
from enforcement.suitability import suspension
from enforcement.suitability.end_declaration import withdraw_declaration
from enforcement.suitability.refuse import refuse
from enforcement.suitability.reinstate import reinstate
from enforcement.suitability.rules import DossierStep
from enforcement.suitability.store import Dossier
from enforcement.suitability.undo_refusal import reconsider

EFFECT_DUE = "integrity-effect"
WITHOUT_CONSEQUENCE = "zonder_gevolg"


async def take_effect_when_due(tx: Transaction, case_id: UUID) -> None:
    """The waiting time is over; a decision that was undone, or waits for a judge, does not work."""
    case = await store.find_for_update(tx, case_id)
    if case is not None and permits(case, IntegrityStep.EFFECT, city_day(tx.now)):
        take_step(tx, case, IntegrityStep.EFFECT, CLOCK, basis=BASIS)
        await case_terms.close(tx, case_id, EFFECT_TERM)
        await _work(tx, case, CLOCK)


async def let_work(tx: Transaction, case: IntegrityInvestigation, by: By) -> None:
    """No judge stands in the way any more: it works from its own day, or for what is left of it."""
    if case.effect_from is None:
        await take_effect_when_due(tx, case.case_id)
    elif case.works and (case.effect_to is None or case.effect_to > tx.now):
        await _work(tx, case, by)


async def give_back(
    tx: Transaction, case: IntegrityInvestigation, by: By, *, ending: Ending | None = None
) -> None:
    """Undo what the decision did to premises and declaration; for a refusal, see below."""
    match case.decided:
        case Measure.SLUITING:
            record(
                tx,
                PremisesReopened(
                    premises_id=case.premises_id,
                    case_id=case.case_id,
                    reopened_at=tx.now,
                    taken_back=ending is Ending.INGETROKKEN,
                    annulled=ending is Ending.VERNIETIGD,
                ),
            )
        case Measure.OPHEFFING:
            dossier = await suitability.find_withdrawn_for_update(tx, case.premises_id, case.owner)
            if dossier is not None and dossier.dossier_id == case.dossier_id:
                await reinstate(tx, dossier, by, case.number)
        case Measure.SCHORSING:
            dossier = await declaration_of(tx, case)
            number, basis = case.number, BASIS
            await suspension.lift_of(tx, dossier, case.case_id, by, number, basis, ending=ending)


async def reconsider_refused(tx: Transaction, case: IntegrityInvestigation, by: By) -> None:
    """The application that an undone decision refused waits for its decision again.

    Not so while a judge only suspended it, since that grants nothing, nor where the application was
    refused anew for a reason of its own.
    """
    if case.decided is not Measure.WEIGERING or case.dossier_id is None:
        return
    dossier = await suitability.find_for_update(tx, case.dossier_id)
    refused_by = await timeline.latest_reason(tx, case.dossier_id, DossierStep.DECISION)
    if dossier is not None and refused_by == case.number:
        await reconsider(tx, dossier, by)


async def _work(tx: Transaction, case: IntegrityInvestigation, by: By) -> None:
    again, case.effect_from = case.effect_from is not None, case.effect_from or tx.now
    match case.decided:
        case Measure.SLUITING:
            record(
                tx,
                PremisesClosed(
                    premises_id=case.premises_id,
                    case_id=case.case_id,
                    closed_from=tx.now,
                    decided_at=case.decided_at or tx.now,
                ),
            )
            return
        case Measure.WEIGERING:
            worked = again or await refuse(
                tx, case.dossier_id, by, case.number, case.decided_at or tx.now
            )
        case _:
            worked = await _restrict_declaration(tx, case, by)
    if not worked:
        timeline.note(tx, case.case_id, WITHOUT_CONSEQUENCE, (case.state, case.state), by)


async def _restrict_declaration(tx: Transaction, case: IntegrityInvestigation, by: By) -> bool:
    """False where the declaration ended in the meantime."""
    dossier = await declaration_of(tx, case)
    if dossier is None:
        return False
    if case.decided is Measure.OPHEFFING:
        notified_at = case.notified_at or tx.now
        await withdraw_declaration(tx, dossier, by, case.number, notified_at, basis=BASIS)
        return True
    if case.effect_to is None:
        case.effect_to = day_start(add_months(city_day(tx.now), case.months or 0))
    period = (tx.now, case.effect_to)
    await suspension.suspend(tx, dossier, case.case_id, period, by, case.number, basis=BASIS)
    return True


async def declaration_of(tx: Transaction, case: IntegrityInvestigation) -> Dossier | None:
    """The declaration that was investigated, locked, and no later one of the same premises; nor
    once it was sold: an investigation is about a person (decision 0204)."""
    dossier = await suitability.find_valid_for_update(tx, case.premises_id)
    if dossier is None or (dossier.dossier_id, dossier.owner) != (case.dossier_id, case.owner):
        return None
    return dossier
