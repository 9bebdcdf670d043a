"""Proposals on screens: find the other person, see both side by side, and ask a look at them."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Actor, Body, Problem
from chassis.web.pages import Form, go, page, read
from chassis.web.pages.idempotency import new_key
from chassis.web.pages.languages import mark
from databank.access.open_person import open_person
from databank.access.purposes import pages as purposes
from databank.access.purposes.grant import current_grant
from databank.access.purposes.labels import PURPOSE
from databank.access.purposes.pages import GrantId
from databank.access.purposes.store import Grant
from databank.access.shields.visible_people import visible_people
from databank.matching.labels import PHRASES
from databank.persons import labels as person_labels
from databank.persons.store import claims, persons
from databank.review import labels
from databank.review.impact_preview import preview_merge
from databank.review.propose import propose
from databank.review.rules import record_comparison
from databank.review.rules.question import Ground, Kind
from databank.roles import Linker
from databank.screens import labels as screens
from databank.search import store as searches
from databank.search.find import TooOften, search_persons, show_found, survivor_found
from databank.search.pages import SearchForm, too_often_page
from databank.search.rules import MOST_SHOWN, TOO_LITTLE, SearchKind, too_little
from databank.search.store import SearchRow

router = APIRouter(include_in_schema=False)

FOUND = "/splitsen/{person_id}/ander/{search_id}"
NO_CHOICE = mark("Kies eerst met wie je deze persoon vergelijkt.")
Other = Annotated[UUID | None, Query(alias="ander")]


class ProposalForm(Body):
    other: UUID = Field(alias="ander")
    search: UUID = Field(alias="zoekopdracht")
    ground: Ground = Field(alias="grond")


@router.get("/splitsen/{person_id}/ander")
async def get_search(
    request: Request, person_id: UUID, tx: Tx, officer: Linker, grant: GrantId = None
) -> Response:
    """For what was said before, or else for what is known: who says who is who, supervises."""
    given = await current_grant(tx, officer, purposes.session_of(request), grant)
    if given is None:
        known = await purposes.grant_by_task(request, tx, officer, None)
        return go(f"/splitsen/{person_id}/ander?doel={known}")
    return await _asked(request, person_id, tx, officer, given, Form())


@router.post("/splitsen/{person_id}/ander")
async def post_search(request: Request, person_id: UUID, tx: Tx, officer: Linker) -> Response:
    """As every search: counted, logged, and nothing of what was typed in an address."""
    form = await read(request, SearchForm)
    if form.model is None and not form.errors.keys() - {"doel", "sleutel"}:
        raise Problem(422, "ongeldig", mark("Open de zoekpagina opnieuw."))
    sent = form.model
    session = purposes.session_of(request)
    given = await current_grant(tx, officer, session, sent.purpose) if sent else None
    if sent is not None and given is None:
        return go(f"/splitsen/{person_id}/ander")
    if sent is None or given is None:
        known = await current_grant(tx, officer, session, _id(form.value("doel")))
        if known is None:
            return go(f"/splitsen/{person_id}/ander")
        return await _asked(request, person_id, tx, officer, known, form, status=422)
    wanted = sent.features()
    if too_little(wanted):
        form.errors["familyName"] = TOO_LITTLE
        return await _asked(request, person_id, tx, officer, given, form, status=422)
    if await searches.get(tx.conn, sent.key) is None:
        made = await search_persons(tx, officer, wanted, given, sent.key)
        if isinstance(made, TooOften):
            return too_often_page(request, tx, made)
    return go(FOUND.format(person_id=person_id, search_id=sent.key))


@router.get(FOUND)
async def get_found(
    request: Request,
    person_id: UUID,
    search_id: UUID,
    tx: Tx,
    officer: Linker,
    other: Other = None,
) -> Response:
    """Persons that the search found; with one of them chosen, both side by side."""
    made, given = await _searched(request, tx, officer, search_id)
    if given is None:
        return go(f"/splitsen/{person_id}/ander")
    if other is not None:
        return await _beside(request, person_id, other, tx, officer, made, given, Form())
    return await _found(request, person_id, tx, officer, made, given)


@router.post("/splitsen/{person_id}/voorstel")
async def post_proposal(request: Request, person_id: UUID, tx: Tx, officer: Linker) -> Response:
    """Asked twice it is one question; the same two are never asked about twice."""
    form = await read(request, ProposalForm)
    if form.model is None:
        search_id = _id(form.value("zoekopdracht"))
        if search_id is None:
            raise Problem(422, "ongeldig", NO_CHOICE)
        made, given = await _searched(request, tx, officer, search_id)
        other = _id(form.value("ander"))
        if given is None or other is None:
            return go(FOUND.format(person_id=person_id, search_id=search_id))
        form.errors = {"voorstel-grond": mark("Zeg waarop je dit steunt.")}
        return await _beside(request, person_id, other, tx, officer, made, given, form, status=422)
    sent = form.model
    made, given = await _searched(request, tx, officer, sent.search)
    if given is None:
        return go(f"/splitsen/{person_id}/ander")
    if sent.other not in await _found_ids(tx, made):
        raise Problem(422, "ongeldig", NO_CHOICE)
    review_id = await propose(tx, officer, person_id, sent.other, sent.ground, given.purpose)
    return go(f"/identiteiten/{review_id}?soort={Kind.SAMENVOEGEN.value}")


async def _asked(
    request: Request,
    person_id: UUID,
    tx: Transaction,
    officer: Actor,
    given: Grant,
    form: Form[SearchForm],
    *,
    status: int = 200,
) -> Response:
    await open_person(tx, officer, person_id, given.purpose)
    return page(
        request,
        "propose_search.html",
        status=status,
        **await _common(tx, officer, person_id, given, form),
    )


async def _found(
    request: Request,
    person_id: UUID,
    tx: Transaction,
    officer: Actor,
    made: SearchRow,
    given: Grant,
) -> Response:
    await open_person(tx, officer, person_id, given.purpose)
    found = await show_found(tx, officer, made, given.purpose)
    return page(
        request,
        "propose_found.html",
        too_many=made.too_many,
        search_id=made.id,
        is_itself=any(person.person_id == person_id for person in found),
        persons=[person for person in found if person.person_id != person_id],
        **await _common(tx, officer, person_id, given, Form()),
    )


async def _beside(
    request: Request,
    person_id: UUID,
    other: UUID,
    tx: Transaction,
    officer: Actor,
    made: SearchRow,
    given: Grant,
    form: Form[ProposalForm],
    *,
    status: int = 200,
) -> Response:
    """Only of whom the search found: an address that somebody made up opens nobody's file."""
    if other not in await _found_ids(tx, made) or other == person_id:
        raise Problem.not_found(mark("Deze persoon"))
    for each in (person_id, other):
        person = await open_person(tx, officer, each, given.purpose)
        if person.merged_into is not None:
            return go(f"/splitsen/{await persons.survivor(tx.conn, person_id)}/ander")
    sides = [await claims.of_person(tx.conn, each) for each in (person_id, other)]
    ours, theirs = ([claim.raw() for claim in side] for side in sides)
    levels = record_comparison.levels(ours[-1], theirs[-1])
    return page(
        request,
        "propose_compare.html",
        status=status,
        other=other,
        search_id=made.id,
        fields=record_comparison.compare(ours, theirs, levels),
        sides=sides,
        impact=await preview_merge(tx, person_id, other),
        **await _common(tx, officer, person_id, given, form),
    )


async def _searched(
    request: Request, tx: Transaction, officer: Actor, search_id: UUID
) -> tuple[SearchRow, Grant | None]:
    made = await searches.get(tx.conn, search_id)
    session = purposes.session_of(request)
    if made is None or made.kind != SearchKind.PERSOON or made.session != session:
        raise Problem.not_found(mark("Deze zoekopdracht"))
    return made, await current_grant(tx, officer, session, made.grant_id)


async def _found_ids(tx: Transaction, made: SearchRow) -> set[UUID | None]:
    return {await survivor_found(tx, hit) for hit in made.found}


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


async def _common(
    tx: Transaction, officer: Actor, person_id: UUID, given: Grant, form: Form[Any]
) -> dict[str, Any]:
    return {
        "form": form,
        "grant": given,
        "key": form.value("sleutel") or new_key(),
        "person_id": person_id,
        "people": await visible_people(tx, officer, [person_id]),
        "action": f"/splitsen/{person_id}/ander",
        "person_labels": person_labels,
        "PURPOSE": PURPOSE,
        "PHRASES": PHRASES,
        "labels": labels,
        "screens": screens,
        "most": MOST_SHOWN,
    }
