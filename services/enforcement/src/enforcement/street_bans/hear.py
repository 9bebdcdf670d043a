"""Let the person be heard before the order, and anew before each renewal (since 2024-02-17)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from contracts.codes import HearingManner
from contracts.enforcement import StreetBanHeard, StreetBanHearingInvited
from enforcement.cases.rules import happened
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.hearings.arrive import RightToBeHeard, invitation_arrived
from enforcement.hearings.rules import must_leave_time
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.notifications.rules.notification import arrival
from enforcement.street_bans import store
from enforcement.street_bans.rules import BASIS, NOTICE_TERM, BanState, BanStep
from enforcement.street_bans.store import StreetBanCase


@dataclass(frozen=True, slots=True)
class Invitation:
    """Registered, or handed over against a receipt of ``received_on``.

    ``sooner``: the person asked for a day within the time to prepare.
    """

    hearing_at: datetime
    sent_at: datetime | None = None
    received_on: date | None = None
    sooner: bool = False


async def invite(tx: Transaction, case_id: UUID, by: By, invitation: Invitation) -> StreetBanCase:
    """May be done again, to another day. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    sent_at = happened("sentAt", invitation.sent_at, tx.now, after=case.opened_at)
    sent_on = city_day(sent_at)
    law = await legal_terms.law(tx, sent_on, NOTICE_TERM)
    received_on = arrival(sent_on, invitation.received_on, city_day(tx.now), law.days)
    last_day = law.deadline(NOTICE_TERM, received_on).last_day
    must_leave_time(
        invitation.hearing_at,
        received_on,
        last_day,
        lazy("De betrokkene"),
        sooner=invitation.sooner,
    )
    again = case.hearing_at is not None and not case.heard
    take_step(tx, case, BanStep.HEARING_INVITATION, by, basis=BASIS, happened_at=sent_at)
    await case_terms.start(tx, case_id, law, NOTICE_TERM, received_on)
    case.invited_at, case.hearing_at = sent_at, invitation.hearing_at
    case.invited_on, case.notice_until = received_on, None if invitation.sooner else last_day
    case.heard = case.final = False
    record(
        tx,
        StreetBanHearingInvited(
            case_id=case_id,
            renewal=_renewal(case),
            again=again,
            hearing_at=invitation.hearing_at,
            invited_at=sent_at,
        ),
    )
    return case


async def invitation_notified(tx: Transaction, case_id: UUID, on: date, by: By) -> None:
    """A letter with the invitation arrived, or proves to have arrived later. ``RefusedError``."""
    await invitation_arrived(tx, await store.get_for_update(tx, case_id), RIGHT, on, by)


async def hear(
    tx: Transaction, case_id: UUID, by: By, *, report: str, held_at: datetime | None
) -> StreetBanCase:
    """The hearing took place: nothing more is awaited. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    held_at = happened("heldAt", held_at, tx.now, after=case.invited_at)
    if case.hearing_at is not None and city_day(held_at) < city_day(case.hearing_at):
        day = f"{city_day(case.hearing_at):%d/%m/%Y}"
        raise FieldRefusedError("heldAt", lazy("De hoorzitting was gepland op %(day)s.", day=day))
    step = BanStep.HEARING
    take_step(tx, case, step, by, reason=report, basis=BASIS, happened_at=held_at)
    return await _heard(tx, case, HearingManner.GEHOORD, held_at, final=True)


async def defend(
    tx: Transaction,
    case_id: UUID,
    by: By,
    *,
    summary: str,
    received_at: datetime | None,
    final: bool,
) -> StreetBanCase:
    """A written defence; who wrote may still come to be heard. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    received_at = happened("receivedAt", received_at, tx.now, after=case.invited_at)
    step = BanStep.WRITTEN_DEFENCE
    take_step(tx, case, step, by, reason=summary, basis=BASIS, happened_at=received_at)
    manner = HearingManner.SCHRIFTELIJK
    return await _heard(tx, case, manner, received_at, final=case.final or final)


async def note_absence(tx: Transaction, case_id: UUID, by: By) -> StreetBanCase:
    """Nobody came, and without a valid reason. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    take_step(tx, case, BanStep.ABSENCE, by, basis=BASIS)
    return await _heard(tx, case, HearingManner.NIET_VERSCHENEN, tx.now, final=case.final)


async def _heard(
    tx: Transaction, case: StreetBanCase, manner: HearingManner, at: datetime, *, final: bool
) -> StreetBanCase:
    case.heard, case.final = True, final
    if final:
        await case_terms.close(tx, case.case_id, NOTICE_TERM)
    renewal = _renewal(case)
    record(tx, StreetBanHeard(case_id=case.case_id, renewal=renewal, manner=manner, heard_at=at))
    return case


def _unheard(case: StreetBanCase) -> None:
    case.heard = case.final = False


RIGHT = RightToBeHeard[StreetBanCase](
    NOTICE_TERM,
    BASIS,
    invitation=BanStep.HEARING_INVITATION,
    absence=BanStep.ABSENCE,
    came=(BanStep.HEARING, BanStep.WRITTEN_DEFENCE),
    void=BanStep.ABSENCE_VOID,
    settled=lambda case: case.heard and case.final,
    unheard=_unheard,
)


def _renewal(case: StreetBanCase) -> int:
    """The order that is being prepared: 0 for the ban itself."""
    return min(case.renewals + 1, 2) if case.state is BanState.ACTIEF else 0
