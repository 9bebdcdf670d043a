"""Legal terms over HTTP: the figures that hold on a day, with their sources."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from chassis.days import city_day
from chassis.edge import Tx
from chassis.web import Actor, CalendarDay, Page, View, allow, hal, listed
from enforcement.functions import CITY, SANCTIONING
from enforcement.legal_terms import store

router = APIRouter(prefix="/v1", tags=["wettelijke termijnen"])

TermReader = Annotated[Actor, allow(*CITY, *SANCTIONING)]


class LegalTermView(View):
    id: str
    value: int | None
    unit: str
    description: str
    start_event: str | None
    extends: str | None
    counting_rule: str
    start_counts: bool
    roll_rule: str
    notified_within: bool
    may_pause: bool
    legal_basis_id: str
    source_url: str | None
    verified_on: date | None
    confidence: str
    valid_from: date
    valid_to: date | None
    warn_before_days: int
    on_expiry: str


@router.get("/legal-terms", **listed(LegalTermView))
async def legal_terms(
    request: Request,
    tx: Tx,
    _actor: TermReader,
    page: Page,
    on: Annotated[CalendarDay | None, Query()] = None,
) -> Response:
    """Every term that holds on a day (today without ``on``)."""
    terms = await store.in_force(tx, on or city_day(tx.now))
    shown = terms[page.offset : page.offset + page.pagesize]
    items = [LegalTermView.model_validate(term) for term in shown]
    return hal(request, "legalTerms", items, page, total=len(terms))
