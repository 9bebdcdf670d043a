"""Steps of a measure before its order, over HTTP: consultation, hearing and draft."""

from datetime import date
from uuid import UUID

from fastapi import APIRouter
from pydantic import AwareDatetime

from chassis.edge import Tx
from chassis.web import Body
from contracts.codes import MeasureBasis, MeasureContent
from enforcement.cases.api.bodies import Moment, Text
from enforcement.cases.store.timeline import By
from enforcement.mayor_measures import consult as consultation
from enforcement.mayor_measures import hear as hearing
from enforcement.mayor_measures import propose as proposal
from enforcement.mayor_measures.api.access import MeasureWorker
from enforcement.mayor_measures.api.views import MeasureStepTaken, step_taken
from enforcement.mayor_measures.rules.codes import Stance

router = APIRouter(prefix="/v1/mayor-measures", tags=["maatregelen van de burgemeester"])


class Consultation(Body):
    """``said``: with which function, and their remarks; never a name."""

    stance: Stance
    said: Text
    on: Moment | None = None


@router.post("/{case_id}/consultation")
async def consult(
    case_id: UUID, body: Consultation, tx: Tx, actor: MeasureWorker
) -> MeasureStepTaken:
    """The judicial authorities were consulted, before a closure for trafficking."""
    by = By.actor(actor)
    case = await consultation.consult(tx, case_id, by, body.stance, body.said, body.on)
    return step_taken(tx, case)


class InvitationBody(Body):
    """Registered, or against a receipt of ``receivedOn``. ``sooner``: they asked so themselves."""

    hearing_at: AwareDatetime
    sent_at: Moment | None = None
    received_on: date | None = None
    sooner: bool = False


@router.post("/{case_id}/hearing-invitation")
async def invite(
    case_id: UUID, body: InvitationBody, tx: Tx, actor: MeasureWorker
) -> MeasureStepTaken:
    """Whoever answers for the place may be heard; another invitation gives another moment."""
    case = await hearing.invite(
        tx,
        case_id,
        By.actor(actor),
        body.hearing_at,
        sent_at=body.sent_at,
        received_on=body.received_on,
        sooner=body.sooner,
    )
    return step_taken(tx, case)


class HearingReport(Body):
    held_at: Moment | None = None
    report: Text


@router.post("/{case_id}/hearing")
async def hear(
    case_id: UUID, body: HearingReport, tx: Tx, actor: MeasureWorker
) -> MeasureStepTaken:
    """The hearing took place: nothing more is awaited."""
    case = await hearing.hear(tx, case_id, By.actor(actor), body.report, body.held_at)
    return step_taken(tx, case)


class Defence(Body):
    """``final``: they said that nothing more will come."""

    received_at: Moment | None = None
    summary: Text
    final: bool = False


@router.post("/{case_id}/written-defence")
async def defend(case_id: UUID, body: Defence, tx: Tx, actor: MeasureWorker) -> MeasureStepTaken:
    """A written defence; who wrote may still come."""
    by = By.actor(actor)
    case = await hearing.defend(tx, case_id, by, body.summary, body.received_at, final=body.final)
    return step_taken(tx, case)


@router.post("/{case_id}/absence")
async def note_absence(case_id: UUID, tx: Tx, actor: MeasureWorker) -> MeasureStepTaken:
    """Nobody came on the day of the hearing, without a valid reason."""
    return step_taken(tx, await hearing.note_absence(tx, case_id, By.actor(actor)))


class DraftBody(Body):
    """``ends`` is exclusive; without ``starts`` the order works from its notification.

    ``urgency``: why it cannot wait for a hearing. ``victims``: the people found there get
    information and a referral.
    """

    basis: MeasureBasis
    content: MeasureContent
    motivation: Text
    starts: AwareDatetime | None = None
    ends: AwareDatetime | None = None
    urgency: Text | None = None
    victims: bool = False


@router.post("/{case_id}/proposal")
async def propose(case_id: UUID, body: DraftBody, tx: Tx, actor: MeasureWorker) -> MeasureStepTaken:
    """The order that the mayor is asked to sign; another one takes the place of the one before."""
    draft = proposal.Draft(**body.model_dump())
    return step_taken(tx, await proposal.propose(tx, case_id, By.actor(actor), draft))
