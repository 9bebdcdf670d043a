"""The wish to pay in parts: finance decides, and the page of the own case says what."""

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from chassis.edge import Tx
from chassis.refusals import RefusedError
from chassis.web import Body
from chassis.web.pages import go, read
from chassis.web.pages.languages import mark
from enforcement.own_case.defend import PERSON
from enforcement.own_case.pages.answers import HOME
from enforcement.own_case.pages.own_case import show_own
from enforcement.own_case.pages.visits import must_be_own, must_visit, switches
from enforcement.payments.request_instalments import request_instalments
from enforcement.payments.rules.requests import AlreadyAskedError

router = APIRouter(include_in_schema=False)


class PartsForm(Body):
    parts: int = Field(ge=2, le=24, alias="delen")


@router.post(f"{HOME}/afbetaling")
async def post_instalments(request: Request, tx: Tx) -> Response:
    must_be_own(request)
    visit = await must_visit(request, tx)
    form = await read(request, PartsForm)
    if switches(form):
        form.errors = {}
        return await show_own(request, tx, visit, form, status=422)
    if form.model is None:
        form.errors = {"delen": mark("Kies een getal van 2 tot en met 24.")}
        return await show_own(request, tx, visit, form, status=422)
    try:
        async with tx.savepoint():
            await request_instalments(tx, visit.opened.case_id, form.model.parts, PERSON)
    except AlreadyAskedError:
        return go(f"{HOME}?gezegd=afbetaling-al")
    except RefusedError:
        form.errors[""] = mark("Dat kan nu niet in dit dossier.")
    if form.errors:
        return await show_own(request, tx, visit, form, status=422)
    return go(f"{HOME}?gezegd=afbetaling")
