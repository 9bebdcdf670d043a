"""Street bans over HTTP: list, detail, perimeter, and the start of one."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.messages import lazy
from chassis.refusals import NotFoundError
from chassis.web import Actor, Body, Page, hal, listed
from enforcement.cases.api.bodies import Short
from enforcement.cases.api.views import history
from enforcement.cases.rules import CaseNotFoundError
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import allowed_steps
from enforcement.functions import COLLEGE
from enforcement.street_bans import open_ban, store
from enforcement.street_bans.api.access import BanReader, BanWorker
from enforcement.street_bans.api.views import (
    BanStepTaken,
    PerimeterView,
    StreetBanDetail,
    StreetBanView,
    perimeter_view,
    step_taken,
)
from enforcement.street_bans.consult import consult_area
from enforcement.street_bans.rules import BanState
from enforcement.street_bans.store import StreetBanCase

router = APIRouter(prefix="/v1/street-bans", tags=["straatverboden"])


class FineNumber(Body):
    """Number of a fine case about a fact in the street."""

    number: Short


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
