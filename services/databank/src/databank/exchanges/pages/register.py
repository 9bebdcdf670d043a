"""Pages of ``/uitwisselingen``: the lists, and a new exchange, from a file or by itself."""

from datetime import date, datetime, time
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.branches import KnownBranch
from chassis.days import city_day, city_moment
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import RefusedError
from chassis.web import Body, Problem
from chassis.web.access_log.log import case_of
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.branches import offered_branches
from chassis.web.pages.idempotency import is_first, new_key
from chassis.web.pages.languages import mark
from databank.access.purposes import pages as purposes
from databank.access.purposes.pages import GrantId
from databank.access.purposes.rules import PurposeCode
from databank.access.purposes.store import Grant
from databank.exchanges import labels
from databank.exchanges.record import record_exchange
from databank.exchanges.rules.codes import About, Category, Direction, Phenomenon, WhichExchanges
from databank.exchanges.rules.exchange import LONGEST_NOTE, Basis, NewExchange, Partner, Subject
from databank.exchanges.store import code_lists, exchanges
from databank.research_cases.rules import reference
from databank.roles import TOEZICHT, Officer, Protector, log_list
from databank.screens import labels as screens

router = APIRouter(prefix="/uitwisselingen", include_in_schema=False)

ON_A_PAGE = 50
FIELDS = {
    "direction": "richting",
    "partner": "partner",
    "about": "over",
    "personId": "over",
    "establishmentId": "over",
    "caseNumber": "zaak",
    "phenomenon": "fenomeen",
    "branch": "vorm",
    "purpose": "waarvoor",
    "basis": "grond",
    "categories": "gegevens",
    "happenedAt": "dag",
    "answeredAt": "dag",
    "dueOn": "tegen",
    "judicialLeave": "toelating",
}
"""Fields of the forms by their names in the API, for what an operation refuses."""
TEXTS = {
    "richting": mark("Zeg wie iets vroeg of gaf."),
    "partner": mark("Kies een partner."),
    "over": mark("Zeg waarover het ging."),
    "waarvoor": mark("Kies waarvoor je het nodig hebt."),
    "gegevens": mark("Zeg welke soorten gegevens er gingen. Kies er minstens één."),
    "dag": mark("Geef een dag die voorbij is, of vandaag."),
    "tegen": mark("Zeg tegen welke dag het antwoord er moet zijn."),
    "nota": mark("Gebruik hoogstens 500 tekens."),
}


class ExchangeForm(Body):
    """``person_id`` and ``place_id`` come with the file from which the officer came."""

    direction: Direction = Field(alias="richting")
    partner: str = Field(alias="partner", max_length=60)
    about: About = Field(alias="over")
    person_id: UUID | None = Field(default=None, alias="persoon")
    place_id: UUID | None = Field(default=None, alias="inrichting")
    case_number: str | None = Field(default=None, alias="zaak", max_length=40)
    phenomenon: Phenomenon | None = Field(default=None, alias="fenomeen")
    branch: KnownBranch | None = Field(default=None, alias="vorm")
    purpose: PurposeCode | None = Field(default=None, alias="waarvoor")
    basis: str | None = Field(default=None, alias="grond", max_length=60)
    categories: list[Category] = Field(alias="gegevens", min_length=1)
    on: date = Field(alias="dag")
    due_on: date | None = Field(default=None, alias="tegen")
    leave: str | None = Field(default=None, alias="toelating", min_length=3, max_length=200)
    note: str | None = Field(default=None, alias="nota", max_length=LONGEST_NOTE)
    key: UUID = Field(alias="sleutel")


@router.get("")
async def get_list(
    request: Request,
    tx: Tx,
    officer: Officer,
    which: Annotated[WhichExchanges, Query(alias="lijst")] = WhichExchanges.OPEN,
    partner: Annotated[str | None, Query(max_length=60)] = None,
    number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> Response:
    """Nobody is named: who it was about is read one exchange at a time."""
    today, within = city_day(tx.now), case_of(tx)
    offset = (number - 1) * ON_A_PAGE
    rows = await exchanges.listed(tx.conn, which, today, partner or None, within, offset, ON_A_PAGE)
    await log_list(tx, officer, "exchanges", f"{len(rows)} uitwisselingen", TOEZICHT)
    totals = {
        each: await exchanges.count(tx.conn, each, today, partner or None, within)
        for each in WhichExchanges
    }
    return page(
        request,
        "exchanges.html",
        rows=[(row, row.is_late(today)) for row in rows],
        which=which,
        totals=totals,
        partner=partner or "",
        partners=await code_lists.partners(tx.conn, today),
        number=number,
        last=max(1, -(-totals[which] // ON_A_PAGE)),
        labels=labels,
        screens=screens,
    )


@router.get("/nieuw")
async def get_new(
    request: Request,
    tx: Tx,
    officer: Protector,
    person_id: Annotated[UUID | None, Query(alias="persoon")] = None,
    place_id: Annotated[UUID | None, Query(alias="inrichting")] = None,
    grant: GrantId = None,
) -> Response:
    stated = await _stated(request, tx, officer, person_id, grant)
    over = About.PERSOON if person_id else About.INRICHTING if place_id else None
    values = {"dag": [city_day(tx.now).isoformat()], **({"over": [over.value]} if over else {})}
    return await _form(request, tx, Form(values=values), person_id, place_id, stated)


@router.post("/nieuw")
async def post_new(request: Request, tx: Tx, officer: Protector, grant: GrantId = None) -> Response:
    form = await read(request, ExchangeForm)
    person_id, place_id = _id(form.value("persoon")), _id(form.value("inrichting"))
    stated = await _stated(request, tx, officer, person_id, grant)
    if form.model is None:
        form.errors = {name: TEXTS.get(name, text) for name, text in form.errors.items()}
        return await _form(request, tx, form, person_id, place_id, stated, status=422)
    sent = form.model
    if await is_first(tx, sent.key):
        try:
            await record_exchange(tx, officer, await _new(tx, sent, stated))
        except RefusedError as refusal:
            refuse(form, refusal)
            return await _form(request, tx, form, person_id, place_id, stated, status=422)
        await tell(tx, request, _("De uitwisseling is bewaard."))
    return go(f"/uitwisselingen/{sent.key}" + (f"?doel={stated.id}" if stated else ""))


def refuse(form: Form[Any], refusal: RefusedError) -> None:
    """Show at the fields of a form what an operation refused; its key is used up."""
    form.refuse(refusal)
    form.errors = {FIELDS.get(name, name): text for name, text in form.errors.items()}
    form.values.pop("sleutel", None)


def moment_of(tx: Transaction, on: date) -> datetime:
    """Now for today, else noon of the day: the hour of an exchange tells nothing."""
    return tx.now if on == city_day(tx.now) else city_moment(on, time(12))


async def _new(tx: Transaction, sent: ExchangeForm, stated: Grant | None) -> NewExchange:
    """The purpose of an exchange about a person is that for which the officer has the file open."""
    number = sent.case_number
    subject = Subject(
        sent.about,
        sent.person_id if sent.about is About.PERSOON else None,
        sent.place_id if sent.about is About.INRICHTING else None,
        None if number is None else reference(number) or number,
        sent.phenomenon if sent.about is About.FENOMEEN else None,
        sent.branch,
    )
    purpose = stated.purpose if stated else sent.purpose or PurposeCode.TOEZICHT
    return NewExchange(
        id=sent.key,
        direction=sent.direction,
        partner=sent.partner,
        subject=subject,
        purpose=purpose,
        basis=sent.basis or await _only_basis(tx, sent.partner, sent.on),
        categories=frozenset(sent.categories),
        happened_at=moment_of(tx, sent.on),
        due_on=sent.due_on,
        judicial_leave=sent.leave,
        note=sent.note,
    )


async def _only_basis(tx: Transaction, code: str, on: date) -> str:
    """The basis that follows from the partner, where its kind has one alone."""
    partner = await code_lists.partner(tx.conn, code, on)
    fitting = [
        each.code
        for each in await code_lists.bases(tx.conn, on)
        if partner is not None and each.partner_kind is partner.kind
    ]
    return fitting[0] if len(fitting) == 1 else ""


async def _stated(
    request: Request,
    tx: Transaction,
    officer: Protector,
    person_id: UUID | None,
    grant: UUID | None,
) -> Grant | None:
    """The purpose for which the file of the person is open; without one nobody is named."""
    if person_id is None:
        return None
    stated = await purposes.current_grant(request, tx, officer, grant, person_id)
    if stated is None:
        raise Problem.not_found(mark("Deze persoon"))
    return stated


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


async def _form(
    request: Request,
    tx: Transaction,
    form: Form[Any],
    person_id: UUID | None,
    place_id: UUID | None,
    stated: Grant | None,
    *,
    status: int = 200,
) -> Response:
    today = city_day(tx.now)
    place = await exchanges.place_label(tx.conn, place_id) if place_id else None
    if place_id and place is None:
        raise Problem.not_found(mark("Deze inrichting"))
    offered = [About.ZAAK, About.FENOMEEN]
    if person_id or place_id:
        offered = [About.PERSOON if person_id else About.INRICHTING]
    return page(
        request,
        "exchange_form.html",
        status=status,
        form=form,
        key=form.value("sleutel") or new_key(),
        person_id=person_id,
        place_id=place_id,
        place=place,
        grant=stated,
        abouts={code: labels.ABOUT[code] for code in offered},
        partners=_by_kind(await code_lists.partners(tx.conn, today)),
        bases=_worded(await code_lists.bases(tx.conn, today)),
        branches=offered_branches(today, *form.chosen("vorm")),
        labels=labels,
        longest=LONGEST_NOTE,
    )


def _by_kind(partners: list[Partner]) -> dict[str, list[Partner]]:
    found: dict[str, list[Partner]] = {}
    for each in partners:
        found.setdefault(labels.PARTNER_KIND[each.kind], []).append(each)
    return found


def _worded(bases: list[Basis]) -> list[tuple[str, str]]:
    named = {each.code: f"{labels.listed(each.code, each.label)} ({each.source})" for each in bases}
    return [*named.items()]
