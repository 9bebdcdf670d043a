"""Orders of a street ban over HTTP: from the mayor's order to the end of the case."""

from datetime import date
from uuid import UUID

from fastapi import APIRouter

from chassis.edge import Tx
from chassis.web import Body
from enforcement.cases.api.bodies import Day, MotivationBody, Text
from enforcement.cases.store.timeline import By
from enforcement.street_bans import confirm as confirmation
from enforcement.street_bans import end as ending
from enforcement.street_bans import order as orders
from enforcement.street_bans import tell_person
from enforcement.street_bans.api.access import BanWorker, College, Mayor
from enforcement.street_bans.api.views import BanStepTaken, step_taken
from enforcement.street_bans.rules import Confirmation

router = APIRouter(prefix="/v1/street-bans", tags=["straatverboden"])


class OrderBody(Body):
    """Both days hold; a renewal begins on the day after the ban that runs."""

    first_day: Day
    last_day: Day
    motivation: Text

    def order(self) -> orders.Order:
        return orders.Order(self.first_day, self.last_day, self.motivation)


@router.post("/{case_id}/order")
async def order(case_id: UUID, body: OrderBody, tx: Tx, actor: Mayor) -> BanStepTaken:
    """The mayor's order, for a month at most; the police are told at once."""
    return step_taken(tx, await orders.order(tx, case_id, By.actor(actor), body.order()))


@router.post("/{case_id}/renewal")
async def renew(case_id: UUID, body: OrderBody, tx: Tx, actor: Mayor) -> BanStepTaken:
    """Twice at most, each for a month at most, and after a hearing."""
    return step_taken(tx, await orders.renew(tx, case_id, By.actor(actor), body.order()))


class OrderNotified(Body):
    """``receivedOn``: the day on the receipt; ``remedyTold``: it named the appeal."""

    received_on: date | None = None
    remedy_told: bool = True


@router.post("/{case_id}/notification")
async def notify_order(
    case_id: UUID, body: OrderNotified, tx: Tx, actor: BanWorker
) -> BanStepTaken:
    """The person got the order: from then on the ban holds."""
    by = By.actor(actor)
    case = await tell_person.note_notified(
        tx, case_id, by, body.received_on, remedy_told=body.remedy_told
    )
    return step_taken(tx, case)


class ConfirmationBody(Body):
    """``meetingOn`` is the meeting that the order waits for, unless it says another."""

    outcome: Confirmation
    meeting_on: date | None = None


@router.post("/{case_id}/confirmation")
async def confirm(case_id: UUID, body: ConfirmationBody, tx: Tx, actor: College) -> BanStepTaken:
    """The college decided about the order, at a meeting that is not closed yet."""
    by = By.actor(actor)
    case = await confirmation.confirm(tx, case_id, by, body.outcome, body.meeting_on)
    return step_taken(tx, case)


@router.post("/{case_id}/lifting")
async def lift(case_id: UUID, body: MotivationBody, tx: Tx, actor: Mayor) -> BanStepTaken:
    """The mayor ends a ban before its day; the police are told at once."""
    return step_taken(tx, await ending.lift(tx, case_id, By.actor(actor), body.motivation))


@router.post("/{case_id}/discontinuation")
async def discontinue(case_id: UUID, body: MotivationBody, tx: Tx, actor: Mayor) -> BanStepTaken:
    """No ban comes of it."""
    by = By.actor(actor)
    return step_taken(tx, await ending.discontinue(tx, case_id, by, body.motivation))


@router.post("/{case_id}/closing")
async def close(case_id: UUID, tx: Tx, actor: BanWorker) -> BanStepTaken:
    """The ban is over, and no appeal runs any more."""
    return step_taken(tx, await ending.close(tx, case_id, By.actor(actor)))
