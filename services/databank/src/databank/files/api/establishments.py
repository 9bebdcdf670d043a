"""Establishments of every branch: by branch, by name or address, and one by one."""

from datetime import date
from typing import Annotated
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.messages import lazy
from chassis.web import Action, Actor, Body, Page, Problem, View, hal, listed, record_access
from contracts.codes import Branch
from databank.access.roles import TOEZICHT, Officer
from databank.files.store import establishments
from linkage import names
from linkage.comparison_levels import street_level

router = APIRouter()

MOST_FOUND = 50
Text = Annotated[str | None, Field(default=None, max_length=120)]


class PlaceBody(Body):
    """What is known of a place. A street is found also when it is misspelt or shortened."""

    street: Text
    house_number: Text
    name: Text
    branch: Branch | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.street or self.house_number or self.name or self.branch)


class PlaceView(View):
    establishment_id: UUID
    branch: Branch
    label: str
    street: str | None
    house_number: str | None
    postcode: str | None
    suitability_state: str | None

    @classmethod
    def of(cls, row: asyncpg.Record) -> "PlaceView":
        return cls(**row, establishment_id=row["id"])


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
    branch: Annotated[Branch | None, Query()] = None,
) -> Response:
    rows = await establishments.listed(tx.conn, branch, page.offset, page.pagesize)
    await note_read(tx, officer, f"{len(rows)} inrichtingen")
    total = rows[0]["total"] if rows else 0
    return hal(request, "establishments", [PlaceView.of(row) for row in rows], page, total=total)


@router.post("/v1/establishment-searches")
async def post_search(body: PlaceBody, tx: Tx, officer: Officer) -> FoundPlacesView:
    """A body and no query: the address of a private reception is somebody's home."""
    if body.is_empty:
        raise Problem.field("street", lazy("Vul minstens één vak in."))
    ids = await sought(tx, body)
    await note_read(tx, officer, f"gezocht: {len(ids)} inrichtingen")
    if len(ids) > MOST_FOUND:
        return FoundPlacesView(too_many=True, establishments=[])
    rows = await establishments.by_ids(tx.conn, ids)
    return FoundPlacesView(too_many=False, establishments=[PlaceView.of(row) for row in rows])


@router.get("/v1/establishments/{establishment_id}")
async def get_establishment(establishment_id: UUID, tx: Tx, officer: Officer) -> OpenedPlaceView:
    row = await opened(tx, officer, establishment_id)
    premises_id = row["premises_id"]
    rooms = await establishments.rooms(tx.conn, premises_id) if premises_id else []
    return OpenedPlaceView(**row, establishment_id=establishment_id, rooms=rooms)


async def opened(tx: Transaction, officer: Actor, establishment_id: UUID) -> asyncpg.Record:
    """An establishment, with the read written down: supervision is what it is kept for."""
    row = await establishments.get(tx.conn, establishment_id)
    if row is None:
        raise Problem.not_found(lazy("Deze inrichting"))
    await note_read(tx, officer, str(establishment_id))
    return row


async def sought(tx: Transaction, wanted: PlaceBody) -> list[UUID]:
    """One more than is shown, when there are more."""
    streets = None
    if wanted.street:
        asked = names.street(wanted.street)
        streets = [
            street
            for street in await establishments.streets(tx.conn)
            if street_level(asked, names.street(street)) in ("exact", "alike")
        ]
    house = "".join(filter(str.isalnum, wanted.house_number or "")).upper() or None
    return await establishments.found(
        tx.conn, wanted.branch, streets, house, (wanted.name or "").strip() or None, MOST_FOUND + 1
    )


async def note_read(tx: Transaction, officer: Actor, what: str) -> None:
    await record_access(
        tx,
        officer,
        action=Action.CONSULT,
        subject_kind="establishment",
        subject_id=what,
        purpose=TOEZICHT,
    )
