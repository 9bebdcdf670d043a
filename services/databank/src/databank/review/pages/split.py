"""One person who is two: choose what is of somebody else, see what it changes, say it. And back."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Actor, Body, Function, Problem
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.idempotency import is_first, new_key
from chassis.web.pages.languages import mark
from databank.access.purposes.pages import GrantId
from databank.access.roles import TOEZICHT, Linker, Officer
from databank.files.api.persons import ClaimView
from databank.matching.store import claims, persons
from databank.review import labels
from databank.review.api import merges
from databank.review.api.merges import SplitBody, UndoBody
from databank.review.impact_preview import outlook_of_split
from databank.review.merge import MERGED
from databank.review.rules.question import Ground
from databank.screens import labels as screens

router = APIRouter(include_in_schema=False)

Chosen = Annotated[list[UUID], Query(alias="gegeven", max_length=1000)]


class SplitForm(Body):
    chosen: list[UUID] = Field(default_factory=list, alias="gegeven", max_length=1000)
    ground: Ground = Field(alias="grond")
    overrules: list[UUID] = Field(default_factory=list, alias="herzien", max_length=1000)
    key: UUID = Field(alias="sleutel")


class UndoForm(Body):
    change_id: UUID = Field(alias="wijziging")
    overrules: list[UUID] = Field(default_factory=list, alias="herzien", max_length=1000)
    key: UUID = Field(alias="sleutel")


@router.get("/splitsen/{person_id}")
async def get_claims(
    request: Request, person_id: UUID, tx: Tx, officer: Officer, grant: GrantId = None
) -> Response:
    """All that makes this person, and every merge and split it had a part in."""
    survivor = await persons.survivor(tx.conn, person_id)
    if survivor is None:
        raise Problem.not_found(mark("Deze persoon"))
    if survivor != person_id:
        return go(f"/splitsen/{survivor}")
    return await _claims(request, person_id, tx, officer, Form(), grant=grant)


@router.get("/splitsen/{person_id}/nazicht")
async def get_sure(
    request: Request,
    person_id: UUID,
    tx: Tx,
    officer: Linker,
    chosen: Chosen = [],  # noqa: B006  # FastAPI copies it
) -> Response:
    form: Form[SplitForm] = Form(values={"gegeven": [str(one) for one in chosen]})
    return await _sure(request, person_id, tx, officer, form)


@router.post("/splitsen/{person_id}")
async def post_split(request: Request, person_id: UUID, tx: Tx, officer: Linker) -> Response:
    form = await read(request, SplitForm)
    if form.model is None:
        if "grond" in form.errors:
            form.errors["grond"] = mark("Zeg waarop je dit steunt.")
        return await _sure(request, person_id, tx, officer, form, status=422)
    sent = form.model
    body = SplitBody(claim_ids=sent.chosen, ground=sent.ground, overrules=sent.overrules)
    try:
        async with tx.conn.transaction():
            if await is_first(tx, sent.key):
                await merges.post_split(person_id, body, tx, officer, TOEZICHT)
                text = _("De gegevens staan nu bij een andere persoon. Wat erop steunde, volgt.")
                await tell(tx, request, text)
    except Problem as problem:
        return await _sure(
            request, person_id, tx, officer, form, _against(problem, form), status=problem.status
        )
    return go(f"/splitsen/{person_id}")


@router.post("/splitsen/{person_id}/ongedaan")
async def post_undo(request: Request, person_id: UUID, tx: Tx, officer: Linker) -> Response:
    form = await read(request, UndoForm)
    if form.model is None:
        raise Problem(422, "ongeldig", mark("Open de geschiedenis opnieuw."))
    sent = form.model
    body = UndoBody(ground=Ground.VERGISSING, overrules=sent.overrules)
    try:
        async with tx.conn.transaction():
            if await is_first(tx, sent.key):
                await merges.post_undo(sent.change_id, body, tx, officer, TOEZICHT)
                await tell(tx, request, _("De samenvoeging is ongedaan gemaakt."))
    except Problem as problem:
        found = _against(problem, form)
        return await _claims(request, person_id, tx, officer, form, found, status=problem.status)
    return go(f"/splitsen/{person_id}")


def _against(problem: Problem, form: Form[Any]) -> list[dict[str, str]]:
    """Earlier verdicts that the officer may overrule; other refusals stand at their field."""
    if problem.status not in (409, 422):
        raise problem
    if problem.code == "ander-oordeel" and problem.extra is not None:
        form.errors[""] = _("Een collega oordeelde eerder anders. Bekijk dat oordeel eerst.")
        return list(problem.extra["verdicts"])
    if problem.errors:
        form.errors["gegeven"] = problem.errors[0].reason
    else:
        form.errors[""] = problem.title
    return []


async def _claims(
    request: Request,
    person_id: UUID,
    tx: Transaction,
    officer: Actor,
    form: Form[Any],
    verdicts: list[dict[str, str]] | None = None,
    *,
    grant: UUID | None = None,
    status: int = 200,
) -> Response:
    history = await merges.get_history(person_id, tx, officer, TOEZICHT)
    rows = await claims.of_person(tx.conn, person_id)
    return page(
        request,
        "split.html",
        status=status,
        grant=grant,
        person_id=person_id,
        claims=[ClaimView.of(row) for row in rows],
        history=history,
        verdicts=verdicts or [],
        MERGED=MERGED,
        **_common(form, officer),
    )


async def _sure(
    request: Request,
    person_id: UUID,
    tx: Transaction,
    officer: Actor,
    form: Form[SplitForm],
    verdicts: list[dict[str, str]] | None = None,
    *,
    status: int = 200,
) -> Response:
    row = await persons.get(tx.conn, person_id)
    if row is None or row.merged_into is not None:
        raise Problem.not_found(mark("Deze persoon"))
    chosen = set(form.chosen("gegeven"))
    rows = await claims.of_person(tx.conn, person_id)
    going = [row for row in rows if str(row.id) in chosen]
    staying = [row for row in rows if str(row.id) not in chosen]
    if not going or not staying:
        form.errors = {
            "gegeven": mark("Kies minstens één gegeven, en laat er minstens één bij deze persoon.")
        }
        return await _claims(request, person_id, tx, officer, form, status=422)
    await merges.get_history(person_id, tx, officer, TOEZICHT)
    return page(
        request,
        "split_sure.html",
        status=status,
        person_id=person_id,
        going=[ClaimView.of(row) for row in going],
        staying=[ClaimView.of(row) for row in staying],
        outlook=await outlook_of_split(tx, person_id, [row.id for row in going]),
        verdicts=verdicts or [],
        **_common(form, officer),
    )


def _common(form: Form[Any], officer: Actor) -> dict[str, Any]:
    return {
        "form": form,
        "key": new_key(),
        "labels": labels,
        "words": screens,
        "is_linker": officer.function is Function.POLITIE_AGENT,
    }
