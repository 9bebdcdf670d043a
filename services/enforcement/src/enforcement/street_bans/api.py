"""Street bans over HTTP: list, detail, perimeter, the start of one, and its acts."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.messages import lazy
from chassis.refusals import NotFoundError
from chassis.web import Actor, Body, Page, View, allow, hal, listed
from contracts.codes import BanEnd, CouncilRuling, OffenderRole
from enforcement.acts.api import router_of
from enforcement.acts.fields import Number
from enforcement.cases.api.views import CaseDetail, history
from enforcement.cases.rules import CaseNotFoundError
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import allowed_steps
from enforcement.council_of_state import api as council_of_state
from enforcement.functions import BAN_READERS, CASE_WORKERS, COLLEGE
from enforcement.perimeters.rules.area import Area
from enforcement.perimeters.rules.free_places import Kind
from enforcement.street_bans import open_ban, store
from enforcement.street_bans.acts import STEPS
from enforcement.street_bans.acts.council import COUNCIL
from enforcement.street_bans.bound import lines_of
from enforcement.street_bans.consult import consult_area
from enforcement.street_bans.desk import STREET_BANS
from enforcement.street_bans.rules import BanState
from enforcement.street_bans.store import StreetBanCase

router = APIRouter(prefix=STREET_BANS.api, tags=[STREET_BANS.tag])

BanReader = Annotated[Actor, allow(*BAN_READERS)]
BanWorker = Annotated[Actor, allow(*CASE_WORKERS)]


class StreetBanView(View):
    """No person is named: the fine cases that it rests on know who it is.

    Both days hold. ``meetingOn`` is the college's meeting that must confirm the order, or did.
    """

    case_id: UUID
    number: str
    state: BanState
    offender_role: OffenderRole
    branch: str
    in_tolerance_zone: bool
    unclear_age: bool
    on_hold: bool
    opened_at: datetime
    warned_at: datetime | None
    again: bool
    invited_at: datetime | None
    hearing_at: datetime | None
    heard: bool
    bounded: bool
    order_id: UUID | None
    ordered_at: datetime | None
    first_day: date | None
    last_day: date | None
    meeting_on: date | None
    confirmed: bool
    notified_at: datetime | None
    works_from: datetime | None
    renewals: int
    stayed_at: datetime | None
    ended_at: datetime | None
    how: BanEnd | None
    ruling: CouncilRuling | None
    closed_at: datetime | None


class StreetBanDetail(StreetBanView, CaseDetail):
    """``skipped``: why there was no warning."""

    skipped: str | None
    motivation: str | None
    gas_cases: list[UUID]


class FreePlaceView(View):
    """``inside``: the streets would have covered it, so it was cut out."""

    kind: Kind
    address: str
    name: str
    inside: bool


class PerimeterView(View):
    """``share`` is the part of all streets of the city that it covers."""

    streets: list[str]
    free: list[FreePlaceView]
    share: float


class BanStepTaken(View):
    case_id: UUID
    number: str
    state: BanState
    allowed: list[str]


def step_taken(tx: Transaction, case: StreetBanCase) -> BanStepTaken:
    return BanStepTaken(
        case_id=case.case_id,
        number=case.number,
        state=case.state,
        allowed=allowed_steps(case, city_day(tx.now)),
    )


def perimeter_view(area: Area) -> PerimeterView:
    return PerimeterView(
        streets=[*lines_of(area)],
        free=[
            FreePlaceView(
                kind=each.place.kind,
                address=each.place.address,
                name=each.place.name,
                inside=each.inside,
            )
            for each in area.carved
        ],
        share=area.share,
    )


class FineNumber(Body):
    """Number of a fine case about a fact in the street."""

    number: Number


@router.post("", status_code=201)
async def begin(body: FineNumber, tx: Tx, actor: BanWorker) -> BanStepTaken:
    """Consider a ban after a fine case; one person has one running case."""
    return step_taken(tx, await open_ban.open_after(tx, body.number, By.actor(actor)))


@router.get("", **listed(StreetBanView))
async def list_bans(
    request: Request, tx: Tx, actor: BanReader, page: Page, state: BanState | None = None
) -> Response:
    """By number, the newest first; the college's secretary sees what was ordered alone."""
    rows = await store.page(tx, page, state, ordered=actor.function in COLLEGE)
    items = [StreetBanView.model_validate(case) for case in rows[: page.pagesize]]
    return hal(request, "streetBans", items, page, more=len(rows) > page.pagesize)


@router.get("/{case_id}")
async def read_ban(case_id: UUID, tx: Tx, actor: BanReader) -> StreetBanDetail:
    """One with timeline, open terms and the steps that may follow; not where it holds."""
    case = await _readable(tx, case_id, actor)
    facts = await store.facts(tx, case_id)
    return StreetBanDetail(
        **case.model_dump(),
        **await history(tx, case_id),
        allowed=allowed_steps(case, city_day(tx.now)),
        gas_cases=[*dict.fromkeys(fact.gas_case_id for fact in facts)],
    )


@router.get("/{case_id}/perimeter")
async def read_perimeter(case_id: UUID, tx: Tx, actor: BanReader) -> PerimeterView:
    """The area, and what stays free in it. It may show a home: each look is logged (DP-04)."""
    await _readable(tx, case_id, actor)
    area = await consult_area(tx, actor, case_id)
    if area is None:
        raise NotFoundError(lazy("Deze perimeter"))
    return perimeter_view(area)


async def _readable(tx: Transaction, case_id: UUID, actor: Actor) -> StreetBanCase:
    case = await store.get(tx, case_id)
    if actor.function in COLLEGE and case.order_id is None:
        raise CaseNotFoundError
    return case


acts = router_of(STREET_BANS, BanStepTaken, step_taken, STEPS)
council = council_of_state.routes_of(STREET_BANS, COUNCIL, BAN_READERS)
