"""The fine procedure over HTTP, after the opening letter: mediation, service, written defence."""

from uuid import UUID

from fastapi import APIRouter

from chassis.edge import Tx
from chassis.web import Body
from contracts.codes import MediationResult
from enforcement.cases.api.access import GasWorker
from enforcement.cases.api.bodies import Moment, Short, Text
from enforcement.cases.store.timeline import By
from enforcement.gas import defend, make_ready, mediate, serve_community
from enforcement.gas.api.views import GasStepTaken, step_taken
from enforcement.gas.rules import CommunityServiceResult

router = APIRouter(prefix="/v1/gas-cases", tags=["procedure geldboete"])


class MediationAcceptance(Body):
    """``mediator`` is a pseudonym of the city: that person will not decide."""

    mediator: Short
    accepted_at: Moment | None = None


@router.post("/{case_id}/mediation-acceptance")
async def accept_mediation(
    case_id: UUID, body: MediationAcceptance, tx: Tx, actor: GasWorker
) -> GasStepTaken:
    """Mediation begins, and the decision term becomes the longer one."""
    by = By.actor(actor)
    case = await mediate.accept(tx, case_id, by, body.mediator, body.accepted_at)
    return step_taken(tx, case)


class NamedMediator(Body):
    mediator: Short


@router.post("/{case_id}/mediator")
async def name_mediator(
    case_id: UUID, body: NamedMediator, tx: Tx, actor: GasWorker
) -> GasStepTaken:
    """Name the mediator, where the person accepted the offer by themselves."""
    by = By.actor(actor)
    return step_taken(tx, await mediate.name_mediator(tx, case_id, by, body.mediator))


@router.post("/{case_id}/mediation-agreement")
async def agree(case_id: UUID, tx: Tx, actor: GasWorker) -> GasStepTaken:
    """The parties agreed on terms: at the mediator's request the term is fifteen months."""
    return step_taken(tx, await mediate.agree(tx, case_id, By.actor(actor)))


class MediationEnd(Body):
    result: MediationResult
    ended_at: Moment | None = None


@router.post("/{case_id}/mediation-end")
async def end_mediation(
    case_id: UUID, body: MediationEnd, tx: Tx, actor: GasWorker
) -> GasStepTaken:
    """After a success no fine can follow; a refusal or a failure leads on."""
    by = By.actor(actor)
    return step_taken(tx, await mediate.end(tx, case_id, by, body.result, body.ended_at))


class ServiceAcceptance(Body):
    accepted_at: Moment | None = None


@router.post("/{case_id}/community-service-acceptance")
async def accept_service(
    case_id: UUID, body: ServiceAcceptance, tx: Tx, actor: GasWorker
) -> GasStepTaken:
    """The person agrees to the community service."""
    by = By.actor(actor)
    return step_taken(tx, await serve_community.accept(tx, case_id, by, body.accepted_at))


class CommunityServiceOffer(Body):
    hours: int


@router.post("/{case_id}/community-service-offer")
async def offer_service(
    case_id: UUID, body: CommunityServiceOffer, tx: Tx, actor: GasWorker
) -> GasStepTaken:
    """The hours for the letter; from its notification they are to be done within six months."""
    return step_taken(tx, await serve_community.propose(tx, case_id, body.hours, By.actor(actor)))


class CommunityServiceEnd(Body):
    result: CommunityServiceResult
    ended_at: Moment | None = None


@router.post("/{case_id}/community-service-end")
async def end_service(
    case_id: UUID, body: CommunityServiceEnd, tx: Tx, actor: GasWorker
) -> GasStepTaken:
    """Done: no fine can follow."""
    by = By.actor(actor)
    return step_taken(tx, await serve_community.end(tx, case_id, by, body.result, body.ended_at))


class WrittenDefence(Body):
    """``final``: the person says in words that no more will follow; of minors only on the page of
    the own case, where each says so alone.
    """

    summary: Text | None = None
    final: bool = False
    received_at: Moment | None = None


@router.post("/{case_id}/written-defence")
async def receive_defence(
    case_id: UUID, body: WrittenDefence, tx: Tx, actor: GasWorker
) -> GasStepTaken:
    """A late defence is registered all the same; without a last word more may follow in time."""
    by, last_word = By.actor(actor), defend.LastWord() if body.final else None
    case = await defend.receive_defence(tx, case_id, by, body.summary, body.received_at, last_word)
    return step_taken(tx, case)


class Statement(Body):
    stated_at: Moment | None = None


@router.post("/{case_id}/not-contested")
async def accept_facts(case_id: UUID, body: Statement, tx: Tx, actor: GasWorker) -> GasStepTaken:
    """The person does not contest: the decision need not wait for the term."""
    by = By.actor(actor)
    return step_taken(tx, await defend.accept_facts(tx, case_id, by, body.stated_at))


@router.post("/{case_id}/ready")
async def mark_ready(case_id: UUID, tx: Tx, actor: GasWorker) -> GasStepTaken:
    """The defence is over: the case is ready to be decided. The clock says so too."""
    return step_taken(tx, await make_ready.mark_ready(tx, case_id, By.actor(actor)))
