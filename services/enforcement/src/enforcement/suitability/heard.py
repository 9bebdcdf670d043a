"""The right of an owner to come and to write, before a refusal."""

from datetime import date, datetime
from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from contracts.codes import HearingManner
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.hearings.arrive import invitation_arrived
from enforcement.hearings.right import RightToBeHeard, TimeToWrite
from enforcement.suitability import store
from enforcement.suitability.rules import DEFENCE_TERM, REGULATION, DossierStep
from enforcement.suitability.store import Dossier


async def invitation_notified(tx: Transaction, dossier_id: UUID, on: date, by: By) -> None:
    """A letter with the invitation arrived, or proves to have arrived later. ``RefusedError``."""
    await invitation_arrived(tx, await store.get_for_update(tx, dossier_id), RIGHT, on, by)


def forget_hearing(dossier: Dossier) -> None:
    """A decision was taken: the next one needs an invitation of its own."""
    dossier.heard, dossier.hearing_at, dossier.invited_at = False, None, None
    dossier.invited_on = dossier.notice_until = dossier.defence_until = None


async def was_defended(tx: Transaction, dossier: Dossier) -> bool:
    """Whether the owner came or wrote since the last decision that stands.

    What came before one that was taken back counts again, unless the owner has to be heard anew.
    """
    defended = before = False
    for line in await timeline.of_case(tx, dossier.dossier_id):
        if line.step in RIGHT.came:
            defended = True
        elif line.step in RIGHT.decisions:
            defended, before = False, defended
        elif line.step == RIGHT.retake:
            defended = before and dossier.heard
    return defended


def _note(dossier: Dossier, manner: HearingManner | None, _final: bool) -> None:
    """Who wrote is still awaited at a hearing; who was heard may still write."""
    if manner is HearingManner.SCHRIFTELIJK and dossier.hearing_at is not None:
        return
    dossier.heard = manner is not None
    if manner is HearingManner.GEHOORD:
        dossier.hearing_at = None


def _give(dossier: Dossier, last_day: date) -> None:
    dossier.defence_until = last_day


async def _decided_at(tx: Transaction, dossier: Dossier) -> datetime | None:
    """A decision ends the term of its own invitation."""
    if dossier.defence_until is not None:
        return None
    decided_at = await timeline.latest(tx, dossier.dossier_id, DossierStep.DECISION)
    invited_at = await timeline.latest(tx, dossier.dossier_id, DossierStep.HEARING_INVITATION)
    if decided_at is None or invited_at is None or decided_at < invited_at:
        return None
    return decided_at


RIGHT = RightToBeHeard[Dossier](
    DEFENCE_TERM,
    REGULATION,
    lazy("De eigenaar"),
    invitation=DossierStep.HEARING_INVITATION,
    held=DossierStep.HEARING,
    absence=DossierStep.NO_DEFENCE,
    came=(DossierStep.HEARING, DossierStep.WRITTEN_DEFENCE),
    void=DossierStep.SILENCE_VOID,
    decisions=(DossierStep.DECISION,),
    retake=DossierStep.RETAKE,
    is_final=lambda _dossier: False,
    note=_note,
    writing=TimeToWrite(lambda dossier: dossier.defence_until, _give, _decided_at),
)
