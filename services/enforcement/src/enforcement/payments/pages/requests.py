"""The answer of finance to a request for instalments."""

from enum import StrEnum
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, RefusedError
from chassis.web import Body
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.languages import mark
from enforcement.cases.store.timeline import By
from enforcement.payments import labels
from enforcement.payments.pages.forms import Day, Financer, Reason
from enforcement.payments.request_instalments import allow, refuse
from enforcement.payments.rules import instalments
from enforcement.payments.rules.requests import NoRequestError, RequestState
from enforcement.payments.store import accounts, requests

router = APIRouter(include_in_schema=False)

PATH = "/betalingen/{case_id}/vraag"
FIELDS = {"instalments": "eerste", "firstOn": "eerste", "reason": "reden"}


class Answer(StrEnum):
    JA = "ja"
    NEE = "nee"


class AnswerForm(Body):
    answer: Answer = Field(alias="antwoord")
    first_on: Day | None = Field(default=None, alias="eerste")
    reason: Reason | None = Field(default=None, alias="reden")


@router.get(PATH)
async def get_request(request: Request, case_id: UUID, tx: Tx, _actor: Financer) -> Response:
    return await _show(request, tx, case_id, Form())


@router.post(PATH)
async def post_answer(request: Request, case_id: UUID, tx: Tx, actor: Financer) -> Response:
    form = await read(request, AnswerForm)
    if form.model is not None:
        try:
            async with tx.savepoint():
                await _answer(tx, case_id, form.model, By.actor(actor))
        except NoRequestError:
            raise
        except RefusedError as refusal:
            form.refuse(refusal)
            form.errors = {FIELDS.get(name, name): text for name, text in form.errors.items()}
        else:
            await tell(tx, request, _("Je antwoord is bewaard. De persoon ziet het op de pagina."))
            return go(f"/betalingen/{case_id}")
    return await _show(request, tx, case_id, form, status=422)


async def _answer(tx: Transaction, case_id: UUID, said: AnswerForm, by: By) -> None:
    if said.answer is Answer.JA:
        if said.first_on is None:
            raise FieldRefusedError("firstOn", lazy("Kies de dag van het eerste deel."))
        await allow(tx, case_id, said.first_on, by)
        return
    if said.reason is None:
        raise FieldRefusedError("reason", lazy("Zeg waarom niet: de persoon leest dit."))
    await refuse(tx, case_id, said.reason, by)


async def _show(
    request: Request, tx: Transaction, case_id: UUID, form: Form[AnswerForm], *, status: int = 200
) -> Response:
    account, asked = await accounts.read(tx, case_id), await requests.latest(tx, case_id)
    if asked is None or asked.state is not RequestState.GEVRAAGD:
        raise NoRequestError
    first_on = max(account.claim.due_on, city_day(tx.now))
    return page(
        request,
        "instalment_request.html",
        status=status,
        account=account,
        asked=asked,
        parts=instalments.propose(account.balance.outstanding_cents, asked.parts, first_on),
        answers={Answer.JA: mark("Ja, zoals gevraagd"), Answer.NEE: mark("Nee")},
        first_on=first_on,
        form=form,
        labels=labels,
    )
