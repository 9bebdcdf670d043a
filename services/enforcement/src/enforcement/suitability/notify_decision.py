"""The notification of a decision: from then on its owner may go to the Council of State."""

from datetime import date, datetime
from uuid import UUID

from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from enforcement.acts.fields import hour_of
from enforcement.cases.rules import happened
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.council_of_state.start_term import start_term
from enforcement.legal_terms import case_terms
from enforcement.suitability import store
from enforcement.suitability.rules import APPEAL_TERM, DECISION_NOTIFIED, REGULATION
from enforcement.suitability.store import Dossier


class NothingToNotifyError(StepRefusedError):
    """No decision waits for its notification."""

    def __init__(self) -> None:
        super().__init__(
            lazy("Geen beslissing in dit dossier moet nog ter kennis gebracht worden."), []
        )


async def await_notification(
    tx: Transaction, dossier: Dossier, decided_at: datetime, notified_at: datetime | None
) -> None:
    """Of a decision against its owner. When the day is known already, the term starts at once.

    The term of an earlier decision, such as a refused renewal's, ends here with its own.
    """
    dossier.unnotified_since, dossier.notified_at = decided_at, None
    dossier.contested = False
    await case_terms.close(tx, dossier.dossier_id, APPEAL_TERM)
    if notified_at is not None:
        notified_at = happened("notifiedAt", notified_at, tx.now, after=decided_at)
        await start_appeal(tx, dossier, notified_at)


async def notify_decision(
    tx: Transaction,
    dossier_id: UUID,
    by: By,
    notified_at: datetime | None,
    *,
    remedy_told: bool = True,
) -> Dossier:
    """``remedy_told``: the letter named the appeal, else its term is later. ``RefusedError``.

    Of a full grant no term runs, and its letter is awaited no more.
    """
    dossier = await store.get_for_update(tx, dossier_id)
    against_owner = dossier.unnotified_since is not None
    told_of = dossier.unnotified_since or dossier.decided_at
    if told_of is None or not (against_owner or dossier.notified_at is None):
        raise NothingToNotifyError
    notified_at = happened("notifiedAt", hour_of(notified_at, tx.now), tx.now, after=told_of)
    states = (dossier.state, dossier.state)
    timeline.note(
        tx, dossier_id, DECISION_NOTIFIED, states, by, basis=REGULATION, happened_at=notified_at
    )
    if against_owner:
        await start_appeal(tx, dossier, notified_at, remedy_told=remedy_told)
    else:
        dossier.notified_at = notified_at
    return dossier


async def letter_arrived(tx: Transaction, dossier_id: UUID, on: date, by: By) -> None:
    """The letter with the decision, which names the appeal, reached its owner.

    Of a full declaration nobody waits to know.
    """
    dossier = await store.get_for_update(tx, dossier_id)
    if dossier.unnotified_since is not None:
        await notify_decision(tx, dossier_id, by, max(day_start(on), dossier.unnotified_since))


async def start_appeal(
    tx: Transaction, dossier: Dossier, notified_at: datetime, *, remedy_told: bool = True
) -> None:
    """The term of the Council of State, from the notification."""
    await start_term(tx, dossier.dossier_id, city_day(notified_at), remedy_told=remedy_told)
    dossier.unnotified_since, dossier.notified_at = None, notified_at
