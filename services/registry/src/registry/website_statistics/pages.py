"""The pages ``/websitecijfers``: an organisation's websites by month, and the form of one month."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import FieldError, FieldRefusedError, FieldsRefusedError, RefusedError
from chassis.web import Body
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from registry.delivery_register import labels as delivery_labels
from registry.delivery_register import store as deliveries
from registry.delivery_register.rules.delivery import Reason
from registry.roles import Reader, Registrar, organisation_of, own
from registry.website_statistics import labels, store
from registry.website_statistics.note import note
from registry.website_statistics.rules import (
    ADDRESSES,
    MOST,
    SITES_OF,
    Figures,
    check_month,
    months_over,
    sites_of,
    years,
)

router = APIRouter(include_in_schema=False)

Number = Annotated[int | None, Field(ge=0, le=MOST)]
FIELDS = {
    "visits": "bezoeken",
    "unique_visitors": "uniek",
    "page_views": "paginas",
    "languages": "nl",
    "reason": "reden",
}
"""Fields of the form by those of the operation."""


class MonthForm(Body):
    visits: Annotated[int, Field(ge=0, le=MOST, alias="bezoeken")]
    unique_visitors: Number = Field(None, alias="uniek")
    page_views: Number = Field(None, alias="paginas")
    nl: Number = None
    fr: Number = None
    en: Number = None
    other: Number = Field(None, alias="andere")
    reason: Reason | None = Field(None, alias="reden")

    @property
    def figures(self) -> Figures:
        told = {"nl": self.nl, "fr": self.fr, "en": self.en, "andere": self.other}
        languages = {language: count for language, count in told.items() if count is not None}
        return Figures(self.visits, self.unique_visitors, self.page_views, languages)


@router.get("/websitecijfers")
async def get_months(
    request: Request,
    tx: Tx,
    actor: Reader,
    jaar: Annotated[int | None, Query(ge=2014, le=2100)] = None,
) -> Response:
    """Without figures of the year yet, the months are there all the same, to be filled in."""
    today = city_day(tx.now)
    year = jaar if jaar in years(today) else (today.year if today.month > 1 else today.year - 1)
    only = own(actor)
    shown = []
    for organisation in SITES_OF if only is None else [only]:
        noted = await store.of_year(tx, organisation, year)
        by_place = {(row.month, row.site): row for row in noted}
        shown.append((organisation, sites_of(organisation), by_place))
    return page(
        request,
        "website_months.html",
        year=year,
        years=years(today),
        months=months_over(year, today),
        shown=shown,
        addresses=ADDRESSES,
        labels=labels,
    )


Site = Annotated[str, Path(max_length=40)]
Month = Annotated[str, Path(pattern=r"^[0-9]{4}-[0-9]{2}$")]


@router.get("/websitecijfers/{site}/{month}")
async def get_month(
    request: Request, site: Site, month: Month, tx: Tx, actor: Registrar
) -> Response:
    organisation = organisation_of(actor)
    check_month(organisation, site, month, city_day(tx.now))
    earlier = await store.history(tx, organisation, site, month)
    form: Form[Any] = Form(values=_filled(earlier[0].figures) if earlier else {})
    return await _show(request, tx, organisation, site, month, form)


@router.post("/websitecijfers/{site}/{month}")
async def post_month(
    request: Request, site: Site, month: Month, tx: Tx, actor: Registrar
) -> Response:
    organisation = organisation_of(actor)
    check_month(organisation, site, month, city_day(tx.now))
    form = await read(request, MonthForm)
    if form.model is not None:
        given = form.model
        try:
            row = await note(
                tx, organisation, site, month, given.figures, given.reason, by=actor.subject
            )
        except RefusedError as refusal:
            _refuse(form, refusal)
        else:
            shown = {"month": labels.month(month), "site": ADDRESSES[site]}
            if row.revision > 1:
                await tell(
                    tx,
                    request,
                    _("Bewaard: %(site)s, %(month)s. De vorige cijfers tellen niet meer.") % shown,
                )
            else:
                await tell(tx, request, _("Bewaard: %(site)s, %(month)s.") % shown)
            return go(f"/websitecijfers?jaar={month[:4]}")
    return await _show(request, tx, organisation, site, month, form)


def _filled(figures: Figures) -> dict[str, list[str]]:
    told = {
        "bezoeken": figures.visits,
        "uniek": figures.unique_visitors,
        "paginas": figures.page_views,
        **figures.languages,
    }
    return {name: [str(count)] for name, count in told.items() if count is not None}


def _refuse(form: Form[Any], refusal: RefusedError) -> None:
    match refusal:
        case FieldsRefusedError():
            errors = refusal.errors
        case FieldRefusedError():
            errors = (FieldError(refusal.field, refusal.reason),)
        case _:
            form.refuse(refusal)
            return
    for error in errors:
        form.errors.setdefault(FIELDS[error.field], error.reason)


async def _show(
    request: Request,
    tx: Transaction,
    organisation: str,
    site: str,
    month: str,
    form: Form[Any],
) -> Response:
    return page(
        request,
        "website_month.html",
        status=422 if form.errors else 200,
        form=form,
        website=site,
        address=ADDRESSES[site],
        month=month,
        year=month[:4],
        frozen=await deliveries.is_frozen(tx, int(month[:4])),
        history=await store.history(tx, organisation, site, month),
        labels=labels,
        reasons=delivery_labels.REASON,
    )
