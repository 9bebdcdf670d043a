"""The own defence in writing: a text, papers or photos, or both."""

from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import UploadFile
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Database, Transaction
from chassis.edge import Tx
from chassis.refusals import RefusedError
from chassis.web import request_context
from chassis.web.pages import Form, go, page
from chassis.web.pages.idempotency import is_first, new_key
from chassis.web.pages.languages import mark
from enforcement.case_documents.received_files import ReceivedFiles, RefusedFilesError
from enforcement.own_case.defend import defend_in_writing, written
from enforcement.own_case.pages.visits import HOME, OwnVisit, must_be_own, must_visit
from enforcement.own_case.read_case import read_case

router = APIRouter(include_in_schema=False)

PATH = f"{HOME}/verweer"
TEXT, FILES, KEY = "verweer", "bestanden", "sleutel"
LONGEST_TEXT = 10_000


@dataclass(frozen=True, slots=True, repr=False)
class SentDefence:
    """A defence as it was sent: on paper, or with its error; prints nothing."""

    form: Form[Any]
    received: ReceivedFiles | None


async def _sent(request: Request) -> SentDefence:
    """A session is looked for before any file is read."""
    must_be_own(request)
    now = request_context(request).now
    database: Database = request.app.state.database
    async with database.begin(now) as tx:
        visit = await must_visit(request, tx)
        case = await read_case(tx, request.app.state.city, visit.opened)
    sent = await request.form(max_fields=10)
    text = str(sent.get(TEXT, "")).replace("\r\n", "\n").strip()
    form: Form[Any] = Form(values={TEXT: [text], KEY: [str(sent.get(KEY, ""))]})
    papers = [await each.read() for each in sent.getlist(FILES) if isinstance(each, UploadFile)]
    if len(text) > LONGEST_TEXT:
        form.errors[TEXT] = mark("Deze tekst is te lang. Voeg hem toe als bestand.")
        return SentDefence(form, None)
    if not text and not any(papers):
        form.errors[TEXT] = mark("Schrijf uw verweer, of voeg een bestand toe.")
        return SentDefence(form, None)
    try:
        return SentDefence(form, await written(case.number, city_day(now), text, papers))
    except RefusedFilesError as refusal:
        form.errors[FILES] = str(refusal.text)
        return SentDefence(form, None)


@router.get(PATH)
async def get_defence(request: Request, tx: Tx) -> Response:
    return await _show(request, tx, await must_visit(request, tx), Form())


@router.post(PATH)
async def post_defence(
    request: Request, tx: Tx, sent: Annotated[SentDefence, Depends(_sent)]
) -> Response:
    visit = await must_visit(request, tx)
    if sent.received is not None:
        try:
            async with tx.session.begin_nested():
                if await is_first(tx, _key(sent.form)):
                    await defend_in_writing(tx, visit.opened.case_id, sent.received)
            return go(f"{HOME}?gezegd=verweer")
        except RefusedError:
            sent.form.errors[""] = mark("Dat kan nu niet in dit dossier.")
    return await _show(request, tx, visit, sent.form, status=422)


def _key(form: Form[Any]) -> UUID:
    try:
        return UUID(form.value(KEY))
    except ValueError:
        return new_key()


async def _show(
    request: Request, tx: Transaction, visit: OwnVisit, form: Form[Any], *, status: int = 200
) -> Response:
    return page(
        request,
        "own_case_defence.html",
        status=status,
        case=await read_case(tx, request.app.state.city, visit.opened),
        city=request.app.state.city,
        lasting=visit.visit.lasting,
        key=form.value(KEY) or new_key(),
        form=form,
    )
