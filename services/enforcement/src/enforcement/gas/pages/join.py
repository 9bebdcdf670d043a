"""The page on which a fine case goes into another: suggestions, or a number that somebody knows."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import FieldRefusedError, NotFoundError, RefusedError
from chassis.web import Actor, Body
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.languages import mark
from enforcement.cases.pages.people import CaseReader
from enforcement.cases.rules import CaseKind
from enforcement.cases.store import case_list
from enforcement.cases.store.timeline import By
from enforcement.gas import labels, store
from enforcement.gas.join import join
from enforcement.gas.rules import Likeness
from enforcement.gas.suggest_joins import Suggestion, suggest_joins

router = APIRouter(include_in_schema=False)


class JoinForm(Body):
    """A suggestion, or else the number of another case."""

    into: UUID | None = Field(default=None, alias="dossier")
    number: str | None = Field(default=None, max_length=40, alias="nummer")
    same_person: bool = Field(default=False, alias="zelfde")


FIELDS = {"intoId": "nummer", "samePerson": "zelfde"}


@router.get("/dossiers/{case_id}/voegen")
async def get_join(request: Request, case_id: UUID, tx: Tx, _actor: CaseReader) -> Response:
    return await _show(request, tx, case_id, Form())


@router.post("/dossiers/{case_id}/voegen")
async def post_join(request: Request, case_id: UUID, tx: Tx, actor: CaseReader) -> Response:
    form = await read(request, JoinForm)
    into = None if form.model is None else await _chosen(tx, form.model)
    if form.model is not None and into is None:
        form.errors = {
            "nummer": mark("Kies een dossier, of vul het nummer van een GAS-dossier in.")
        }
    if form.model is None or into is None:
        return await _show(request, tx, case_id, form, status=422)
    try:
        await _join(tx, case_id, into, actor, same_person=form.model.same_person)
    except NotFoundError:
        raise
    except FieldRefusedError as refusal:
        form.errors[FIELDS[refusal.field]] = refusal.reason
    except RefusedError as refusal:
        form.errors[""] = refusal.reason
    if form.errors:
        return await _show(request, tx, case_id, form, status=422)
    await tell(tx, request, _("De feiten staan nu in dit dossier."))
    return go(f"/dossiers/{into}")


async def _join(
    tx: Transaction, case_id: UUID, into: UUID, actor: Actor, *, same_person: bool
) -> None:
    async with tx.savepoint():
        await join(tx, case_id, into, By.actor(actor), same_person=same_person)


async def _chosen(tx: Transaction, form: JoinForm) -> UUID | None:
    if form.number:
        case = await store.by_number(tx, form.number.strip().upper())
        return None if case is None else case.case_id
    return form.into


async def _show(
    request: Request, tx: Transaction, case_id: UUID, form: Form[Any], *, status: int = 200
) -> Response:
    case = await store.get(tx, case_id)
    joined = await store.join_of(tx, case_id)
    suggested = [] if joined else await suggest_joins(tx, case)
    return page(
        request,
        "gas_join.html",
        status=status,
        case=await case_list.head(tx, case_id, {CaseKind.GAS}),
        suggested=[(each, _words(each)) for each in suggested],
        form=form,
    )


def _words(suggestion: Suggestion) -> str:
    return ", ".join(_(labels.LIKENESS[Likeness(each)]) for each in suggestion.likenesses)
