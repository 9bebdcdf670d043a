"""The screen ``/jaarbestand``: pseudonymised rows of a year, for a purpose and with a reason."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import FieldRefusedError
from chassis.web import Body
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.languages import mark
from registry.delivery_register import parts_of_year
from registry.delivery_register import store as deliveries
from registry.delivery_register.rules.agenda import FIRST_YEAR, LAST_YEAR
from registry.minimum_format.rules.columns import TableName
from registry.retention import store as retention
from registry.roles import Analyst, Settings
from registry.settings import RegistrySettings
from registry.year_file import labels, store
from registry.year_file.ask import ask
from registry.year_file.rules import FileFormat
from registry.year_file.take import fetch

router = APIRouter(include_in_schema=False)

PAGE = 20
YearAsked = Annotated[int | None, Query(alias="jaar", ge=FIRST_YEAR, le=LAST_YEAR)]
Number = Annotated[int, Query(alias="page", ge=1, le=10_000)]


class AskForm(Body):
    year: int = Field(alias="jaar", ge=FIRST_YEAR, le=LAST_YEAR)
    table: TableName = Field(alias="tabel")
    format: FileFormat = Field(alias="vorm")
    purpose: str = Field(alias="doel", max_length=60)
    reason: str = Field("", alias="reden", max_length=1_000)


MISSING = {
    "tabel": mark("Kies een tabel."),
    "vorm": mark("Kies een soort bestand."),
    "doel": mark("Kies waarvoor je de rijen nodig hebt."),
}


@router.get("/jaarbestand")
async def get_year_file(
    request: Request,
    tx: Tx,
    _analyst: Analyst,
    settings: Settings,
    jaar: YearAsked = None,
    number: Number = 1,
    klaar: Annotated[UUID | None, Query()] = None,
) -> Response:
    """Of the year before this one, unless another is asked. ``klaar``: what was asked for now."""
    year = city_day(tx.now).year - 1 if jaar is None else jaar
    form: Form[AskForm] = Form(values={"vorm": [FileFormat.XLSX]})
    return await _show(request, tx, settings, year, form, number=number, ready=klaar)


@router.post("/jaarbestand")
async def post_year_file(request: Request, tx: Tx, actor: Analyst, settings: Settings) -> Response:
    form = await read(request, AskForm)
    form.errors |= {name: said for name, said in MISSING.items() if name in form.errors}
    if form.model is not None and form.model.purpose not in labels.PURPOSE:
        form.errors["doel"] = MISSING["doel"]
    if form.model is None or form.errors:
        given = form.value("jaar")
        known = given.isdecimal() and FIRST_YEAR <= int(given) <= LAST_YEAR
        year = int(given) if known else city_day(tx.now).year - 1
        return await _show(request, tx, settings, year, form)
    asked = form.model
    try:
        taking = await ask(
            tx,
            asked.year,
            asked.table,
            asked.format,
            actor=actor,
            purpose=asked.purpose,
            reason=asked.reason,
        )
    except FieldRefusedError as refusal:
        form.errors["reden"] = refusal.reason
        return await _show(request, tx, settings, asked.year, form)
    await tell(tx, request, _("Je reden is genoteerd. Haal het bestand hieronder op."))
    return go(f"/jaarbestand?jaar={asked.year}&klaar={taking.taking_id}")


@router.get("/jaarbestand/{taking_id}")
async def get_file(taking_id: UUID, tx: Tx, actor: Analyst, settings: Settings) -> Response:
    """The file, for who asked for it, within the hour."""
    taken = await fetch(tx, taking_id, settings.known, actor)
    return Response(taken.content, media_type=taken.media_type, headers=taken.headers)


async def _show(
    request: Request,
    tx: Transaction,
    settings: RegistrySettings,
    year: int,
    form: Form[AskForm],
    *,
    number: int = 1,
    ready: UUID | None = None,
) -> Response:
    years = {each.year for each in await deliveries.standing(tx)}
    current = parts_of_year.current(await deliveries.accepted(tx, year))
    gone = await retention.destroyed(tx, [each.delivery_id for each in current])
    taken, total = await store.newest(tx, year, limit=PAGE, offset=(number - 1) * PAGE)
    return page(
        request,
        "year_file.html",
        status=422 if form.errors else 200,
        year=year,
        years=sorted({city_day(tx.now).year - 1, year, *years}, reverse=True),
        parts=[
            (settings.known.get(each.organisation).name_in(period), period, each)
            for each in current
            for period in [deliveries.period_of(each.year, each.half)]
        ],
        gone=gone,
        kept=any(each.delivery_id not in gone for each in current),
        ready=ready,
        form=form,
        taken=taken,
        number=number,
        more=total > number * PAGE,
        pages=-(-total // PAGE),
        labels=labels,
    )
