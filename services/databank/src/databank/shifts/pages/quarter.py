"""The quarter now, by street and room: shifts, rooms without one, and who was seen there."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from chassis.edge import Tx
from chassis.web.pages import go, page
from chassis.web.pages.site import site_of
from databank.access.shields.view import past_shields
from databank.identity_status.overdue import list_overdue
from databank.roles import TOEZICHT, Officer, Somebody, log_list
from databank.shifts import labels
from databank.shifts.pages.quarter_view import HOME, View
from databank.shifts.store import quarter, rooms
from databank.shifts.store.quarter import QuarterRoom
from databank.shifts.store.rooms import EmptyRoom, UndeclaredPresence
from databank.sightings.rules.verification_state import VerificationState

router = APIRouter(include_in_schema=False)

UNSEEN = VerificationState.NIET_GECONTROLEERD


@dataclass(frozen=True, slots=True)
class House:
    """Premises with what there is to see: the shifts first, then the rooms without one."""

    premises: str
    undeclared: list[UndeclaredPresence] = field(default_factory=list)
    shifts: list[QuarterRoom] = field(default_factory=list)
    empty: list[EmptyRoom] = field(default_factory=list)


@router.get("/")
async def get_start(request: Request, somebody: Somebody) -> Response:
    """Lead each function to where its work begins."""
    return go(site_of(request).pages.home(somebody))


@router.get(HOME)
async def get_quarter(
    request: Request,
    tx: Tx,
    officer: Officer,
    view: View,
    checked: Annotated[UUID | None, Query(alias="na")] = None,
) -> Response:
    """Rooms and states, no names: the list is logged as one read."""
    async with past_shields(tx):
        declared = await quarter.rooms(tx.conn, tx.now, view.street)
        undeclared = await rooms.undeclared(tx.conn, tx.now, view.street)
        empty = await rooms.empty(tx.conn, tx.now, view.street)
    unseen = [row for row in declared if row.verification is UNSEEN]
    shown = unseen if view.to_do else declared
    await log_list(tx, officer, "shifts", f"{len(shown)} aangiften", TOEZICHT)
    return page(
        request,
        "quarter.html",
        houses=_houses(shown, undeclared, empty),
        streets=await quarter.streets(tx.conn),
        view=view,
        home=HOME,
        overdue_checks=await list_overdue(tx),
        following=_following(declared, checked) if checked else None,
        unseen=len(unseen),
        total=len(declared),
        empty=len(empty),
        undeclared=len(undeclared),
        now=tx.now,
        labels=labels,
        VerificationState=VerificationState,
    )


def _houses(
    shifts: Sequence[QuarterRoom],
    undeclared: Sequence[UndeclaredPresence],
    empty: Sequence[EmptyRoom],
) -> list[House]:
    """In the order in which somebody walks by; each room once, by whom was seen there last."""
    newest = {row.room_id: row for row in reversed(undeclared)}
    left = [row for row in empty if row.room_id not in newest]
    houses: dict[tuple[str, int, str, str, UUID], House] = {}
    rows: list[QuarterRoom | UndeclaredPresence | EmptyRoom] = [*shifts, *newest.values(), *left]
    for row in rows:
        number = row.house_number
        place = (row.street, len(number), number, row.premises, row.premises_id)
        house = houses.setdefault(place, House(row.premises))
        match row:
            case QuarterRoom():
                house.shifts.append(row)
            case UndeclaredPresence():
                house.undeclared.append(row)
            case EmptyRoom():
                house.empty.append(row)
    return [house for _, house in sorted(houses.items())]


def _following(rows: Sequence[QuarterRoom], checked: UUID) -> QuarterRoom | None:
    """The room to check next: behind the one just checked, else the first that was left."""
    places = {row.shift_id: place for place, row in enumerate(rows)}
    begin = places.get(checked, -1) + 1
    ahead = (*rows[begin:], *rows[:begin])
    return next((row for row in ahead if row.verification is UNSEEN), None)
