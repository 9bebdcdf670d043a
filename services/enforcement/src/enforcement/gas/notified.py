"""Letters of the fine procedure that reached their addressee: each lets its term begin.

Called for every addressee: with a minor also for each holder of parental authority. The last one
counts, so that nobody's term is over before it began. Each takes the day of the notification, which
may be later than today: a registered letter counts from the third working day after posting.
"""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from chassis.bus import record, schedule
from chassis.days import city_day, day_start
from chassis.db import Transaction
from contracts.enforcement import (
    GasCommunityServiceAgreed,
    GasDecisionNotified,
    GasMediationOffered,
    GasStartLetterSent,
)
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.gas import store
from enforcement.gas.finalise import FINE_FINAL
from enforcement.gas.law import law_of_facts
from enforcement.gas.lengthen import lengthen_decision_term
from enforcement.gas.make_ready import DEFENCE_OVER
from enforcement.gas.new_appeal_month import begin_anew
from enforcement.gas.rules import GasState, GasStep, basis
from enforcement.gas.rules.states import APPEALABLE
from enforcement.gas.store import GasCase
from enforcement.gas.tell_police import tell_fine
from enforcement.hearings import store as hearings
from enforcement.hearings.arrive import note_arrival
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms

TOO_LATE = "te_laat_ter_kennis_gebracht"
ALSO_NOTIFIED = "ook_ter_kennis_gebracht"


async def start_letter_notified(tx: Transaction, case_id: UUID, notified_on: date, by: By) -> None:
    """The term for a defence begins, also while the case is on hold. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    if case.start_notified_on is None:
        take_step(tx, case, GasStep.START_LETTER, by, reason=_on(notified_on), basis=basis.DEFENCE)
        record(tx, GasStartLetterSent(case_id=case_id, notified_on=notified_on, sent_at=tx.now))
    else:
        _note(tx, case, ALSO_NOTIFIED, notified_on, by)
        if notified_on <= case.start_notified_on:
            return
    law = await law_of_facts(tx, case_id, basis.DEFENCE_TERM)
    ends = await case_terms.start(tx, case_id, law, basis.DEFENCE_TERM, notified_on)
    case.start_notified_on, case.defence_until = notified_on, ends.last_day
    day_after = day_start(ends.last_day + timedelta(days=1))
    await schedule(tx, DEFENCE_OVER, str(case_id), day_after, {})


async def mediation_offer_notified(
    tx: Transaction, case_id: UUID, notified_on: date, by: By
) -> None:
    """Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    if case.mediation_offered_on is not None:
        return _note(tx, case, ALSO_NOTIFIED, notified_on, by)
    take_step(tx, case, GasStep.MEDIATION_OFFER, by, reason=_on(notified_on), basis=basis.MEDIATION)
    case.mediation_offered_on = notified_on
    record(tx, GasMediationOffered(case_id=case_id, offered_at=tx.now))
    return None


async def community_service_notified(
    tx: Transaction, case_id: UUID, notified_on: date, by: By
) -> None:
    """The six months begin, and the decision term becomes the longer one. ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    if case.state is GasState.GEMEENSCHAPSDIENST_LOPEND:
        return _note(tx, case, ALSO_NOTIFIED, notified_on, by)
    step, article = GasStep.COMMUNITY_SERVICE, basis.COMMUNITY_SERVICE
    take_step(tx, case, step, by, reason=_on(notified_on), basis=article)
    law = await law_of_facts(tx, case_id, basis.SERVICE_TERM)
    ends = await case_terms.start(tx, case_id, law, basis.SERVICE_TERM, notified_on)
    case.service_until = ends.last_day
    reason = "gemeenschapsdienst begonnen"
    await lengthen_decision_term(tx, case, by, basis.MEDIATION_TERM, reason)
    record(tx, GasCommunityServiceAgreed(case_id=case_id, agreed_at=tx.now))
    return None


async def bar_notified(tx: Transaction, case_id: UUID, notified_on: date, by: By) -> None:
    """The head of the bar was told of a minor's case, and has two working days to name a lawyer.

    Raises ``RefusedError``.
    """
    case = await store.get_for_update(tx, case_id)
    take_step(tx, case, GasStep.BAR_NOTICE, by, reason=_on(notified_on), basis=basis.COUNSEL)
    case.bar_notified_on = case.bar_notified_on or notified_on
    law = await law_of_facts(tx, case_id, basis.LAWYER_TERM)
    await case_terms.start(tx, case_id, law, basis.LAWYER_TERM, case.bar_notified_on)


async def invitation_notified(tx: Transaction, case_id: UUID, notified_on: date, by: By) -> None:
    """The invitation to a hearing; without it an absence counts for nothing."""
    case = await store.get_for_update(tx, case_id)
    hearing = await hearings.current(tx, case_id)
    if hearing is not None:
        hearing.invited_on = max(notified_on, hearing.invited_on or notified_on)
    note_arrival(tx, case_id, case.state, notified_on, by, basis.DEFENCE)


async def decision_notified(tx: Transaction, case_id: UUID, notified_on: date, by: By) -> None:
    """The appeal month begins. A fine that arrives after the decision term cannot stay: then only
    a person can go on, by confirming that the case lapsed. Raises ``RefusedError``.
    """
    case = await store.get_for_update(tx, case_id)
    if case.state in (GasState.GEEN_GELDBOETE, GasState.WAARSCHUWING):
        return _note(tx, case, ALSO_NOTIFIED, notified_on, by)
    late = notified_on > case.decide_by
    if case.state in APPEALABLE and case.state is not GasState.GELDBOETE_OPGELEGD:
        return await _also_notified(tx, case, notified_on, by, late=late)
    if late:
        case.decision_notified_on = notified_on
        return _note(tx, case, TOO_LATE, notified_on, by)
    take_step(
        tx,
        case,
        GasStep.DECISION_NOTIFICATION,
        by,
        reason=_on(notified_on),
        basis=basis.NOTIFICATION,
        file=replace(case.file(), notified_on=notified_on),
    )
    await case_terms.close(tx, case_id)
    await _tell_notified(tx, case, notified_on)
    await _start_appeal_term(tx, case, notified_on)
    return None


async def _also_notified(
    tx: Transaction, case: GasCase, notified_on: date, by: By, *, late: bool
) -> None:
    """Somebody else gets the decision: a month of their own, however far the case got (art. 31).

    So does whoever appealed before it arrived. What came in time for one came so for the case.
    """
    _note(tx, case, TOO_LATE if late else ALSO_NOTIFIED, notified_on, by)
    earlier = case.decision_notified_on
    if earlier is None:
        await case_terms.close(tx, case.case_id, basis.DECISION_TERM)
        await _tell_notified(tx, case, notified_on)
    elif notified_on <= earlier:
        return
    elif not late:
        case.decision_notified_on = notified_on
    await begin_anew(tx, case, notified_on, by)


async def _tell_notified(tx: Transaction, case: GasCase, notified_on: date) -> None:
    case.decision_notified_on = notified_on
    record(
        tx, GasDecisionNotified(case_id=case.case_id, notified_on=notified_on, notified_at=tx.now)
    )
    if not case.is_ruled:
        await tell_fine(tx, case.case_id, notified_on)


async def _start_appeal_term(tx: Transaction, case: GasCase, notified_on: date) -> None:
    law = await legal_terms.law(tx, city_day(tx.now), basis.APPEAL_TERM)
    ends = await case_terms.start(tx, case.case_id, law, basis.APPEAL_TERM, notified_on)
    case.appeal_until = max(ends.last_day, case.appeal_until or ends.last_day)
    day_after = day_start(case.appeal_until + timedelta(days=1))
    await schedule(tx, FINE_FINAL, str(case.case_id), day_after, {})


def _on(notified_on: date) -> str:
    return f"ter kennis gebracht op {notified_on:%d/%m/%Y}"


def _note(tx: Transaction, case: GasCase, word: str, notified_on: date, by: By) -> None:
    timeline.note(tx, case.case_id, word, (case.state, case.state), by, reason=_on(notified_on))
