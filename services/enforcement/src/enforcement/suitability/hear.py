"""Let the owner be heard before a refusal: invite, and note what came of it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, StepRefusedError
from enforcement.cases.ask_review import ask_review
from enforcement.cases.rules import CAME_LATE, Early, happened
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.hearings.arrive import note_arrival, stayed_away
from enforcement.hearings.rules import left_no_time, must_leave_time
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.notifications.rules.notification import arrival
from enforcement.suitability import store
from enforcement.suitability.rules import DEFENCE_TERM, REGULATION, SILENCE_VOID, DossierStep
from enforcement.suitability.store import Dossier

SILENT = (
    DossierStep.HEARING_INVITATION,
    DossierStep.NO_DEFENCE,
    (DossierStep.HEARING, DossierStep.WRITTEN_DEFENCE),
)


@dataclass(frozen=True, slots=True)
class Invitation:
    """``received_on`` as a receipt says; without it the third working day after it was sent counts.

    ``sooner``: the owner asked for a day within the term for a defence.
    """

    hearing_at: datetime | None = None
    sent_at: datetime | None = None
    received_on: date | None = None
    sooner: bool = False


async def invite(tx: Transaction, dossier_id: UUID, by: By, invitation: Invitation) -> Dossier:
    """Give the owner a term to defend themselves, and the day of a hearing.

    May be done again, after an absence or to another day; the term only gets longer. Raises
    ``RefusedError``.
    """
    dossier = await store.get_for_update(tx, dossier_id)
    sent_at = happened("sentAt", invitation.sent_at, tx.now, after=dossier.filed_at)
    sent_on = city_day(sent_at)
    law = await legal_terms.law(tx, sent_on, DEFENCE_TERM)
    notified_on = arrival(sent_on, invitation.received_on, city_day(tx.now), law.days)
    ends = law.deadline(DEFENCE_TERM, notified_on)
    planned, sooner = invitation.hearing_at, invitation.sooner
    if planned is not None:
        must_leave_time(planned, notified_on, ends.last_day, lazy("De eigenaar"), sooner=sooner)
    said = None if planned is None else f"op {city_day(planned):%d/%m/%Y}"
    step = DossierStep.HEARING_INVITATION
    take_step(
        tx,
        dossier,
        step,
        by,
        reason=said,
        basis=REGULATION,
        happened_at=sent_at,
    )
    dossier.heard = False
    dossier.hearing_at, dossier.invited_on = invitation.hearing_at, notified_on
    if dossier.defence_until is None or dossier.defence_until < ends.last_day:
        dossier.defence_until = ends.last_day
        await case_terms.start(tx, dossier_id, law, DEFENCE_TERM, notified_on)
    return dossier


async def invitation_notified(tx: Transaction, dossier_id: UUID, on: date, by: By) -> None:
    """An invitation by letter reached the owner: the term runs from that day, and never gets less.

    A silence that was noted before its end is none; what it invites to was planned before. Raises
    ``StepRefusedError``.
    """
    dossier = await store.get_for_update(tx, dossier_id)
    law = await legal_terms.law(tx, on, DEFENCE_TERM)
    ends = law.deadline(DEFENCE_TERM, on)
    if dossier.defence_until is None:
        await _review_decision(tx, dossier, ends.last_day, by)
        return
    dossier.invited_on = max(on, dossier.invited_on or on)
    note_arrival(tx, dossier_id, dossier.state, on, by, REGULATION)
    if dossier.defence_until < ends.last_day:
        dossier.defence_until = ends.last_day
        await case_terms.start(tx, dossier_id, law, DEFENCE_TERM, on)
    if dossier.hearing_at is not None and left_no_time(city_day(dossier.hearing_at), on, None):
        timeline.note(tx, dossier_id, CAME_LATE, (dossier.state, dossier.state), by)
    silent = dossier.heard and await stayed_away(tx, dossier_id, *SILENT)
    if silent and city_day(tx.now) <= dossier.defence_until:
        timeline.note(tx, dossier_id, SILENCE_VOID, (dossier.state, dossier.state), by)
        dossier.heard = False


async def _review_decision(tx: Transaction, dossier: Dossier, last_day: date, by: By) -> None:
    """A decision came before the end of the term that its owner proves. ``StepRefusedError``."""
    decided_at = await timeline.latest(tx, dossier.dossier_id, DossierStep.DECISION)
    invited_at = await timeline.latest(tx, dossier.dossier_id, DossierStep.HEARING_INVITATION)
    if decided_at is None or invited_at is None or decided_at < invited_at:
        raise StepRefusedError(lazy("Plan eerst de hoorzitting."))
    if city_day(decided_at) <= last_day:
        await ask_review(tx, dossier.dossier_id, dossier.state, by, Early.BESLIST)


async def hear(
    tx: Transaction, dossier_id: UUID, by: By, *, report: str, held_at: datetime | None
) -> Dossier:
    """Record the hearing; a written defence may still follow in its term. ``RefusedError``."""
    dossier = await store.get_for_update(tx, dossier_id)
    held_at = happened("heldAt", held_at, tx.now, after=dossier.filed_at)
    first = dossier.hearing_at or dossier.filed_at
    if dossier.invited_on is not None and dossier.hearing_at is None:
        first = day_start(dossier.invited_on + timedelta(days=1))
    if city_day(held_at) < city_day(first):
        reason = lazy(
            "De hoorzitting kan ten vroegste op %(day)s.", day=f"{city_day(first):%d/%m/%Y}"
        )
        raise FieldRefusedError("heldAt", reason)
    step = DossierStep.HEARING
    take_step(tx, dossier, step, by, reason=report, basis=REGULATION, happened_at=held_at)
    dossier.heard, dossier.hearing_at = True, None
    return dossier


async def defend(
    tx: Transaction, dossier_id: UUID, by: By, *, summary: str, received_at: datetime | None
) -> Dossier:
    """Record a written defence, before a hearing or after one. Raises ``RefusedError``."""
    dossier = await store.get_for_update(tx, dossier_id)
    received_at = happened("receivedAt", received_at, tx.now, after=dossier.filed_at)
    step = DossierStep.WRITTEN_DEFENCE
    take_step(tx, dossier, step, by, reason=summary, basis=REGULATION, happened_at=received_at)
    if dossier.hearing_at is None:
        dossier.heard = True
    return dossier


async def note_silence(tx: Transaction, dossier_id: UUID, by: By) -> Dossier:
    """The owner neither came nor wrote in the whole term. Raises ``RefusedError``."""
    dossier = await store.get_for_update(tx, dossier_id)
    take_step(tx, dossier, DossierStep.NO_DEFENCE, by, basis=REGULATION)
    dossier.heard, dossier.hearing_at = True, None
    return dossier


def forget_hearing(dossier: Dossier) -> None:
    """A decision was taken: the next one needs an invitation of its own."""
    dossier.heard, dossier.hearing_at = False, None
    dossier.invited_on = dossier.defence_until = None
