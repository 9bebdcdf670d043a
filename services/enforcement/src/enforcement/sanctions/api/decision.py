"""The sanction procedure over HTTP, from decision to closing (plan 2.2, handbook §2.7)."""

from uuid import UUID

from fastapi import APIRouter
from pydantic import AwareDatetime

from chassis.edge import Tx
from chassis.web import Body
from contracts.codes import DecidingBody, SanctionKind
from enforcement.cases.api.access import CaseWorker, DecidingActor, Notifier
from enforcement.cases.api.bodies import Moment, MotivationBody, Text
from enforcement.cases.store.timeline import By
from enforcement.sanctions import check_execution
from enforcement.sanctions import close as closing
from enforcement.sanctions import decide as decision
from enforcement.sanctions import notify_decision as notification
from enforcement.sanctions import reopen as reopening
from enforcement.sanctions.api.views import SanctionStepTaken, step_taken
from enforcement.sanctions.rules import Sequel
from enforcement.sanctions.secretariats import SECRETARIAT_OF

router = APIRouter(prefix="/v1/sanction-cases", tags=["sanctieprocedure"])


class SanctionDecision(Body):
    """``effectiveTo`` is exclusive. Without ``effectiveFrom`` it works from the notification.

    ``decidedAt`` is when the body decided: now, unless it was before.
    """

    kind: SanctionKind
    deciding_body: DecidingBody | None = None
    effective_from: AwareDatetime | None = None
    effective_to: AwareDatetime | None = None
    decided_at: Moment | None = None
    motivation: Text


@router.post("/{case_id}/decision")
async def decide(
    case_id: UUID, body: SanctionDecision, tx: Tx, actor: DecidingActor
) -> SanctionStepTaken:
    """The decision of the college or the mayor. It works only once the owner was notified."""
    decided = decision.SanctionDecision(
        kind=body.kind,
        deciding_body=body.deciding_body,
        effective_from=body.effective_from,
        effective_to=body.effective_to,
        motivation=body.motivation,
        decided_at=body.decided_at,
    )
    secretariat_of = SECRETARIAT_OF[actor.function]
    case = await decision.decide(tx, case_id, decided, By.actor(actor), secretariat_of)
    return step_taken(tx, case)


class DecisionNotified(Body):
    """``remedyTold``: the letter named the appeal at the Council of State, its term and form."""

    notified_at: Moment | None = None
    remedy_told: bool = True


@router.post("/{case_id}/notification")
async def notify_decision(
    case_id: UUID, body: DecisionNotified, tx: Tx, actor: Notifier
) -> SanctionStepTaken:
    """The owner was notified: from now on the decision works, and the appeal term runs."""
    by = By.actor(actor)
    case = await notification.notify_decision(
        tx, case_id, by, body.notified_at, remedy_told=body.remedy_told
    )
    return step_taken(tx, case)


@router.post("/{case_id}/execution-check-request")
async def request_check(case_id: UUID, tx: Tx, actor: CaseWorker) -> SanctionStepTaken:
    """Ask the police to check on the spot that the sanction is respected."""
    return step_taken(tx, await check_execution.request_check(tx, case_id, By.actor(actor)))


@router.post("/{case_id}/execution-check-withdrawal")
async def take_back_request(
    case_id: UUID, body: MotivationBody, tx: Tx, actor: CaseWorker
) -> SanctionStepTaken:
    """Ask the police for no check any more; an answer that comes all the same is kept."""
    case = await check_execution.take_back_request(tx, case_id, By.actor(actor), body.motivation)
    return step_taken(tx, case)


class SequelBody(MotivationBody):
    sequel: Sequel


@router.post("/{case_id}/sequel")
async def choose_sequel(
    case_id: UUID, body: SequelBody, tx: Tx, actor: CaseWorker
) -> SanctionStepTaken:
    """Choose what follows when the police found that the sanction is not respected."""
    case = await check_execution.choose_sequel(
        tx, case_id, By.actor(actor), body.sequel, body.motivation
    )
    return step_taken(tx, case)


@router.post("/{case_id}/reopening")
async def reopen(
    case_id: UUID, body: MotivationBody, tx: Tx, actor: DecidingActor
) -> SanctionStepTaken:
    """Lift a closure or suspension; rooms open again if the declaration permits it."""
    secretariat_of = SECRETARIAT_OF[actor.function]
    case = await reopening.reopen(tx, case_id, By.actor(actor), body.motivation, secretariat_of)
    return step_taken(tx, case)


class ClosingBody(Body):
    reason: Text | None = None


@router.post("/{case_id}/closing")
async def close(
    case_id: UUID, tx: Tx, actor: CaseWorker, body: ClosingBody = ClosingBody()
) -> SanctionStepTaken:
    """The end of the case; one that ends without a decision needs a reason."""
    return step_taken(tx, await closing.close(tx, case_id, By.actor(actor), body.reason))
