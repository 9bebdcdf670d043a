"""Watch requests over the API: ask, agree, and read what was seen, for whom it concerns."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import AfterValidator, AwareDatetime, Field

from chassis.days import city_day
from chassis.edge import Tx
from chassis.web import Body, View
from contracts.branches import Branch
from databank.access.break_glass.rules import Role, fault_in
from databank.access.shields.shield import official
from databank.roles import Officer, log_shown
from databank.watch_requests import request as watch
from databank.watch_requests import store
from databank.watch_requests.request import SEINING, NewRequest
from databank.watch_requests.rules import Answer, Ground, Likeness, State, Step
from databank.watch_requests.store import Hit

router = APIRouter()


def _explained(reason: str) -> str:
    if fault := fault_in(reason):
        raise ValueError(fault)
    return reason


class SoughtBody(Body):
    """Somebody whom no file is known of. Prints nothing."""

    family_name: Annotated[str, Field(min_length=1, max_length=120)]
    given_names: Annotated[str, Field(min_length=1, max_length=120)]
    birth_date: date

    def __repr__(self) -> str:
        return "<sought>"

    __str__ = __repr__


class WatchRequestBody(Body):
    """``told`` are roles beside who asks. With ``personId`` what is ``sought`` counts no more."""

    person_id: UUID | None = None
    sought: SoughtBody | None = None
    ground: Ground
    reason: Annotated[str, AfterValidator(_explained)]
    told: Annotated[list[Role], Field(max_length=3)] = Field(default_factory=list)
    last_day: date


class AskedView(View):
    request_id: UUID


class StepBody(Body):
    """``lastDay`` goes with asking a longer term."""

    step: Step
    last_day: date | None = None


class HitView(View):
    """A sighting that was told. ``likely``: by name, and nobody said yet whether it is she.

    One with ``lapsedAt`` does not count any more: it was taken back, or is of somebody else.
    """

    id: UUID
    person_id: UUID
    likely: bool
    source_kind: str
    branch: Branch | None
    seen_at: AwareDatetime
    told_at: AwareDatetime
    lapsed_at: AwareDatetime | None
    followed_by: str | None


class SoughtView(View):
    """Who is looked for by name. Prints nothing."""

    family_name: str
    given_names: str
    birth_date: date

    def __repr__(self) -> str:
        return "<sought>"

    __str__ = __repr__


class WatchedView(View):
    """A person on whom the request stands, or of whom people said ``nee``; with who said it last.

    Those who only have the name are left out for who answers, and once it is certain who she is.
    """

    person_id: UUID
    likeness: Likeness
    answer: Answer | None
    said_by: str | None
    said_at: AwareDatetime | None


class WatchRequestView(View):
    """A request as its second person signs it: whom it is about, why, and who is told.

    ``hits`` are empty for who may answer it and is not told what is seen.
    """

    request_id: UUID
    ground: Ground
    reason: str
    sought: SoughtView | None
    people: list[WatchedView]
    told: list[Role]
    state: State
    first_day: date
    last_day: date | None
    requested_by: str
    allowed: list[Step]
    hits: list[HitView]


@router.post("/v1/watch-requests", status_code=201)
async def post_request(body: WatchRequestBody, tx: Tx, officer: Officer) -> AskedView:
    """Ask to be told; nobody is told anything until another person agrees."""
    new = NewRequest(
        body.ground,
        body.reason,
        frozenset(body.told),
        body.last_day,
        body.person_id,
        body.sought.model_dump(mode="json") if body.sought else None,
    )
    return AskedView(request_id=await watch.ask(tx, officer, new))


@router.get("/v1/watch-requests/{request_id}")
async def get_request(request_id: UUID, tx: Tx, officer: Officer) -> WatchRequestView:
    """One request, logged; of a shielded file its sightings are left out."""
    row = await watch.open_request(tx, officer, request_id)
    reader, today = official(officer), city_day(tx.now)
    people = await watch.people(tx, row, reader)
    hits: list[Hit] = []
    if row.concerns(reader):
        is_found = await watch.is_found(tx, row.id)
        hits = await store.hits(tx.conn, row.id, is_found=is_found)
    shown = [*(each.person_id for each in people), *(hit.person_id for hit in hits)]
    await log_shown(tx, officer, [*dict.fromkeys(shown)], f"{SEINING}:{row.id}")
    return WatchRequestView(
        request_id=row.id,
        ground=row.ground,
        reason=row.reason,
        sought=SoughtView.model_validate(row.sought) if row.sought else None,
        people=[WatchedView.model_validate(each) for each in people],
        told=sorted(row.told),
        state=row.state(today),
        first_day=row.first_day,
        last_day=row.last_day,
        requested_by=row.requested_by,
        allowed=[*row.allowed(reader, today)],
        hits=[HitView.model_validate(hit) for hit in hits],
    )


@router.post("/v1/watch-requests/{request_id}/steps", status_code=204)
async def post_step(request_id: UUID, body: StepBody, tx: Tx, officer: Officer) -> None:
    await watch.take(tx, officer, request_id, body.step, body.last_day)
