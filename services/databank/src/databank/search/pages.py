"""Pages of ``/zoeken``: say for what, give what is known of somebody, see who it may be."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Body, Problem
from chassis.web.pages import Form, go, page, read
from chassis.web.pages.idempotency import new_key
from chassis.web.pages.languages import mark
from databank.access.purposes import pages as purposes
from databank.access.purposes.grant import current_grant
from databank.access.purposes.labels import PURPOSE
from databank.access.purposes.pages import GrantId, PurposeForm
from databank.access.purposes.store import Grant
from databank.matching.labels import PHRASES
from databank.persons import labels
from databank.roles import Officer
from databank.screens import labels as screens
from databank.search import find, rules
from databank.search import store as searches
from databank.search.find import TooOften
from databank.search.rules import SearchKind
from linkage.claim import Features

router = APIRouter(include_in_schema=False)

Text = Annotated[str | None, Field(default=None, max_length=120)]


class SearchForm(Body):
    """Data known of somebody, and the purpose of the search. Prints nothing."""

    family_name: Text
    given_names: Text
    birth_date: Text
    document_number: Text
    national_number: Text
    phone: Text
    purpose: UUID = Field(alias="doel")
    key: UUID = Field(alias="sleutel")

    def features(self) -> Features:
        return rules.features(**self.model_dump(exclude={"purpose", "key"}))

    def __repr__(self) -> str:
        return "<wanted>"

    __str__ = __repr__


@router.get("/zoeken")
async def get_search(request: Request, tx: Tx, officer: Officer, grant: GrantId = None) -> Response:
    session = purposes.session_of(request)
    current = await current_grant(tx, officer, session, grant)
    if current is None:
        return purposes.ask_purpose(request, officer, Form(), "/zoeken")
    return _search_page(request, current, Form())


@router.post("/zoeken")
async def post_purpose(request: Request, tx: Tx, officer: Officer) -> Response:
    form = await read(request, PurposeForm)
    grant_id = await purposes.save_purpose(request, tx, officer, form)
    if grant_id is None:
        return purposes.ask_purpose(request, officer, form, "/zoeken", status=422)
    return go(f"/zoeken?doel={grant_id}")


@router.post("/zoeken/personen")
async def post_search(request: Request, tx: Tx, officer: Officer) -> Response:
    """Search; the address of what is found says nothing of what was typed."""
    form = await read(request, SearchForm)
    session = purposes.session_of(request)
    grant_id = form.model.purpose if form.model else _id(form.value("doel"))
    grant = await current_grant(tx, officer, session, grant_id)
    if grant is None:
        return go("/zoeken")
    if form.model is None:
        return _search_page(request, grant, form, status=422)
    wanted = form.model.features()
    if rules.too_little(wanted):
        form.errors["familyName"] = rules.TOO_LITTLE
        return _search_page(request, grant, form, status=422)
    if await searches.get(tx.conn, form.model.key) is None:
        made = await find.search_persons(tx, officer, wanted, grant, form.model.key)
        if isinstance(made, TooOften):
            return too_often_page(request, tx, made)
    return go(f"/zoeken/{form.model.key}")


@router.get("/zoeken/{search_id}")
async def get_found(request: Request, search_id: UUID, tx: Tx, officer: Officer) -> Response:
    made = await searches.get(tx.conn, search_id)
    session = purposes.session_of(request)
    if made is None or made.kind != SearchKind.PERSOON or made.session != session:
        raise Problem.not_found(mark("Deze zoekopdracht"))
    grant = await current_grant(tx, officer, session, made.grant_id)
    if grant is None:
        return go("/zoeken")
    return page(
        request,
        "search_found.html",
        too_many=made.too_many,
        persons=await find.show_found(tx, officer, made, grant.purpose),
        **_context(grant, Form()),
    )


def too_often_page(request: Request, tx: Transaction, limit: TooOften) -> Response:
    """The answer to who searched so often that it looks like fishing."""
    answer = page(request, "search_refused.html", status=429, until=limit.until)
    answer.headers["Retry-After"] = str(int((limit.until - tx.now).total_seconds()) + 1)
    return answer


def _search_page(
    request: Request, grant: Grant, form: Form[SearchForm], *, status: int = 200
) -> Response:
    return page(request, "search.html", status=status, **_context(grant, form))


def _context(grant: Grant, form: Form[SearchForm]) -> dict[str, Any]:
    return {
        "form": form,
        "grant": grant,
        "key": form.value("sleutel") or new_key(),
        "labels": labels,
        "screens": screens,
        "PURPOSE": PURPOSE,
        "PHRASES": PHRASES,
        "most": rules.MOST_SHOWN,
    }


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
