"""Pages of ``/noodtoegang``: ask with a reason, decide as second person, end, judge afterwards."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field, model_validator
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Actor, Body, Problem, allow
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.idempotency import is_first, new_key
from chassis.web.pages.languages import mark
from databank.access.break_glass import labels
from databank.access.break_glass import request as break_glass
from databank.access.break_glass.rules import VERDICTS, Ground, State, Step, fault_in
from databank.access.break_glass.store import RequestRow
from databank.access.explained_form import ExplainedForm, tell_asked
from databank.access.shields.shield import current_id, official
from databank.access.shields.view import shown
from databank.authorisation import DATA_PROTECTION, OFFICERS

router = APIRouter(prefix="/noodtoegang", include_in_schema=False)

SHOWN = 50
"""Most requests on the list."""
Asker = Annotated[Actor, allow(*OFFICERS)]
Party = Annotated[Actor, allow(*OFFICERS, *DATA_PROTECTION)]


class AskForm(ExplainedForm):
    person_id: UUID = Field(alias="persoon")
    ground: Ground = Field(alias="grond")


class StepForm(Body):
    """One step in a request; a judgement says why."""

    step: Step = Field(alias="stap")
    reason: str | None = Field(default=None, alias="reden")
    key: UUID = Field(alias="sleutel")

    @model_validator(mode="after")
    def judges_with_a_reason(self) -> "StepForm":
        if self.step not in VERDICTS:
            self.reason = None
        elif fault := fault_in(self.reason or ""):
            raise ValueError(fault)
        return self


@dataclass(frozen=True, slots=True)
class RequestCard:
    """A request as somebody sees it now, with the steps that they may take."""

    request: RequestRow
    state: State
    allowed: tuple[Step, ...]

    @classmethod
    def of(cls, request: RequestRow, actor: Actor, now: datetime) -> Self:
        return cls(request, request.state(now), request.allowed(official(actor), now))


@router.get("")
async def get_list(request: Request, tx: Tx, actor: Party) -> Response:
    """List requests without their reasons: those are opened one by one."""
    requests = await break_glass.list_requests(tx, actor, 0, SHOWN)
    cards = [RequestCard.of(row, actor, tx.now) for row in requests]
    return page(
        request,
        "emergencies.html",
        waiting=[card for card in cards if card.allowed],
        others=[card for card in cards if not card.allowed],
        labels=labels,
    )


@router.get("/vraag")
async def get_question(
    request: Request,
    tx: Tx,
    officer: Asker,
    person: Annotated[str, Query(alias="persoon", max_length=60)] = "",
) -> Response:
    try:
        person_id = UUID(person)
    except ValueError:
        raise Problem.field("persoon", mark("Geef het nummer van een persoon.")) from None
    return await _question_page(request, tx, person_id, Form())


@router.post("/vraag")
async def post_question(request: Request, tx: Tx, officer: Asker) -> Response:
    form = await read(request, AskForm)
    if form.model is None:
        try:
            person_id = UUID(form.value("persoon"))
        except ValueError:
            raise Problem.field("persoon", mark("Geef het nummer van een persoon.")) from None
        form.errors = {
            name: mark("Maak een keuze.") if name == "grond" else text
            for name, text in form.errors.items()
        }
        return await _question_page(request, tx, person_id, form, status=422)
    made = await break_glass.ask(
        tx, officer, form.model.person_id, form.model.ground, form.model.reason
    )
    if await is_first(tx, form.model.key) and made.is_new:
        await tell_asked(tx, request)
    return go(f"/noodtoegang/{made.emergency_id}")


@router.get("/{emergency_id}")
async def get_request(request: Request, emergency_id: UUID, tx: Tx, actor: Party) -> Response:
    return await _request_page(request, emergency_id, tx, actor, Form())


@router.post("/{emergency_id}")
async def post_step(request: Request, emergency_id: UUID, tx: Tx, actor: Party) -> Response:
    form = await read(request, StepForm)
    if form.model is None:
        if "" in form.errors:
            form.errors = {"reden": form.errors[""]}
        return await _request_page(request, emergency_id, tx, actor, form, status=422)
    if await is_first(tx, form.model.key):
        step = form.model.step
        await break_glass.take(tx, actor, emergency_id, step, form.model.reason)
        await tell(tx, request, _(labels.DONE[step]))
    return go(f"/noodtoegang/{emergency_id}")


async def _question_page(
    request: Request, tx: Transaction, person_id: UUID, form: Form[AskForm], *, status: int = 200
) -> Response:
    if await current_id(tx, person_id) is None:
        raise Problem.not_found(mark("Deze persoon"))
    return page(
        request,
        "emergency_ask.html",
        status=status,
        person_id=person_id,
        form=form,
        key=form.value("sleutel") or new_key(),
        labels=labels,
    )


async def _request_page(
    request: Request,
    emergency_id: UUID,
    tx: Transaction,
    actor: Actor,
    form: Form[StepForm],
    *,
    status: int = 200,
) -> Response:
    row = await break_glass.open_request(tx, actor, emergency_id)
    return page(
        request,
        "emergency.html",
        status=status,
        card=RequestCard.of(row, actor, tx.now),
        form=form,
        key=form.value("sleutel") or new_key(),
        labels=labels,
        verdicts=VERDICTS,
        number=shown(tx, row.person_id),
        is_mine=row.asked_by == actor.subject,
    )
