"""Protective signals on screen: the list, one with its evidence, and its steps (handbook §4.6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.days import city_time
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import StepRefusedError
from chassis.web import Actor, Body
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.after_form import asks_again
from chassis.web.pages.idempotency import is_first, new_key
from chassis.web.pages.languages import mark
from chassis.web.pages.site import moment
from databank.access.shields.visible_people import visible_people
from databank.persons.store.claims import StoredClaim
from databank.roles import BESCHERMING, Officer, Protector, log_list
from databank.screens import labels as screens
from databank.welfare import labels
from databank.welfare.follow_up import check_step, take_step
from databank.welfare.read import LocatedEvidence, SignalFile, list_signals, open_signal
from databank.welfare.rules.protection import ANSWERS, UNFOUND, State, Step
from databank.welfare.store import holds, steps
from databank.welfare.store.whereabouts import Whereabouts

router = APIRouter(include_in_schema=False)

SHEET = 50
"""Signals on one page of the list."""


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
    """A list without names, with the offers of help of this year and their results."""
    year = city_time(tx.now).replace(month=1, day=1, hour=0, minute=0, second=0)
    files = await list_signals(tx, officer, None, closed, (sheet - 1) * SHEET, SHEET)
    await log_list(tx, officer, "signals", f"{len(files)} signalen", BESCHERMING)
    return page(
        request,
        "signals.html",
        signals=[(file.signal, _first_place(file)) for file in files],
        sheet=sheet,
        is_full=len(files) == SHEET,
        offers=await steps.offers(tx.conn, year),
        closed=closed,
        State=State,
        labels=labels,
        now=tx.now,
    )


@router.get("/signalen/{signal_id}")
async def get_signal(request: Request, signal_id: UUID, tx: Tx, officer: Officer) -> Response:
    return await _show(request, signal_id, tx, officer, Form())


@router.post("/signalen/{signal_id}")
@asks_again("closing a signal is asked once more")
async def post_step(request: Request, signal_id: UUID, tx: Tx, officer: Protector) -> Response:
    form = await read(request, StepForm)
    if form.model is None:
        form.errors = {"antwoord": mark("Kies een antwoord.")}
        return await _show(request, signal_id, tx, officer, form, status=422)
    sent = form.model
    try:
        if sent.step is Step.AFSLUITEN and not sent.sure:
            return await _ask_whether_sure(request, signal_id, tx, officer, sent)
        async with tx.conn.transaction():
            if await is_first(tx, sent.key):
                await take_step(tx, officer, signal_id, sent.step, sent.answer)
                await tell(tx, request, _(_DONE.get(sent.answer, mark("De stap is bewaard."))))
    except StepRefusedError as refusal:
        form.errors["antwoord"] = refusal.reason
        return await _show(request, signal_id, tx, officer, form, status=409)
    return go(f"/signalen/{signal_id}")


_DONE = {
    "geweigerd": mark("Bewaard. Het signaal blijft open. Je mag de hulp later opnieuw aanbieden."),
    "acuut": mark("Bewaard als acuut. Ga nu na of de persoon veilig is."),
}


async def _show(
    request: Request,
    signal_id: UUID,
    tx: Transaction,
    officer: Actor,
    form: Form[StepForm],
    *,
    status: int = 200,
) -> Response:
    file, claims = await open_signal(tx, officer, signal_id, BESCHERMING)
    person_id = file.signal.person_id
    return page(
        request,
        "signal.html",
        status=status,
        signal=file.signal,
        allowed=file.allowed,
        steps=file.steps,
        claims=claims,
        evidence=[_readable(each, claims) for each in file.evidence],
        people=await visible_people(tx, officer, [person_id] if person_id else []),
        form=form,
        key=new_key(),
        answers=ANSWERS,
        State=State,
        labels=labels,
        words=screens,
        now=tx.now,
    )


async def _ask_whether_sure(
    request: Request, signal_id: UUID, tx: Transaction, officer: Actor, sent: StepForm
) -> Response:
    """Show the consequences of closing before it is done."""
    signal, _after = await check_step(tx, officer, signal_id, sent.step, sent.answer)
    return page(
        request,
        "signal_close.html",
        signal=signal,
        answer=sent.answer,
        waiting=await holds.waiting(tx.conn, signal),
        clears=sent.answer not in UNFOUND,
        key=sent.key,
        labels=labels,
    )


@dataclass(frozen=True, slots=True)
class _ReadableEvidence:
    """``said``: a worker's own answers. ``phones``: those that were declared with it."""

    at: datetime
    label: str
    facts: list[str]
    noticed: list[str]
    said: list[str]
    places: tuple[Whereabouts, ...]
    phones: list[str]
    noted_by: str | None


def _readable(evidence: LocatedEvidence, claims: Sequence[StoredClaim]) -> _ReadableEvidence:
    """What people can read of it; ids say nothing to them."""
    reasons = [str(code) for code in evidence.facts.get("reasons") or ()]
    facts = [
        f"{_(labels.FACT[name])} {moment(datetime.fromisoformat(str(value)))}"
        for name, value in evidence.facts.items()
        if name in labels.FACT and value
    ]
    by = evidence.noted_by or _(labels.NOTED_BY.get(evidence.kind, ""))
    own = [claim.phone for claim in claims if claim.id in evidence.claim_ids]
    return _ReadableEvidence(
        evidence.at,
        labels.evidence(evidence.kind, reasons),
        facts,
        [labels.noticed(str(code)) for code in evidence.facts.get("indicators") or ()],
        [labels.said(reason) for reason in reasons],
        evidence.places,
        list(dict.fromkeys(phone for phone in own if phone)),
        by or None,
    )


def _first_place(file: SignalFile) -> Whereabouts | None:
    """Where to go first."""
    places = [place for evidence in file.evidence for place in evidence.places]
    return places[0] if places else None
