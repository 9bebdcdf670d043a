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
from chassis.web import Actor, Body
from chassis.web.pages import page, read
from pandkalender import declaring
from pandkalender.api.actors import CityRules, Owner
from pandkalender.domain import hours
from pandkalender.domain.period import Period, midnight
from pandkalender.domain.planning import Planning
from pandkalender.domain.refusal import Refusal
from pandkalender.pages import loosely
from pandkalender.recognising import Draft
from pandkalender.store import reading
from pandkalender.store.reading import Wanted
from pandkalender.store.workers import as_claim

router = APIRouter(include_in_schema=False)

MOST = 500
CALLED_OFF = {Planning.GEANNULEERD.value}


class CopyForm(Body):
    source: loosely.Day = Field(alias="van")
    target: loosely.Day = Field(alias="naar")
    days: Literal["1", "7"] = Field(alias="dagen")
    chosen: list[UUID] = Field(alias="shift", min_length=1, max_length=MOST)


@dataclass(frozen=True, slots=True)
class Copy:
    """A shift as it would be declared again; ``result`` once that was tried."""

    shift_id: UUID
    place: str
    name: str
    period: Period
    draft: Draft
    result: str | None = None


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
    if form.model is None:
        form.errors = {"": "Kies minstens één shift om te kopiëren."}
        source = loosely.as_date(form.value("van"))
        target = loosely.as_date(form.value("naar"))
        days = 7 if form.value("dagen") == "7" else 1
        first, second = date.fromisoformat(str(source)), date.fromisoformat(str(target))
        return page(
            request,
            "copy.html",
            status=422,
            source=first,
            target=second,
            days=days,
            copies=await _copies(tx, actor, first, second, days),
            form=form,
        )
    wanted = form.model
    copies = await _copies(tx, actor, wanted.source, wanted.target, int(wanted.days))
    copies = [copy for copy in copies if copy.shift_id in wanted.chosen]
    outcomes = await declaring.declare(tx, actor, rules, [copy.draft for copy in copies])
    refused = [
        (copy, " ".join(part for part in (outcome.title, outcome.detail) if part))
        for copy, outcome in zip(copies, outcomes, strict=True)
        if isinstance(outcome, Refusal)
    ]
    return page(
        request,
        "copied.html",
        accepted=len(copies) - len(refused),
        refused=refused,
        target=wanted.target,
        days=int(wanted.days),
    )


async def _copies(
    tx: Transaction, actor: Actor, source: date, target: date, days: int
) -> list[Copy]:
    """Shifts that begin in the days from ``source``, moved to the days from ``target``."""
    period = Period(midnight(source), midnight(source + timedelta(days=days)))
    rows = await reading.shifts(
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
