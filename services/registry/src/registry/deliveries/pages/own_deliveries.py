"""The screen ``/opleveringen``: an organisation's periods, what is due, and what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.days import city_day
from chassis.edge import Tx
from chassis.web.pages import go, page
from registry.deliveries.pages.draft import warned_day
from registry.delivery_register import labels, store
from registry.delivery_register.rules import agenda
from registry.delivery_register.rules.agenda import Entry
from registry.delivery_register.store import Delivery
from registry.minimum_format import workbook_template
from registry.minimum_format.rules.records import Period
from registry.roles import Anybody, Sender, Settings, organisation_of
from registry.settings import RegistrySettings
from registry.website_statistics.rules import sites_of

router = APIRouter(include_in_schema=False)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
YEARS = 2
"""The running year and those before it that are always shown; older ones if delivered."""


@dataclass(frozen=True, slots=True)
class Row:
    """One period, with what stands of it, newest first."""

    entry: Entry
    near_day: date | None
    """The last day of its newest draft, once it is near."""
    deliveries: list[Delivery]

    @property
    def leaves_on(self) -> date | None:
        """The day for which what was accepted waits."""
        return next((each.leaves_on for each in self.deliveries if each.leaves_on), None)

    @property
    def delivery(self) -> Delivery | None:
        return self.deliveries[0] if self.deliveries else None


@router.get("/")
async def get_home(request: Request, actor: Anybody) -> Response:
    return go(request.app.state.site.pages.home(actor))


@router.get("/opleveringen/werkboek.xlsx")
async def get_workbook(actor: Sender, settings: Settings) -> Response:
    """The empty workbook, with the columns that the organisation may deliver."""
    content = workbook_template.write(
        settings.agreements(organisation_of(actor), linkage=settings.linkage)
    )
    disposition = 'attachment; filename="minimumformat.xlsx"'
    return Response(content, media_type=XLSX, headers={"Content-Disposition": disposition})


@router.get("/opleveringen")
async def get_own(request: Request, tx: Tx, actor: Sender, settings: Settings) -> Response:
    organisation = organisation_of(actor)
    today = city_day(tx.now)
    standing: dict[Period, list[Delivery]] = {}
    for each in await store.standing(tx, organisation=organisation):
        standing.setdefault(store.period_of(each.year, each.half), []).append(each)
    rows = _rows(standing, today, settings)
    years = sorted({row.entry.period.year for row in rows}, reverse=True)
    return page(
        request,
        "own_deliveries.html",
        organisation=organisation,
        years=[(year, [row for row in rows if row.entry.period.year == year]) for year in years],
        has_websites=bool(sites_of(organisation)),
        due=[row for row in rows if row.entry.task in agenda.OWN],
        labels=labels,
    )


def _rows(
    standing: Mapping[Period, list[Delivery]], today: date, settings: RegistrySettings
) -> list[Row]:
    """Newest year first. Halves that nobody delivered are not shown beside a year that is there."""
    years = {*range(today.year - YEARS + 1, today.year + 1), *(each.year for each in standing)}
    rows = []
    for year in sorted(years, reverse=True):
        for period in agenda.begun(year, today):
            deliveries = standing.get(period, [])
            if period.half is not None and not deliveries and Period(year) in standing:
                continue
            states = [each.state for each in deliveries]
            entry = agenda.entry(
                period,
                states,
                today,
                settings.deadline_days,
                waits_for_day=any(each.leaves_on for each in deliveries),
            )
            newest = deliveries[0] if deliveries else None
            near_day = warned_day(newest, settings.draft_days, today)
            rows.append(Row(entry, near_day, deliveries))
    return rows
