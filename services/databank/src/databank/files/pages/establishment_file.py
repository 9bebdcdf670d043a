"""Establishments of every branch: a list, a search by name or address, a file with a timeline."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.edge import Tx
from chassis.web import Body, Problem
from chassis.web.pages import Form, go, page, read
from chassis.web.pages.idempotency import new_key
from chassis.web.pages.languages import mark
from contracts.codes import Branch
from databank.access.purposes import pages as purposes
from databank.access.roles import TOEZICHT, Officer, log_shown
from databank.files import labels, search
from databank.files.api import establishments as api
from databank.files.api.timelines import EntryView, total
from databank.files.pages.person_file import ON_A_PAGE, InBranch, Sheet
from databank.files.rules.timeline import Kind
from databank.files.search import Refused
from databank.files.store import establishments, place_timeline, searches
from databank.files.store.searches import Made
from databank.screens import labels as screens
from databank.screens import times

router = APIRouter(include_in_schema=False)

PLACE = "inrichting"
SearchId = Annotated[UUID | None, Query(alias="zoek")]


class PlaceForm(Body):
    street: api.Text = Field(alias="straat")
    house_number: api.Text = Field(alias="nummer")
    name: api.Text = Field(alias="naam")
    branch: Branch | None = Field(default=None, alias="vorm")
    key: UUID = Field(alias="sleutel")

    def wanted(self) -> api.PlaceBody:
        return api.PlaceBody(
            street=self.street, house_number=self.house_number, name=self.name, branch=self.branch
        )


@router.get("/inrichtingen")
async def get_places(
    request: Request,
    tx: Tx,
    officer: Officer,
    branch: InBranch = None,
    sheet: Sheet = 1,
    search_id: SearchId = None,
) -> Response:
    made = await searches.get(tx.conn, search_id) if search_id else None
    if search_id and (made is None or made.session != purposes.session_of(request)):
        raise Problem.not_found(mark("Deze zoekopdracht"))
    if made is not None:
        rows = await establishments.by_ids(tx.conn, [UUID(one["id"]) for one in made.found])
        count = len(rows)
    else:
        rows = await establishments.listed(tx.conn, branch, (sheet - 1) * ON_A_PAGE, ON_A_PAGE)
        count = total(rows)
    await api.note_read(tx, officer, f"{len(rows)} inrichtingen")
    return _listed(request, Form(), rows=rows, total=count, branch=branch, sheet=sheet, made=made)


@router.post("/inrichtingen")
async def post_search(request: Request, tx: Tx, officer: Officer) -> Response:
    form = await read(request, PlaceForm)
    wanted = form.model.wanted() if form.model else None
    if form.model is None or wanted is None or wanted.is_empty:
        if form.model is not None:
            form.errors["straat"] = mark("Vul minstens één vak in.")
        return _listed(request, form, rows=[], total=0, branch=None, sheet=1, made=None, status=422)
    if await searches.get(tx.conn, form.model.key) is None:
        refused = await search.measured(tx, officer)
        if isinstance(refused, Refused):
            return page(request, "search_refused.html", status=429, until=refused.until)
        ids = await api.sought(tx, wanted)
        too_many = len(ids) > api.MOST_FOUND
        made = Made(
            form.model.key,
            None,
            purposes.session_of(request),
            officer.subject,
            PLACE,
            too_many,
            [] if too_many else [{"id": str(one)} for one in ids],
            tx.now,
        )
        await searches.add(tx.conn, made)
        await search.noted(tx, officer, f"inrichting: {len(ids)} gevonden", TOEZICHT)
    return go(f"/inrichtingen?zoek={form.model.key}")


@router.get("/inrichtingen/{establishment_id}")
async def get_place(
    request: Request, establishment_id: UUID, tx: Tx, officer: Officer, sheet: Sheet = 1
) -> Response:
    place = await api.get_establishment(establishment_id, tx, officer)
    rows = await place_timeline.of(
        tx.conn, establishment_id, place.premises_id, (sheet - 1) * ON_A_PAGE, ON_A_PAGE
    )
    await log_shown(tx, officer, [row["person_id"] for row in rows], TOEZICHT)
    return page(
        request,
        "establishment_file.html",
        place=place,
        entries=[EntryView.of(row) for row in rows],
        total=total(rows),
        sheet=sheet,
        on_a_page=ON_A_PAGE,
        words=screens,
        said=labels,
        times=times,
        Kind=Kind,
    )


def _listed(
    request: Request, form: Form[PlaceForm], *, status: int = 200, **context: object
) -> Response:
    return page(
        request,
        "establishments.html",
        status=status,
        form=form,
        key=form.value("sleutel") or new_key(),
        on_a_page=ON_A_PAGE,
        words=screens,
        said=labels,
        Branch=Branch,
        **context,
    )
