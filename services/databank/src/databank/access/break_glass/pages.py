"""Access in an emergency: ask with a reason, decide as second person, end, judge afterwards."""

from typing import Annotated
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Query, Request
from pydantic import Field, field_validator, model_validator
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Actor, Body, Problem, allow
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.idempotency import is_first, new_key
from chassis.web.pages.languages import mark
from databank.access.break_glass import labels as words
from databank.access.break_glass import request as breaking_glass
from databank.access.break_glass.rules import VERDICTS, Ground, Step, fault_in
from databank.access.break_glass.store import emergency
from databank.access.shields.shield import who
from databank.authorisation import DATA_PROTECTION, OFFICERS
from databank.matching.store import persons

router = APIRouter(prefix="/noodtoegang", include_in_schema=False)

SHOWN = 50
Asker = Annotated[Actor, allow(*OFFICERS)]
Party = Annotated[Actor, allow(*OFFICERS, *DATA_PROTECTION)]


class AskForm(Body):
    person_id: UUID = Field(alias="persoon")
    ground: Ground = Field(alias="grond")
    reason: str = Field(alias="reden")
    key: UUID = Field(alias="sleutel")

    @field_validator("reason")
    @classmethod
    def says_enough(cls, reason: str) -> str:
        if fault := fault_in(reason):
            raise ValueError(fault)
        return reason


class StepForm(Body):
    """A judgement says why."""

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


@router.get("")
async def get_list(request: Request, tx: Tx, actor: Party) -> Response:
    """Without reasons: those are opened one by one."""
    rows = await breaking_glass.listed(tx, actor, 0, SHOWN)
    shown = [_seen(row, actor, tx) for row in rows]
    return page(
        request,
        "emergencies.html",
        waiting=[one for one in shown if one["allowed"]],
        others=[one for one in shown if not one["allowed"]],
        words=words,
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
    return await _question(request, tx, person_id, Form())


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
        return await _question(request, tx, person_id, form, status=422)
    asked = await breaking_glass.ask(
        tx, officer, form.model.person_id, form.model.ground, form.model.reason
    )
    if await is_first(tx, form.model.key) and asked.is_new:
        text = _("Je vraag staat klaar. Verwittig zelf je teamleider of de recherche.")
        await tell(tx, request, text)
    return go(f"/noodtoegang/{asked.emergency_id}")


@router.get("/{emergency_id}")
async def get_one(request: Request, emergency_id: UUID, tx: Tx, actor: Party) -> Response:
    return await _one(request, emergency_id, tx, actor, Form())


@router.post("/{emergency_id}")
async def post_step(request: Request, emergency_id: UUID, tx: Tx, actor: Party) -> Response:
    form = await read(request, StepForm)
    if form.model is None:
        if "" in form.errors:
            form.errors = {"reden": form.errors[""]}
        return await _one(request, emergency_id, tx, actor, form, status=422)
    if await is_first(tx, form.model.key):
        step = form.model.step
        await breaking_glass.take(tx, actor, emergency_id, step, form.model.reason)
        await tell(tx, request, _(words.DONE[step]))
    return go(f"/noodtoegang/{emergency_id}")


async def _question(
    request: Request, tx: Transaction, person_id: UUID, form: Form[AskForm], *, status: int = 200
) -> Response:
    if await persons.survivor(tx.conn, person_id) is None:
        raise Problem.not_found(mark("Deze persoon"))
    return page(
        request,
        "emergency_ask.html",
        status=status,
        person_id=person_id,
        form=form,
        key=form.value("sleutel") or new_key(),
        words=words,
    )


async def _one(
    request: Request,
    emergency_id: UUID,
    tx: Transaction,
    actor: Actor,
    form: Form[StepForm],
    *,
    status: int = 200,
) -> Response:
    row = await breaking_glass.opened(tx, actor, emergency_id)
    return page(
        request,
        "emergency.html",
        status=status,
        one=_seen(row, actor, tx),
        form=form,
        key=form.value("sleutel") or new_key(),
        words=words,
        verdicts=VERDICTS,
        is_mine=row["asked_by"] == actor.subject,
    )


def _seen(row: asyncpg.Record, actor: Actor, tx: Transaction) -> dict[str, object]:
    found = emergency(row)
    return {
        **row,
        "stand": found.stand(tx.now),
        "allowed": found.allowed(who(actor), tx.now),
        "ground": Ground(row["ground"]),
    }
