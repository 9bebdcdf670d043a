"""One exchange on screen, and the steps with it: the answer, the end, taking it back."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Actor
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.idempotency import is_first, new_key
from databank.access.purposes import pages as purposes
from databank.access.purposes.labels import PURPOSE
from databank.access.purposes.pages import GrantId, PurposeForm
from databank.entries.pages import read_entry, take, worded
from databank.exchanges import labels, record
from databank.exchanges.entries import AnswerSheet, ClosureBody
from databank.exchanges.pages.register import moment_of
from databank.exchanges.read import ExchangeFile, find, open_exchange
from databank.exchanges.rules.need_to_know import OtherPurposeError
from databank.exchanges.rules.steps import ExchangeStep, allowed
from databank.exchanges.store import code_lists, exchanges
from databank.roles import Officer, Protector
from databank.screens import labels as screens
from databank.screens.reason_form import TakenBack, ask_reason, read_reason

router = APIRouter(prefix="/uitwisselingen/{exchange_id}", include_in_schema=False)


@router.get("")
async def get_exchange(
    request: Request, exchange_id: UUID, tx: Tx, officer: Officer, grant: GrantId = None
) -> Response:
    return await _show(request, tx, officer, exchange_id, grant, Form())


@router.post("/doel")
async def post_purpose(request: Request, exchange_id: UUID, tx: Tx, officer: Officer) -> Response:
    """State for what an exchange about a person is read; it opens if it was made for that."""
    exchange = await find(tx, exchange_id)
    form = await read(request, PurposeForm)
    grant_id = await purposes.save_purpose(request, tx, officer, form, exchange.person_id)
    if grant_id is None:
        return _ask(request, officer, exchange_id, form, status=422)
    return go(f"/uitwisselingen/{exchange_id}?doel={grant_id}")


@router.post("/antwoord")
async def post_answer(
    request: Request, exchange_id: UUID, tx: Tx, officer: Protector, grant: GrantId = None
) -> Response:
    async def write(new: AnswerSheet, _key: UUID) -> None:
        at, exchange = moment_of(tx, new.answered_at), await find(tx, exchange_id)
        if new.answered_at == city_day(exchange.happened_at):
            at = max(at, exchange.happened_at)
        await record.record_answer(tx, officer, exchange_id, new.noted(at))

    form = await take(request, tx, AnswerSheet, write, _("Het antwoord is bewaard."))
    if form.model is None:
        return await _show(request, tx, officer, exchange_id, grant, form, status=422)
    return go(_back(exchange_id, grant))


@router.post("/afsluiten")
async def post_closure(
    request: Request, exchange_id: UUID, tx: Tx, officer: Protector, grant: GrantId = None
) -> Response:
    form = await read_entry(request, ClosureBody)
    if form.model is None:
        return await _show(request, tx, officer, exchange_id, grant, form, status=422)
    if await is_first(tx, UUID(form.value("sleutel"))):
        await record.close(tx, officer, exchange_id, form.model.follow_up)
        await tell(tx, request, _("De uitwisseling is afgesloten."))
    return go(_back(exchange_id, grant))


@router.get("/intrekken")
async def get_withdraw(request: Request, exchange_id: UUID, tx: Tx, officer: Protector) -> Response:
    return ask_reason(request, await _withdrawal(tx, exchange_id))


@router.post("/intrekken")
async def post_withdraw(
    request: Request, exchange_id: UUID, tx: Tx, officer: Protector
) -> Response:
    form = await read_reason(request)
    if form.model is None:
        return ask_reason(request, await _withdrawal(tx, exchange_id), form)
    if await is_first(tx, form.model.key):
        await record.withdraw(tx, officer, exchange_id, form.model.reason)
        await tell(tx, request, _("De uitwisseling is ingetrokken."))
    return go("/uitwisselingen")


async def _withdrawal(tx: Transaction, exchange_id: UUID) -> TakenBack:
    await find(tx, exchange_id)
    return TakenBack(
        title=_("Uitwisseling intrekken"),
        explained=_(
            "Trek ze in als ze er niet was of dubbel staat. Dat blijft wel in het logboek."
        ),
        button=_("Trek ze in"),
        back="/uitwisselingen",
    )


def _back(exchange_id: UUID, grant: UUID | None) -> str:
    return f"/uitwisselingen/{exchange_id}" + (f"?doel={grant}" if grant else "")


def _ask(
    request: Request, officer: Actor, exchange_id: UUID, form: Form[Any], *, status: int = 200
) -> Response:
    action = f"/uitwisselingen/{exchange_id}/doel"
    return purposes.ask_purpose(request, officer, form, action, status=status)


async def _show(
    request: Request,
    tx: Transaction,
    officer: Actor,
    exchange_id: UUID,
    grant: UUID | None,
    form: Form[Any],
    *,
    status: int = 200,
) -> Response:
    exchange = await find(tx, exchange_id)
    purpose: str = exchange.purpose
    if exchange.person_id is not None:
        stated = await purposes.current_grant(request, tx, officer, grant, exchange.person_id)
        if stated is None:
            return _ask(request, officer, exchange_id, Form(), status=status)
        purpose = stated.purpose
    try:
        file = await open_exchange(tx, officer, exchange_id, purpose)
    except OtherPurposeError as refusal:
        if exchange.person_id is None:
            raise  # of another case
        other = Form[Any](errors={"doel": refusal.reason})
        return _ask(request, officer, exchange_id, other, status=403)
    return await _page(request, tx, file, grant, form, status)


async def _page(
    request: Request,
    tx: Transaction,
    file: ExchangeFile,
    grant: UUID | None,
    form: Form[Any],
    status: int,
) -> Response:
    exchange, on = file.exchange, city_day(file.exchange.happened_at)
    partner = await code_lists.partner(tx.conn, exchange.partner, on)
    bases = {each.code: each for each in await code_lists.bases(tx.conn, on)}
    place = exchange.establishment_id
    return page(
        request,
        "exchange.html",
        status=status,
        exchange=exchange,
        notes=file.notes,
        partner=partner,
        basis=bases.get(exchange.basis),
        place=await exchanges.place_label(tx.conn, place) if place else None,
        late=exchange.is_late(city_day(tx.now)),
        steps=allowed(exchange.state),
        today=city_day(tx.now),
        Step=ExchangeStep,
        grant=grant,
        query=f"?doel={grant}" if grant else "",
        form=form,
        key=form.value("sleutel") or new_key(),
        answer_fields=AnswerSheet.asked(),
        closure_fields=ClosureBody.asked(),
        offers={
            "uitkomst": worded(labels.OUTCOME),
            "gegevens": worded(labels.CATEGORY),
            "gevolg": worded(labels.FOLLOW_UP),
        },
        labels=labels,
        screens=screens,
        PURPOSE=PURPOSE,
    )
