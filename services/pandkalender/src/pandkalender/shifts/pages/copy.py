"""Pages to copy a day or a week: look at the copies, leave some out, then declare."""

from datetime import date, timedelta
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.edge import Tx
from chassis.messages import lazy
from chassis.web import Body, Problem
from chassis.web.pages import gettext as _
from chassis.web.pages import go, page, read
from chassis.web.pages.languages import mark
from chassis.web.pages.site import moment
from pandkalender.authorisation import Owner
from pandkalender.settings import CityRules
from pandkalender.shifts.copy import MOST, make_copies
from pandkalender.shifts.declare import declare
from pandkalender.shifts.pages import date_parsing
from pandkalender.shifts.pages.outcomes import tell_outcomes
from pandkalender.shifts.rules.refusal import Refusal

router = APIRouter(include_in_schema=False)

WEEK = 7


class CopyForm(Body):
    """``chosen`` may be empty: then the page asks for a choice, and still knows the days."""

    source: date_parsing.Day = Field(alias="van")
    target: date_parsing.Day = Field(alias="naar")
    days: Literal["1", "7"] = Field(alias="dagen")
    chosen: list[UUID] = Field(default_factory=list, alias="shift", max_length=MOST)


@router.get("/kopieren")
async def get_copy(
    request: Request,
    tx: Tx,
    actor: Owner,
    source: Annotated[date, Query(alias="van")],
    how_many: Annotated[Literal["1", "7"], Query(alias="dagen")] = "1",
    target: Annotated[date | None, Query(alias="naar")] = None,
) -> Response:
    days = int(how_many)
    target = target or source + timedelta(days=days)
    copies = await make_copies(tx, actor, source, target, days)
    return page(
        request, "copy.html", source=source, target=target, days=days, copies=copies, form=None
    )


@router.post("/kopieren")
async def post_copy(request: Request, tx: Tx, actor: Owner, rules: CityRules) -> Response:
    """Each shift is decided on its own; the page that follows says what became of them."""
    form = await read(request, CopyForm)
    chosen_days = form.model
    if chosen_days is None:
        raise Problem(422, "ongeldig", lazy("Kies opnieuw welke dag of week je wil kopiëren."))
    days = int(chosen_days.days)
    copies = await make_copies(tx, actor, chosen_days.source, chosen_days.target, days)
    chosen = [copy for copy in copies if copy.shift_id in chosen_days.chosen]
    if not chosen:
        form.errors[""] = mark("Kies minstens één shift om te kopiëren.")
        return page(
            request,
            "copy.html",
            status=422,
            source=chosen_days.source,
            target=chosen_days.target,
            days=days,
            copies=copies,
            form=form,
        )
    outcomes = await declare(tx, actor, rules, [copy.draft for copy in chosen])
    refused = [
        f"{copy.place}, {moment(copy.period.starts_at)}: {_(outcome.text)}"
        for copy, outcome in zip(chosen, outcomes, strict=True)
        if isinstance(outcome, Refusal)
    ]
    await tell_outcomes(tx, request, len(chosen) - len(refused), refused)
    return go(f"{'/week' if days == WEEK else '/vandaag'}?dag={chosen_days.target}")
