"""Costs of appeals over HTTP: those that are open, that one was paid, and a judgment served."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from chassis.edge import Tx
from chassis.web import Body, Page, View, hal, listed
from enforcement.cases.api.access import Financer
from enforcement.cases.api.bodies import Day
from enforcement.cases.store.timeline import By
from enforcement.payments.award_costs import reopen_costs, settle_costs
from enforcement.payments.costs_term import serve
from enforcement.payments.store import court_costs

router = APIRouter(prefix="/v1", tags=["betalingen"])


class CourtCostsView(View):
    """``owedBy``: ``persoon`` owes them to the city, or ``stad`` to the person. ``reference`` is
    the structured message under which a person pays them, twelve digits. ``dueOn`` is the last day
    that the latest letter leaves, and none once a bailiff served the judgment on ``servedOn``.
    """

    case_id: UUID
    number: str
    owed_by: str
    amount_cents: int
    awarded_on: date
    reference: str | None
    due_on: date | None
    served_on: date | None


class CostsReopened(Body):
    reason: Annotated[str, Field(min_length=3, max_length=400)]


class CostsSettled(Body):
    on: Day | None = None


class JudgmentServed(Body):
    on: Day | None = None


@router.get("/court-costs", **listed(CourtCostsView))
async def costs(request: Request, tx: Tx, _actor: Financer, page: Page) -> Response:
    """Costs that courts awarded and that nobody paid yet, the oldest first."""
    rows = await court_costs.unsettled(tx, page.pagesize + 1, page.offset)
    items = [CourtCostsView.model_validate(row) for row in rows]
    return hal(request, "courtCosts", items, page)


@router.post("/court-costs/{case_id}/settlement", status_code=204)
async def settle(case_id: UUID, body: CostsSettled, tx: Tx, actor: Financer) -> None:
    """They were paid: to the city, or by it."""
    await settle_costs(tx, case_id, By.actor(actor), body.on)


@router.post("/court-costs/{case_id}/reopening", status_code=204)
async def reopen(case_id: UUID, body: CostsReopened, tx: Tx, actor: Financer) -> None:
    """They were not paid after all; what a line of a statement paid, that line takes back."""
    await reopen_costs(tx, case_id, body.reason, By.actor(actor))


@router.post("/court-costs/{case_id}/service", status_code=204)
async def serve_judgment(case_id: UUID, body: JudgmentServed, tx: Tx, actor: Financer) -> None:
    """A bailiff served the judgment, so that it may be enforced (Judicial Code art. 1495)."""
    await serve(tx, case_id, By.actor(actor), body.on)
