"""Website figures over HTTP: note or correct a month, read a year."""

from datetime import datetime
from typing import Annotated, Self

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from chassis.edge import Tx
from chassis.web import Body, Page, View, hal, listed
from registry.delivery_register.rules.delivery import Reason
from registry.minimum_format.rules.codes import TALEN
from registry.roles import Reader, Registrar, organisation_of, own
from registry.website_statistics import store
from registry.website_statistics.note import note
from registry.website_statistics.rules import MOST, SITES_OF, Figures
from registry.website_statistics.store import WebsiteMonth

router = APIRouter(prefix="/v1", tags=["websitecijfers"])

Count = Annotated[int, Field(ge=0, le=MOST)]


class WebsiteMonthBody(Body):
    """``languages``: visits by ``nl``, ``fr``, ``en``, ``andere``."""

    site: str = Field(max_length=40)
    month: str = Field(pattern=r"^[0-9]{4}-[0-9]{2}$")
    visits: Count
    unique_visitors: Count | None = None
    page_views: Count | None = None
    languages: dict[Annotated[str, Field(pattern=f"^({'|'.join(TALEN)})$")], Count] = Field(
        default_factory=dict
    )
    reason: Reason | None = None
    """For a year that is frozen."""


class WebsiteMonthView(View):
    organisation: str
    site: str
    month: str
    revision: int
    visits: int
    unique_visitors: int | None
    page_views: int | None
    languages: dict[str, int]
    reason: Reason | None
    noted_at: datetime

    @classmethod
    def of(cls, row: WebsiteMonth) -> Self:
        return cls(**{name: getattr(row, name) for name in cls.model_fields})


@router.post("/website-statistics", status_code=201)
async def note_month(tx: Tx, actor: Registrar, body: WebsiteMonthBody) -> WebsiteMonthView:
    """The figures of a month that is over; sent again they are corrected."""
    figures = Figures(body.visits, body.unique_visitors, body.page_views, body.languages)
    organisation = organisation_of(actor)
    row = await note(
        tx, organisation, body.site, body.month, figures, body.reason, by=actor.subject
    )
    return WebsiteMonthView.of(row)


@router.get("/website-statistics", **listed(WebsiteMonthView))
async def list_months(
    request: Request,
    tx: Tx,
    actor: Reader,
    page: Page,
    year: Annotated[int, Query(ge=2014, le=2100)],
) -> Response:
    """The figures that count of each month of a year, by organisation and month."""
    only = own(actor)
    organisations = [*SITES_OF] if only is None else [only]
    rows = [row for each in organisations for row in await store.of_year(tx, each, year)]
    shown = rows[page.offset : page.offset + page.pagesize]
    items = [WebsiteMonthView.of(row) for row in shown]
    return hal(request, "months", items, page, total=len(rows))
