"""Pages on which counts leave: what would leave of a half-year or of the parket, and the step."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.idempotency import is_first, new_key
from databank.arrests import labels, record
from databank.arrests.entries import FIRST_DAY, AgreementBody, PathYear, YearCountBody
from databank.arrests.pages.register import half_of
from databank.arrests.release import counts_of, counts_of_parket, release_half, release_parket
from databank.arrests.rules.protection import THRESHOLD
from databank.arrests.store import parket, releases
from databank.arrests.store.parket import ParketCount
from databank.entries.pages import take, worded
from databank.roles import Leader
from databank.screens import labels as screens
from databank.screens.key_form import KeyForm, key_of

router = APIRouter(prefix="/aanhoudingen", include_in_schema=False)

PARKET = "/aanhoudingen/parket"


@router.get("/vrijgeven/{period}")
async def get_release(request: Request, period: str, tx: Tx, officer: Leader) -> Response:
    half = half_of(period)
    left = {
        each.about
        for each in await releases.since(tx.conn, half.first)
        if (each.first_day, each.half) == (half.first, half.half)
    }
    return page(
        request,
        "release_counts.html",
        half=half,
        over=half.is_over(city_day(tx.now)),
        outgoing=[each for each in await counts_of(tx, half) if each.about not in left],
        threshold=THRESHOLD,
        key=new_key(),
        labels=labels,
        screens=screens,
    )


@router.post("/vrijgeven/{period}")
async def post_release(request: Request, period: str, tx: Tx, officer: Leader) -> Response:
    half, form = half_of(period), await read(request, KeyForm)
    if await is_first(tx, key_of(form)):
        await release_half(tx, officer, half)
        await tell(tx, request, _("De cijfers zijn vrijgegeven."))
    return go(f"/aanhoudingen?halfjaar={half.code}")


@router.get("/parket")
async def get_parket(request: Request, tx: Tx, officer: Leader) -> Response:
    return await _parket_page(request, tx, Form())


@router.post("/parket/akkoord")
async def post_agreement(request: Request, tx: Tx, officer: Leader) -> Response:
    async def write(new: AgreementBody, _key: UUID) -> None:
        await record.record_agreement(tx, officer, new)

    form = await take(request, tx, AgreementBody, write, _("Het akkoord is bewaard."))
    return await _parket_page(request, tx, form) if form.model is None else go(PARKET)


@router.post("/parket/cijfer")
async def post_count(request: Request, tx: Tx, officer: Leader) -> Response:
    """One count of a year; a count of the same kind and facts takes the place of the last."""

    async def write(new: YearCountBody, _key: UUID) -> None:
        others = [
            each
            for each in await parket.of_year(tx.conn, new.year)
            if (each.kind, each.ground) != (new.kind, new.ground)
        ]
        own = [ParketCount(new.kind, new.ground, new.number)] if new.number else []
        await record.record_parket_counts(tx, officer, new.year, [*others, *own])

    form = await take(request, tx, YearCountBody, write, _("Het cijfer is bewaard."))
    return await _parket_page(request, tx, form) if form.model is None else go(PARKET)


@router.post("/parket/vrijgeven/{year}")
async def post_parket(request: Request, year: PathYear, tx: Tx, officer: Leader) -> Response:
    if await is_first(tx, key_of(await read(request, KeyForm))):
        await release_parket(tx, officer, year)
        await tell(tx, request, _("De cijfers zijn vrijgegeven."))
    return go(PARKET)


async def _parket_page(request: Request, tx: Transaction, form: Form[Any]) -> Response:
    years = await parket.years(tx.conn)
    left = {
        each.first_day.year for each in await releases.since(tx.conn, FIRST_DAY) if each.half == 0
    }
    return page(
        request,
        "parket.html",
        status=422 if form.errors else 200,
        form=form,
        count_fields=YearCountBody.asked(),
        count_offers={"soort": worded(labels.PARKET), "feiten": worded(labels.FACTS)},
        agreement_fields=AgreementBody.asked(),
        new_key=new_key,
        agreements=await parket.agreements(tx.conn),
        sets=[
            (
                year,
                year in left,
                await parket.of_year(tx.conn, year),
                await counts_of_parket(tx, year),
            )
            for year in years
        ],
        labels=labels,
        screens=screens,
    )
