"""The right to be heard before an order of the mayor, or after one that could not wait."""

from datetime import date, datetime
from uuid import UUID

from chassis.bus import record
from chassis.db import Transaction
from chassis.messages import lazy
from contracts.codes import HearingManner
from contracts.enforcement import MayorMeasureHeard, MayorMeasureHearingInvited
from enforcement.cases.store.timeline import By
from enforcement.hearings.arrive import invitation_arrived
from enforcement.hearings.right import RightToBeHeard
from enforcement.mayor_measures import store
from enforcement.mayor_measures.rules.law import HEARING_BASIS, NOTICE_TERM
from enforcement.mayor_measures.rules.states import HEARD, ORDERED, MeasureStep
from enforcement.mayor_measures.store import MayorMeasure


async def invitation_notified(tx: Transaction, case_id: UUID, on: date, by: By) -> None:
    """A letter with the invitation arrived, or proves to have arrived later. ``RefusedError``."""
    await invitation_arrived(tx, await store.get_for_update(tx, case_id), RIGHT, on, by)


def _tell_invited(
    tx: Transaction, case: MayorMeasure, hearing_at: datetime, invited_at: datetime
) -> None:
    record(
        tx,
        MayorMeasureHearingInvited(
            measure_id=case.case_id,
            kind=case.kind,
            again=case.invited_at is not None,
            hearing_at=hearing_at,
            invited_at=invited_at,
        ),
    )


def _tell_heard(tx: Transaction, case: MayorMeasure, manner: HearingManner, at: datetime) -> None:
    """Where an order could not wait, the hearing leaves the case where it is."""
    record(
        tx,
        MayorMeasureHeard(
            measure_id=case.case_id,
            kind=case.kind,
            manner=manner,
            after_order=case.state in ORDERED,
            heard_at=at,
        ),
    )


def _note(case: MayorMeasure, manner: HearingManner | None, final: bool) -> None:
    case.heard, case.defence_final = manner is not None, final


RIGHT = RightToBeHeard[MayorMeasure](
    NOTICE_TERM,
    HEARING_BASIS,
    lazy("De verantwoordelijke"),
    invitation=MeasureStep.HEARING_INVITATION,
    held=MeasureStep.HEARING,
    absence=MeasureStep.ABSENCE,
    came=(MeasureStep.HEARING, MeasureStep.WRITTEN_DEFENCE),
    void=MeasureStep.ABSENCE_VOID,
    decisions=(
        MeasureStep.ORDER,
        MeasureStep.RENEWAL,
    ),
    retake=MeasureStep.RETAKE,
    proposal=MeasureStep.PROPOSAL,
    unproposed=HEARD,
    is_final=lambda case: case.defence_final,
    note=_note,
    absence_ends=True,
    tell_invited=_tell_invited,
    tell_heard=_tell_heard,
)
