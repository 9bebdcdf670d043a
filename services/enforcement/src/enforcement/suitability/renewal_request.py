"""The request to renew a declaration, which counts from the day on which it was asked (0234)."""

from datetime import date, datetime, timedelta

from chassis.bus import record
from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from contracts.enforcement import SuitabilityRenewalRequested
from enforcement.cases.rules import RENEWAL_MOVED
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.suitability import store
from enforcement.suitability.conditions import watch_next
from enforcement.suitability.end_declaration import expire
from enforcement.suitability.rules import DECISION_TERM, VISIT_TERM, DossierStep, LiveDossierError
from enforcement.suitability.store import Dossier
from enforcement.suitability.suspension import suspend_again
from enforcement.suitability.undo_refusal import tell_again


async def work_on(tx: Transaction, dossier: Dossier, by: By) -> None:
    """The clock ended a declaration of which the renewal was asked in time: it did not end.

    What was to be done for it is awaited again, and what suspended it suspends it still. Raises
    ``LiveDossierError`` where another dossier of the premises runs by now.
    """
    if await store.has_other_live_dossier(tx, dossier):
        raise LiveDossierError
    await watch_next(tx, dossier)
    await case_terms.reopen(tx, dossier.dossier_id, VISIT_TERM)
    await tell_again(tx, dossier)
    await suspend_again(tx, dossier, by)


async def start_term(tx: Transaction, dossier: Dossier, asked_on: date) -> None:
    law = await legal_terms.law(tx, asked_on, DECISION_TERM)
    await case_terms.start(tx, dossier.dossier_id, law, DECISION_TERM, asked_on)


def tell_request(tx: Transaction, dossier: Dossier, asked_at: datetime) -> None:
    """What is noted later counts from the day on which it was asked, whatever was told since."""
    record(
        tx,
        SuitabilityRenewalRequested(
            premises_id=dossier.premises_id,
            dossier_id=dossier.dossier_id,
            requested_at=asked_at,
            # Later than a reinstatement: a term of the same instant would be its decision.
            noted_at=None if asked_at == tx.now else tx.now + timedelta(microseconds=1),
            works_until=None if dossier.renewal_refused_on is None else dossier.valid_to,
        ),
    )


async def correct_request_day(tx: Transaction, dossier: Dossier, on: date, by: By) -> None:
    """The term to decide runs from the right day; a request of after the last day renews nothing,
    and the declaration ends. Raises ``FieldRefusedError``."""
    if not dossier.file().renewing:
        raise FieldRefusedError("dayOf", lazy("In dit dossier loopt er geen vernieuwing."))
    decided_at = await timeline.latest(tx, dossier.dossier_id, DossierStep.DECISION)
    if decided_at is not None and on < city_day(decided_at):
        reason = lazy("Dit ligt voor de beslissing over de verklaring zelf. Kijk de dag na.")
        raise FieldRefusedError("day", reason)
    states = (dossier.state, dossier.state)
    asked_at = max(day_start(on), decided_at or day_start(on))
    timeline.note(tx, dossier.dossier_id, RENEWAL_MOVED, states, by, happened_at=asked_at)
    assert dossier.valid_to is not None
    if on > dossier.valid_to:
        await expire(tx, dossier, asked_in_time=False)
    else:
        await start_term(tx, dossier, on)
