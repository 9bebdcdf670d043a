"""Pages of ``/zoeken``: a case by what stands on a paper, a person behind a purpose, files."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import FieldRefusedError
from chassis.web import Actor, Body, allow
from chassis.web.pages import Form, go, page, read
from chassis.web.pages.languages import mark
from enforcement.cases import labels
from enforcement.cases.labels import left
from enforcement.cases.rules import Purpose
from enforcement.functions import CASE_WORKERS, CITY, FINANCE, SANCTIONING
from enforcement.payments.labels import euros
from enforcement.search import find, read_file
from enforcement.search import labels as file_labels
from enforcement.search.find import TooOften
from enforcement.search.read_file import File
from enforcement.search.rules import ENDED_ON_A_PAGE, MOST_CASES, MOST_PERSONS, WRITTEN

router = APIRouter(include_in_schema=False, prefix="/zoeken")

Searcher = Annotated[Actor, allow(*CITY, *SANCTIONING, *FINANCE)]
PlaceReader = Annotated[Actor, allow(*CITY, *SANCTIONING)]
OwnerReader = Annotated[Actor, allow(*CITY)]
Number = Annotated[int, Query(alias="page", ge=1, le=10_000)]
PersonSearcher = Annotated[Actor, allow(*CASE_WORKERS, *SANCTIONING)]
FIELDS = {"text": "zoek", "name": "naam"}


class SearchForm(Body):
    """Prints nothing: people type names too."""

    text: str = Field(default="", max_length=120, alias="zoek")

    def __repr__(self) -> str:
        return "<wanted>"

    __str__ = __repr__


class PersonForm(Body):
    """The name of somebody and the purpose of the search. Prints nothing."""

    name: str = Field(default="", max_length=120, alias="naam")
    born: date | None = Field(default=None, alias="geboren")
    why: Purpose = Field(alias="doel")

    def __repr__(self) -> str:
        return "<wanted>"

    __str__ = __repr__


@router.get("")
async def get_search(request: Request, actor: Searcher) -> Response:
    return _show(request, Form())


@router.post("")
async def post_search(request: Request, tx: Tx, actor: Searcher) -> Response:
    """Search; the address of what is found says nothing of what was typed."""
    form = await read(request, SearchForm)
    if form.model is not None:
        try:
            search = await find.search_cases(tx, actor, form.model.text)
            return go(f"/zoeken/{search.search_id}")
        except FieldRefusedError as refusal:
            form.errors[FIELDS[refusal.field]] = refusal.reason
    return _show(request, form, status=422)


@router.post("/personen")
async def post_person_search(request: Request, tx: Tx, actor: PersonSearcher) -> Response:
    form = await read(request, PersonForm)
    if form.model is None:
        if "doel" in form.errors:
            form.errors["doel"] = mark("Kies waarvoor je deze persoon zoekt.")
        return _show(request, form, status=422)
    wanted = form.model
    try:
        search = await find.search_persons(tx, actor, wanted.name, wanted.born, wanted.why)
    except FieldRefusedError as refusal:
        form.errors[FIELDS[refusal.field]] = refusal.reason
        return _show(request, form, status=422)
    if isinstance(search, TooOften):
        form.errors[""] = search.reason
        return _show(request, form, status=429)
    return go(f"/zoeken/{search.search_id}")


@router.get("/{search_id}")
async def get_found(request: Request, search_id: UUID, tx: Tx, actor: Searcher) -> Response:
    """What somebody's own search found; persons are logged as read, each time."""
    found = await find.read_search(tx, actor, search_id)
    return _show(request, Form(), found=found, today=city_day(tx.now))


@router.get("/personen/{person_id}")
async def get_person(
    request: Request,
    person_id: UUID,
    tx: Tx,
    actor: PersonSearcher,
    why: Annotated[Purpose | None, Query(alias="doel")] = None,
    number: Number = 1,
) -> Response:
    """Everything that runs and ran about somebody, once it is said what for."""
    person = None if why is None else await find.read_person(tx, actor, person_id, why)
    file = None if person is None else await read_file.file_of(tx, actor, person.cases)
    return _show_file(request, tx, "person_file.html", file, number, person=person, why=why)


@router.get("/panden/{premises_id}")
async def get_place(
    request: Request, premises_id: UUID, tx: Tx, actor: PlaceReader, number: Number = 1
) -> Response:
    """Everything that runs and ran about premises; nobody is named."""
    place, file = await read_file.read_place(tx, actor, premises_id)
    return _show_file(request, tx, "place_file.html", file, number, place=place)


@router.get("/eigenaars/{owner}")
async def get_owner(
    request: Request,
    owner: Annotated[str, Path(max_length=64, pattern=WRITTEN)],
    tx: Tx,
    actor: OwnerReader,
    number: Number = 1,
) -> Response:
    """Everything that runs and ran about an owner, by code; nobody is named."""
    file = await read_file.read_owner(tx, actor, owner)
    return _show_file(request, tx, "owner_file.html", file, number, owner=owner)


def _show_file(
    request: Request, tx: Transaction, template: str, file: File | None, number: int, **about: Any
) -> Response:
    """What ended comes page by page; all else stands on the first."""
    return page(
        request,
        template,
        file=file,
        number=number,
        on_a_page=ENDED_ON_A_PAGE,
        now=tx.now,
        today=city_day(tx.now),
        labels=labels,
        words=file_labels,
        euros=euros,
        procedures=request.app.state.procedures,
        left=left,
        **about,
    )


def _show(
    request: Request,
    form: Form[Any],
    *,
    status: int = 200,
    found: find.Found | None = None,
    today: date | None = None,
) -> Response:
    return page(
        request,
        "search.html",
        status=status,
        form=form,
        found=found,
        today=today,
        most_cases=MOST_CASES,
        most_persons=MOST_PERSONS,
        labels=labels,
        procedures=request.app.state.procedures,
        left=left,
    )
