"""Pages of ``/seiningen``: ask to be told, agree as second person, see what was seen, end it."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import FieldRefusedError
from chassis.web import Actor, Body, Problem
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.idempotency import is_first, new_key
from chassis.web.pages.languages import mark
from databank.access.break_glass.rules import Role
from databank.access.explained_form import ExplainedForm, tell_asked
from databank.access.shields.shield import current_id, official
from databank.access.shields.view import past_shields
from databank.access.shields.visible_people import visible_people
from databank.roles import Officer, log_list, log_shown
from databank.screens import labels as screens
from databank.watch_requests import labels, store
from databank.watch_requests import request as watch
from databank.watch_requests.request import SEINING, NewRequest
from databank.watch_requests.rules import Answer, Ground, Likeness, Step
from databank.watch_requests.store import WatchRow

router = APIRouter(prefix="/seiningen", include_in_schema=False)

AT_FIELD = {"lastDay": "totEnMet", "told": "voor"}
"""Field of the API -> that of the form."""

Name = Annotated[str | None, Field(default=None, max_length=120)]
Day = Annotated[date | None, Field(default=None)]


class NewForm(ExplainedForm):
    """A request: for the person of a file, or for a name and birth date. Prints nothing."""

    person_id: UUID | None = Field(default=None, alias="persoon")
    family_name: Name = Field(default=None, alias="familienaam")
    given_names: Name = Field(default=None, alias="voornamen")
    birth_date: Day = Field(default=None, alias="geboortedatum")
    ground: Ground = Field(alias="grond")
    told: list[Role] = Field(default_factory=list, alias="voor", max_length=3)
    last_day: date = Field(alias="totEnMet")

    def __repr__(self) -> str:
        return "<sought>"

    __str__ = __repr__

    def checked(self) -> NewRequest:
        """The request. Raises ``FieldRefusedError`` where it does not say who is looked for."""
        sought = None
        if self.person_id is None:
            if not (self.family_name and self.given_names):
                field = "familienaam" if not self.family_name else "voornamen"
                raise FieldRefusedError(field, mark("Vul de naam in van wie je zoekt."))
            if self.birth_date is None:
                raise FieldRefusedError("geboortedatum", mark("Vul de geboortedatum in."))
            sought = {
                "family_name": self.family_name,
                "given_names": self.given_names,
                "birth_date": self.birth_date.isoformat(),
            }
        told = frozenset(self.told)
        return NewRequest(self.ground, self.reason, told, self.last_day, self.person_id, sought)


class StepForm(Body):
    step: Step = Field(alias="stap")
    last_day: Day = Field(default=None, alias="totEnMet")
    key: UUID = Field(alias="sleutel")


class LikenessForm(Body):
    answer: Answer = Field(alias="antwoord")
    key: UUID = Field(alias="sleutel")


class KeyForm(Body):
    key: UUID = Field(alias="sleutel")


@dataclass(frozen=True, slots=True)
class Card:
    """A request as somebody sees it today. ``hits``: sightings that nobody follows up yet."""

    request: WatchRow
    state: str
    allowed: tuple[Step, ...]
    concerns: bool
    hits: int

    @classmethod
    def of(cls, row: WatchRow, actor: Actor, today: date, hits: int = 0) -> Self:
        reader = official(actor)
        concerns = row.concerns(reader)
        state, allowed = row.state(today), row.allowed(reader, today)
        return cls(row, state, allowed, concerns, hits if concerns else 0)

    @property
    def waits_for_reader(self) -> bool:
        return Step.BEVESTIGEN in self.allowed


@router.get("")
async def get_list(request: Request, tx: Tx, officer: Officer) -> Response:
    """List requests without who is looked for; whoever's file is shielded, a sighting counts."""
    rows = await watch.list_requests(tx, officer)
    async with past_shields(tx):
        hits = await store.waiting_hits(tx.conn)
    today = city_day(tx.now)
    cards = [Card.of(row, officer, today, hits.get(row.id, 0)) for row in rows]
    await log_list(tx, officer, SEINING, f"{len(cards)} seiningen", SEINING)
    return page(
        request,
        "watch_requests.html",
        seen=[card for card in cards if card.hits],
        waiting=[card for card in cards if card.waits_for_reader and not card.hits],
        others=[card for card in cards if not (card.hits or card.waits_for_reader)],
        labels=labels,
    )


@router.get("/nieuw")
async def get_question(
    request: Request,
    tx: Tx,
    officer: Officer,
    person: Annotated[str, Query(alias="persoon", max_length=60)] = "",
) -> Response:
    form: Form[NewForm] = Form(values={"persoon": [person]} if person else {})
    return await _question_page(request, tx, form)


@router.post("/nieuw")
async def post_question(request: Request, tx: Tx, officer: Officer) -> Response:
    form = await read(request, NewForm)
    if "grond" in form.errors:
        form.errors["grond"] = mark("Maak een keuze.")
    if form.model is None:
        return await _question_page(request, tx, form, status=422)
    if not await is_first(tx, form.model.key):
        return go("/seiningen")
    try:
        async with tx.conn.transaction():
            request_id = await watch.ask(tx, officer, form.model.checked())
    except FieldRefusedError as refusal:
        form.errors[AT_FIELD.get(refusal.field, refusal.field)] = refusal.reason
        return await _question_page(request, tx, form, status=422, key=new_key())
    await tell_asked(tx, request)
    return go(f"/seiningen/{request_id}")


@router.get("/{request_id}")
async def get_request(request: Request, request_id: UUID, tx: Tx, officer: Officer) -> Response:
    return await _request_page(request, request_id, tx, officer, Form())


@router.get("/{request_id}/beeindigen")
async def get_end(request: Request, request_id: UUID, tx: Tx, officer: Officer) -> Response:
    """Show what ending does, before it is done."""
    row = await watch.open_request(tx, officer, request_id)
    row.check(official(officer), Step.BEEINDIGEN, city_day(tx.now))
    return page(request, "watch_request_end.html", row=row, key=new_key(), labels=labels)


@router.post("/{request_id}")
async def post_step(request: Request, request_id: UUID, tx: Tx, officer: Officer) -> Response:
    form = await read(request, StepForm)
    if form.model is None:
        return await _request_page(request, request_id, tx, officer, form, status=422)
    sent = form.model
    try:
        async with tx.conn.transaction():
            if await is_first(tx, sent.key):
                await watch.take(tx, officer, request_id, sent.step, sent.last_day)
                await tell(tx, request, _(labels.DONE[sent.step]))
    except FieldRefusedError as refusal:
        form.errors[AT_FIELD.get(refusal.field, refusal.field)] = refusal.reason
        return await _request_page(request, request_id, tx, officer, form, status=422)
    if sent.step in (Step.WEIGEREN, Step.BEVESTIGEN):  # who agreed need not be told what is seen
        return go("/seiningen")
    return go(f"/seiningen/{request_id}")


@router.post("/{request_id}/treffers/{hit_id}")
async def post_follow(
    request: Request, request_id: UUID, hit_id: UUID, tx: Tx, officer: Officer
) -> Response:
    form = await read(request, KeyForm)
    if form.model is None:
        raise Problem.field("sleutel", mark("Maak een keuze."))
    if await is_first(tx, form.model.key):
        await watch.follow_up(tx, officer, request_id, hit_id)
        await tell(tx, request, _("Bewaard. Anderen zien dat jij gaat."))
    return go(f"/seiningen/{request_id}")


@router.post("/{request_id}/personen/{person_id}")
async def post_likeness(
    request: Request, request_id: UUID, person_id: UUID, tx: Tx, officer: Officer
) -> Response:
    form = await read(request, LikenessForm)
    if form.model is None:
        return await _request_page(request, request_id, tx, officer, Form(), status=422)
    if await is_first(tx, form.model.key):
        await watch.say_who(tx, officer, request_id, person_id, form.model.answer)
        await tell(tx, request, _("Je antwoord is bewaard."))
    return go(f"/seiningen/{request_id}")


async def _question_page(
    request: Request,
    tx: Transaction,
    form: Form[NewForm],
    *,
    status: int = 200,
    key: UUID | None = None,
) -> Response:
    person_id = None
    if form.value("persoon"):
        try:
            person_id = UUID(form.value("persoon"))
        except ValueError:
            raise Problem.field("persoon", mark("Geef het nummer van een persoon.")) from None
        if await current_id(tx, person_id) is None:
            raise Problem.not_found(mark("Deze persoon"))
    return page(
        request,
        "watch_request_new.html",
        status=status,
        person_id=person_id,
        form=form,
        key=key or form.value("sleutel") or new_key(),
        today=city_day(tx.now).isoformat(),
        longest=await watch.longest(tx),
        labels=labels,
    )


async def _count_hidden(tx: Transaction, request_id: UUID, shown: int, *, is_found: bool) -> int:
    """Sightings of somebody whose file is closed to the reader: that she was seen is told."""
    async with past_shields(tx):
        return len(await store.hits(tx.conn, request_id, is_found=is_found)) - shown


async def _request_page(
    request: Request,
    request_id: UUID,
    tx: Transaction,
    officer: Actor,
    form: Form[StepForm],
    *,
    status: int = 200,
) -> Response:
    """Who is looked for and why, for all who may see it; what was seen, for whom it concerns."""
    row = await watch.open_request(tx, officer, request_id)
    card = Card.of(row, officer, city_day(tx.now))
    is_found = await watch.is_found(tx, row.id)
    hits = await store.hits(tx.conn, row.id, is_found=is_found) if card.concerns else []
    hidden = 0
    if card.concerns:
        hidden = await _count_hidden(tx, row.id, len(hits), is_found=is_found)
    people = await watch.people(tx, row, reader=official(officer))
    who = await visible_people(tx, officer, [each.person_id for each in people])
    await log_shown(tx, officer, [one for one, _claim in who], f"{SEINING}:{row.id}")
    return page(
        request,
        "watch_request.html",
        status=status,
        card=card,
        row=row,
        people=[(each, dict(who)[each.person_id]) for each in people],
        Likeness=Likeness,
        hits=hits,
        hidden=hidden,
        form=form,
        key=form.value("sleutel") or new_key(),
        new_key=new_key,
        longest=await watch.longest(tx),
        labels=labels,
        screens=screens,
    )
