"""API of establishments of every branch: by branch, by name or address, and one by one."""

from dataclasses import asdict
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from chassis.branches import KnownBranch
from chassis.edge import Tx
from chassis.web import Body, Page, Problem, View, hal, listed
from contracts.branches import Branch
from databank.files.establishments import (
    PlaceQuery,
    find_establishments,
    list_establishments,
    log_read,
    open_establishment,
)
from databank.premises.store import establishments
from databank.premises.store.establishments import EstablishmentRow
from databank.roles import Officer
from databank.search.rules import MOST_PLACES, NOTHING_GIVEN

router = APIRouter()

Text = Annotated[str | None, Field(default=None, max_length=120)]


class PlaceBody(Body):
    """Data known of a place. A street is found also when it is misspelt or shortened."""

    street: Text
    house_number: Text
    name: Text
    branch: KnownBranch | None = None


class PlaceView(View):
    establishment_id: UUID
    branch: Branch
    label: str
    street: str | None
    house_number: str | None
    postcode: str | None
    suitability_state: str | None

    @classmethod
    def of(cls, row: EstablishmentRow) -> "PlaceView":
        return cls(**asdict(row), establishment_id=row.id)


class OpenedPlaceView(PlaceView):
    premises_id: UUID | None
    valid_from: date | None
    valid_to: date | None
    rooms: list[str]


class FoundPlacesView(View):
    """At most fifty; when there are more, none of them and ``tooMany``."""

    too_many: bool
    establishments: list[PlaceView]


@router.get("/v1/establishments", **listed(PlaceView))
async def get_establishments(
    request: Request,
    tx: Tx,
    officer: Officer,
    page: Page,
    branch: Annotated[KnownBranch | None, Query()] = None,
) -> Response:
    found = await list_establishments(tx, officer, branch, page.offset, page.pagesize)
    views = [PlaceView.of(row) for row in found.rows]
    return hal(request, "establishments", views, page, total=found.total)


@router.post("/v1/establishment-searches")
async def post_search(body: PlaceBody, tx: Tx, officer: Officer) -> FoundPlacesView:
    """A body and no query: the address of a private reception is somebody's home."""
    query = PlaceQuery(**body.model_dump())
    if query.is_empty:
        raise Problem.field("street", NOTHING_GIVEN)
    ids = await find_establishments(tx, query)
    await log_read(tx, officer, f"gezocht: {len(ids)} inrichtingen")
    if len(ids) > MOST_PLACES:
        return FoundPlacesView(too_many=True, establishments=[])
    rows = await establishments.by_ids(tx.conn, tx.now, ids)
    return FoundPlacesView(too_many=False, establishments=[PlaceView.of(row) for row in rows])


@router.get("/v1/establishments/{establishment_id}")
async def get_establishment(establishment_id: UUID, tx: Tx, officer: Officer) -> OpenedPlaceView:
    place = await open_establishment(tx, officer, establishment_id)
    rooms = await establishments.rooms(tx.conn, place.premises_id)
    return OpenedPlaceView(**asdict(place), establishment_id=establishment_id, rooms=rooms)
