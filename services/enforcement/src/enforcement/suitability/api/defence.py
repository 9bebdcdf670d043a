"""Suitability declarations over HTTP: the owner is heard, and told what was decided."""

from uuid import UUID

from fastapi import APIRouter
from pydantic import AwareDatetime

from chassis.edge import Tx
from chassis.web import Body
from enforcement.cases.api.access import DeclarationNotifier, Hearing
from enforcement.cases.api.bodies import Day, Moment, Text
from enforcement.cases.store.timeline import By
from enforcement.suitability import hear as hearing
from enforcement.suitability.api.views import StepTaken, step_taken
from enforcement.suitability.hear import Invitation
from enforcement.suitability.notify_decision import notify_decision

router = APIRouter(prefix="/v1/suitability-dossiers", tags=["geschiktheidsverklaringen"])


class InvitationBody(Body):
    """Without ``receivedOn`` the third working day after ``sentAt`` counts (Ger.W. art. 53bis).

    ``sooner``: the owner asked for a day within the term for a defence.
    """

    hearing_at: AwareDatetime | None = None
    sent_at: Moment | None = None
    received_on: Day | None = None
    sooner: bool = False


@router.post("/{dossier_id}/hearing-invitation")
async def invite(dossier_id: UUID, body: InvitationBody, tx: Tx, actor: Hearing) -> StepTaken:
    """Before a refusal: a term for a defence, and a hearing. May be repeated."""
    invitation = Invitation(body.hearing_at, body.sent_at, body.received_on, body.sooner)
    return step_taken(tx, await hearing.invite(tx, dossier_id, By.actor(actor), invitation))


class DefenceBody(Body):
    received_at: Moment | None = None
    summary: Text


@router.post("/{dossier_id}/written-defence")
async def record_defence(dossier_id: UUID, body: DefenceBody, tx: Tx, actor: Hearing) -> StepTaken:
    """The owner wrote, before a hearing or after one."""
    by, summary, received_at = By.actor(actor), body.summary, body.received_at
    dossier = await hearing.defend(tx, dossier_id, by, summary=summary, received_at=received_at)
    return step_taken(tx, dossier)


class HearingBody(Body):
    held_at: Moment | None = None
    report: Text


@router.post("/{dossier_id}/hearing")
async def record_hearing(dossier_id: UUID, body: HearingBody, tx: Tx, actor: Hearing) -> StepTaken:
    """The owner was heard; needed before a refusal."""
    by = By.actor(actor)
    dossier = await hearing.hear(tx, dossier_id, by, report=body.report, held_at=body.held_at)
    return step_taken(tx, dossier)


@router.post("/{dossier_id}/no-defence")
async def note_silence(dossier_id: UUID, tx: Tx, actor: Hearing) -> StepTaken:
    """The owner neither came nor wrote in the whole term."""
    return step_taken(tx, await hearing.note_silence(tx, dossier_id, By.actor(actor)))


class NotificationBody(Body):
    """``remedyTold``: the letter named the appeal (coordinated laws, art. 19)."""

    notified_at: Moment | None = None
    remedy_told: bool = True


@router.post("/{dossier_id}/decision-notification")
async def notify(
    dossier_id: UUID, body: NotificationBody, tx: Tx, actor: DeclarationNotifier
) -> StepTaken:
    """The owner knows of the decision; the term for the Council of State starts."""
    by, told = By.actor(actor), body.remedy_told
    dossier = await notify_decision(tx, dossier_id, by, body.notified_at, remedy_told=told)
    return step_taken(tx, dossier)
