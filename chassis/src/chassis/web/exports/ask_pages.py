"""Ask for a list: choose a part and a purpose, look at the number of rows, then ask."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Literal
from uuid import UUID, uuid4

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web.access_log.log import case_of, for_case
from chassis.web.authorisation.gate import allow
from chassis.web.bodies import Body
from chassis.web.exports import labels, requests, store
from chassis.web.exports.export_list import ExportList, ExportQuery
from chassis.web.exports.registry import Exports
from chassis.web.exports.rules import State, first_state
from chassis.web.exports.store import NewExport
from chassis.web.pages.after_form import asks_again
from chassis.web.pages.flash import CAREFUL, tell
from chassis.web.pages.forms import Form, read
from chassis.web.pages.idempotency import is_first
from chassis.web.pages.languages import gettext as _
from chassis.web.pages.languages import mark
from chassis.web.pages.site import go, page
from chassis.web.problem import Problem
from chassis.web.roles import Actor

NUMBERS = re.compile(r"\d(?:[ ./-]?\d){5,}")
"""Six digits or more: a number of a person or a paper, which does not belong in a reason."""

ASKED_OWN = mark(
    "Je lijst wordt over een dag gemaakt. Vroeg je dit niet zelf? Trek de aanvraag in."
)


class AskForm(Body):
    """``step``: look at how many rows it will be, ask, or go back to the answers."""

    first: date = Field(alias="van")
    last: date = Field(alias="tot")
    choice: str | None = Field(default=None, alias="keuze", max_length=100)
    format: Literal["csv", "xlsx"] = Field(alias="vorm")
    purpose: str = Field(alias="doel", max_length=60)
    reason: str | None = Field(default=None, alias="reden", max_length=200)
    step: Literal["kijken", "vragen", "wijzigen"] = Field(default="kijken", alias="stap")
    key: UUID = Field(alias="sleutel")


def router(exports: Exports) -> APIRouter:
    routes = APIRouter(include_in_schema=False)
    asker = allow(*exports.askers)

    @routes.get("/uitvoer/nieuw/{code}")
    async def get_form(request: Request, code: str, tx: Tx, actor: Actor = asker) -> Response:
        listing = _of(exports, actor, code)
        today = city_day(tx.now)
        values = {
            "van": [str(today - timedelta(days=min(30, listing.longest - 1)))],
            "tot": [str(today)],
            "vorm": ["xlsx"],
        }
        return await _form(request, tx, actor, listing, Form(values=values))

    @routes.post("/uitvoer/nieuw/{code}")
    @asks_again("shows how much would leave, before it is asked for")
    async def post_form(request: Request, code: str, tx: Tx, actor: Actor = asker) -> Response:
        listing = _of(exports, actor, code)
        form = await read(request, AskForm)
        for name, text in _MISSING.items():
            if name in form.errors and not form.value(name):
                form.errors[name] = text
        asked = form.model
        if asked is not None and asked.step == "wijzigen":
            return await _form(request, tx, actor, listing, form)
        if asked is not None:
            options = await _options(tx, actor, listing)
            form.errors |= _wrong(listing, asked, options, city_day(tx.now))
        if asked is None or form.errors:
            return await _form(request, tx, actor, listing, form, status=422)
        wanted = ExportQuery(actor.organisation, asked.first, asked.last, asked.choice)
        rows = await listing.count(tx, wanted)
        form.errors |= _impossible(rows, exports.limits.largest)
        if form.errors:
            return await _form(request, tx, actor, listing, form, status=422)
        already = await store.taken_lately(tx, actor) if listing.personal else 0
        state = first_state(rows, listing.personal, already, exports.limits.small, own=listing.own)
        if asked.step == "kijken":
            shown = {"rows": rows, "state": state, "small": exports.limits.small}
            shown["made_at"] = tx.now + exports.limits.waits(state)
            return await _form(request, tx, actor, listing, form, sure=shown)
        if await is_first(tx, asked.key):
            new = _new(tx, listing, wanted, asked, rows, state)
            await requests.ask(tx, exports, actor, new)
            if state is State.GEVRAAGD:
                await tell(tx, request, _("Je aanvraag wacht op goedkeuring door een collega."))
            elif state is State.WACHT:
                await tell(tx, request, _(ASKED_OWN), CAREFUL)
            return go(f"/uitvoer/{new.export_id}")
        return go("/uitvoer")

    return routes


_MISSING = {
    "doel": mark("Kies waarvoor je de lijst nodig hebt."),
    "vorm": mark("Kies een soort bestand."),
    "van": mark("Geef de eerste dag."),
    "tot": mark("Geef de laatste dag."),
}


def _new(
    tx: Transaction,
    listing: ExportList,
    wanted: ExportQuery,
    asked: AskForm,
    rows: int,
    state: State,
) -> NewExport:
    return NewExport(
        export_id=uuid4(),
        listing=listing.code,
        wanted=wanted,
        format=asked.format,
        purpose=for_case(asked.purpose, case_of(tx)),
        reason=asked.reason if listing.personal else None,
        personal=listing.personal,
        rows=rows,
        state=state,
    )


def _of(exports: Exports, actor: Actor, code: str) -> ExportList:
    listing = exports.listing(code)
    if listing is None or actor.function not in listing.functions:
        raise Problem.not_found("Deze lijst")
    return listing


async def _options(tx: Transaction, actor: Actor, listing: ExportList) -> Sequence[tuple[str, str]]:
    return await listing.choice.options(tx, actor) if listing.choice else []


def _wrong(
    listing: ExportList, asked: AskForm, options: Sequence[tuple[str, str]], today: date
) -> dict[str, str]:
    errors: dict[str, str] = {}
    if asked.last < asked.first:
        errors["tot"] = mark("De laatste dag moet na de eerste dag liggen.")
    elif (asked.last - asked.first).days >= listing.longest:
        errors["tot"] = mark("Deze periode is te lang. Kies een kortere periode.")
    if (today - asked.first).days > listing.oldest:
        errors["van"] = mark("Zo ver terug gaat deze lijst niet.")
    if listing.choice and listing.choice.required and not asked.choice:
        errors["keuze"] = mark("Maak een keuze.")
    elif asked.choice and asked.choice not in dict(options):
        errors["keuze"] = mark("Deze keuze bestaat niet meer.")
    if asked.purpose not in listing.purposes:
        errors["doel"] = mark("Kies waarvoor je de lijst nodig hebt.")
    if listing.personal:
        errors |= _wrong_reason(asked.reason or "")
    return errors


def _wrong_reason(reason: str) -> dict[str, str]:
    """Short and without what names people (DP-19)."""
    if len(reason) < 10:
        return {"reden": mark("Schrijf in een zin waarom je deze gegevens nodig hebt.")}
    if NUMBERS.search(reason) or "@" in reason:
        return {"reden": mark("Schrijf geen nummers of adressen van mensen in de reden.")}
    return {}


def _impossible(rows: int, largest: int) -> dict[str, str]:
    if rows == 0:
        return {"": mark("In deze periode staat er niets in de lijst. Kies een andere periode.")}
    if rows > largest:
        return {"": mark("Dit zijn te veel rijen voor één bestand. Kies een kortere periode.")}
    return {}


async def _form(
    request: Request,
    tx: Transaction,
    actor: Actor,
    listing: ExportList,
    form: Form[Any],
    *,
    status: int = 200,
    sure: dict[str, Any] | None = None,
) -> Response:
    """The form, or with ``sure`` the same answers to look at before they are sent."""
    return page(
        request,
        "house/export_sure.html" if sure else "house/export_ask.html",
        status=status,
        listing=listing,
        options=await _options(tx, actor, listing),
        form=form,
        key=form.value("sleutel") or uuid4(),
        words=labels,
        **(sure or {}),
    )
