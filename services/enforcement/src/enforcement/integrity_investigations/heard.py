"""The right to be heard after the advice and before a proposal (NGW art. 119ter §13)."""

from datetime import date, datetime
from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from contracts.codes import HearingManner
from enforcement.cases.store.timeline import By
from enforcement.hearings.arrive import invitation_arrived
from enforcement.hearings.right import RightToBeHeard
from enforcement.integrity_investigations import store
from enforcement.integrity_investigations.keep import keep
from enforcement.integrity_investigations.rules import (
    BASIS,
    DEFENCE_TERM,
    IntegrityState,
    IntegrityStep,
    Source,
)
from enforcement.integrity_investigations.store import IntegrityInvestigation


async def invitation_notified(tx: Transaction, case_id: UUID, on: date, by: By) -> None:
    """A letter with the invitation arrived, or proves to have arrived later. ``RefusedError``."""
    await invitation_arrived(tx, await store.get_for_update(tx, case_id), RIGHT, on, by)


def _keep(tx: Transaction, case: IntegrityInvestigation, at: datetime, said: str) -> None:
    """It goes sooner than the timeline does."""
    keep(tx, case, Source.BETROKKENE, at, note=said)


def _note(case: IntegrityInvestigation, manner: HearingManner | None, final: bool) -> None:
    case.heard, case.no_hearing_wanted = manner is not None, final


RIGHT = RightToBeHeard[IntegrityInvestigation](
    DEFENCE_TERM,
    BASIS,
    lazy("De betrokkene"),
    invitation=IntegrityStep.HEARING_INVITATION,
    held=IntegrityStep.HEARING,
    absence=IntegrityStep.ABSENCE,
    came=(IntegrityStep.HEARING, IntegrityStep.WRITTEN_DEFENCE),
    void=IntegrityStep.ABSENCE_VOID,
    decisions=(IntegrityStep.DECISION,),
    retake=IntegrityStep.RETAKE,
    proposal=IntegrityStep.PROPOSAL,
    unproposed=(IntegrityState.GEHOORD,),
    is_final=lambda case: case.no_hearing_wanted,
    note=_note,
    keep=_keep,
)
