"""Hearings over HTTP: the slots of the officers, and how a hearing is shown."""

from datetime import date, datetime
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.edge import Tx
from chassis.web import Body, Page, View, hal, listed
from enforcement.acts.fields import Moment, Short
from enforcement.cases.api.access import GasReader, GasWorker
from enforcement.hearings import plan, store

router = APIRouter(prefix="/v1", tags=["hoorzittingen"])


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
