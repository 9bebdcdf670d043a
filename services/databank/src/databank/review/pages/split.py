"""Splits on screens: choose what is of somebody else, see what it changes, say it. And back."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import FieldRefusedError, NotFoundError, NotPermittedError, RefusedError
from chassis.web import Actor, Body, Function, Problem
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.idempotency import is_first, new_key
from chassis.web.pages.languages import mark
from databank.access.open_person import open_person
from databank.access.purposes.pages import GrantId
from databank.persons.store import claims, persons
from databank.review import labels
from databank.review.impact_preview import preview_split
from databank.review.merge import Decision
from databank.review.read_history import read_history
from databank.review.rules.change import ChangeKind
from databank.review.rules.question import Ground
from databank.review.rules.refusals import EarlierVerdict, OpposedError
from databank.review.split import SplitPlan, split_person
from databank.review.undo import undo_merge
from databank.roles import TOEZICHT, Linker, Officer
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
    form: Form[SplitForm] = Form(values={"gegeven": [str(claim_id) for claim_id in chosen]})
    return await _sure(request, person_id, tx, officer, form)


@router.post("/splitsen/{person_id}")
async def post_split(request: Request, person_id: UUID, tx: Tx, officer: Linker) -> Response:
    form = await read(request, SplitForm)
    if form.model is None:
        if "grond" in form.errors:
            form.errors["grond"] = mark("Zeg waarop je dit steunt.")
        return await _sure(request, person_id, tx, officer, form, status=422)
    sent = form.model
    decision = Decision(officer.subject, sent.ground, overrules=frozenset(sent.overrules))
    try:
        async with tx.conn.transaction():
            if await is_first(tx, sent.key):
                plan = SplitPlan(frozenset(sent.chosen))
                await split_person(tx, officer, person_id, plan, decision, TOEZICHT)
                text = _("De gegevens staan nu bij een andere persoon. Wat erop steunde, volgt.")
                await tell(tx, request, text)
    except RefusedError as refusal:
        verdicts, status = _against(refusal, form)
        return await _sure(request, person_id, tx, officer, form, verdicts, status=status)
    return go(f"/splitsen/{person_id}")


@router.post("/splitsen/{person_id}/ongedaan")
async def post_undo(request: Request, person_id: UUID, tx: Tx, officer: Linker) -> Response:
    form = await read(request, UndoForm)
    if form.model is None:
        raise Problem(422, "ongeldig", mark("Open de geschiedenis opnieuw."))
    sent = form.model
    decision = Decision(officer.subject, Ground.VERGISSING, overrules=frozenset(sent.overrules))
    try:
        async with tx.conn.transaction():
            if await is_first(tx, sent.key):
                await undo_merge(tx, officer, sent.change_id, decision, TOEZICHT)
                await tell(tx, request, _("De samenvoeging is ongedaan gemaakt."))
    except RefusedError as refusal:
        verdicts, status = _against(refusal, form)
        return await _claims(request, person_id, tx, officer, form, verdicts, status=status)
    return go(f"/splitsen/{person_id}")


def _against(refusal: RefusedError, form: Form[Any]) -> tuple[list[EarlierVerdict], int]:
    """Earlier verdicts that the officer may overrule, and the status of the page; other refusals
    stand at their field."""
    match refusal:
        case NotFoundError() | NotPermittedError():
            raise refusal
        case OpposedError():
            form.errors[""] = _("Een collega oordeelde eerder anders. Bekijk dat oordeel eerst.")
            return refusal.verdicts, 409
        case FieldRefusedError():
            form.errors["gegeven"] = refusal.reason
            return [], 422
        case _:
            form.errors[""] = refusal.reason
            return [], 409


async def _claims(
    request: Request,
    person_id: UUID,
    tx: Transaction,
    officer: Actor,
    form: Form[Any],
    verdicts: list[EarlierVerdict] | None = None,
    *,
    grant: UUID | None = None,
    status: int = 200,
) -> Response:
    history = await read_history(tx, officer, person_id, TOEZICHT)
    return page(
        request,
        "split.html",
        status=status,
        grant=grant,
        person_id=person_id,
        claims=await claims.of_person(tx.conn, person_id),
        history=history,
        verdicts=verdicts or [],
        ChangeKind=ChangeKind,
        **_common(form, officer),
    )


async def _sure(
    request: Request,
    person_id: UUID,
    tx: Transaction,
    officer: Actor,
    form: Form[SplitForm],
    verdicts: list[EarlierVerdict] | None = None,
    *,
    status: int = 200,
) -> Response:
    person = await persons.get(tx.conn, person_id)
    if person is None or person.merged_into is not None:
        raise Problem.not_found(mark("Deze persoon"))
    chosen = set(form.chosen("gegeven"))
    known = await claims.of_person(tx.conn, person_id)
    going = [claim for claim in known if str(claim.id) in chosen]
    staying = [claim for claim in known if str(claim.id) not in chosen]
    if not going or not staying:
        form.errors = {
            "gegeven": mark("Kies minstens één gegeven, en laat er minstens één bij deze persoon.")
        }
        return await _claims(request, person_id, tx, officer, form, status=422)
    await open_person(tx, officer, person_id, TOEZICHT)
    return page(
        request,
        "split_sure.html",
        status=status,
        person_id=person_id,
        going=going,
        staying=staying,
        impact=await preview_split(tx, person_id, [claim.id for claim in going]),
        verdicts=verdicts or [],
        **_common(form, officer),
    )


def _common(form: Form[Any], officer: Actor) -> dict[str, Any]:
    return {
        "form": form,
        "key": new_key(),
        "labels": labels,
        "screens": screens,
        "is_linker": officer.function is Function.POLITIE_AGENT,
    }
