"""Letters of the fine procedure that prove to have arrived later than the law presumed.

Whatever the presumed day started begins anew from the proven one, however far the case got
(Ger.W. art. 53bis, 2°). What cannot be undone, a person looks at.
"""

from datetime import timedelta
from uuid import UUID

from chassis.bus import schedule
from chassis.days import city_day, day_start
from chassis.db import Transaction
from enforcement.cases.ask_review import ask_review
from enforcement.cases.rules import CAME_LATE, Attempt, Early
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import permits, take_step
from enforcement.gas import store
from enforcement.gas.law import law_of_facts
from enforcement.gas.make_ready import DEFENCE_OVER
from enforcement.gas.new_appeal_month import begin_anew
from enforcement.gas.rules import STARTED, GasState, GasStep, basis
from enforcement.gas.rules.guards import defence_is_over
from enforcement.gas.rules.states import FALLEN
from enforcement.hearings import store as hearings
from enforcement.hearings.arrive import note_arrival
from enforcement.hearings.rules import HearingOutcome, absence_counts
from enforcement.legal_terms import case_terms
from enforcement.notifications.rules.notification import Proof


async def start_letter(tx: Transaction, case_id: UUID, proof: Proof, by: By) -> None:
    """The term for a defence runs anew; a case that was ready to be decided waits for its end."""
    case = await store.get_for_update(tx, case_id)
    if case.start_notified_on is None or proof.proven_on <= case.start_notified_on:
        return
    law = await law_of_facts(tx, case_id, basis.DEFENCE_TERM)
    last_day = law.deadline(basis.DEFENCE_TERM, proof.proven_on).last_day
    case.start_notified_on, case.defence_until = proof.proven_on, last_day
    today = city_day(tx.now)
    if case.state not in STARTED:
        decided_on = case.decided_on
        if decided_on is not None and defence_is_over(case.file(), Attempt(decided_on)):
            await ask_review(tx, case_id, case.state, by, Early.BESLIST)
        return
    if today > last_day:
        return
    await case_terms.start(tx, case_id, law, basis.DEFENCE_TERM, proof.proven_on)
    await schedule(tx, DEFENCE_OVER, str(case_id), day_start(last_day + timedelta(days=1)), {})
    runs = defence_is_over(case.file(), Attempt(today)) is not None
    if runs and case.state is GasState.KLAAR_VOOR_BESLISSING:
        take_step(tx, case, GasStep.DEFENCE_REOPENING, by, basis=basis.DEFENCE)


async def mediation_offer(tx: Transaction, case_id: UUID, proof: Proof, _by: By) -> None:
    """No term runs from an offer; its day is what people answer to."""
    case = await store.get_for_update(tx, case_id)
    if case.mediation_offered_on is not None:
        case.mediation_offered_on = max(case.mediation_offered_on, proof.proven_on)


async def community_service(tx: Transaction, case_id: UUID, proof: Proof, _by: By) -> None:
    """The six months of a service that runs begin anew."""
    case = await store.get_for_update(tx, case_id)
    if case.state is not GasState.GEMEENSCHAPSDIENST_LOPEND:
        return
    law = await law_of_facts(tx, case_id, basis.SERVICE_TERM)
    ends = await case_terms.start(tx, case_id, law, basis.SERVICE_TERM, proof.proven_on)
    case.service_until = ends.last_day


async def bar(tx: Transaction, case_id: UUID, proof: Proof, _by: By) -> None:
    """The two working days to name a lawyer begin anew, unless one is named."""
    case = await store.get_for_update(tx, case_id)
    if case.bar_notified_on is None:
        return
    case.bar_notified_on = max(case.bar_notified_on, proof.proven_on)
    if case.counsel_named_on is None and case.state in STARTED:
        law = await law_of_facts(tx, case_id, basis.LAWYER_TERM)
        await case_terms.start(tx, case_id, law, basis.LAWYER_TERM, case.bar_notified_on)


async def hearing_invitation(tx: Transaction, case_id: UUID, proof: Proof, by: By) -> None:
    """Nobody is blamed for staying away from a hearing of before the letter arrived."""
    case = await store.get_for_update(tx, case_id)
    planned = await hearings.of_case(tx, case_id)
    if not planned:
        return
    hearing = planned[-1]
    hearing.invited_on = max(proof.proven_on, hearing.invited_on or proof.proven_on)
    note_arrival(tx, case_id, case.state, proof.proven_on, by, basis.DEFENCE)
    planned_on = None if hearing.planned_at is None else city_day(hearing.planned_at)
    if planned_on is None or absence_counts(planned_on, hearing.invited_on) is None:
        return
    timeline.note(tx, case_id, CAME_LATE, (case.state, case.state), by)
    if hearing.outcome is not HearingOutcome.NIET_VERSCHENEN:
        return
    if permits(case, GasStep.ABSENCE_VOID, city_day(tx.now)):
        take_step(tx, case, GasStep.ABSENCE_VOID, by, basis=basis.DEFENCE)
        case.hearing_done = False
    else:
        await ask_review(tx, case_id, case.state, by, Early.AFWEZIG)


async def decision(tx: Transaction, case_id: UUID, proof: Proof, by: By) -> None:
    """The appeal month runs anew: a fine that counted as final is not, and nothing is asked.

    One that arrived after the decision term may not stay: a person says so, as always.
    """
    case = await store.get_for_update(tx, case_id)
    notified_on = case.decision_notified_on
    if case.amount is None or case.state in FALLEN:
        return
    if notified_on is None or proof.proven_on <= notified_on:
        return
    case.decision_notified_on = proof.proven_on
    if proof.proven_on > case.decide_by:
        await ask_review(tx, case_id, case.state, by, Early.TE_LAAT)
    await begin_anew(tx, case, proof.proven_on, by)
