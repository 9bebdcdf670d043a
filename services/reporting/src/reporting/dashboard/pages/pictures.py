"""Pictures of one indicator, and of the terms that were met, each beside the same in a table."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
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
from reporting.charts.draw import draw
from reporting.charts.rules.calendar import Month, calendar, months
from reporting.charts.rules.pictures import (
    Bar,
    PeriodOutcome,
    Picture,
    PictureKind,
    of_terms,
    shares,
    trends,
)
from reporting.dashboard import labels
from reporting.figures.rules.outcomes import Outcome
from reporting.figures.rules.terms import Term
from reporting.indicators import compute
from reporting.indicators.catalogue import catalogue
from reporting.indicators.rules.care import CARE
from reporting.indicators.rules.evidence import Evidence
from reporting.indicators.rules.inspections import inspections_by_day
from reporting.indicators.rules.source_events import source_events
from reporting.indicators.rules.terms import terms_met
from reporting.indicators.sight import seen_by, sees_exact
from reporting.periods import asked_period
from reporting.periods import labels as periods
from reporting.periods.rules import NoPeriodError, Period, PeriodKind
from reporting.roles import Viewer

router = APIRouter(include_in_schema=False)

BACK = {
    PeriodKind.MAAND: 11,
    PeriodKind.HALFJAAR: 7,
    PeriodKind.JAAR: 4,
    PeriodKind.PLANPERIODE: 0,
}
"""Periods of a trend before the one that was asked."""
INSPECTED = "IND-2.1-02"
"""The indicator whose events stand on a calendar."""
NO_PERIOD = mark("Deze periode kennen we niet. Kies er een uit de lijst.")


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """``svg`` is empty when there is too little to draw; the table has what there is."""

    key: str
    title: str
    picture: Picture
    svg: Markup

    @property
    def series(self) -> list[str]:
        """Of a picture with more than one figure for each label, their names."""
        return list(dict.fromkeys(bar.series for bar in self.picture.bars if bar.series))

    @property
    def rows(self) -> list[tuple[str, list[Bar]]]:
        """The figures of each label; the series of a label stand in one row."""
        if not self.series:
            return [(bar.label, [bar]) for bar in self.picture.bars]
        rows: dict[str, list[Bar]] = {}
        for bar in self.picture.bars:
            rows.setdefault(bar.label, []).append(bar)
        return list(rows.items())

    @property
    def months(self) -> list[Month]:
        """Of a calendar."""
        return months(self.picture)


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
    period = _asked(request, periode, today)
    exact = sees_exact(viewer.function)

    async def outcome_of(each: Period) -> Outcome:
        (figure,) = await compute.compute(tx, each, [indicator_id], exact=exact)
        return figure.outcome

    known = [
        PeriodOutcome(periods.label(each), each.id, await outcome_of(each))
        for each in _trend(period)
    ]
    entry = catalogue()[indicator_id]
    evidence = await compute.gather(tx, period, today)
    found = [*trends(known), *shares(known[-1].outcome), *_more(indicator_id, evidence)]
    said = _("%(wording)s. Dezelfde cijfers staan in de tabel.") % {"wording": entry.wording}
    return page(
        request,
        "pictures.html",
        entry=entry,
        period=period,
        running=not period.ended(today),
        as_of=tx.now,
        missing=known[-1].outcome.missing,
        with_care=indicator_id in CARE,
        pictures=[
            await _shown(picture, f"beeld-{number}", _title(picture, period), said)
            for number, picture in enumerate(found, start=1)
        ],
        sources=source_events(indicator_id, evidence),
        source=labels.source,
        labels=labels,
        periods=periods,
    )


@router.get("/beeld/termijnen")
async def get_terms(
    request: Request,
    tx: Tx,
    viewer: Viewer,
    periode: Annotated[str | None, Query()] = None,
) -> Response:
    """The terms of all indicators that the reader sees."""
    today = city_day(tx.now)
    period = _asked(request, periode, today)
    terms = terms_met(await compute.gather(tx, period, today))
    seen = {*seen_by(viewer.function, [term.indicator for term in terms])}
    picture = _terms([term for term in terms if term.indicator in seen])
    said = _(
        "Per termijn: hoe vaak op tijd en hoe vaak te laat. Dezelfde cijfers staan in de tabel."
    )
    return page(
        request,
        "terms.html",
        period=period,
        running=not period.ended(today),
        as_of=tx.now,
        shown=await _shown(picture, "termijnen", _title(picture, period), said),
        labels=labels,
        periods=periods,
    )


def _asked(request: Request, periode: str | None, today: date) -> Period:
    """This year, where none was asked."""
    if periode is None:
        return Period.containing(today, PeriodKind.JAAR)
    try:
        return asked_period.parse(periode, request.app.state.plans)
    except NoPeriodError:
        raise Problem(422, "periode-ongeldig", NO_PERIOD) from None


def _more(indicator_id: str, evidence: Evidence) -> list[Picture]:
    """Terms and days of one indicator, where it has any."""
    terms = [term for term in terms_met(evidence) if term.indicator == indicator_id]
    found = [_terms(terms)] if terms else []
    if indicator_id == INSPECTED:
        days = calendar(evidence.period, inspections_by_day(evidence))
        found += [days] if days and any(bar.value for bar in days.bars) else []
    return found


def _terms(terms: Sequence[Term]) -> Picture:
    return of_terms(terms, _("op tijd"), _("te laat"))


def _trend(period: Period) -> list[Period]:
    """Oldest first, the one that was asked last."""
    found = [period]
    while len(found) <= BACK[period.kind] and found[0].previous is not None:
        found.insert(0, found[0].previous)
    return found


async def _shown(picture: Picture, key: str, title: str, said: str) -> ShownPicture:
    drawn = ""
    if picture.is_worth_drawing:
        drawn = await asyncio.to_thread(draw, picture, key, title, said)
    return ShownPicture(key, title, picture, Markup(drawn))  # noqa: S704  # made by us, escaped


def _title(picture: Picture, period: Period) -> str:
    match picture.kind:
        case PictureKind.VERLOOP:
            subject = f": {picture.subject}" if picture.subject else ""
            return _("Verloop tot %(period)s") % {"period": periods.label(period)} + subject
        case PictureKind.TERMIJNEN:
            return _("Termijnen, %(period)s") % {"period": periods.label(period)}
        case PictureKind.KALENDER:
            return _("Kalender van %(period)s") % {"period": periods.label(period)}
        case _:
            values = {"dimension": picture.subject, "period": periods.label(period)}
            return _("Per %(dimension)s, %(period)s") % values
