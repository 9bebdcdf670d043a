"""Let the owner defend: invite, hear, receive a written defence, or note that there was none."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, StepRefusedError
from contracts.enforcement import SanctionHearingHeld, SanctionHearingInvited
from enforcement.cases.ask_review import ask_review
from enforcement.cases.rules import CAME_LATE, Early, happened
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.hearings.arrive import note_arrival, stayed_away
from enforcement.hearings.rules import left_no_time
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.rules import Law, Unit, counted, deemed_received
from enforcement.sanctions import store
from enforcement.sanctions.rules import (
    DEFENCE_STEPS,
    DEFENCE_TERM,
    HEARING_BASIS,
    NOTICE_TERM,
    WARNING_TERM,
    SanctionStep,
)
from enforcement.sanctions.rules.states import DECIDED, UNDECIDED
from enforcement.sanctions.store import SanctionCase

SILENT = (SanctionStep.HEARING_INVITATION, SanctionStep.NO_DEFENCE, DEFENCE_STEPS)


@dataclass(frozen=True, slots=True)
class Invitation:
    """``registered``: the letter counts as received on the third working day, else at once.

    ``agreed``: the owner asked for a hearing sooner than the notice that the city gives.
    """

    hearing_at: datetime
    sent_at: datetime | None = None
    registered: bool = True
    agreed: bool = False


async def invite(tx: Transaction, case_id: UUID, by: By, invitation: Invitation) -> SanctionCase:
    """The owner may be heard or write; the defence term starts with the receipt.

    Another invitation gives a new moment and a new term. Raises ``RefusedError``.
    """
    case = await store.get_for_update(tx, case_id)
    earlier = case.invited_at or case.warned_at
    sent_at = happened("sentAt", invitation.sent_at, tx.now, after=earlier)
    law = await legal_terms.law(tx, city_day(case.fact_at), DEFENCE_TERM, NOTICE_TERM)
    received = city_day(sent_at)
    if invitation.registered:
        received = deemed_received(received, law.days.legal)
    _must_leave_time(invitation, sent_at, law, received)
    await _invite(tx, case, by, law, invitation.hearing_at, sent_at, received)
    return case


async def invitation_notified(tx: Transaction, case_id: UUID, on: date, by: By) -> None:
    """An invitation by letter reached the owner, or proves to have done so later.

    The term runs from that day and no other, and a silence that was noted before its end is none.
    The hearing that it names was planned before. Raises ``RefusedError``.
    """
    case = await store.get_for_update(tx, case_id)
    if case.hearing_at is None or case.state not in (*UNDECIDED, *DECIDED):
        raise StepRefusedError(lazy("Plan eerst de hoorzitting."))
    case.invited_on = on
    note_arrival(tx, case_id, case.state, on, by, HEARING_BASIS)
    law = await legal_terms.law(tx, city_day(case.fact_at), DEFENCE_TERM)
    if case.decided_at is not None:
        last_day = law.deadline(DEFENCE_TERM, on).last_day
        if not case.defence_final and city_day(case.decided_at) <= last_day:
            await ask_review(tx, case_id, case.state, by, Early.BESLIST)
        return
    if case.defence_final:
        return
    last_day = (await case_terms.start(tx, case_id, law, DEFENCE_TERM, on)).last_day
    case.defence_until = last_day
    late = left_no_time(city_day(case.hearing_at), on, None) is not None
    if late:
        timeline.note(tx, case_id, CAME_LATE, (case.state, case.state), by)
    silent = case.heard and await stayed_away(tx, case_id, *SILENT)
    if silent and (late or city_day(tx.now) <= last_day):
        take_step(tx, case, SanctionStep.SILENCE_VOID, by, basis=HEARING_BASIS)
        case.heard = False


def _must_leave_time(invitation: Invitation, sent_at: datetime, law: Law, received: date) -> None:
    """Raises ``FieldRefusedError`` for a hearing for which nobody could prepare."""
    if invitation.hearing_at <= sent_at:
        raise FieldRefusedError("hearingAt", lazy("De hoorzitting komt na de uitnodiging."))
    first = counted(received, law.terms[NOTICE_TERM].value or 0, Unit.DAYS)
    if not invitation.agreed and city_day(invitation.hearing_at) < first:
        raise FieldRefusedError(
            "hearingAt",
            lazy(
                "Kies een dag vanaf %(first)s, of vermeld dat de eigenaar het vroeger wil.",
                first=f"{first:%d/%m/%Y}",
            ),
        )


async def _invite(
    tx: Transaction,
    case: SanctionCase,
    by: By,
    law: Law,
    hearing_at: datetime,
    sent_at: datetime,
    received: date,
) -> None:
    take_step(
        tx,
        case,
        SanctionStep.HEARING_INVITATION,
        by,
        basis=HEARING_BASIS,
        happened_at=sent_at,
    )
    record(
        tx,
        SanctionHearingInvited(
            case_id=case.case_id,
            premises_id=case.premises_id,
            hearing_at=hearing_at,
            again=case.invited_at is not None,
            invited_at=sent_at,
        ),
    )
    ends = await case_terms.start(tx, case.case_id, law, DEFENCE_TERM, received)
    await case_terms.close(tx, case.case_id, WARNING_TERM)
    case.invited_at, case.hearing_at = sent_at, hearing_at
    case.invited_on = received
    case.defence_until, case.defence_final = ends.last_day, False


async def hear(
    tx: Transaction,
    case_id: UUID,
    by: By,
    *,
    report: str,
    held_at: datetime | None,
    final: bool = False,
) -> SanctionCase:
    """The hearing took place; its report is part of the file. The owner may still write.

    ``final``: the owner said that nothing more will come. Raises ``RefusedError``.
    """
    case = await store.get_for_update(tx, case_id)
    held_at = happened("heldAt", held_at, tx.now, after=case.invited_at)
    if case.hearing_at is not None and city_day(held_at) < city_day(case.hearing_at):
        raise FieldRefusedError(
            "heldAt",
            lazy(
                "De hoorzitting was gepland op %(day)s.",
                day=f"{city_day(case.hearing_at):%d/%m/%Y}",
            ),
        )
    take_step(
        tx,
        case,
        SanctionStep.HEARING,
        by,
        reason=report,
        basis=HEARING_BASIS,
        happened_at=held_at,
    )
    record(tx, SanctionHearingHeld(case_id=case_id, premises_id=case.premises_id, held_at=held_at))
    return await _with_opportunity(tx, case, final=final)


async def receive_defence(
    tx: Transaction,
    case_id: UUID,
    by: By,
    *,
    summary: str | None,
    received_at: datetime | None,
    final: bool = False,
) -> SanctionCase:
    """The owner wrote; a late defence is registered all the same, and weighed in a new proposal.

    ``final`` as for :func:`hear`. Raises ``RefusedError``.
    """
    case = await store.get_for_update(tx, case_id)
    received_at = happened("receivedAt", received_at, tx.now, after=case.invited_at)
    take_step(
        tx,
        case,
        SanctionStep.WRITTEN_DEFENCE,
        by,
        reason=summary,
        basis=HEARING_BASIS,
        happened_at=received_at,
    )
    return await _with_opportunity(tx, case, final=final)


async def note_silence(tx: Transaction, case_id: UUID, by: By) -> SanctionCase:
    """Nobody came or wrote before the hearing and the defence term were over.

    Raises ``RefusedError``.
    """
    case = await store.get_for_update(tx, case_id)
    take_step(tx, case, SanctionStep.NO_DEFENCE, by, basis=HEARING_BASIS)
    await case_terms.close(tx, case_id, DEFENCE_TERM)
    case.heard = True
    return case


async def _with_opportunity(tx: Transaction, case: SanctionCase, *, final: bool) -> SanctionCase:
    case.heard = True
    if final:
        case.defence_final = True
        await case_terms.close(tx, case.case_id, DEFENCE_TERM)
    return case
