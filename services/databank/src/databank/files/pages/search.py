"""Search for a person: first for what, then by what is known, then who it may be."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from chassis.edge import Tx
from chassis.web import Problem
from chassis.web.pages import Form, go, page, read
from chassis.web.pages.idempotency import new_key
from chassis.web.pages.languages import mark
from contracts.codes import Branch
from databank.access.purposes import pages as purposes
from databank.access.purposes.pages import GrantId, PurposeForm
from databank.access.purposes.store import Grant
from databank.access.roles import Officer
from databank.files import labels, search
from databank.files.api.search import TOO_LITTLE, FoundView, WantedBody
from databank.files.rules import search as seeking
from databank.files.search import PERSON, Refused
from databank.files.store import searches
from databank.screens import labels as screens

router = APIRouter(include_in_schema=False)


class SearchForm(WantedBody):
    purpose: UUID = Field(alias="doel")
    key: UUID = Field(alias="sleutel")


@router.get("/zoeken")
async def get_search(request: Request, tx: Tx, officer: Officer, grant: GrantId = None) -> Response:
    session = purposes.session_of(request)
    given = await search.standing(tx, officer, session, grant)
    if given is None:
        return purposes.ask(request, officer, Form(), "/zoeken")
    return _asked(request, given, Form())


@router.post("/zoeken")
async def post_purpose(request: Request, tx: Tx, officer: Officer) -> Response:
    form = await read(request, PurposeForm)
    grant_id = await purposes.taken(request, tx, officer, form)
    if grant_id is None:
        return purposes.ask(request, officer, form, "/zoeken", status=422)
    return go(f"/zoeken?doel={grant_id}")


@router.post("/zoeken/personen")
async def post_search(request: Request, tx: Tx, officer: Officer) -> Response:
    """What was typed stays in the form: the address of what is found says nothing of it."""
    form = await read(request, SearchForm)
    session = purposes.session_of(request)
    grant_id = form.model.purpose if form.model else _id(form.value("doel"))
    given = await search.standing(tx, officer, session, grant_id)
    if given is None:
        return go("/zoeken")
    if form.model is None:
        return _asked(request, given, form, status=422)
    wanted = form.model.features()
    if seeking.too_little(wanted):
        form.errors["familyName"] = TOO_LITTLE
        return _asked(request, given, form, status=422)
    if await searches.get(tx.conn, form.model.key) is None:
        made = await search.search(tx, officer, wanted, given, form.model.key)
        if isinstance(made, Refused):
            answer = page(request, "search_refused.html", status=429, until=made.until)
            seconds = int((made.until - tx.now).total_seconds()) + 1
            answer.headers["Retry-After"] = str(seconds)
            return answer
    return go(f"/zoeken/{form.model.key}")


@router.get("/zoeken/{search_id}")
async def get_found(request: Request, search_id: UUID, tx: Tx, officer: Officer) -> Response:
    made = await searches.get(tx.conn, search_id)
    session = purposes.session_of(request)
    if made is None or made.kind != PERSON or made.session != session:
        raise Problem.not_found(mark("Deze zoekopdracht"))
    given = await search.standing(tx, officer, session, made.grant_id)
    if given is None:
        return go("/zoeken")
    found = await search.shown(tx, officer, made, given.purpose)
    return page(
        request,
        "search_found.html",
        too_many=made.too_many,
        persons=[FoundView.of(one) for one in found],
        **_context(given, Form()),
    )


def _asked(
    request: Request, given: Grant, form: Form[SearchForm], *, status: int = 200
) -> Response:
    return page(request, "search.html", status=status, **_context(given, form))


def _context(given: Grant, form: Form[SearchForm]) -> dict[str, Any]:
    return {
        "form": form,
        "grant": given,
        "key": form.value("sleutel") or new_key(),
        "words": screens,
        "said": labels,
        "Branch": Branch,
        "most": seeking.MOST_SHOWN,
    }


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
