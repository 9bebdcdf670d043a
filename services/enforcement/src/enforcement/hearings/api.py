"""Hearings over HTTP: slots of the officers, and the hearing of a fine case."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import StringConstraints
from starlette.responses import Response

from chassis.edge import Tx
from chassis.web import Body, Page, View, hal, listed
from enforcement.cases.api.access import GasReader, GasWorker
from enforcement.cases.api.bodies import Moment, Short, Text
from enforcement.cases.store.timeline import By
from enforcement.gas import store as gas
from enforcement.gas.api.views import GasStepTaken, step_taken
from enforcement.hearings import hold, plan, store

router = APIRouter(prefix="/v1", tags=["hoorzittingen"])

Language = Annotated[str, StringConstraints(min_length=2, max_length=40)]


class HearingSlotView(View):
    slot_id: UUID
    starts_at: datetime
    place: str


class HearingView(View):
    """``outcome`` is empty while the hearing is still awaited."""

    planned_at: datetime | None
    place: str | None
    interpreter: str | None
    with_lawyer: bool
    invited_on: date | None
    outcome: str | None


class NewSlot(Body):
    starts_at: Moment
    place: Short


@router.post("/hearing-slots")
async def open_slot(body: NewSlot, tx: Tx, _actor: GasWorker) -> HearingSlotView:
    """A moment and a place at which one person can be heard."""
    return HearingSlotView.model_validate(await plan.open_slot(tx, body.starts_at, body.place))


@router.get("/hearing-slots", **listed(HearingSlotView))
async def free_slots(request: Request, tx: Tx, _actor: GasReader, page: Page) -> Response:
    """Slots that are free and still to come, the first on top."""
    slots = await store.free_slots(tx, page.offset + page.pagesize + 1)
    shown = slots[page.offset : page.offset + page.pagesize]
    items = [HearingSlotView.model_validate(slot) for slot in shown]
    return hal(request, "hearingSlots", items, page, more=len(slots) > page.offset + page.pagesize)


@router.get("/gas-cases/{case_id}/hearings")
async def read_hearings(case_id: UUID, tx: Tx, _actor: GasReader) -> list[HearingView]:
    """The hearings of a case, each invitation apart."""
    await gas.get(tx, case_id)
    return [HearingView.model_validate(hearing) for hearing in await store.of_case(tx, case_id)]


class Wish(Body):
    """A slot may be chosen later, by a new invitation."""

    slot_id: UUID | None = None
    interpreter: Language | None = None
    with_lawyer: bool = False


class HearingRequest(Wish):
    requested_at: Moment | None = None


@router.post("/gas-cases/{case_id}/hearing-request")
async def request_hearing(
    case_id: UUID, body: HearingRequest, tx: Tx, actor: GasWorker
) -> GasStepTaken:
    """The person asks to be heard; refused to an adult when the fine in view is low."""
    by = By.actor(actor)
    return step_taken(tx, await plan.request(tx, case_id, by, _wish(body), body.requested_at))


@router.post("/gas-cases/{case_id}/new-invitation")
async def plan_anew(case_id: UUID, body: Wish, tx: Tx, actor: GasWorker) -> GasStepTaken:
    """Another moment, also after an absence."""
    return step_taken(tx, await plan.plan_anew(tx, case_id, By.actor(actor), _wish(body)))


@router.post("/gas-cases/{case_id}/hearing-withdrawal")
async def withdraw(case_id: UUID, tx: Tx, actor: GasWorker) -> GasStepTaken:
    """The person no longer asks for a hearing."""
    return step_taken(tx, await plan.withdraw(tx, case_id, By.actor(actor)))


class HearingReport(Body):
    report: Text
    held_at: Moment | None = None


@router.post("/gas-cases/{case_id}/hearing")
async def hear(case_id: UUID, body: HearingReport, tx: Tx, actor: GasWorker) -> GasStepTaken:
    """The report of the hearing; the case is ready to be decided."""
    by = By.actor(actor)
    return step_taken(tx, await hold.hear(tx, case_id, by, body.report, body.held_at))


@router.post("/gas-cases/{case_id}/no-show")
async def note_absence(case_id: UUID, tx: Tx, actor: GasWorker) -> GasStepTaken:
    """Nobody came, though the invitation arrived in time."""
    return step_taken(tx, await hold.note_absence(tx, case_id, By.actor(actor)))


def _wish(body: Wish) -> plan.HearingWish:
    return plan.HearingWish(body.slot_id, body.interpreter, body.with_lawyer)
