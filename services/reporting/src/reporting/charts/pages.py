"""Pictures of one indicator: its trend, and its parts, each beside the same in a table."""

import asyncio
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from markupsafe import Markup
from starlette.responses import Response

from chassis.days import city_day
from chassis.edge import Tx
from chassis.web import Problem
from chassis.web.pages import gettext as _
from chassis.web.pages import page
from chassis.web.pages.languages import mark
from reporting.charts import labels as sources
from reporting.charts.draw import draw
from reporting.charts.rules.pictures import PeriodOutcome, Picture, PictureKind, shares, trends
from reporting.dashboard import labels
from reporting.indicators import asked_period, compute
from reporting.indicators.catalogue import Entry, catalogue
from reporting.indicators.rules.outcomes import Outcome
from reporting.indicators.rules.periods import NoPeriodError, Period, PeriodKind
from reporting.indicators.rules.source_events import source_events
from reporting.indicators.sight import seen_by
from reporting.roles import Viewer

router = APIRouter(include_in_schema=False)

BACK = {
    PeriodKind.MAAND: 11,
    PeriodKind.HALFJAAR: 7,
    PeriodKind.JAAR: 4,
    PeriodKind.PLANPERIODE: 0,
}
"""Periods of a trend before the one that was asked."""
NO_PERIOD = mark("Deze periode kennen we niet. Kies er een uit de lijst.")


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """``svg`` is empty when there is too little to draw; the table has what there is."""

    key: str
    title: str
    picture: Picture
    svg: Markup


@router.get("/beeld")
async def get_pictures(
    request: Request,
    indicator_id: Annotated[str, Query(alias="indicator", max_length=32)],
    tx: Tx,
    viewer: Viewer,
    periode: Annotated[str | None, Query()] = None,
) -> Response:
    """Whoever sees the figure sees its pictures."""
    if indicator_id not in seen_by(viewer.function, catalogue()):
        raise Problem.not_found("Deze indicator")
    today = city_day(tx.now)
    try:
        period = (
            Period.containing(today, PeriodKind.JAAR)
            if periode is None
            else asked_period.parse(periode, request.app.state.plans)
        )
    except NoPeriodError:
        raise Problem(422, "periode-ongeldig", NO_PERIOD) from None
    known = [
        PeriodOutcome(labels.period(each), each.id, await _outcome(tx, each, indicator_id))
        for each in _trend(period)
    ]
    found = [*trends(known), *shares(known[-1].outcome)]
    entry = catalogue()[indicator_id]
    evidence = await compute.gather(tx, period, today)
    return page(
        request,
        "pictures.html",
        entry=entry,
        period=period,
        running=not period.ended(today),
        as_of=tx.now,
        pictures=[
            await _shown(picture, f"beeld-{number}", entry, period)
            for number, picture in enumerate(found, start=1)
        ],
        sources=source_events(indicator_id, evidence),
        source=sources.source,
        labels=labels,
    )


def _trend(period: Period) -> list[Period]:
    """Oldest first, the one that was asked last."""
    found = [period]
    while len(found) <= BACK[period.kind] and found[0].previous is not None:
        found.insert(0, found[0].previous)
    return found


async def _outcome(tx: Tx, period: Period, indicator_id: str) -> Outcome:
    (figure,) = await compute.compute(tx, period, [indicator_id])
    return figure.outcome


async def _shown(picture: Picture, key: str, entry: Entry, period: Period) -> ShownPicture:
    title = _title(picture, period)
    said = _("%(wording)s. Dezelfde cijfers staan in de tabel.") % {"wording": entry.wording}
    drawn = ""
    if picture.is_worth_drawing:
        drawn = await asyncio.to_thread(draw, picture, key, title, said)
    return ShownPicture(key, title, picture, Markup(drawn))  # noqa: S704  # made by us, escaped


def _title(picture: Picture, period: Period) -> str:
    match picture.kind:
        case PictureKind.VERLOOP:
            subject = f": {picture.subject}" if picture.subject else ""
            return _("Verloop tot %(period)s") % {"period": labels.period(period)} + subject
        case _:
            values = {"dimension": picture.subject, "period": labels.period(period)}
            return _("Per %(dimension)s, %(period)s") % values
