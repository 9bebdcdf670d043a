"""Orders of a measure over HTTP: from the signature to the end of the case."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import AwareDatetime, Field

from chassis.edge import Tx
from chassis.web import Body
from enforcement.cases.api.bodies import Day, Moment, MotivationBody, Text
from enforcement.cases.store.timeline import By
from enforcement.mayor_measures import confirm as confirmation
from enforcement.mayor_measures import end as ending
from enforcement.mayor_measures import enforce as enforcement
from enforcement.mayor_measures import forfeit as penalties
from enforcement.mayor_measures import notify_order as notification
from enforcement.mayor_measures import order as orders
from enforcement.mayor_measures.api.access import College, Mayor, MeasureReader, MeasureWorker
from enforcement.mayor_measures.api.views import MeasureStepTaken, step_taken
from enforcement.mayor_measures.enforce import Penalty
from enforcement.mayor_measures.rules.codes import PenaltyUnit

router = APIRouter(prefix="/v1/mayor-measures", tags=["maatregelen van de burgemeester"])

Cents = Annotated[int, Field(gt=0, le=1_000_000_000)]


class Signature(Body):
    """``orderedAt``: when the mayor signed; now, unless it was before."""

    ordered_at: Moment | None = None


@router.post("/{case_id}/order")
async def order(case_id: UUID, body: Signature, tx: Tx, actor: Mayor) -> MeasureStepTaken:
    """The mayor signed the draft, by the law of that day. It works once it is notified."""
    return step_taken(tx, await orders.order(tx, case_id, By.actor(actor), body.ordered_at))


class RenewalBody(Signature):
    """``ends`` is exclusive; it begins where the order that runs ends."""

    ends: AwareDatetime
    motivation: Text


@router.post("/{case_id}/renewal")
async def renew(case_id: UUID, body: RenewalBody, tx: Tx, actor: Mayor) -> MeasureStepTaken:
    """An order of its own: signed, notified and confirmed anew, as often as the law allows."""
    by = By.actor(actor)
    case = await orders.renew(tx, case_id, by, body.ends, body.motivation, body.ordered_at)
    return step_taken(tx, case)


class OrderNotified(Body):
    """``remedyTold``: it named the appeal at the Council of State, its term and form."""

    notified_at: Moment | None = None
    remedy_told: bool = True


@router.post("/{case_id}/notification")
async def notify_order(
    case_id: UUID, body: OrderNotified, tx: Tx, actor: MeasureWorker
) -> MeasureStepTaken:
    """Whoever answers for the place was notified: from now on the order works."""
    by = By.actor(actor)
    case = await notification.notify_order(
        tx, case_id, by, body.notified_at, remedy_told=body.remedy_told
    )
    return step_taken(tx, case)


class MeetingBody(Body):
    """The next meeting after the order, or one on its day; it may be some days ago."""

    meeting_on: date


@router.post("/{case_id}/confirmation")
async def confirm(case_id: UUID, body: MeetingBody, tx: Tx, actor: College) -> MeasureStepTaken:
    """The college confirmed the order at a meeting that is not closed yet."""
    case = await confirmation.confirm(tx, case_id, By.actor(actor), body.meeting_on)
    return step_taken(tx, case)


@router.post("/{case_id}/refusal")
async def refuse(case_id: UUID, body: MeetingBody, tx: Tx, actor: College) -> MeasureStepTaken:
    """The college did not confirm: the order lapses."""
    case = await confirmation.refuse(tx, case_id, By.actor(actor), body.meeting_on)
    return step_taken(tx, case)


class CouncilNotice(Body):
    """``toldAt``: on the day of a meeting of the council; today, unless it was before."""

    told_at: Moment | None = None


@router.post("/{case_id}/council-notice")
async def tell_council(
    case_id: UUID, body: CouncilNotice, tx: Tx, actor: MeasureReader
) -> MeasureStepTaken:
    """The municipal council was told, at a meeting, of a closure of before 2024-02-17."""
    case = await confirmation.tell_council(tx, case_id, By.actor(actor), body.told_at)
    return step_taken(tx, case)


class PenaltyBody(Body):
    """Nothing is due before ``graceUntil`` is over."""

    amount_cents: Cents
    unit: PenaltyUnit
    ceiling_cents: Cents
    grace_until: date


class EnforcementBody(Body):
    """Seals, unless it names a ``penalty`` payment (NGW art. 133ter)."""

    reason: Text
    penalty: PenaltyBody | None = None


@router.post("/{case_id}/enforcement")
async def enforce(case_id: UUID, body: EnforcementBody, tx: Tx, actor: Mayor) -> MeasureStepTaken:
    """The mayor has a place sealed, or sets a penalty payment."""
    penalty = Penalty(**body.penalty.model_dump()) if body.penalty else None
    case = await enforcement.enforce(tx, case_id, By.actor(actor), body.reason, penalty)
    return step_taken(tx, case)


class BreachBody(Body):
    """Both days count. ``noForceMajeure`` is confirmed by who records it; ``reason``: by what."""

    first_day: Day
    last_day: Day | None = None
    reason: Text
    no_force_majeure: bool = False


@router.post("/{case_id}/forfeiture")
async def forfeit(
    case_id: UUID, body: BreachBody, tx: Tx, actor: MeasureWorker
) -> MeasureStepTaken:
    """A breach that the police saw: the amount follows from the penalty, and is a claim."""
    last_day = body.last_day or body.first_day
    breach = penalties.Breach(body.first_day, last_day, body.reason, body.no_force_majeure)
    return step_taken(tx, await penalties.forfeit(tx, case_id, By.actor(actor), breach))


class CollectedBody(Body):
    collected_on: Day


@router.post("/{case_id}/collection")
async def collect(
    case_id: UUID, body: CollectedBody, tx: Tx, actor: MeasureWorker
) -> MeasureStepTaken:
    """Finance got all that is open and not prescribed by that day."""
    by = By.actor(actor)
    return step_taken(tx, await penalties.collect(tx, case_id, by, body.collected_on))


@router.post("/{case_id}/execution-check-request")
async def request_check(case_id: UUID, tx: Tx, actor: MeasureWorker) -> MeasureStepTaken:
    """Ask the police to check on the spot that a place stays closed."""
    return step_taken(tx, await enforcement.request_check(tx, case_id, By.actor(actor)))


@router.post("/{case_id}/lifting")
async def lift(case_id: UUID, body: MotivationBody, tx: Tx, actor: Mayor) -> MeasureStepTaken:
    """The mayor lifts what he ordered."""
    return step_taken(tx, await ending.lift(tx, case_id, By.actor(actor), body.motivation))


class ClosingBody(Body):
    reason: Text | None = None


@router.post("/{case_id}/closing")
async def close(
    case_id: UUID, tx: Tx, actor: MeasureWorker, body: ClosingBody = ClosingBody()
) -> MeasureStepTaken:
    """The end of the case; one that ends without an order needs a reason."""
    return step_taken(tx, await ending.close(tx, case_id, By.actor(actor), body.reason))
