"""Lists of letters: to check, to post, under way; each dealt with in one act."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import FieldRefusedError, RefusedError
from chassis.web import Actor, Body
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.languages import ngettext
from enforcement.functions import LAWYERS
from enforcement.notifications import labels
from enforcement.notifications.awaited import asked_by
from enforcement.notifications.check import check
from enforcement.notifications.each_letter import Outcome, each_letter
from enforcement.notifications.enclosures import without_report
from enforcement.notifications.hand_over import hand_over
from enforcement.notifications.labels import ToDo
from enforcement.notifications.pages.awaited import NOTHING_CHOSEN, PATH
from enforcement.notifications.pages.counts import STATES, counted
from enforcement.notifications.pages.people import LetterWriter
from enforcement.notifications.post import post
from enforcement.notifications.recheck import blocked
from enforcement.notifications.scope import kinds_of
from enforcement.notifications.sender import LIST, PRINT, PrintAndPostList
from enforcement.notifications.store import awaited, letters
from enforcement.notifications.store.letters import Letter

router = APIRouter(include_in_schema=False)

MOST = 100
"""Letters on one page of a list, and in one act."""
TO_LEAVE = (ToDo.NAKIJKEN, ToDo.POSTEN)
FIELDS = {"postedOn": "gepost", "enclosesReport": "pv"}
"""Fields of the operation, as the form has them."""


Number = Annotated[int, Query(alias="page", ge=1, le=10_000)]


class CheckForm(Body):
    letters: list[UUID] = Field(default=[], alias="brief", max_length=MOST)


class PostForm(Body):
    """``rows`` and ``numbers`` go together, also where a letter was not chosen.

    ``left_before``: the letters were away before their cases changed.
    """

    letters: list[UUID] = Field(default=[], alias="brief", max_length=MOST)
    posted_on: date = Field(alias="gepost")
    left_before: bool = Field(default=False, alias="vooraf")
    encloses_report: bool = Field(default=False, alias="pv")
    rows: list[UUID] = Field(default=[], alias="rij", max_length=MOST)
    numbers: list[Annotated[str, Field(max_length=40)]] = Field(
        default=[], alias="nummer", max_length=MOST
    )


@router.get("/brieven")
async def get_letters(
    request: Request,
    tx: Tx,
    actor: LetterWriter,
    which: Annotated[ToDo | None, Query(alias="lijst")] = None,
    case_id: Annotated[UUID | None, Query(alias="dossier")] = None,
    number: Number = 1,
) -> Response:
    """Without a list the first one that holds something; who checks for others begins with what
    is to be checked. No person is named.
    """
    if case_id is not None:
        return go(f"/brieven/dossier/{case_id}")
    if which is None:
        counts = await _counts(tx, actor)
        first = [ToDo.NAKIJKEN] if actor.function in LAWYERS else []
        which = next((todo for todo in (*first, *counts) if counts[todo]), ToDo.MAKEN)
    if which is ToDo.MAKEN:
        return go(PATH)
    return await _show(request, tx, actor, which, Form(), number=number)


@router.post("/brieven/nakijken")
async def post_checks(request: Request, tx: Tx, actor: LetterWriter) -> Response:
    form = await read(request, CheckForm)
    if form.model is None or not form.model.letters:
        return await _again(request, tx, actor, ToDo.NAKIJKEN, form)
    outcome = await each_letter(tx, form.model.letters, lambda one: check(tx, one, actor))
    if not outcome.done:
        form.errors[""] = outcome.refused[0].why.reason
        return await _again(request, tx, actor, ToDo.NAKIJKEN, form)
    checked = len(outcome.done)
    text = ngettext("%(num)s brief nagekeken.", "%(num)s brieven nagekeken.", checked)
    await tell(tx, request, text % {"num": checked})
    await _tell_refused(tx, request, outcome)
    return go(f"/brieven?lijst={ToDo.POSTEN}")


@router.post("/brieven/posten")
async def post_postings(request: Request, tx: Tx, actor: LetterWriter) -> Response:
    form = await read(request, PostForm)
    if form.model is None or not form.model.letters:
        return await _again(request, tx, actor, ToDo.POSTEN, form)
    given = zip(form.chosen("rij"), form.chosen("nummer"), strict=False)
    numbers = {UUID(row): number.strip() for row, number in given if number.strip()}
    sent = form.model

    async def post_one(letter: Sequence[UUID]) -> Sequence[Letter]:
        return await post(
            tx,
            letter,
            sent.posted_on,
            actor,
            numbers,
            left_before=sent.left_before,
            encloses_report=sent.encloses_report,
        )

    outcome = await each_letter(tx, sent.letters, post_one)
    if not outcome.done:
        why = outcome.refused[0].why
        named = why.field if isinstance(why, FieldRefusedError) else ""
        form.errors[FIELDS.get(named, "")] = why.reason
        return await _again(request, tx, actor, ToDo.POSTEN, form)
    posted = len(outcome.done)
    text = ngettext("%(num)s brief is gepost.", "%(num)s brieven zijn gepost.", posted)
    await tell(tx, request, text % {"num": posted})
    await _tell_refused(tx, request, outcome)
    return go(f"/brieven?lijst={ToDo.ONDERWEG}")


@router.get("/brieven/alle.pdf")
async def get_print(
    tx: Tx, actor: LetterWriter, which: Annotated[ToDo, Query(alias="lijst")], number: Number = 1
) -> Response:
    """The letters of a page as they go out, each on sheets of its own, with its enclosures."""
    return await _file(tx, actor, which, number, PRINT, "application/pdf")


@router.get("/brieven/postlijst.csv")
async def get_post_list(tx: Tx, actor: LetterWriter, number: Number = 1) -> Response:
    """The list for the post office of the letters of a page that may leave now."""
    return await _file(tx, actor, ToDo.POSTEN, number, LIST, "text/csv; charset=utf-8")


async def _tell_refused(tx: Transaction, request: Request, outcome: Outcome) -> None:
    """Of each letter that stays where it was: the number of its case, and why."""
    for refused in outcome.refused:
        await tell(tx, request, f"{refused.case_number}: {_(refused.why.reason)}", "warning")


async def _file(
    tx: Transaction, actor: Actor, which: ToDo, number: int, name: str, media_type: str
) -> Response:
    if which not in STATES:
        raise RefusedError(_("Van deze lijst zijn er nog geen brieven."))
    chosen = (await _in(tx, actor, which, number))[:MOST]
    consignment = await hand_over(tx, PrintAndPostList(), actor, chosen)
    headers = {
        "Content-Disposition": f'inline; filename="{name}"',
        "Cache-Control": "no-store",
    }
    return Response(consignment.files[name], media_type=media_type, headers=headers)


async def _in(tx: Transaction, actor: Actor, which: ToDo, number: int) -> Sequence[Letter]:
    """One letter more than the page holds, when there are more."""
    kinds, offset = kinds_of(actor.function), (number - 1) * MOST
    return await letters.in_state(tx, STATES[which], kinds, offset, MOST + 1)


async def _again(
    request: Request, tx: Transaction, actor: Actor, which: ToDo, form: Form[Any]
) -> Response:
    if not form.errors:
        form.errors[""] = NOTHING_CHOSEN
    return await _show(request, tx, actor, which, form, status=422)


async def _counts(tx: Transaction, actor: Actor) -> dict[ToDo, int]:
    to_make = await awaited.numbers(tx, asked_by(actor.function))
    return await counted(tx, actor.function, to_make)


async def _show(
    request: Request,
    tx: Transaction,
    actor: Actor,
    which: ToDo,
    form: Form[Any],
    *,
    status: int = 200,
    number: int = 1,
) -> Response:
    counts = await _counts(tx, actor)
    rows = await _in(tx, actor, which, number)
    return page(
        request,
        "letters.html",
        status=status,
        which=which,
        counts=counts,
        rows=rows[:MOST],
        blocked=await blocked(tx, rows[:MOST]),
        bare=await without_report(tx, rows[:MOST]) if which in TO_LEAVE else set(),
        number=number,
        more=counts[which] > number * MOST,
        me=actor.subject,
        today=city_day(tx.now),
        numbers=dict(zip(form.chosen("rij"), form.chosen("nummer"), strict=False)),
        form=form,
        labels=labels,
        ToDo=ToDo,
    )
