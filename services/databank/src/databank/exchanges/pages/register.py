"""Pages of ``/uitwisselingen``: the lists, and a new exchange, from a file or by itself."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from chassis.days import city_day, city_moment
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Problem
from chassis.web.access_log.log import case_of
from chassis.web.pages import Form, go, page
from chassis.web.pages import gettext as _
from chassis.web.pages.branches import offered_branches
from chassis.web.pages.languages import mark
from databank.access.purposes import pages as purposes
from databank.access.purposes.pages import GrantId
from databank.access.purposes.rules import PurposeCode
from databank.access.purposes.store import Grant
from databank.entries.declaration import Hidden
from databank.entries.pages import EntryPage, Offers, ask, read_entry, worded, write_once
from databank.exchanges import labels
from databank.exchanges.entries import ExchangeSheet
from databank.exchanges.record import record_exchange
from databank.exchanges.rules.codes import About, WhichExchanges
from databank.exchanges.rules.exchange import Basis, NewExchange, Partner
from databank.exchanges.store import code_lists, exchanges
from databank.roles import TOEZICHT, Officer, Protector, log_list
from databank.screens import labels as screens

router = APIRouter(prefix="/uitwisselingen", include_in_schema=False)

ON_A_PAGE = 50


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
    values = {
        "dag": [city_day(tx.now).isoformat()],
        "persoon": [str(person_id or "")],
        "inrichting": [str(place_id or "")],
    }
    return await _ask(request, tx, Form(values=values), stated)


@router.post("/nieuw")
async def post_new(request: Request, tx: Tx, officer: Protector, grant: GrantId = None) -> Response:
    form = await read_entry(request, ExchangeSheet)
    stated = await _stated(request, tx, officer, _id(form.value("persoon")), grant)

    async def write(new: ExchangeSheet, key: UUID) -> None:
        await record_exchange(tx, officer, await _new(tx, new, key, stated))

    await write_once(request, tx, form, write, _("De uitwisseling is bewaard."))
    if form.model is None:
        return await _ask(request, tx, form, stated)
    made = form.value("sleutel")
    return go(f"/uitwisselingen/{made}" + (f"?doel={stated.id}" if stated else ""))


def moment_of(tx: Transaction, on: date) -> datetime:
    """Now for today, else noon of the day: the hour of an exchange tells nothing."""
    return tx.now if on == city_day(tx.now) else city_moment(on, time(12))


async def _new(
    tx: Transaction, sent: ExchangeSheet, exchange_id: UUID, stated: Grant | None
) -> NewExchange:
    """The purpose of an exchange about a person is that for which the officer has the file open."""
    subject = replace(
        sent.subject,
        person_id=sent.person_id if sent.about is About.PERSOON else None,
        establishment_id=sent.establishment_id if sent.about is About.INRICHTING else None,
        phenomenon=sent.phenomenon if sent.about is About.FENOMEEN else None,
    )
    purpose = stated.purpose if stated else sent.purpose or PurposeCode.TOEZICHT
    basis = sent.basis or await _only_basis(tx, sent.partner, sent.happened_at)
    at = moment_of(tx, sent.happened_at)
    return sent.noted(exchange_id, subject, purpose, basis, at)


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


async def _ask(
    request: Request, tx: Transaction, form: Form[ExchangeSheet], stated: Grant | None
) -> Response:
    today = city_day(tx.now)
    person_id, place_id = _id(form.value("persoon")), _id(form.value("inrichting"))
    place = await exchanges.place_label(tx.conn, place_id) if place_id else None
    if place_id and place is None:
        raise Problem.not_found(mark("Deze inrichting"))
    fields = ExchangeSheet.asked()
    if person_id or place_id:
        form.values["over"] = [(About.PERSOON if person_id else About.INRICHTING).value]
        fields["about"] = Hidden("over")
        del fields["phenomenon"], fields["branch"]
    if stated:
        del fields["purpose"]
    offers: Offers = {
        "richting": worded(labels.DIRECTION),
        "partner": _by_kind(await code_lists.partners(tx.conn, today)),
        "over": worded({code: labels.ABOUT[code] for code in (About.ZAAK, About.FENOMEEN)}),
        "fenomeen": worded(labels.PHENOMENON),
        "vorm": worded(offered_branches(today, *form.chosen("vorm"))),
        "waarvoor": worded(labels.MADE),
        "grond": _worded_bases(await code_lists.bases(tx.conn, today)),
        "gegevens": worded(labels.CATEGORY),
    }
    back, back_to = "/uitwisselingen", _("Terug naar de lijst")
    if person_id and stated:
        back, back_to = f"/personen/{person_id}?doel={stated.id}", _("Terug naar het dossier")
    elif place_id:
        back, back_to = f"/inrichtingen/{place_id}", _("Terug naar de inrichting")
    around = EntryPage(
        title=_("Uitwisseling"),
        heading=_("Leg een uitwisseling vast"),
        caption=place or "",
        explained=_(
            "Noem bij een partner alleen de dienst. Wie je daar sprak, hoort hoogstens in de nota."
        ),
        button=_("Bewaar"),
        back=back,
        back_to=back_to,
        action="/uitwisselingen/nieuw" + (f"?doel={stated.id}" if stated else ""),
    )
    return ask(request, ExchangeSheet, around, form, offers, fields)


def _by_kind(partners: list[Partner]) -> dict[str, list[tuple[str, str]]]:
    offered: dict[str, list[tuple[str, str]]] = {}
    for each in partners:
        group = offered.setdefault(_(labels.PARTNER_KIND[each.kind]), [])
        group.append((each.code, labels.listed(each.code, each.label)))
    return offered


def _worded_bases(bases: list[Basis]) -> list[tuple[str, str]]:
    named = {each.code: f"{labels.listed(each.code, each.label)} ({each.source})" for each in bases}
    return [*named.items()]
