"""The own case on a page: what it is about, where it stands, the letters, and what can be paid."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import RefusedError
from chassis.web import Body
from chassis.web.code_tries import TooManyTries, give_back
from chassis.web.login.login_context import LoginContext
from chassis.web.pages import Form, go, read, sent
from chassis.web.pages import gettext as _
from chassis.web.pages.languages import DUTCH, language, mark
from chassis.web.pages.site import clock
from chassis.web.security_events import Kind, note
from enforcement.case_documents.plain_file import plain_file
from enforcement.case_documents.store.documents import StoredFile
from enforcement.notifications.labels import KIND
from enforcement.own_case import labels
from enforcement.own_case.code_access import sign_in
from enforcement.own_case.defend import ask_hearing
from enforcement.own_case.pages.answers import HOME, show
from enforcement.own_case.pages.visits import (
    Entry,
    OwnVisit,
    find_visit,
    must_be_own,
    must_visit,
    switches,
    token_of,
)
from enforcement.own_case.read_case import read_case, read_defence, read_letter, read_report
from enforcement.own_case.receipt import OtherWords, receipt_of
from enforcement.own_case.store import sessions
from enforcement.payments.labels import euros

router = APIRouter(include_in_schema=False)

WRONG_CODE = mark(
    "Deze code werkt niet. Kijk elk teken na. Werkt het nog niet, bel dan het nummer in uw brief."
)
TOLD = {
    "verweer": mark("We kregen uw verweer."),
    "aanvaard": mark("We kregen uw antwoord: u doet mee. De stad neemt contact met u op."),
    "geweigerd": mark("We kregen uw antwoord. Het dossier gaat verder."),
    "mail": mark("U krijgt een e-mail als er een brief vertrekt."),
    "geen-mail": mark("U krijgt geen e-mail meer."),
    "hoorzitting": mark("We kregen uw vraag. U krijgt een uitnodiging met de post."),
    "afbetaling-al": mark(
        "U vroeg dit al, of het is al afgesproken. Uw eerste vraag blijft gelden: u hoeft niets "
        "meer te doen."
    ),
    "afbetaling": mark(
        "We kregen uw vraag om in delen te betalen. Het antwoord komt op deze pagina."
    ),
}


class HearingForm(Body):
    language: Annotated[str, Field(min_length=2, max_length=40)] | None = Field(
        default=None, alias="taal"
    )
    lawyer: Literal["ja"] | None = Field(default=None, alias="advocaat")


@router.get(HOME)
async def get_own(
    request: Request, tx: Tx, told: Annotated[str, Query(alias="gezegd", max_length=20)] = ""
) -> Response:
    visit = await find_visit(request, tx)
    if visit is None:
        return show(request, "code.html", form=Form())
    return await show_own(request, tx, visit, Form(), told=told)


@router.post(HOME)
async def post_code(request: Request, entry: Entry, tx: Tx) -> Response:
    """The same answer for a code that never was, that ended, and of a letter that never left."""
    if entry is None:
        return await _switch(request, tx)
    if isinstance(entry.counted, TooManyTries):
        note(Kind.TOO_MANY_CODES)
        text = _("U probeerde te vaak. Probeer opnieuw vanaf %(time)s.")
        answer = _ask(request, 429, text % {"time": clock(entry.counted.again)})
        answer.headers["Retry-After"] = str(entry.counted.seconds)
        return answer
    token = await sign_in(tx, entry.plain) if entry.plain else None
    if token is None:
        note(Kind.WRONG_CODE)
        return _ask(request, 422, WRONG_CODE)
    await give_back(tx, entry.counted)
    answer = go(HOME)
    cookies = LoginContext.of(request).cookies
    cookies.put(answer, cookies.code, token, samesite="strict")
    return answer


@router.post(f"{HOME}/weg")
async def post_leave(request: Request, tx: Tx) -> Response:
    must_be_own(request)
    token = token_of(request)
    if token:
        await sessions.end(tx, token)
    answer = go(HOME)
    cookies = LoginContext.of(request).cookies
    cookies.drop(answer, cookies.code)
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


@router.get(f"{HOME}/brieven/{{letter_id}}")
async def get_letter(request: Request, letter_id: UUID, tx: Tx) -> Response:
    visit = await must_visit(request, tx)
    return await _file(await read_letter(tx, visit.opened, letter_id), "brief.pdf")


@router.get(f"{HOME}/verweer/{{document_id}}")
async def get_own_defence(request: Request, document_id: UUID, tx: Tx) -> Response:
    visit = await must_visit(request, tx)
    return await _file(await read_defence(tx, visit.opened, document_id), "verweer.pdf")


@router.get(f"{HOME}/verweer/{{document_id}}/ontvangstbewijs")
async def get_receipt(request: Request, document_id: UUID, tx: Tx) -> Response:
    """The proof that a defence came in, which says nothing of what it says; also in the language
    of the page.
    """
    visit = await must_visit(request, tx)
    city = request.app.state.city
    number = (await read_case(tx, city, visit.opened)).number
    also = None if language() == DUTCH else OtherWords(language(), _(labels.RECEIPT))
    pdf = await receipt_of(tx, city, visit.opened, number, document_id, also)
    headers = {
        "Content-Disposition": 'inline; filename="ontvangstbewijs.pdf"',
        "Cache-Control": "no-store",
    }
    return Response(pdf, media_type="application/pdf", headers=headers)


@router.get(f"{HOME}/verslag")
async def get_report(
    request: Request, tx: Tx, which: Annotated[int, Query(alias="nummer", ge=1, le=100)] = 1
) -> Response:
    """The copy of a report, as it went along with the opening letter."""
    visit = await must_visit(request, tx)
    return await _file(await read_report(tx, visit.opened, which), "verslag.pdf")


@router.post(f"{HOME}/hoorzitting")
async def post_hearing(request: Request, tx: Tx) -> Response:
    must_be_own(request)
    visit = await must_visit(request, tx)
    form = await read(request, HearingForm)
    if switches(form):
        form.errors = {}
        return await show_own(request, tx, visit, form, status=422)
    if form.model is None:
        form.errors = {"taal": mark("Schrijf de taal voluit, in hoogstens 40 tekens.")}
    else:
        try:
            async with tx.savepoint():
                lawyer = form.model.lawyer is not None
                await ask_hearing(tx, visit.opened.case_id, form.model.language, lawyer)
        except RefusedError:
            form.errors[""] = mark("Dat kan nu niet in dit dossier.")
    if form.errors:
        return await show_own(request, tx, visit, form, status=422)
    return go(f"{HOME}?gezegd=hoorzitting")


async def _switch(request: Request, tx: Transaction) -> Response:
    """The page in another language, with what was typed on it."""
    visit, form = await find_visit(request, tx), await sent(request)
    if visit is None:
        return show(request, "code.html", status=422, form=form)
    return await show_own(request, tx, visit, form, status=422)


def _ask(request: Request, status: int, error: str) -> Response:
    form: Form[Any] = Form(errors={"code": error})
    return show(request, "code.html", status=status, form=form)


async def _file(file: StoredFile, name: str) -> Response:
    headers = {
        "Content-Disposition": f'inline; filename="{name}"',
        "Cache-Control": "no-store",
    }
    return Response(await plain_file(file), media_type=file.media_type, headers=headers)


async def show_own(
    request: Request,
    tx: Transaction,
    visit: OwnVisit,
    form: Form[Any],
    *,
    status: int = 200,
    told: str = "",
) -> Response:
    """The page of the own case, with what was said just now or is wrong in one of its forms."""
    city = request.app.state.city
    return show(
        request,
        "case.html",
        status=status,
        case=await read_case(tx, city, visit.opened),
        city=city,
        lasting=visit.visit.lasting,
        told=TOLD.get(told, ""),
        progress=labels.PROGRESS,
        waiting=labels.WAITING,
        awarded=labels.COSTS,
        offers=labels.OFFER,
        kinds=KIND,
        euros=euros,
        form=form,
    )
