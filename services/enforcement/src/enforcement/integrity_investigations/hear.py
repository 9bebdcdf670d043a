"""Let whom it concerns be heard, after the advice and before a proposal (NGW art. 119ter §13)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from enforcement.cases.rules import happened
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.hearings.arrive import RightToBeHeard, invitation_arrived
from enforcement.hearings.rules import must_leave_time
from enforcement.integrity_investigations import store
from enforcement.integrity_investigations.consult import keep
from enforcement.integrity_investigations.rules import (
    BASIS,
    DEFENCE_TERM,
    IntegrityStep,
    Source,
)
from enforcement.integrity_investigations.store import IntegrityInvestigation
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.notifications.rules.notification import arrival


@dataclass(frozen=True, slots=True)
class Invitation:
    """Registered, or handed over against a receipt of ``received_on``.

    ``sooner``: whom it concerns asked for a day within the time to prepare.
    """

    hearing_at: datetime
    sent_at: datetime | None = None
    received_on: date | None = None
    sooner: bool = False


async def invite(
    tx: Transaction, case_id: UUID, by: By, invitation: Invitation
) -> IntegrityInvestigation:
    """May be done again, to another day. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    sent_at = happened("sentAt", invitation.sent_at, tx.now, after=case.advised_at)
    sent_on = city_day(sent_at)
    law = await legal_terms.law(tx, sent_on, DEFENCE_TERM)
    received_on = arrival(sent_on, invitation.received_on, city_day(tx.now), law.days)
    last_day = law.deadline(DEFENCE_TERM, received_on).last_day
    must_leave_time(
        invitation.hearing_at,
        received_on,
        last_day,
        lazy("De betrokkene"),
        sooner=invitation.sooner,
    )
    step = IntegrityStep.HEARING_INVITATION
    take_step(tx, case, step, by, basis=BASIS, happened_at=sent_at)
    await case_terms.start(tx, case_id, law, DEFENCE_TERM, received_on)
    case.invited_at, case.hearing_at = sent_at, invitation.hearing_at
    case.invited_on, case.notice_until = received_on, None if invitation.sooner else last_day
    case.heard = case.no_hearing_wanted = False
    return case


async def invitation_notified(tx: Transaction, case_id: UUID, on: date, by: By) -> None:
    """A letter with the invitation arrived, or proves to have arrived later. ``RefusedError``."""
    await invitation_arrived(tx, await store.get_for_update(tx, case_id), RIGHT, on, by)


async def hear(
    tx: Transaction, case_id: UUID, by: By, *, report: str, held_at: datetime | None
) -> IntegrityInvestigation:
    """The hearing took place: nothing more is awaited. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    held_at = happened("heldAt", held_at, tx.now, after=case.invited_at)
    if case.hearing_at is not None and city_day(held_at) < city_day(case.hearing_at):
        day = f"{city_day(case.hearing_at):%d/%m/%Y}"
        raise FieldRefusedError("heldAt", lazy("De hoorzitting was gepland op %(day)s.", day=day))
    take_step(tx, case, IntegrityStep.HEARING, by, basis=BASIS, happened_at=held_at)
    keep(tx, case, Source.BETROKKENE, held_at, note=report)
    return await _heard(tx, case, no_hearing_wanted=True)


async def defend(
    tx: Transaction,
    case_id: UUID,
    by: By,
    *,
    summary: str,
    received_at: datetime | None,
    no_hearing_wanted: bool,
) -> IntegrityInvestigation:
    """A written defence; who wrote may still come to be heard. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    received_at = happened("receivedAt", received_at, tx.now, after=case.invited_at)
    step = IntegrityStep.WRITTEN_DEFENCE
    take_step(tx, case, step, by, basis=BASIS, happened_at=received_at)
    keep(tx, case, Source.BETROKKENE, received_at, note=summary)
    wanted = case.no_hearing_wanted or no_hearing_wanted
    return await _heard(tx, case, no_hearing_wanted=wanted)


async def note_absence(tx: Transaction, case_id: UUID, by: By) -> IntegrityInvestigation:
    """Nobody came, and without a valid reason (§13). Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    take_step(tx, case, IntegrityStep.ABSENCE, by, basis=BASIS)
    return await _heard(tx, case, no_hearing_wanted=case.no_hearing_wanted)


async def _heard(
    tx: Transaction, case: IntegrityInvestigation, *, no_hearing_wanted: bool
) -> IntegrityInvestigation:
    case.heard, case.no_hearing_wanted = True, no_hearing_wanted
    if no_hearing_wanted:
        await case_terms.close(tx, case.case_id, DEFENCE_TERM)
    return case


def _unheard(case: IntegrityInvestigation) -> None:
    case.heard = case.no_hearing_wanted = False


RIGHT = RightToBeHeard[IntegrityInvestigation](
    DEFENCE_TERM,
    BASIS,
    invitation=IntegrityStep.HEARING_INVITATION,
    absence=IntegrityStep.ABSENCE,
    came=(IntegrityStep.HEARING, IntegrityStep.WRITTEN_DEFENCE),
    void=IntegrityStep.ABSENCE_VOID,
    settled=lambda case: case.heard and case.no_hearing_wanted,
    unheard=_unheard,
)
