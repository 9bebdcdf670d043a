"""Dossiers over HTTP: lists, and one dossier with its timeline and terms."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Page, View, hal, listed
from enforcement.cases.api.access import DossierReader, own
from enforcement.cases.api.views import CaseDetail, history
from enforcement.suitability import store
from enforcement.suitability.desk import DECLARATIONS
from enforcement.suitability.possible_steps import possible_steps
from enforcement.suitability.rules import DossierState
from enforcement.suitability.store import Dossier, Premises
from enforcement.suitability.store.advices import Advice
from enforcement.suitability.store.changes import Change

router = APIRouter(prefix=DECLARATIONS.api, tags=[DECLARATIONS.tag])


class DossierView(View):
    """``validFrom`` and ``validTo`` are inclusive; a suspension's end is not.

    ``suspended``: now. A suspension that is yet to begin has its days all the same.
    """

    dossier_id: UUID
    number: str
    premises_id: UUID
    premises: dict[str, str]
    owner: str
    manager: str | None
    rooms: list[dict[str, str]]
    reason: str
    permit_type: str
    state: str
    filed_at: datetime
    conditions: list[str]
    valid_from: date | None
    valid_to: date | None
    suspended: bool
    suspended_from: datetime | None
    suspended_to: datetime | None


class AdviceView(View):
    """``reasons`` are for the city; an owner reads those that the letter of a decision prints."""

    advice_round: int
    service: str
    due_on: date
    outcome: str | None
    conditions: list[str]
    reasons: str | None
    given_at: datetime | None


class VisitView(View):
    visit_id: UUID
    kind: str
    reason: str
    result: str
    rooms_visited: int
    completed_at: datetime


class ConditionView(View):
    code: str
    due_on: date | None
    met_at: datetime | None


class ChangeView(View):
    """``note`` is the owner's own text."""

    change_id: UUID
    kind: str
    rooms: list[str]
    note: str | None
    reported_at: datetime
    outcome: str | None


class DossierDetail(DossierView, CaseDetail):
    """``defenceUntil``: the last day on which an invited owner may defend themselves."""

    advices: list[AdviceView]
    visits: list[VisitView]
    conditions_set: list[ConditionView]
    changes: list[ChangeView]
    hearing_at: datetime | None
    defence_until: date | None
    renewal_refused_on: date | None


@router.get("", **listed(DossierView))
async def list_dossiers(
    request: Request,
    tx: Tx,
    actor: DossierReader,
    page: Page,
    premisesId: UUID | None = None,  # noqa: N803  # as the client writes it
    state: DossierState | None = None,
    owner: str | None = None,
) -> Response:
    """All dossiers, by number; an owner sees only the own ones."""
    rows = await store.page(
        tx, page, premises_id=premisesId, state=state, owner=own(actor) or owner
    )
    items = [_view(tx, dossier, premises) for dossier, premises in rows]
    more = len(items) > page.pagesize
    return hal(request, "dossiers", items[: page.pagesize], page, more=more)


@router.get("/{dossier_id}")
async def read_dossier(dossier_id: UUID, tx: Tx, actor: DossierReader) -> DossierDetail:
    """One dossier with timeline, open terms, advices, visits and the steps that may follow.

    Who bought the house reads what came after the sale: what was said and advised before is about
    the seller.
    """
    owner = own(actor)
    dossier, premises = await store.get(tx, dossier_id, owner)
    changes = await store.changes.of_dossier(tx, dossier_id)
    advices = await store.advices.of_dossier(tx, dossier_id)
    told = await history(tx, dossier_id, for_owner=owner is not None)
    sold_at = None if owner is None else _sold_at(changes)
    if sold_at is not None:
        told["timeline"] = [each for each in told["timeline"] if each.at > sold_at]
        changes = [each for each in changes if each.reported_at > sold_at]
        advices = [
            each for each in advices if each.given_at is not None and each.given_at > sold_at
        ]
    return DossierDetail(
        **_fields(tx, dossier, premises),
        **told,
        allowed=await possible_steps(tx, dossier),
        advices=[_advice(advice, for_owner=owner is not None) for advice in advices],
        visits=[
            VisitView.model_validate(visit)
            for visit in await store.visits.of_dossier(tx, dossier_id)
        ],
        conditions_set=[
            ConditionView.model_validate(condition)
            for condition in await store.conditions.of_dossier(tx, dossier_id)
        ],
        changes=[ChangeView.model_validate(change) for change in changes],
    )


def _sold_at(changes: Iterable[Change]) -> datetime | None:
    """The moment of the latest sale."""
    sales = [each.assessed_at for each in changes if each.former is not None and each.assessed_at]
    return max(sales, default=None)


def _advice(advice: Advice, *, for_owner: bool) -> AdviceView:
    shown = AdviceView.model_validate(advice)
    return shown.model_copy(update={"reasons": None}) if for_owner else shown


def _view(tx: Transaction, dossier: Dossier, premises: Premises) -> DossierView:
    return DossierView(**_fields(tx, dossier, premises))


def _fields(tx: Transaction, dossier: Dossier, premises: Premises) -> dict[str, Any]:
    place = {
        "label": premises.label,
        "street": premises.street,
        "houseNumber": premises.house_number,
        "postcode": premises.postcode,
    }
    now = {"premises": place, "suspended": dossier.suspended_at(tx.now)}
    return dossier.model_dump() | now
