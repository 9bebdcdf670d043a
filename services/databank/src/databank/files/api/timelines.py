"""One timeline over all branches, of a person and of an establishment."""

from typing import Annotated, Any
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Query, Request, Response
from pydantic import AwareDatetime

from chassis.edge import Tx
from chassis.web import Page, View, hal, listed
from contracts.codes import Branch
from databank.access.roles import TOEZICHT, Officer, Purpose, log_shown
from databank.files.api.establishments import opened as opened_place
from databank.files.api.persons import MergedView, opened, sent_on
from databank.files.rules.timeline import Kind, Standing, standing
from databank.files.store import person_timeline, place_timeline

router = APIRouter()


class EntryView(View):
    """Something that happened at a moment, by event time. ``standing`` keeps a fact apart from what
    somebody said and from what people think of it (DP-06)."""

    at: AwareDatetime
    kind: Kind
    standing: Standing
    entry_id: UUID
    until_at: AwareDatetime | None
    code: str | None
    state: str | None
    room: str | None
    facts: dict[str, Any]
    branch: Branch | None = None
    from_branch: Branch | None = None
    establishment_id: UUID | None = None
    place: str | None = None
    places: list[dict[str, Any]]
    person_id: UUID | None = None

    @classmethod
    def of(cls, row: asyncpg.Record) -> "EntryView":
        known = {**row}
        return cls(
            **{
                **known,
                "entry_id": known["id"],
                "standing": standing(Kind(known["kind"])),
                "facts": known["facts"] or {},
                "places": known.get("places") or [],
            }
        )


@router.get(
    "/v1/persons/{person_id}/timeline", responses={307: {"model": MergedView}}, **listed(EntryView)
)
async def get_person_timeline(
    person_id: UUID,
    request: Request,
    tx: Tx,
    officer: Officer,
    purpose: Purpose,
    page: Page,
    branch: Annotated[Branch | None, Query()] = None,
) -> Response:
    """The newest first; with ``branch``, what happened in that one or led out of it."""
    row = await opened(tx, officer, person_id, purpose)
    if row.merged_into is not None:
        return await sent_on(tx, request, person_id)
    rows = await person_timeline.of(tx.conn, person_id, branch, page.offset, page.pagesize)
    return hal(request, "timeline", [EntryView.of(row) for row in rows], page, total=total(rows))


@router.get("/v1/establishments/{establishment_id}/timeline", **listed(EntryView))
async def get_place_timeline(
    establishment_id: UUID, request: Request, tx: Tx, officer: Officer, page: Page
) -> Response:
    place = await opened_place(tx, officer, establishment_id)
    rows = await place_timeline.of(
        tx.conn, establishment_id, place["premises_id"], page.offset, page.pagesize
    )
    await log_shown(tx, officer, [row["person_id"] for row in rows], TOEZICHT)
    return hal(request, "timeline", [EntryView.of(row) for row in rows], page, total=total(rows))


def total(rows: list[asyncpg.Record]) -> int:
    return rows[0]["total"] if rows else 0
