"""Copy a day or a week: look at what would be declared, leave out what should not, then declare."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.messages import lazy
from chassis.web import Actor, Body, Problem
from chassis.web.pages import page, read
from chassis.web.pages.languages import mark
from pandkalender.sealed_columns import as_claim
from pandkalender.shifts import declare
from pandkalender.shifts.api.actors import CityRules, Owner
from pandkalender.shifts.pages import date_parsing
from pandkalender.shifts.rules import hours
from pandkalender.shifts.rules.period import Period, midnight
from pandkalender.shifts.rules.planning import Planning
from pandkalender.shifts.rules.refusal import Refusal
from pandkalender.shifts.store import views
from pandkalender.shifts.store.views import Wanted
from pandkalender.workers import log_access
from pandkalender.workers.lookup import Draft

router = APIRouter(include_in_schema=False)

MOST = 500
CALLED_OFF = {Planning.GEANNULEERD.value}


class CopyForm(Body):
    """``chosen`` may be empty: then the page asks for a choice, and still knows the days."""

    source: date_parsing.Day = Field(alias="van")
    target: date_parsing.Day = Field(alias="naar")
    days: Literal["1", "7"] = Field(alias="dagen")
    chosen: list[UUID] = Field(default_factory=list, alias="shift", max_length=MOST)


@dataclass(frozen=True, slots=True)
class Copy:
    """A shift as it would be declared again."""

    shift_id: UUID
    place: str
    name: str
    period: Period
    draft: Draft


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
    copies = await _copies(tx, actor, source, target, days)
    return page(
        request, "copy.html", source=source, target=target, days=days, copies=copies, form=None
    )


@router.post("/kopieren")
async def post_copy(request: Request, tx: Tx, actor: Owner, rules: CityRules) -> Response:
    """Each shift is decided on its own; the answer says of each what became of it."""
    form = await read(request, CopyForm)
    wanted = form.model
    if wanted is None:
        raise Problem(422, "ongeldig", lazy("Kies opnieuw welke dag of week je wil kopiëren."))
    days = int(wanted.days)
    copies = await _copies(tx, actor, wanted.source, wanted.target, days)
    chosen = [copy for copy in copies if copy.shift_id in wanted.chosen]
    if not chosen:
        form.errors[""] = mark("Kies minstens één shift om te kopiëren.")
        return page(
            request,
            "copy.html",
            status=422,
            source=wanted.source,
            target=wanted.target,
            days=days,
            copies=copies,
            form=form,
        )
    outcomes = await declare.declare(tx, actor, rules, [copy.draft for copy in chosen])
    refused = [
        (copy, outcome.said)
        for copy, outcome in zip(chosen, outcomes, strict=True)
        if isinstance(outcome, Refusal)
    ]
    return page(
        request,
        "copied.html",
        accepted=len(chosen) - len(refused),
        refused=refused,
        target=wanted.target,
        days=days,
    )


async def _copies(
    tx: Transaction, actor: Actor, source: date, target: date, days: int
) -> list[Copy]:
    """Shifts that begin in the days from ``source``, moved to the days from ``target``."""
    period = Period(midnight(source), midnight(source + timedelta(days=days)))
    await log_access.at_shifts(tx, actor, source.isoformat())
    rows = await views.shifts(
        tx, Wanted(actor.organisation, period.starts_at, period.ends_at, None), MOST, 0
    )
    found = []
    for row in rows:
        if row["starts_at"] < period.starts_at or row["planning"] in CALLED_OFF:
            continue
        later = hours.moved(Period(row["starts_at"], row["ends_at"]), (target - source).days)
        name = f"{row['given_names']} {row['family_name']}"
        draft = Draft(row["room_id"], later, as_claim(row))
        place = f"{row['premises']}, {row['room']}"
        found.append(Copy(row["shift_id"], place, name, later, draft))
    return found
