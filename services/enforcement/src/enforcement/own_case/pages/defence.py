"""The own defence in writing: a text, papers or photos, or both."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import UploadFile
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Database, Transaction
from chassis.edge import Tx
from chassis.messages import lazy
from chassis.refusals import RefusedError
from chassis.typeset import named
from chassis.web import request_context
from chassis.web.bodies import check_storable
from chassis.web.pages import Form, go
from chassis.web.pages.idempotency import is_first, new_key
from chassis.web.pages.languages import mark
from enforcement.case_documents.received_files import RefusedFilesError
from enforcement.own_case.defend import WrittenDefence, defend_in_writing, write
from enforcement.own_case.pages.answers import HOME, show
from enforcement.own_case.pages.visits import SWITCH, OwnVisit, must_be_own, must_visit, switches
from enforcement.own_case.read_case import read_case

router = APIRouter(include_in_schema=False)

PATH = f"{HOME}/verweer"
TEXT, FILES, KEY, ANYWAY, LAST = "verweer", "bestanden", "sleutel", "toch", "laatste"
LONGEST_TEXT = 10_000
CHOSEN = "ja"
"""Files were sent, which no form can hold when it is shown again."""


@dataclass(frozen=True, slots=True, repr=False)
class SentDefence:
    """A defence as it was sent: on paper, or with its error; prints nothing.

    ``undrawable``: characters that no font has, of which the person does not know yet.
    """

    form: Form[Any]
    written: WrittenDefence | None
    undrawable: tuple[str, ...] = ()


async def _sent(request: Request) -> SentDefence:
    """A session is looked for before any file is read."""
    must_be_own(request)
    now = request_context(request).now
    database: Database = request.app.state.database
    async with database.begin(now) as tx:
        visit = await must_visit(request, tx)
        case = await read_case(tx, request.app.state.city, visit.opened)
    sent = await request.form(max_fields=10)
    typed = str(sent.get(TEXT, "")).replace("\r\n", "\n")
    form: Form[Any] = Form(
        values={each: [str(sent.get(each, ""))] for each in (KEY, LAST, SWITCH)} | {TEXT: [typed]}
    )
    if switches(form):
        return SentDefence(form, None)
    papers = [await each.read() for each in sent.getlist(FILES) if isinstance(each, UploadFile)]
    if any(papers):
        form.values[FILES] = [CHOSEN]
    if error := _wrong(typed, papers):
        form.errors[TEXT] = error
        return SentDefence(form, None)
    try:
        written = await write(case.number, city_day(now), typed, papers)
    except RefusedFilesError as refusal:
        form.errors[FILES] = refusal.text
        return SentDefence(form, None)
    if written.undrawable and not sent.get(ANYWAY):
        form.errors[TEXT] = lazy(
            "Deze tekens kunnen we niet afdrukken: %(characters)s.",
            characters=named(written.undrawable),
        )
        return SentDefence(form, None, written.undrawable)
    return SentDefence(form, written)


def _wrong(typed: str, papers: Sequence[bytes]) -> str | None:
    if len(typed) > LONGEST_TEXT:
        return mark("Deze tekst is te lang. Voeg hem toe als bestand.")
    if not typed.strip() and not any(papers):
        return mark("Schrijf uw verweer, of voeg een bestand toe.")
    try:
        check_storable(typed)
    except ValueError:
        return mark("Deze tekst bevat een teken dat we niet kunnen bewaren.")
    return None


@router.get(PATH)
async def get_defence(request: Request, tx: Tx) -> Response:
    return await _show(request, tx, await must_visit(request, tx), Form())


@router.post(PATH)
async def post_defence(
    request: Request, tx: Tx, sent: Annotated[SentDefence, Depends(_sent)]
) -> Response:
    visit = await must_visit(request, tx)
    if switches(sent.form):
        return await _show(request, tx, visit, sent.form, status=422)
    if sent.written is not None:
        try:
            async with tx.savepoint():
                if await is_first(tx, _key(sent.form)):
                    final = bool(sent.form.value(LAST))
                    await defend_in_writing(tx, visit.opened, sent.written, final=final)
            return go(f"{HOME}?gezegd=verweer")
        except RefusedError:
            sent.form.errors[""] = mark("Dat kan nu niet in dit dossier.")
    return await _show(request, tx, visit, sent.form, sent.undrawable, status=422)


def _key(form: Form[Any]) -> UUID:
    try:
        return UUID(form.value(KEY))
    except ValueError:
        return new_key()


async def _show(
    request: Request,
    tx: Transaction,
    visit: OwnVisit,
    form: Form[Any],
    undrawable: tuple[str, ...] = (),
    *,
    status: int = 200,
) -> Response:
    return show(
        request,
        "defence.html",
        status=status,
        case=await read_case(tx, request.app.state.city, visit.opened),
        city=request.app.state.city,
        lasting=visit.visit.lasting,
        key=form.value(KEY) or new_key(),
        undrawable=undrawable,
        form=form,
    )
