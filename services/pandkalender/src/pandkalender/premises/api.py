"""Read rooms and premises: owners their own, and the police all rooms."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.edge import Tx
from chassis.web import Page, Sentence, View, hal, listed
from pandkalender.authorisation import Owner, Reader, scope
from pandkalender.moments.api import Moment
from pandkalender.moments.rules.period import Period
from pandkalender.premises import store as premises
from pandkalender.premises.rules import why_blocked

router = APIRouter(prefix="/v1")


class RoomView(View):
    room_id: UUID
    label: str
    premises_id: UUID
    premises_label: str
    accepts_shifts: bool
    blocked_reason: Sentence | None


class PremisesView(View):
    premises_id: UUID
    label: str
    rooms_total: int
    occupied_now: int
    free: int
    blocked_reason: Sentence | None


@router.get("/rooms", **listed(RoomView))
async def list_rooms(request: Request, page: Page, actor: Reader, tx: Tx) -> Response:
    """Rooms, and whether they accept shifts now."""
    rows = await premises.list_rooms(tx, scope(actor), page.pagesize + 1, page.offset)
    facts = await premises.list_facts(tx, {row.premises_id for row in rows})
    now = Period.at(tx.now)
    reasons = {premises_id: why_blocked(known, now) for premises_id, known in facts.items()}
    views = [
        RoomView(
            room_id=row.room_id,
            label=row.label,
            premises_id=row.premises_id,
            premises_label=row.premises_label,
            accepts_shifts=reasons[row.premises_id] is None,
            blocked_reason=reasons[row.premises_id],
        )
        for row in rows[: page.pagesize]
    ]
    return hal(request, "rooms", views, page, more=len(rows) > page.pagesize)


@router.get("/premises", **listed(PremisesView))
async def list_premises(
    request: Request, page: Page, actor: Owner, tx: Tx, at: Moment | None = None
) -> Response:
    """Premises with the number of free rooms, now or ``at`` another moment."""
    moment = at or tx.now
    rows = await premises.list_premises(
        tx, actor.organisation, moment, page.pagesize + 1, page.offset
    )
    facts = await premises.list_facts(tx, {row.premises_id for row in rows})
    views = [
        PremisesView(
            premises_id=row.premises_id,
            label=row.label,
            rooms_total=row.rooms,
            occupied_now=row.occupied,
            free=row.rooms - row.occupied,
            blocked_reason=why_blocked(facts[row.premises_id], Period.at(moment)),
        )
        for row in rows[: page.pagesize]
    ]
    return hal(request, "premises", views, page, more=len(rows) > page.pagesize)
