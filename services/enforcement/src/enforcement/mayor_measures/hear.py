"""Hear whoever answers for the place: invite, hear, receive a defence, or note an absence."""

from datetime import date, datetime
from uuid import UUID

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from contracts.codes import HearingManner
from contracts.enforcement import MayorMeasureHeard, MayorMeasureHearingInvited
from enforcement.cases.rules import happened
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.hearings.arrive import RightToBeHeard, invitation_arrived
from enforcement.hearings.rules import must_leave_time
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.mayor_measures import store
from enforcement.mayor_measures.rules.law import HEARING_BASIS, NOTICE_TERM
from enforcement.mayor_measures.rules.states import ORDERED, MeasureStep
from enforcement.mayor_measures.store import MayorMeasure
from enforcement.notifications.rules.notification import arrival


async def invite(
    tx: Transaction,
    case_id: UUID,
    by: By,
    hearing_at: datetime,
    *,
    sent_at: datetime | None = None,
    received_on: date | None = None,
    sooner: bool = False,
) -> MayorMeasure:
    """Registered, or against a receipt of ``received_on``. Another one gives another moment.

    ``sooner``: they asked for it themselves. Raises ``RefusedError``.
    """
    case = await store.get_for_update(tx, case_id)
    sent_at = happened("sentAt", sent_at, tx.now, after=case.invited_at)
    law = await legal_terms.law(tx, city_day(sent_at), NOTICE_TERM)
    received_on = arrival(city_day(sent_at), received_on, city_day(tx.now), law.days)
    last_day = law.deadline(NOTICE_TERM, received_on).last_day
    who = lazy("De verantwoordelijke")
    must_leave_time(hearing_at, received_on, last_day, who, sooner=sooner)
    step = MeasureStep.HEARING_INVITATION
    take_step(tx, case, step, by, basis=HEARING_BASIS, happened_at=sent_at)
    await case_terms.start(tx, case_id, law, NOTICE_TERM, received_on)
    record(
        tx,
        MayorMeasureHearingInvited(
            measure_id=case_id,
            kind=case.kind,
            again=case.invited_at is not None,
            hearing_at=hearing_at,
            invited_at=sent_at,
        ),
    )
    case.invited_at, case.hearing_at = sent_at, hearing_at
    case.invited_on, case.notice_until = received_on, None if sooner else last_day
    case.heard = case.defence_final = False
    return case


async def invitation_notified(tx: Transaction, case_id: UUID, on: date, by: By) -> None:
    """A letter with the invitation arrived, or proves to have arrived later. ``RefusedError``."""
    await invitation_arrived(tx, await store.get_for_update(tx, case_id), RIGHT, on, by)


async def hear(
    tx: Transaction, case_id: UUID, by: By, report: str, held_at: datetime | None
) -> MayorMeasure:
    """The hearing took place: nothing more is awaited. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    held_at = happened("heldAt", held_at, tx.now, after=case.invited_at)
    if case.hearing_at is not None and city_day(held_at) < city_day(case.hearing_at):
        day = f"{city_day(case.hearing_at):%d/%m/%Y}"
        raise FieldRefusedError("heldAt", lazy("De hoorzitting was gepland op %(day)s.", day=day))
    _take(tx, case, MeasureStep.HEARING, by, held_at, HearingManner.GEHOORD, report)
    return await _heard(tx, case, final=True)


async def defend(
    tx: Transaction,
    case_id: UUID,
    by: By,
    summary: str,
    received_at: datetime | None,
    *,
    final: bool,
) -> MayorMeasure:
    """A written defence; who wrote may still come, unless nothing more will. ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    received_at = happened("receivedAt", received_at, tx.now, after=case.invited_at)
    manner = HearingManner.SCHRIFTELIJK
    _take(tx, case, MeasureStep.WRITTEN_DEFENCE, by, received_at, manner, summary)
    return await _heard(tx, case, final=case.defence_final or final)


async def note_absence(tx: Transaction, case_id: UUID, by: By) -> MayorMeasure:
    """Nobody came, without a valid reason. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    _take(tx, case, MeasureStep.ABSENCE, by, tx.now, HearingManner.NIET_VERSCHENEN, None)
    return await _heard(tx, case, final=True)


def _take(
    tx: Transaction,
    case: MayorMeasure,
    step: MeasureStep,
    by: By,
    at: datetime,
    manner: HearingManner,
    said: str | None,
) -> None:
    after_order = case.state in ORDERED
    take_step(tx, case, step, by, reason=said, basis=HEARING_BASIS, happened_at=at)
    record(
        tx,
        MayorMeasureHeard(
            measure_id=case.case_id,
            kind=case.kind,
            manner=manner,
            after_order=after_order,
            heard_at=at,
        ),
    )


async def _heard(tx: Transaction, case: MayorMeasure, *, final: bool) -> MayorMeasure:
    case.heard, case.defence_final = True, final
    if final:
        await case_terms.close(tx, case.case_id, NOTICE_TERM)
    return case


def _unheard(case: MayorMeasure) -> None:
    case.heard = case.defence_final = False


RIGHT = RightToBeHeard[MayorMeasure](
    NOTICE_TERM,
    HEARING_BASIS,
    invitation=MeasureStep.HEARING_INVITATION,
    absence=MeasureStep.ABSENCE,
    came=(MeasureStep.HEARING, MeasureStep.WRITTEN_DEFENCE),
    void=MeasureStep.ABSENCE_VOID,
    settled=lambda case: case.heard and case.defence_final,
    unheard=_unheard,
)
