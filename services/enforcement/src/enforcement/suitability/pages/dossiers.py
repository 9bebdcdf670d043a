"""Pages of ``/geschiktheid``: dossiers by state, and one dossier with what may follow."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import RefusedError
from chassis.web import Actor, Body, PageRequest, allow
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from enforcement.acts import pages as act_pages
from enforcement.acts.fields import Moment
from enforcement.application_register import store as applications
from enforcement.cases import labels as case_labels
from enforcement.cases.pages.tasks import tasks_of
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.functions import CITY
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.labels import left
from enforcement.suitability import labels, store
from enforcement.suitability.desk import DECLARATIONS
from enforcement.suitability.notify_decision import notify_decision
from enforcement.suitability.pages.summary import summary
from enforcement.suitability.possible_steps import possible_steps
from enforcement.suitability.rules import DossierState, DossierStep

router = APIRouter(include_in_schema=False)
acts = act_pages.routes_of(DECLARATIONS, summary)

CityActor = Annotated[Actor, allow(*CITY)]
ON_A_PAGE = 25


class NotificationForm(Body):
    day: Moment | None = Field(default=None, alias="dag")
    untold: bool = Field(default=False, alias="zonder_beroep")


@router.get("/geschiktheid")
async def get_dossiers(
    request: Request,
    tx: Tx,
    actor: CityActor,
    state: Annotated[DossierState | None, Query(alias="toestand")] = None,
    number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> Response:
    """By number; with a state, only those that are in it."""
    paging = PageRequest(page=number, pagesize=ON_A_PAGE)
    rows = await store.page(tx, paging, state=state)
    return page(
        request,
        "suitability_list.html",
        rows=rows[:ON_A_PAGE],
        more=len(rows) > ON_A_PAGE,
        number=number,
        state=state,
        counts=await store.counts(tx),
        now=tx.now,
        labels=labels,
    )


@router.get("/geschiktheid/{case_id}")
async def get_dossier(request: Request, case_id: UUID, tx: Tx, actor: CityActor) -> Response:
    return await show_dossier(request, tx, actor, case_id, Form())


@router.post("/geschiktheid/{case_id}/kennisgeving")
async def post_notification(request: Request, case_id: UUID, tx: Tx, actor: CityActor) -> Response:
    """The decision reached its owner: the term of appeal starts."""
    form = await read(request, NotificationForm)
    if form.model is not None:
        try:
            async with tx.savepoint():
                by, told = By.actor(actor), not form.model.untold
                await notify_decision(tx, case_id, by, form.model.day, remedy_told=told)
        except RefusedError as refusal:
            form.errors["dag"] = refusal.reason
    if form.errors:
        return await show_dossier(request, tx, actor, case_id, form, status=422)
    await tell(tx, request, _("De kennisgeving is genoteerd."))
    return go(f"/geschiktheid/{case_id}")


async def show_dossier(
    request: Request,
    tx: Transaction,
    actor: Actor,
    case_id: UUID,
    form: Form[Any],
    *,
    status: int = 200,
) -> Response:
    """One declaration, with what may follow and what became of a form."""
    dossier, premises = await store.get(tx, case_id, None)
    today = city_day(tx.now)
    allowed = await possible_steps(tx, dossier)
    return page(
        request,
        "suitability_dossier.html",
        status=status,
        dossier=dossier,
        premises=premises,
        facts=await summary(tx, dossier),
        tasks=tasks_of(DECLARATIONS, case_id, allowed, actor.function),
        advices=await store.advices.of_dossier(tx, case_id),
        visits=await store.visits.of_dossier(tx, case_id),
        planned=await store.planned_visits.of_dossier(tx, case_id),
        can_be_visited=DossierStep.VISITS in allowed,
        overdue=await store.conditions.overdue(tx, case_id, today),
        conditions=await store.conditions.of_dossier(tx, case_id),
        changes=await store.changes.of_dossier(tx, case_id),
        applications=await applications.of_dossier(tx, case_id),
        terms=await legal_terms.open_terms(tx, case_id),
        timeline=list(reversed(await timeline.of_case(tx, case_id))),
        today=today,
        now=tx.now,
        days=(await legal_terms.law(tx, today)).days,
        left=left,
        labels=labels,
        step_label=_step_label,
        words=case_labels,
        form=form,
    )


def _step_label(step: str) -> str:
    return {**DECLARATIONS.steps, **labels.NOTED}.get(step, step)
