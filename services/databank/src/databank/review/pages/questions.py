"""Who is who: one question after the other, two persons side by side, and people's answers."""

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
from databank.access.roles import TOEZICHT, Linker, Officer
from databank.access.shields.shield import closed_to
from databank.review import answer as reviewing
from databank.review import labels
from databank.review.api import answers
from databank.review.api.answers import AnswerBody
from databank.review.api.questions import get_review, summaries
from databank.review.pages import comparison
from databank.review.rules.question import Answer, Ground, Kind, State
from databank.review.store import own_answers, questions
from databank.review.store import queue as review_queue
from databank.review.undo import may_take_back, take_back

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
    def body(self) -> AnswerBody:
        return AnswerBody(
            answer=self.answer,
            ground=self.ground,
            person_id=self.person_id,
            belongs_to=self.belongs_to,
            overrules=self.overrules,
        )


class NextForm(Body):
    queue: Kind | None = Field(default=None, alias="soort")
    after: UUID | None = Field(default=None, alias="na")


class BackForm(Body):
    key: UUID = Field(alias="sleutel")


@router.get("/identiteiten")
async def get_queue(request: Request, tx: Tx, officer: Officer, kind: Queue = None) -> Response:
    """By expected information; without names, which are opened one question at a time."""
    rows = await review_queue.listed(
        tx.conn,
        State.OPEN,
        kind=kind,
        reason=None,
        person_id=None,
        held_by=None,
        now=tx.now,
        offset=0,
        limit=SHOWN,
    )
    return page(
        request,
        "reviews.html",
        reviews=await summaries(tx, officer, rows),
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
    sent = form.model
    if sent.after is not None:
        row = await questions.hold(tx.conn, sent.after)
        if row is not None and row["state"] == State.OPEN and row["held_by"] == officer.subject:
            await reviewing.release(tx, sent.after, officer.subject)
    return await _next(request, tx, officer, sent.queue, sent.after)


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
) -> list[dict[str, str]] | None:
    """None when it is done; else the earlier verdicts against it, which the officer looks at."""
    sent = form.model
    assert sent is not None
    try:
        async with tx.conn.transaction():
            if await is_first(tx, sent.key):
                await answers.post_answer(review_id, sent.body, tx, officer, TOEZICHT)
                text = {
                    Answer.DEZELFDE: _("Bewaard: dezelfde persoon."),
                    Answer.ANDERE: _("Bewaard: iemand anders."),
                    Answer.NIET_TE_ZEGGEN: _("Bewaard: niet te zeggen."),
                }[sent.answer]
                await tell(tx, request, text)
    except Problem as problem:
        if problem.code != "ander-oordeel" or problem.extra is None:
            raise
        form.errors[""] = _("Een collega oordeelde eerder anders. Bekijk dat oordeel eerst.")
        return list(problem.extra["verdicts"])
    return None


async def _next(
    request: Request, tx: Transaction, officer: Actor, kind: Kind | None, after: UUID | None
) -> Response:
    queue = f"?soort={kind.value}" if kind else ""
    found = await review_queue.next_of(tx.conn, kind, officer.subject, tx.now, after)
    while found is not None and await _is_shielded(tx, officer, found):
        found = await review_queue.next_of(tx.conn, kind, officer.subject, tx.now, found)
    if found is None:
        await tell(tx, request, _("Er zijn geen vragen meer in deze lijst."))
        return go(f"/identiteiten{queue}")
    await reviewing.take(tx, found, officer.subject)
    return go(f"/identiteiten/{found}{queue}")


async def _is_shielded(tx: Transaction, officer: Actor, review_id: UUID) -> bool:
    row = await questions.get(tx.conn, review_id)
    assert row is not None  # it was just found
    asked = await reviewing.question(tx, row)
    return bool(await closed_to(tx, officer, [asked.person_id, *asked.others]))


async def _one(
    request: Request,
    review_id: UUID,
    tx: Transaction,
    officer: Actor,
    kind: Kind | None,
    form: Form[AnswerForm],
    verdicts: list[dict[str, str]] | None = None,
    *,
    status: int = 200,
) -> Response:
    view = await get_review(review_id, tx, officer, TOEZICHT)
    row = await questions.get(tx.conn, review_id)
    assert row is not None  # it was just shown
    return page(
        request,
        "review.html",
        status=status,
        review=view,
        sides=[comparison.side(other) for other in view.others],
        answered=row["answer"] and Answer(row["answer"]),
        answered_at=row["answered_at"],
        may_take_back=_links(officer) and may_take_back(row, officer.subject, tx),
        is_mine=view.held_by in (None, officer.subject),
        is_linker=_links(officer),
        verdicts=verdicts or [],
        **comparison.words_for(form, kind),
    )


async def _sure(
    request: Request,
    review_id: UUID,
    tx: Transaction,
    officer: Actor,
    person_id: UUID,
    kind: Kind | None,
    form: Form[AnswerForm],
    verdicts: list[dict[str, str]] | None = None,
    *,
    status: int = 200,
) -> Response:
    """What the merge would change, before anybody says yes."""
    view = await get_review(review_id, tx, officer, TOEZICHT)
    other = next((one for one in view.others if one.person_id == person_id), None)
    if other is None or view.state is not State.OPEN:
        raise Problem.not_found(mark("Deze vraag"))
    return page(
        request,
        "merge.html",
        status=status,
        review=view,
        other=other,
        outlook=next((one for one in view.outlook if one.person_id == person_id), None),
        verdicts=verdicts or [],
        **comparison.words_for(form, kind),
    )


def _links(officer: Actor) -> bool:
    return officer.function is Function.POLITIE_AGENT
