"""The wish for a message by e-mail: given with an address, and taken back at any time."""

from typing import Any, Literal

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import RefusedError
from chassis.web import Body
from chassis.web.pages import Form, go, read
from chassis.web.pages import gettext as _
from chassis.web.pages.languages import mark
from enforcement.own_case import labels
from enforcement.own_case.ask_mail import ask, consent_of, may_ask, withdraw
from enforcement.own_case.pages.answers import HOME, show
from enforcement.own_case.pages.visits import OwnVisit, must_be_own, must_visit, switches
from enforcement.own_case.read_case import read_case

router = APIRouter(include_in_schema=False)

PATH = f"{HOME}/e-mail"


class MailForm(Body):
    address: str = Field(alias="email", max_length=200, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
    agrees: Literal["ja"] | None = Field(default=None, alias="akkoord")


@router.get(PATH)
async def get_mail(request: Request, tx: Tx) -> Response:
    return await _show(request, tx, await must_visit(request, tx), Form())


@router.post(PATH)
async def post_mail(request: Request, tx: Tx) -> Response:
    must_be_own(request)
    visit = await must_visit(request, tx)
    form = await read(request, MailForm)
    if switches(form):
        form.errors = {}
        return await _show(request, tx, visit, form, status=422)
    if form.model is None:
        form.errors = {"email": mark("Dit is geen e-mailadres. Schrijf het als naam@voorbeeld.be.")}
    elif form.model.agrees is None:
        form.errors["akkoord"] = mark("Zeg dat u dit wil, of laat het zo.")
    if form.model is None or form.errors:
        return await _show(request, tx, visit, form, status=422)
    try:
        await ask(tx, visit.opened, form.model.address, _(labels.MAIL_WORDS))
    except RefusedError:
        form.errors[""] = mark("Dat kan nu niet in dit dossier.")
        return await _show(request, tx, visit, form, status=422)
    return go(f"{HOME}?gezegd=mail")


@router.post(f"{PATH}/weg")
async def post_withdrawal(request: Request, tx: Tx) -> Response:
    must_be_own(request)
    await withdraw(tx, (await must_visit(request, tx)).opened)
    return go(f"{HOME}?gezegd=geen-mail")


async def _show(
    request: Request, tx: Transaction, visit: OwnVisit, form: Form[Any], *, status: int = 200
) -> Response:
    city = request.app.state.city
    return show(
        request,
        "mail.html",
        status=status,
        case=await read_case(tx, city, visit.opened),
        lasting=visit.visit.lasting,
        may_ask=await may_ask(tx, visit.opened),
        consent=await consent_of(tx, visit.opened),
        words=labels.MAIL_WORDS,
        form=form,
    )
