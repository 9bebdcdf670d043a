"""API of timelines over all branches, of a person and of an establishment."""

from dataclasses import asdict
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import AwareDatetime

from chassis.branches import KnownBranch
from chassis.edge import Tx
from chassis.web import Page, View, hal, listed
from contracts.branches import Branch
from databank.access.open_person import open_person
from databank.files.api.persons import MergedView, redirect_to_survivor
from databank.files.establishments import open_establishment
from databank.files.rules.timeline import Certainty, Kind
from databank.files.store import person_timeline, place_timeline
from databank.files.store.timeline import TimelineEntry
from databank.roles import TOEZICHT, Officer, Purpose, log_shown

router = APIRouter()


class EntryView(View):
    """Something that happened at a moment, by event time.

    ``standing`` keeps a fact apart from what people say and from what they think of it (DP-06).
    """

    at: AwareDatetime
    kind: Kind
    standing: Certainty
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
    def of(cls, entry: TimelineEntry) -> "EntryView":
        return cls(entry_id=entry.id, standing=entry.certainty, **asdict(entry))


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
    branch: Annotated[KnownBranch | None, Query()] = None,
) -> Response:
    """The newest first; with ``branch``, what happened in that one or led out of it."""
    person = await open_person(tx, officer, person_id, purpose)
    if person.merged_into is not None:
        return await redirect_to_survivor(tx, request, person_id)
    timeline = await person_timeline.of(tx.conn, person_id, branch, page.offset, page.pagesize)
    views = [EntryView.of(entry) for entry in timeline.entries]
    return hal(request, "timeline", views, page, total=timeline.total)


@router.get("/v1/establishments/{establishment_id}/timeline", **listed(EntryView))
async def get_place_timeline(
    establishment_id: UUID, request: Request, tx: Tx, officer: Officer, page: Page
) -> Response:
    place = await open_establishment(tx, officer, establishment_id)
    timeline = await place_timeline.of(
        tx.conn, establishment_id, place.premises_id, page.offset, page.pagesize
    )
    await log_shown(tx, officer, [entry.person_id for entry in timeline.entries], TOEZICHT)
    views = [EntryView.of(entry) for entry in timeline.entries]
    return hal(request, "timeline", views, page, total=timeline.total)
