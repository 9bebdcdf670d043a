"""The answer to an offer of mediation or of community service."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import RefusedError
from chassis.web import Body
from chassis.web.pages import Form, go, read
from chassis.web.pages.idempotency import is_first, new_key
from chassis.web.pages.languages import mark
from enforcement.own_case import labels
from enforcement.own_case.answer_offer import answer
from enforcement.own_case.pages.answers import HOME, show
from enforcement.own_case.pages.visits import OwnVisit, must_be_own, must_visit, switches
from enforcement.own_case.read_case import read_case
from enforcement.own_case.rules import Offer

router = APIRouter(include_in_schema=False)

PATH = f"{HOME}/aanbod"


class Answer(StrEnum):
    JA = "ja"
    NEE = "nee"


class OfferForm(Body):
    """``offer`` is the one that was shown: another one gets no answer by it."""

    offer: Offer = Field(alias="aanbod")
    answer: Answer = Field(alias="antwoord")
    key: UUID = Field(alias="sleutel")


@router.get(PATH)
async def get_offer(request: Request, tx: Tx) -> Response:
    return await _show(request, tx, await must_visit(request, tx), Form())


@router.post(PATH)
async def post_offer(request: Request, tx: Tx) -> Response:
    must_be_own(request)
    visit = await must_visit(request, tx)
    form = await read(request, OfferForm)
    if switches(form):
        form.errors = {}
        return await _show(request, tx, visit, form, status=422)
    if form.model is None:
        form.errors = {"antwoord": mark("Kies ja of nee.")}
        return await _show(request, tx, visit, form, status=422)
    accepts = form.model.answer is Answer.JA
    try:
        async with tx.savepoint():
            if await is_first(tx, form.model.key):
                await answer(tx, visit.opened, form.model.offer, accepts=accepts)
    except RefusedError:
        form.errors[""] = mark("Dat kan nu niet in dit dossier.")
        return await _show(request, tx, visit, form, status=422)
    return go(f"{HOME}?gezegd={'aanvaard' if accepts else 'geweigerd'}")


async def _show(
    request: Request, tx: Transaction, visit: OwnVisit, form: Form[Any], *, status: int = 200
) -> Response:
    city = request.app.state.city
    return show(
        request,
        "offer.html",
        status=status,
        case=await read_case(tx, city, visit.opened),
        city=city,
        lasting=visit.visit.lasting,
        offers=labels.OFFER,
        questions=labels.OFFER_QUESTION,
        consequences=labels.OFFER_CONSEQUENCE,
        answers={Answer.JA: mark("Ja, ik doe mee"), Answer.NEE: mark("Nee, ik wil dat niet")},
        key=form.value("sleutel") or new_key(),
        form=form,
    )
