"""API of deployment plans: people and material for two months, fixed beforehand."""

from datetime import date
from typing import Annotated, Self

from fastapi import APIRouter, Path, Request, Response
from pydantic import AwareDatetime

from chassis.edge import Tx
from chassis.messages import lazy
from chassis.refusals import NotFoundError
from chassis.web import Page, View, hal, listed
from databank.police_plan.entries import DeploymentBody
from databank.police_plan.fix import fix_deployment
from databank.police_plan.rules.deployment import period_after
from databank.police_plan.store import deployment
from databank.police_plan.store.deployment import DeploymentPlan
from databank.roles import Leader, Officer

router = APIRouter(prefix="/v1/deployments")

Begins = Annotated[date, Path(ge=date(2010, 1, 1), le=date(9998, 11, 1))]


class DeploymentView(View):
    """Two months, from the first day of ``begins`` until the day before ``after``."""

    begins: date
    after: date
    people: int
    material: str
    endangered_tasks: tuple[str, ...]
    fixed_at: AwareDatetime

    @classmethod
    def of(cls, plan: DeploymentPlan) -> Self:
        return cls(
            begins=plan.begins,
            after=period_after(plan.begins),
            people=plan.people,
            material=plan.material,
            endangered_tasks=tuple(plan.tasks),
            fixed_at=plan.fixed_at,
        )


@router.get("", **listed(DeploymentView))
async def get_deployments(request: Request, tx: Tx, officer: Officer, page: Page) -> Response:
    """The newest first."""
    rows = await deployment.latest(tx.conn, page.offset + page.pagesize)
    views = [DeploymentView.of(plan) for plan in rows[page.offset :]]
    return hal(request, "deployments", views, page)


@router.get("/{begins}")
async def get_deployment(begins: Begins, tx: Tx, officer: Officer) -> DeploymentView:
    return await _view(tx, begins)


@router.put("/{begins}")
async def put_deployment(
    begins: Begins, body: DeploymentBody, tx: Tx, officer: Leader
) -> DeploymentView:
    """``begins`` is the first day of two months that have not begun; until then it may be fixed
    anew."""
    await fix_deployment(tx, officer, begins, body)
    return await _view(tx, begins)


async def _view(tx: Tx, begins: date) -> DeploymentView:
    plan = await deployment.get(tx.conn, begins)
    if plan is None:
        raise NotFoundError(lazy("Deze inzet"))
    return DeploymentView.of(plan)
