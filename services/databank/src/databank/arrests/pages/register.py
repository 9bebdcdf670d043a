"""Pages of ``/aanhoudingen``: the register of a half-year, a new entry, and taking one back."""

import re
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Problem
from chassis.web.pages import Form, go, page, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.branches import offered_branches
from chassis.web.pages.idempotency import is_first
from chassis.web.pages.languages import mark
from databank.arrests import labels, record
from databank.arrests.entries import MeasureBody
from databank.arrests.rules.counts import Half
from databank.arrests.store import measures, releases
from databank.entries.pages import EntryPage, Offers, ask, take, worded
from databank.roles import TOEZICHT, Executing, TeamMember, log_list
from databank.screens import labels as screens
from databank.screens.reason_form import TakenBack, ask_reason, read_reason

router = APIRouter(prefix="/aanhoudingen", include_in_schema=False)

PERIOD = re.compile(r"(20[1-9]\d)-H([12])")


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
    return _ask(request, tx, Form(values={"dag": [city_day(tx.now).isoformat()]}))


@router.post("/nieuw")
async def post_new(request: Request, tx: Tx, officer: TeamMember) -> Response:
    async def write(new: MeasureBody, key: UUID) -> None:
        await record.record_measure(tx, officer, key, new)

    said = _("De aanhouding of maatregel is bewaard.")
    form = await take(request, tx, MeasureBody, write, said)
    if form.model is None:
        return _ask(request, tx, form)
    return go(f"/aanhoudingen?halfjaar={Half.of(form.model.on_day).code}")


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


def _ask(request: Request, tx: Transaction, form: Form[MeasureBody]) -> Response:
    around = EntryPage(
        title=_("Aanhouding of maatregel"),
        heading=_("Leg een aanhouding of maatregel vast"),
        explained=_("Wie het was, staat hier niet: dat houdt het PV bij."),
        button=_("Bewaar"),
        back="/aanhoudingen",
        back_to=_("Terug naar de lijst"),
    )
    grounds = {
        _("Reden van een bestuurlijke aanhouding"): worded(labels.REASON),
        _("Groep van feiten"): worded(labels.FACTS),
    }
    branches = offered_branches(city_day(tx.now), *form.chosen("vorm"))
    offers: Offers = {"soort": worded(labels.KIND), "waarom": grounds, "vorm": worded(branches)}
    return ask(request, MeasureBody, around, form, offers)
