"""Pages of ``/inrichtingen``: a list, a search by name or address, a file with a timeline."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.branches import KnownBranch
from chassis.edge import Tx
from chassis.web import Body, Problem
from chassis.web.pages import Form, go, page, read
from chassis.web.pages.idempotency import new_key
from chassis.web.pages.languages import mark
from databank.access.purposes.pages import session_of
from databank.exchanges import labels as exchange_labels
from databank.exchanges.read import known_to
from databank.exchanges.store import exchanges
from databank.files import labels
from databank.files.establishments import (
    PlaceQuery,
    find_establishments,
    list_establishments,
    log_read,
    open_establishment,
)
from databank.files.pages.person_file import ON_A_PAGE, InBranch, Sheet
from databank.files.rules.timeline import Kind
from databank.files.store import place_timeline
from databank.premises.store import establishments
from databank.premises.store.establishments import EstablishmentPage
from databank.roles import TOEZICHT, Officer, log_shown
from databank.screens import labels as screens
from databank.screens import times
from databank.search import store as searches
from databank.search.find import check_limit, keep_place_search
from databank.search.rules import NOTHING_GIVEN
from databank.street_bans.read import near

router = APIRouter(include_in_schema=False)

NOTHING = EstablishmentPage([], 0)
SearchId = Annotated[UUID | None, Query(alias="zoek")]


class PlaceForm(Body):
    street: str | None = Field(default=None, alias="straat", max_length=120)
    house_number: str | None = Field(default=None, alias="nummer", max_length=120)
    name: str | None = Field(default=None, alias="naam", max_length=120)
    branch: KnownBranch | None = Field(default=None, alias="vorm")
    key: UUID = Field(alias="sleutel")

    def query(self) -> PlaceQuery:
        return PlaceQuery(self.street, self.house_number, self.name, self.branch)


@router.get("/inrichtingen")
async def get_places(
    request: Request,
    tx: Tx,
    officer: Officer,
    branch: InBranch = None,
    sheet: Sheet = 1,
    search_id: SearchId = None,
) -> Response:
    search = await searches.get(tx.conn, search_id) if search_id else None
    if search_id and (search is None or search.session != session_of(request)):
        raise Problem.not_found(mark("Deze zoekopdracht"))
    if search is not None:
        ids = [UUID(entry["id"]) for entry in search.found]
        rows = await establishments.by_ids(tx.conn, tx.now, ids)
        places = EstablishmentPage(rows, len(rows))
        await log_read(tx, officer, f"{len(rows)} inrichtingen")
    else:
        offset = (sheet - 1) * ON_A_PAGE
        places = await list_establishments(tx, officer, branch, offset, ON_A_PAGE)
    return _list_page(request, Form(), places, branch=branch, sheet=sheet, search=search)


@router.post("/inrichtingen")
async def post_search(request: Request, tx: Tx, officer: Officer) -> Response:
    form = await read(request, PlaceForm)
    query = form.model.query() if form.model else None
    if form.model is None or query is None or query.is_empty:
        if form.model is not None:
            form.errors["straat"] = NOTHING_GIVEN
        return _list_page(request, form, NOTHING, branch=None, sheet=1, search=None, status=422)
    if await searches.get(tx.conn, form.model.key) is None:
        limit = await check_limit(tx, officer)
        if limit is not None:
            return page(request, "search_refused.html", status=429, until=limit.until)
        ids = await find_establishments(tx, query)
        await keep_place_search(tx, officer, session_of(request), form.model.key, ids)
    return go(f"/inrichtingen?zoek={form.model.key}")


@router.get("/inrichtingen/{establishment_id}")
async def get_place(
    request: Request, establishment_id: UUID, tx: Tx, officer: Officer, sheet: Sheet = 1
) -> Response:
    place = await open_establishment(tx, officer, establishment_id)
    offset = (sheet - 1) * ON_A_PAGE
    timeline = await place_timeline.of(
        tx.conn, establishment_id, place.premises_id, offset, ON_A_PAGE
    )
    await log_shown(tx, officer, [entry.person_id for entry in timeline.entries], TOEZICHT)
    return page(
        request,
        "establishment_file.html",
        place=place,
        rooms=await establishments.rooms(tx.conn, place.premises_id),
        entries=timeline.entries,
        total=timeline.total,
        exchanges=known_to(tx, await exchanges.about_place(tx.conn, establishment_id), TOEZICHT),
        EXCHANGES=exchange_labels,
        bans=len(await near(tx, place.street)),
        sheet=sheet,
        on_a_page=ON_A_PAGE,
        labels=labels,
        screens=screens,
        times=times,
        Kind=Kind,
    )


def _list_page(
    request: Request,
    form: Form[PlaceForm],
    places: EstablishmentPage,
    *,
    status: int = 200,
    **context: object,
) -> Response:
    return page(
        request,
        "establishments.html",
        status=status,
        form=form,
        key=form.value("sleutel") or new_key(),
        rows=places.rows,
        total=places.total,
        on_a_page=ON_A_PAGE,
        labels=labels,
        screens=screens,
        **context,
    )
