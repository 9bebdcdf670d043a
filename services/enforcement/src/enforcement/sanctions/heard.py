"""The right of an owner to come and to write, before a proposal about the premises."""

from datetime import date, datetime
from uuid import UUID

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from contracts.codes import HearingManner
from contracts.enforcement import SanctionHearingHeld, SanctionHearingInvited
from enforcement.cases.store.timeline import By
from enforcement.hearings.arrive import invitation_arrived
from enforcement.hearings.right import RightToBeHeard, TimeToWrite
from enforcement.sanctions import store
from enforcement.sanctions.rules import (
    DEFENCE_STEPS,
    DEFENCE_TERM,
    DEFENDED,
    HEARING_BASIS,
    NOTICE_TERM,
    SanctionStep,
)
from enforcement.sanctions.store import SanctionCase


async def invitation_notified(tx: Transaction, case_id: UUID, on: date, by: By) -> None:
    """A letter with the invitation arrived, or proves to have arrived later. ``RefusedError``."""
    await invitation_arrived(tx, await store.get_for_update(tx, case_id), RIGHT, on, by)


def _tell_invited(
    tx: Transaction, case: SanctionCase, hearing_at: datetime, invited_at: datetime
) -> None:
    record(
        tx,
        SanctionHearingInvited(
            case_id=case.case_id,
            premises_id=case.premises_id,
            hearing_at=hearing_at,
            again=case.invited_at is not None,
            invited_at=invited_at,
        ),
    )


def _tell_heard(tx: Transaction, case: SanctionCase, manner: HearingManner, at: datetime) -> None:
    """Of who wrote or stayed away nobody is told."""
    if manner is HearingManner.GEHOORD:
        held = SanctionHearingHeld(case_id=case.case_id, premises_id=case.premises_id, held_at=at)
        record(tx, held)


def _note(case: SanctionCase, manner: HearingManner | None, final: bool) -> None:
    """Who said that nothing more will come said so for good, until a new invitation."""
    case.heard = manner is not None
    case.defence_final = case.heard and (final or case.defence_final)


def _give(case: SanctionCase, last_day: date) -> None:
    case.defence_until = last_day


async def _decided_at(_tx: Transaction, case: SanctionCase) -> datetime | None:
    return case.decided_at


RIGHT = RightToBeHeard[SanctionCase](
    DEFENCE_TERM,
    HEARING_BASIS,
    lazy("De eigenaar"),
    invitation=SanctionStep.HEARING_INVITATION,
    held=SanctionStep.HEARING,
    absence=SanctionStep.NO_DEFENCE,
    came=DEFENCE_STEPS,
    void=SanctionStep.SILENCE_VOID,
    decisions=(SanctionStep.DECISION,),
    retake=SanctionStep.RETAKE,
    proposal=SanctionStep.PROPOSAL,
    unproposed=DEFENDED,
    is_final=lambda case: case.defence_final,
    note=_note,
    writing=TimeToWrite(lambda case: case.defence_until, _give, _decided_at),
    notice_id=NOTICE_TERM,
    law_on=lambda case, _day: city_day(case.fact_at),
    tell_invited=_tell_invited,
    tell_heard=_tell_heard,
)
