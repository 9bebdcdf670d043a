"""One letter: as it goes out, what happened to it, and what may follow."""

from datetime import date
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import RefusedError
from chassis.web import Action, Actor, Body, record_access
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from enforcement.case_documents.labels import KIND as DOCUMENTS
from enforcement.case_documents.rules import PROOFS
from enforcement.case_documents.store import documents
from enforcement.cases.rules import FOUND, REVIEW, CaseKind
from enforcement.cases.store import timeline
from enforcement.notifications import labels
from enforcement.notifications.check import cancel
from enforcement.notifications.correspondence import city_texts
from enforcement.notifications.draft import PROCEDURE
from enforcement.notifications.enclosures import without_report
from enforcement.notifications.note_return import note_return
from enforcement.notifications.pages.people import LetterWriter
from enforcement.notifications.post import receive
from enforcement.notifications.recheck import blocked
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.letters import (
    ALLOWED,
    UNSENT,
    LetterState,
    LetterStep,
    ReturnReason,
)
from enforcement.notifications.rules.notification import PRESENTED
from enforcement.notifications.scope import must_see_letters
from enforcement.notifications.store import letters
from enforcement.notifications.store.letters import Letter, LetterContent

router = APIRouter(include_in_schema=False)

FIELDS = {"presentedOn": "ontvangen", "provenOn": "bewezen", "returnedOn": "terug"}
"""Fields of the operations, and what the forms call them."""


class ReceiptForm(Body):
    presented_on: date | None = Field(default=None, alias="ontvangen")
    proven_on: date | None = Field(default=None, alias="bewezen")


class ReturnForm(Body):
    returned_on: date = Field(alias="terug")
    reason: ReturnReason = Field(alias="waarom")


@router.get("/brieven/{letter_id}")
async def get_letter(request: Request, letter_id: UUID, tx: Tx, actor: LetterWriter) -> Response:
    return await _show(request, tx, actor, letter_id, Form())


@router.get("/brieven/{letter_id}/brief.pdf")
async def get_pdf(letter_id: UUID, tx: Tx, actor: LetterWriter) -> Response:
    """The letter itself, byte by byte as it goes out."""
    letter = await _seen(tx, actor, letter_id)
    file = (await documents.files(tx, [letter.document_id]))[letter.document_id]
    headers = {
        "Content-Disposition": 'inline; filename="brief.pdf"',
        "Cache-Control": "no-store",
    }
    return Response(file.content, media_type=file.media_type, headers=headers)


@router.post("/brieven/{letter_id}/ontvangst")
async def post_receipt(request: Request, letter_id: UUID, tx: Tx, actor: LetterWriter) -> Response:
    form = await read(request, ReceiptForm)
    if form.model is not None:
        try:
            letter = await receive(
                tx,
                letter_id,
                actor,
                presented_on=form.model.presented_on,
                proven_on=form.model.proven_on,
            )
        except RefusedError as refusal:
            form.refuse(refusal)
            form.errors = {FIELDS.get(name, name): text for name, text in form.errors.items()}
        else:
            await tell(tx, request, await _received(tx, letter))
            return go(f"/brieven/{letter_id}")
    return await _show(request, tx, actor, letter_id, form, status=422)


async def _received(tx: Transaction, letter: Letter) -> str:
    """Whoever notes it hears at once what cannot be undone by itself."""
    if await timeline.latest(tx, letter.case_id, REVIEW) != tx.now:
        return _("De ontvangst is genoteerd.")
    return _(
        "De ontvangst is genoteerd. Wat al volgde, kwam te vroeg en kan niet vanzelf terug: "
        "kijk in de tijdlijn van het dossier."
    )


@router.post("/brieven/{letter_id}/terug")
async def post_return(request: Request, letter_id: UUID, tx: Tx, actor: LetterWriter) -> Response:
    """Leads to the letters of the case, where a new one begins."""
    form = await read(request, ReturnForm)
    if form.model is None:
        return await _show(request, tx, actor, letter_id, form, status=422)
    try:
        letter = await note_return(tx, letter_id, actor, form.model.returned_on, form.model.reason)
    except RefusedError as refusal:
        form.refuse(refusal)
        form.errors = {FIELDS.get(name, name): text for name, text in form.errors.items()}
        return await _show(request, tx, actor, letter_id, form, status=422)
    await tell(tx, request, _(labels.RETURNED[letter.state is LetterState.TERUGGEKOMEN]))
    return go(f"/brieven/dossier/{letter.case_id}")


@router.post("/brieven/{letter_id}/annuleren")
async def post_cancel(request: Request, letter_id: UUID, tx: Tx, actor: LetterWriter) -> Response:
    letter = await cancel(tx, letter_id, actor)
    await tell(tx, request, _("De brief vertrekt niet."))
    return go(f"/brieven/dossier/{letter.case_id}")


async def _seen(tx: Transaction, actor: Actor, letter_id: UUID) -> Letter:
    """A letter with the name on it: each look is logged."""
    letter = await letters.get(tx, letter_id)
    must_see_letters(actor, [letter])
    await record_access(
        tx,
        actor,
        action=Action.CONSULT,
        subject_kind=letter.case_kind,
        subject_id=letter.case_id,
        purpose=PROCEDURE,
    )
    return letter


async def _is_reworded(tx: Transaction, letter: Letter, content: LetterContent) -> bool:
    """Whether the city wrote other texts since for a letter that did not leave."""
    kind = LetterKind(letter.kind)
    now = await city_texts(tx, CaseKind(letter.case_kind), kind, city_day(tx.now))
    return {*now.ids} != {*content.texts}


async def _show(
    request: Request,
    tx: Transaction,
    actor: Actor,
    letter_id: UUID,
    form: Form[Any],
    *,
    status: int = 200,
) -> Response:
    letter = await _seen(tx, actor, letter_id)
    content = letters.content_of(tx, letter)
    return page(
        request,
        "letter.html",
        status=status,
        letter=letter,
        address=content.address,
        form=form,
        labels=labels,
        mine=letter.drafted_by == actor.subject,
        blocked=(await blocked(tx, [letter])).get(letter_id),
        bare=letter.state in UNSENT and bool(await without_report(tx, [letter])),
        to_check=letter.state is LetterState.CONCEPT,
        to_receive=LetterStep.RECEIPT in ALLOWED[letter.state],
        to_return=LetterStep.RETURN in ALLOWED[letter.state] and letter.returned_on is None,
        reworded=letter.state in UNSENT and await _is_reworded(tx, letter, content),
        came_back=letter.state is LetterState.TERUGGEKOMEN,
        to_cancel=letter.state in UNSENT,
        by_receipt=letter.mode in PRESENTED,
        takes_proof=letter.case_kind in FOUND,
        proofs={kind: DOCUMENTS[kind] for kind in PROOFS},
        unread=letter.state in UNSENT and letter.template not in request.app.state.city.reviewed,
    )
