"""Pages of ``/aanhoudingen``: the register of a half-year, a new entry, and taking one back."""

import re
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.branches import KnownBranch
from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import FieldRefusedError
from chassis.web import Body, Problem
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.branches import offered_branches
from chassis.web.pages.idempotency import is_first, new_key
from chassis.web.pages.languages import mark
from databank.arrests import labels, record
from databank.arrests.rules.counts import Half
from databank.arrests.rules.measures import MeasureKind
from databank.arrests.store import measures, releases
from databank.roles import TOEZICHT, Executing, TeamMember, log_list
from databank.screens import labels as screens
from databank.screens.reason_form import TakenBack, ask_reason, read_reason

router = APIRouter(prefix="/aanhoudingen", include_in_schema=False)

PERIOD = re.compile(r"(20[1-9]\d)-H([12])")
FIELDS = {"ground": "waarom", "branch": "vorm", "onDay": "dag"}
"""Fields of the form by their names in the API, for what an operation refuses."""


class MeasureForm(Body):
    kind: MeasureKind = Field(alias="soort")
    ground: str = Field(alias="waarom", max_length=40)
    branch: KnownBranch = Field(alias="vorm")
    on_day: date = Field(alias="dag")
    key: UUID = Field(alias="sleutel")


def half_of(text: str) -> Half:
    found = PERIOD.fullmatch(text)
    if found is None:
        raise Problem.not_found(mark("Dit halfjaar"))
    return Half(int(found[1]), int(found[2]))


def half_before(half: Half) -> Half:
    return Half(half.year - (half.half == 1), 3 - half.half)


@router.get("")
async def get_register(
    request: Request,
    tx: Tx,
    officer: Executing,
    period: Annotated[str | None, Query(alias="halfjaar", max_length=7)] = None,
) -> Response:
    today = city_day(tx.now)
    half = half_of(period) if period else Half.of(today)
    rows = await measures.between(tx.conn, half.first, half.after)
    await log_list(tx, officer, "police_measures", f"{len(rows)} aanhoudingen", TOEZICHT)
    left = [
        each
        for each in await releases.since(tx.conn, half.first)
        if (each.first_day, each.half) == (half.first, half.half)
    ]
    return page(
        request,
        "police_measures.html",
        half=half,
        before=half_before(half),
        now_half=Half.of(today),
        over=half.is_over(today),
        rows=rows,
        left=left,
        late=[row.id for row in rows if left and row.recorded_at > left[0].released_at],
        labels=labels,
        screens=screens,
    )


@router.get("/nieuw")
async def get_new(request: Request, tx: Tx, officer: TeamMember) -> Response:
    form: Form[MeasureForm] = Form(values={"dag": [city_day(tx.now).isoformat()]})
    return _form(request, tx, form)


@router.post("/nieuw")
async def post_new(request: Request, tx: Tx, officer: TeamMember) -> Response:
    form = await read(request, MeasureForm)
    if form.model is None:
        form.errors = {
            name: mark("Geef een dag.") if name == "dag" else mark("Maak een keuze.")
            for name in form.errors
        }
        return _form(request, tx, form, status=422)
    sent = form.model
    if await is_first(tx, sent.key):
        what = sent.kind, sent.ground
        try:
            await record.record_measure(tx, officer, sent.key, what, sent.branch, sent.on_day)
        except FieldRefusedError as refusal:
            name = FIELDS[refusal.field]
            text = mark("Deze reden past niet bij de soort.") if name == "waarom" else None
            form.refuse(FieldRefusedError(name, text or refusal.reason))
            form.values.pop("sleutel")  # used by what was refused
            return _form(request, tx, form, status=422)
        await tell(tx, request, _("De aanhouding of maatregel is bewaard."))
    return go(f"/aanhoudingen?halfjaar={Half.of(sent.on_day).code}")


@router.get("/{measure_id}/intrekken")
async def get_withdraw(request: Request, measure_id: UUID, tx: Tx, officer: TeamMember) -> Response:
    return ask_reason(request, await _withdrawal(tx, measure_id))


@router.post("/{measure_id}/intrekken")
async def post_withdraw(
    request: Request, measure_id: UUID, tx: Tx, officer: TeamMember
) -> Response:
    form = await read_reason(request)
    if form.model is None:
        return ask_reason(request, await _withdrawal(tx, measure_id), form)
    if await is_first(tx, form.model.key):
        await record.withdraw_measure(tx, officer, measure_id, form.model.reason)
        await tell(tx, request, _("De aanhouding of maatregel is ingetrokken."))
    return go("/aanhoudingen")


async def _withdrawal(tx: Transaction, measure_id: UUID) -> TakenBack:
    if await measures.get(tx.conn, measure_id) is None:
        raise Problem.not_found(mark("Deze aanhouding of maatregel"))
    return TakenBack(
        title=_("Aanhouding of maatregel intrekken"),
        explained=_("Trek ze in als ze er niet was of dubbel staat. Ze telt dan niet mee."),
        button=_("Trek ze in"),
        back="/aanhoudingen",
    )


def _form(request: Request, tx: Transaction, form: Form[Any], *, status: int = 200) -> Response:
    return page(
        request,
        "police_measure.html",
        status=status,
        form=form,
        key=form.value("sleutel") or new_key(),
        labels=labels,
        branches=offered_branches(city_day(tx.now), *form.chosen("vorm")),
    )
