"""The end of a consultation with the police: a case that was on hold goes on, with a reason."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Actor, Body
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.languages import mark
from enforcement.cases.assign import case_for
from enforcement.cases.pages.people import CaseWorker
from enforcement.cases.procedures import Procedures
from enforcement.cases.store.timeline import By

router = APIRouter(include_in_schema=False)


class ReleaseForm(Body):
    reason: str = Field(min_length=3, max_length=400, alias="reden")


@router.get("/dossiers/{case_id}/vrijgeven")
async def get_release(request: Request, case_id: UUID, tx: Tx, actor: CaseWorker) -> Response:
    return await _show(request, tx, actor, case_id, Form())


@router.post("/dossiers/{case_id}/vrijgeven")
async def post_release(request: Request, case_id: UUID, tx: Tx, actor: CaseWorker) -> Response:
    form = await read(request, ReleaseForm)
    if form.model is None:
        form.errors = {"reden": mark("Zeg kort wat het overleg gaf. Noem geen personen.")}
        return await _show(request, tx, actor, case_id, form, status=422)
    case = await case_for(tx, case_id, actor.function)
    procedures: Procedures = request.app.state.procedures
    await procedures.team(case.kind).release(tx, case_id, By.actor(actor), form.model.reason)
    await tell(tx, request, _("Het dossier gaat verder."))
    return go(f"/dossiers/{case_id}")


async def _show(
    request: Request,
    tx: Transaction,
    actor: Actor,
    case_id: UUID,
    form: Form[Any],
    *,
    status: int = 200,
) -> Response:
    case = await case_for(tx, case_id, actor.function)
    return page(request, "case_release.html", status=status, case=case, form=form)
