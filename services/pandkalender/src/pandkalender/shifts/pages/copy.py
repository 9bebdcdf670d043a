"""Pages to copy a day or a week: look at the copies, leave some out, then declare."""

from contextlib import suppress
from datetime import date, timedelta
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field, ValidationError
from starlette.responses import Response

from chassis.edge import Tx
from chassis.messages import lazy
from chassis.web import Body, CalendarDay, Problem
from chassis.web.pages import Form, go, page, read
from chassis.web.pages import gettext as _
from chassis.web.pages.after_form import asks_again
from chassis.web.pages.languages import mark
from chassis.web.pages.site import moment
from pandkalender.authorisation import Owner
from pandkalender.moments.pages import date_parsing
from pandkalender.settings import CityRules
from pandkalender.shifts.copy import MOST, WEEK, Copy, begin_of_copy, make_copies
from pandkalender.shifts.declare import declare
from pandkalender.shifts.pages.outcomes import tell_outcomes
from pandkalender.shifts.rules.refusal import Refusal

router = APIRouter(include_in_schema=False)


class CopyForm(Body):
    """``chosen`` may be empty: then the page asks for a choice, and still knows the days.

    ``looked_at`` is the day for which the page listed its shifts: only for that day are they
    declared. ``step``: list them for another day, or declare.
    """

    source: date_parsing.Day = Field(alias="van")
    target: date_parsing.Day = Field(alias="naar")
    looked_at: date_parsing.Day | None = Field(default=None, alias="getoond")
    step: Literal["kijken", "aangeven"] = Field(default="aangeven", alias="stap")
    days: Literal["1", "7"] = Field(alias="dagen")
    chosen: list[UUID] = Field(default_factory=list, alias="shift", max_length=MOST)


@router.get("/kopieren")
async def get_copy(
    request: Request,
    tx: Tx,
    actor: Owner,
    source: Annotated[CalendarDay, Query(alias="van")],
    how_many: Annotated[Literal["1", "7"], Query(alias="dagen")] = "1",
    target: Annotated[CalendarDay | None, Query(alias="naar")] = None,
) -> Response:
    days = int(how_many)
    target = begin_of_copy(source, target or source + timedelta(days=days), days)
    copies = await make_copies(tx, actor, source, target, days)
    return _look(request, source, target, days, copies)


@router.post("/kopieren")
@asks_again("lists the shifts for another day, before any is declared")
async def post_copy(request: Request, tx: Tx, actor: Owner, rules: CityRules) -> Response:
    """Each shift is decided on its own; the page that follows says what became of them."""
    form = await read(request, CopyForm)
    sent = form.model or _as_it_was(form)
    if sent is None:
        raise Problem(422, "ongeldig", lazy("Kies opnieuw welke dag of week je wil kopiëren."))
    source, days = sent.source, int(sent.days)
    target = begin_of_copy(source, sent.target, days)
    copies = await make_copies(tx, actor, source, target, days)
    chosen = [copy for copy in copies if copy.shift_id in sent.chosen]
    if sent.step == "aangeven" and not form.errors:
        form.errors |= _not_yet(sent, target, chosen)
    if sent.step == "kijken" or form.errors:
        status = 422 if form.errors else 200
        return _look(request, source, target, days, copies, form, status=status)
    outcomes = await declare(tx, actor, rules, [copy.draft for copy in chosen])
    refused = [
        f"{copy.place}, {moment(copy.period.starts_at)}: {_(outcome.text)}"
        for copy, outcome in zip(chosen, outcomes, strict=True)
        if isinstance(outcome, Refusal)
    ]
    await tell_outcomes(tx, request, len(chosen) - len(refused), refused)
    return go(f"{'/week' if days == WEEK else '/vandaag'}?dag={target}")


def _not_yet(sent: CopyForm, target: date, chosen: list[Copy]) -> dict[str, str]:
    """What keeps the copies from being declared: another day than was looked at, or no choice."""
    if sent.looked_at not in (None, target):
        return {
            "naar": mark(
                "Je koos een andere dag. Hieronder staan de shiften voor die dag. Kijk ze na en"
                " geef ze dan aan."
            )
        }
    return {} if chosen else {"": mark("Kies minstens één shift om te kopiëren.")}


def _as_it_was(form: Form[CopyForm]) -> CopyForm | None:
    """The form for the day that its page listed, where the day typed on it is none."""
    if form.errors.keys() != {"naar"}:
        return None
    given = {name: form.value(name) for name in ("van", "dagen")} | {"naar": form.value("getoond")}
    with suppress(ValidationError):
        return CopyForm.model_validate(given)
    return None


def _look(
    request: Request,
    source: date,
    target: date,
    days: int,
    copies: list[Copy],
    form: Form[CopyForm] | None = None,
    *,
    status: int = 200,
) -> Response:
    """The shifts for the target, those ticked that were so on the page before; else all."""
    return page(
        request,
        "copy.html",
        status=status,
        source=source,
        target=target,
        days=days,
        copies=copies,
        ticked=form.chosen("shift") if form else [str(copy.shift_id) for copy in copies],
        form=form or Form(),
    )
