"""API of the plan of monthly actions."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import AwareDatetime

from chassis.days import city_day
from chassis.edge import Tx
from chassis.web import Page, View, hal, listed
from contracts.branches import Branch
from databank.monthly_actions import store
from databank.monthly_actions.entries import PlanBody
from databank.monthly_actions.plan import plan, withdraw
from databank.monthly_actions.rules import ActionState
from databank.roles import Officer, Protector

router = APIRouter(prefix="/v1/monthly-actions")


class ActionView(View):
    """``month`` is its first day; ``inspections`` count for it."""

    id: UUID
    month: date
    branch: Branch
    state: ActionState
    inspections: int
    planned_at: AwareDatetime


class PlannedView(View):
    action_ids: tuple[UUID, ...]


@router.get("", **listed(ActionView))
async def get_actions(
    request: Request,
    tx: Tx,
    officer: Officer,
    page: Page,
    year: Annotated[int | None, Query(ge=2010, le=9998)] = None,
) -> Response:
    """The plan of a year, by month and branch."""
    rows = await store.of_year(tx.conn, year or city_day(tx.now).year)
    shown = rows[page.offset : page.offset + page.pagesize]
    views = [ActionView.model_validate(row) for row in shown]
    return hal(request, "monthlyActions", views, page)


@router.post("", status_code=201)
async def post_plan(body: PlanBody, tx: Tx, officer: Protector) -> PlannedView:
    """``actionIds`` are the new ones: a branch is once on the plan of a month."""
    return PlannedView(action_ids=tuple(await plan(tx, officer, body)))


@router.delete("/{action_id}", status_code=204)
async def delete_action(action_id: UUID, tx: Tx, officer: Protector) -> None:
    await withdraw(tx, officer, action_id)
