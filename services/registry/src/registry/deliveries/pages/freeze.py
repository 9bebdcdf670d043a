"""The page ``/jaren/{year}/afsluiten``: freeze a year, with what is missing before the eyes."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from pydantic import Field
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import RefusedError
from chassis.web import Body
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.languages import mark
from contracts.codes import CareOrganisation
from registry.deliveries.freeze_year import freeze_year
from registry.delivery_register import store
from registry.delivery_register.rules.agenda import FIRST_YEAR, LAST_YEAR
from registry.delivery_register.rules.delivery import is_over
from registry.integration import store as publications
from registry.minimum_format.rules.records import Period
from registry.organisations.rules import Organisation, Organisations
from registry.roles import Analyst, Settings

router = APIRouter(include_in_schema=False)

Year = Annotated[int, Path(ge=FIRST_YEAR, le=LAST_YEAR)]


class FreezeForm(Body):
    sure: bool = Field(False, alias="zeker")
    without: list[CareOrganisation] = Field(default_factory=list, alias="zonder", max_length=99)


@router.get("/jaren/{year}/afsluiten")
async def get_freeze(
    request: Request, year: Year, tx: Tx, _analyst: Analyst, settings: Settings
) -> Response:
    return await _ask(request, tx, year, settings.known, Form())


@router.post("/jaren/{year}/afsluiten")
async def post_freeze(
    request: Request, year: Year, tx: Tx, actor: Analyst, settings: Settings
) -> Response:
    form = await read(request, FreezeForm)
    missing = [each.code for each in await _missing(tx, year, settings.known)]
    if form.model is not None and set(missing) - set(form.model.without):
        form.errors["zonder"] = mark("Zeg van elke organisatie dat het jaar zonder haar kan.")
    if form.model is not None and not form.model.sure:
        form.errors["zeker"] = mark("Zeg dat je het jaar wil afsluiten.")
    if form.model is not None and not form.errors:
        try:
            await freeze_year(tx, year, form.model.without, settings, by=actor.subject)
        except RefusedError as refusal:
            form.refuse(refusal)
        else:
            await tell(tx, request, _("Het jaar %(year)s is afgesloten.") % {"year": year})
            return go(f"/overzicht?jaar={year}")
    return await _ask(request, tx, year, settings.known, form)


async def _missing(tx: Transaction, year: int, known: Organisations) -> list[Organisation]:
    counted = await store.organisations_counted(tx, year)
    return [each for each in known.expected(Period(year)) if each.code not in counted]


async def _ask(
    request: Request, tx: Transaction, year: int, known: Organisations, form: Form[Any]
) -> Response:
    return page(
        request,
        "freeze.html",
        status=422 if form.errors else 200,
        year=year,
        period=Period(year),
        over=is_over(Period(year), tx.now),
        frozen=await store.is_frozen(tx, year),
        waiting=[
            known.get(code).name_in(Period(year))
            for code in await store.organisations_to_accept(tx, year)
        ],
        leaving=[
            (known.get(each.organisation).name_in(Period(year)), each.leaves_on)
            for each in await publications.waiting_for_day(tx, year)
        ],
        missing=await _missing(tx, year, known),
        form=form,
    )
