"""The screens ``/rapporten`` and ``/rapporten/planning``."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.days import city_day
from chassis.edge import Tx
from chassis.refusals import RefusedError
from chassis.web import Actor, Body
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.languages import mark
from reporting.periods import labels as periods
from reporting.periods.rules import NoPeriodError, Period
from reporting.report_register import kinds, plan
from reporting.report_register.read_reports import in_sight, on_time
from reporting.report_register.rules.lifecycle import State
from reporting.report_register.take_step import Signer
from reporting.reports import labels
from reporting.roles import Author, Keeper, Viewer

router = APIRouter(include_in_schema=False)

PLANNED = "gepland"
"""In the filter, the state of a report without a version."""


class YearForm(Body):
    year: int = Field(alias="jaar", ge=2015, le=2199)


class PlanForm(Body):
    kind: str = Field(alias="soort", max_length=64)
    period: str = Field(alias="periode", max_length=10)


@router.get("/rapporten")
async def get_reports(
    request: Request,
    tx: Tx,
    viewer: Viewer,
    soort: Annotated[str, Query(max_length=64)] = "",
    jaar: Annotated[str, Query(max_length=4)] = "",
    toestand: Annotated[str, Query(max_length=32)] = "",
) -> Response:
    """Reports in sight, the last due first. A filter that there is not finds nothing."""
    every = await in_sight(tx, viewer.function)
    shown = [
        each
        for each in every
        if soort in ("", each.report.kind)
        and jaar in ("", str(each.period.year))
        and toestand in ("", each.state or PLANNED)
    ]
    return page(
        request,
        "reports.html",
        shown=shown,
        every=every,
        kinds={each.report.kind: each.kind.title for each in every},
        years=sorted({each.period.year for each in every}, reverse=True),
        states={PLANNED: labels.PLANNED} | {str(state): labels.STATE[state] for state in State},
        chosen={"soort": soort, "jaar": jaar, "toestand": toestand},
        today=city_day(tx.now),
        labels=labels,
        periods=periods,
    )


@router.get("/rapporten/planning")
async def get_planning(request: Request, tx: Tx, author: Author) -> Response:
    return await _planning(request, tx, author, Form())


@router.post("/rapporten/planning")
async def post_plan(request: Request, tx: Tx, keeper: Keeper) -> Response:
    form = await read(request, PlanForm)
    if form.model is not None:
        try:
            period = Period.parse(form.model.period)
            row = await plan.plan(tx, form.model.kind, period, signer(keeper))
        except NoPeriodError:
            form.errors["periode"] = mark("Schrijf een periode, zoals 2026 of 2026-H1.")
        except RefusedError as refusal:
            said: Form[PlanForm] = Form()
            said.refuse(refusal)
            fields = {"kind": "soort", "period": "periode"}
            form.errors |= {fields.get(name, name): text for name, text in said.errors.items()}
        else:
            await tell(tx, request, _("Het rapport staat in de planning."))
            return go(f"/rapporten/{row.report_id}")
    return await _planning(request, tx, keeper, form)


@router.post("/rapporten/planning/jaar")
async def post_plan_year(request: Request, tx: Tx, keeper: Keeper) -> Response:
    form = await read(request, YearForm)
    if form.model is None:
        form.errors = {"jaar": mark("Schrijf een jaar, zoals 2026.")}
        return await _planning(request, tx, keeper, form)
    added = await plan.plan_year(tx, form.model.year, signer(keeper))
    said = _("%(number)s rapporten toegevoegd aan de planning.") % {"number": added}
    await tell(tx, request, said)
    return go("/rapporten/planning")


def signer(actor: Actor) -> Signer:
    return Signer(actor.function, actor.subject)


async def _planning(
    request: Request, tx: Tx, actor: Actor, form: Form[PlanForm] | Form[YearForm]
) -> Response:
    today = city_day(tx.now)
    shown = await in_sight(tx, actor.function)
    return page(
        request,
        "report_planning.html",
        status=422 if form.errors else 200,
        shown=sorted(shown, key=lambda each: (each.report.due_on, each.report.kind)),
        kinds={code: kind.title for code, kind in kinds.on(today).items()},
        on_time=on_time(shown, today),
        today=today,
        form=form,
        labels=labels,
        periods=periods,
    )
