"""Protective signals: what waits, what is known, and each step that people take (handbook §4.6)."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Actor, Body, Problem
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.idempotency import is_first, new_key
from chassis.web.pages.languages import mark
from chassis.web.pages.site import BRUSSELS, moment
from databank.access.roles import BESCHERMING, Officer, Protector, log_shown
from databank.access.shields.visible_people import visible_people
from databank.screens import labels as screens
from databank.welfare import labels
from databank.welfare.api import EvidenceView, StepBody, get_signal, post_step, shown
from databank.welfare.rules.protection import ANSWERS, UNFOUND, State, Step
from databank.welfare.signal import check_step
from databank.welfare.store import holds, signals, steps

router = APIRouter(include_in_schema=False)

SHOWN = 50


class StepForm(Body):
    step: Step = Field(alias="stap")
    answer: Annotated[str, Field(pattern=r"^[a-z_]{3,40}$", alias="antwoord")]
    sure: bool = Field(default=False, alias="zeker")
    key: UUID = Field(alias="sleutel")


@router.get("/signalen")
async def get_signals(
    request: Request,
    tx: Tx,
    officer: Officer,
    closed: Annotated[bool, Query(alias="afgesloten")] = False,
    sheet: Annotated[int, Query(alias="blad", ge=1, le=10_000)] = 1,
) -> Response:
    """Without names; with how often help was offered this year, beside what it led to."""
    year = tx.now.astimezone(BRUSSELS).replace(month=1, day=1, hour=0, minute=0, second=0)
    found = await shown(tx, officer, None, closed, (sheet - 1) * SHOWN, SHOWN)
    return page(
        request,
        "signals.html",
        signals=found,
        sheet=sheet,
        is_full=len(found) == SHOWN,
        offers=await steps.offers(tx.conn, year),
        closed=closed,
        State=State,
        labels=labels,
        now=tx.now,
    )


@router.get("/signalen/{signal_id}")
async def get_one(request: Request, signal_id: UUID, tx: Tx, officer: Officer) -> Response:
    return await _one(request, signal_id, tx, officer, Form())


@router.post("/signalen/{signal_id}")
async def post_one(request: Request, signal_id: UUID, tx: Tx, officer: Protector) -> Response:
    form = await read(request, StepForm)
    if form.model is None:
        form.errors = {"antwoord": mark("Kies een antwoord.")}
        return await _one(request, signal_id, tx, officer, form, status=422)
    sent = form.model
    try:
        if sent.step is Step.AFSLUITEN and not sent.sure:
            return await _sure(request, signal_id, tx, officer, sent)
        async with tx.conn.transaction():
            if await is_first(tx, sent.key):
                body = StepBody(step=sent.step, answer=sent.answer)
                await post_step(signal_id, body, tx, officer)
                await tell(tx, request, _(_TOLD.get(sent.answer, mark("De stap is bewaard."))))
    except Problem as problem:
        if problem.status != 409:
            raise
        form.errors["antwoord"] = problem.title
        return await _one(request, signal_id, tx, officer, form, status=409)
    return go(f"/signalen/{signal_id}")


_TOLD = {
    "geweigerd": mark("Bewaard. Het signaal blijft open. Je mag de hulp later opnieuw aanbieden."),
    "acuut": mark("Bewaard als acuut. Ga nu na of de persoon veilig is."),
}


async def _one(
    request: Request,
    signal_id: UUID,
    tx: Transaction,
    officer: Actor,
    form: Form[StepForm],
    *,
    status: int = 200,
) -> Response:
    view = await get_signal(signal_id, tx, officer, BESCHERMING)
    await log_shown(tx, officer, [view.person_id], BESCHERMING)
    return page(
        request,
        "signal.html",
        status=status,
        signal=view,
        evidence=[_told(one) for one in view.evidence],
        people=await visible_people(tx, officer, [view.person_id] if view.person_id else []),
        form=form,
        key=new_key(),
        answers=ANSWERS,
        State=State,
        labels=labels,
        words=screens,
        now=tx.now,
    )


async def _sure(
    request: Request, signal_id: UUID, tx: Transaction, officer: Actor, sent: StepForm
) -> Response:
    """What closing brings about, before it is done."""
    await check_step(tx, officer, signal_id, sent.step, sent.answer)
    row = await signals.get(tx.conn, signal_id)
    assert row is not None  # it was just held
    return page(
        request,
        "signal_close.html",
        signal=row,
        answer=sent.answer,
        waiting=await holds.waiting(tx.conn, row),
        clears=sent.answer not in UNFOUND,
        key=sent.key,
        labels=labels,
    )


def _told(one: EvidenceView) -> dict[str, Any]:
    """The moments among the facts, and what an officer noticed; ids say nothing to people."""
    facts = []
    for name, value in one.facts.items():
        if name in labels.FACT and value:
            facts.append(f"{_(labels.FACT[name])} {moment(datetime.fromisoformat(str(value)))}")
    noticed = [labels.noticed(str(code)) for code in one.facts.get("indicators") or ()]
    return {"at": one.at, "kind": one.kind, "facts": facts, "noticed": noticed}
