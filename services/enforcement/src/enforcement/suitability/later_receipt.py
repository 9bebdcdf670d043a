"""Letters of a dossier that prove to have arrived later than the law presumed (53bis)."""

from uuid import UUID

from chassis.days import city_day, day_start
from chassis.db import Transaction
from enforcement.cases.ask_review import ask_review
from enforcement.cases.rules import Early
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.council_of_state.restart_term import restart_term, was_told
from enforcement.legal_terms import store as legal_terms
from enforcement.notifications.rules.notification import Proof
from enforcement.suitability import heard, store
from enforcement.suitability.await_completion import missing_told
from enforcement.suitability.rules import COMPLETION_TERM, DossierState, DossierStep


async def missing(tx: Transaction, dossier_id: UUID, proof: Proof, by: By) -> None:
    """The term to complete an application runs anew; one that was stopped, a person looks at."""
    await missing_told(tx, dossier_id, proof.proven_on, by)
    dossier = await store.get_for_update(tx, dossier_id)
    stopped_at = await timeline.latest(tx, dossier_id, DossierStep.DISCONTINUATION)
    if dossier.state is not DossierState.STOPGEZET or stopped_at is None:
        return
    law = await legal_terms.law(tx, proof.proven_on, COMPLETION_TERM)
    if city_day(stopped_at) <= law.deadline(COMPLETION_TERM, proof.proven_on).last_day:
        await ask_review(tx, dossier_id, dossier.state, by, Early.STOPGEZET)


async def invitation(tx: Transaction, dossier_id: UUID, proof: Proof, by: By) -> None:
    """The term for a defence runs from the proven day. Raises ``RefusedError``."""
    await heard.invitation_notified(tx, dossier_id, proof.proven_on, by)


async def decision(tx: Transaction, dossier_id: UUID, proof: Proof, _by: By) -> None:
    """The term of appeal begins anew, in any state."""
    dossier = await store.get_for_update(tx, dossier_id)
    notified_at = dossier.notified_at
    if notified_at is None or proof.proven_on <= city_day(notified_at):
        return
    told = await was_told(tx, dossier_id, city_day(notified_at))
    dossier.notified_at = day_start(proof.proven_on)
    contested = dossier.contested
    await restart_term(tx, dossier_id, proof.proven_on, contested=contested, remedy_told=told)
