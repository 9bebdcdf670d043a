"""Questions of identity on screens: one after the other, both sides, and people's answers."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Actor, Body, Function, Problem
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.idempotency import is_first
from chassis.web.pages.languages import mark
from databank.matching.rules.second_look import FITS_ANOTHER
from databank.review import labels
from databank.review.answer import OfficerAnswer, answer
from databank.review.hold_question import hold_next
from databank.review.pages import comparison
from databank.review.pages.comparison import ShownSide
from databank.review.read_question import read_question, read_queue
from databank.review.rules.question import Answer, Ground, Kind, State
from databank.review.rules.refusals import EarlierVerdict, OpposedError
from databank.review.store import own_answers, questions
from databank.review.take_back import take_back
from databank.roles import TOEZICHT, Linker, Officer, log_list

router = APIRouter(include_in_schema=False)

SHOWN = 50
LAST = 5
LOOK_BACK = timedelta(days=1)

Queue = Annotated[Kind | None, Query(alias="soort")]


class AnswerForm(Body):
    """``ground`` is a code; ``queue`` is the one in which the officer works, for the next one."""

    answer: Answer = Field(alias="antwoord")
    ground: Ground = Field(default=Ground.GEGEVENS_VERGELEKEN, alias="grond")
    person_id: UUID | None = Field(default=None, alias="persoon")
    belongs_to: UUID | None = Field(default=None, alias="hoortBij")
    overrules: list[UUID] = Field(default_factory=list, alias="herzien")
    queue: Kind | None = Field(default=None, alias="soort")
    key: UUID = Field(alias="sleutel")

    @property
    def given(self) -> OfficerAnswer:
        return OfficerAnswer(
            self.answer,
            self.ground,
            self.person_id,
            self.belongs_to,
            frozenset(self.overrules),
        )


class NextForm(Body):
    queue: Kind | None = Field(default=None, alias="soort")
    after: UUID | None = Field(default=None, alias="na")


class BackForm(Body):
    key: UUID = Field(alias="sleutel")


@router.get("/identiteiten")
async def get_queue(request: Request, tx: Tx, officer: Officer, kind: Queue = None) -> Response:
    """By expected information; without names, which are opened one question at a time."""
    reviews = await read_queue(tx, kind=kind, limit=SHOWN)
    await log_list(tx, officer, "questions", f"{len(reviews)} vragen", TOEZICHT)
    return page(
        request,
        "questions.html",
        reviews=reviews,
        waiting=await questions.waiting(tx.conn),
        last=await own_answers.answered_by(tx.conn, officer.subject, tx.now - LOOK_BACK, LAST),
        kind=kind,
        Kind=Kind,
        Answer=Answer,
        labels=labels,
        me=officer.subject,
        is_linker=_links(officer),
        now=tx.now,
    )


@router.post("/identiteiten/volgende")
async def post_next(request: Request, tx: Tx, officer: Linker) -> Response:
    """Hold the next question that is free, and open it; the one that is passed over is let go."""
    form = await read(request, NextForm)
    if form.model is None:
        raise Problem(422, "ongeldig", mark("Open de vraag opnieuw."))
    return await _next(request, tx, officer, form.model.queue, form.model.after)


@router.get("/identiteiten/{review_id}")
async def get_one(
    request: Request, review_id: UUID, tx: Tx, officer: Officer, kind: Queue = None
) -> Response:
    return await _one(request, review_id, tx, officer, kind, Form())


@router.post("/identiteiten/{review_id}")
async def post_answer(request: Request, review_id: UUID, tx: Tx, officer: Linker) -> Response:
    """Everything but a merge is done at once; before a merge its consequences are shown."""
    form = await read(request, AnswerForm)
    if form.model is None:
        form.errors = {"antwoord": mark("Kies een antwoord.")}
        return await _one(request, review_id, tx, officer, None, form, status=422)
    sent = form.model
    if sent.answer is Answer.DEZELFDE and sent.person_id is not None:
        queue = f"&soort={sent.queue.value}" if sent.queue else ""
        return go(
            f"/identiteiten/{review_id}/samenvoegen?persoon={sent.person_id}"
            f"&grond={sent.ground.value}{queue}"
        )
    again = await _answer(request, review_id, tx, officer, form)
    if again is not None:
        return await _one(request, review_id, tx, officer, sent.queue, form, again, status=409)
    return await _next(request, tx, officer, sent.queue, None)


@router.get("/identiteiten/{review_id}/samenvoegen")
async def get_merge(
    request: Request,
    review_id: UUID,
    tx: Tx,
    officer: Linker,
    person_id: Annotated[UUID, Query(alias="persoon")],
    ground: Annotated[Ground, Query(alias="grond")] = Ground.GEGEVENS_VERGELEKEN,
    kind: Queue = None,
) -> Response:
    form: Form[AnswerForm] = Form(values={"grond": [ground.value]})
    return await _sure(request, review_id, tx, officer, person_id, kind, form)


@router.post("/identiteiten/{review_id}/samenvoegen")
async def post_merge(request: Request, review_id: UUID, tx: Tx, officer: Linker) -> Response:
    form = await read(request, AnswerForm)
    if form.model is None or form.model.person_id is None:
        raise Problem(422, "ongeldig", mark("Kies met wie je samenvoegt."))
    sent = form.model
    again = await _answer(request, review_id, tx, officer, form)
    if again is not None:
        other = form.model.person_id
        return await _sure(
            request, review_id, tx, officer, other, sent.queue, form, again, status=409
        )
    return await _next(request, tx, officer, sent.queue, None)


@router.post("/identiteiten/{review_id}/terug")
async def post_back(request: Request, review_id: UUID, tx: Tx, officer: Linker) -> Response:
    """The officer's own answer, within a day: the question is open again."""
    form = await read(request, BackForm)
    if form.model is None:
        raise Problem(422, "ongeldig", mark("Open de vraag opnieuw."))
    if await is_first(tx, form.model.key):
        await take_back(tx, review_id, officer.subject)
        await tell(tx, request, _("Je antwoord is teruggenomen. De vraag staat weer open."))
    return go(f"/identiteiten/{review_id}")


async def _answer(
    request: Request, review_id: UUID, tx: Transaction, officer: Actor, form: Form[AnswerForm]
) -> list[EarlierVerdict] | None:
    """None when it is done; else the earlier verdicts against it, which the officer looks at."""
    sent = form.model
    assert sent is not None
    try:
        async with tx.conn.transaction():
            if await is_first(tx, sent.key):
                await answer(tx, officer, review_id, sent.given, TOEZICHT)
                text = {
                    Answer.DEZELFDE: _("Bewaard: dezelfde persoon."),
                    Answer.ANDERE: _("Bewaard: iemand anders."),
                    Answer.NIET_TE_ZEGGEN: _("Bewaard: niet te zeggen."),
                }[sent.answer]
                await tell(tx, request, text)
    except OpposedError as refusal:
        form.errors[""] = _("Een collega oordeelde eerder anders. Bekijk dat oordeel eerst.")
        return refusal.verdicts
    return None


async def _next(
    request: Request, tx: Transaction, officer: Actor, kind: Kind | None, after: UUID | None
) -> Response:
    queue = f"?soort={kind.value}" if kind else ""
    review_id = await hold_next(tx, officer, kind, after)
    if review_id is None:
        await tell(tx, request, _("Er zijn geen vragen meer in deze lijst."))
        return go(f"/identiteiten{queue}")
    return go(f"/identiteiten/{review_id}{queue}")


async def _one(
    request: Request,
    review_id: UUID,
    tx: Transaction,
    officer: Actor,
    kind: Kind | None,
    form: Form[AnswerForm],
    verdicts: list[EarlierVerdict] | None = None,
    *,
    status: int = 200,
) -> Response:
    detail = await read_question(tx, officer, review_id, TOEZICHT)
    return page(
        request,
        "question.html",
        status=status,
        review=detail,
        is_second_look=detail.reason == FITS_ANOTHER,
        sides=[ShownSide.of(other) for other in detail.others],
        may_take_back=_links(officer) and detail.may_take_back,
        is_mine=detail.held_by in (None, officer.subject),
        is_linker=_links(officer),
        verdicts=verdicts or [],
        **comparison.page_values(form, kind),
    )


async def _sure(
    request: Request,
    review_id: UUID,
    tx: Transaction,
    officer: Actor,
    person_id: UUID,
    kind: Kind | None,
    form: Form[AnswerForm],
    verdicts: list[EarlierVerdict] | None = None,
    *,
    status: int = 200,
) -> Response:
    """The merge with all that it would change, before anybody says yes."""
    detail = await read_question(tx, officer, review_id, TOEZICHT)
    other = next((side for side in detail.others if side.person_id == person_id), None)
    if other is None or detail.state is not State.OPEN:
        raise Problem.not_found(mark("Deze vraag"))
    return page(
        request,
        "merge.html",
        status=status,
        review=detail,
        other=other,
        impact=next((each.impact for each in detail.previews if each.person_id == person_id), None),
        verdicts=verdicts or [],
        **comparison.page_values(form, kind),
    )


def _links(officer: Actor) -> bool:
    return officer.function is Function.POLITIE_AGENT
