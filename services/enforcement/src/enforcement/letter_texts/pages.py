"""Pages of ``/briefteksten``: what the city writes in its letters, and its change by two."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field, StringConstraints
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import FieldsRefusedError, NotFoundError, RefusedError
from chassis.web import Actor, Body, CalendarDay, allow
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.idempotency import is_first, new_key
from enforcement.cases.rules import CaseKind
from enforcement.functions import CITY, LAW_KEEPERS, SANCTIONING
from enforcement.legal_terms.proposals.labels import STATE
from enforcement.legal_terms.proposals.rules import ProposalState
from enforcement.letter_texts import change, labels, store
from enforcement.letter_texts.preview import preview
from enforcement.letter_texts.rules import (
    IN_LETTER,
    LONGEST,
    OURS,
    PLACEHOLDERS,
    REQUIRED,
    SIGNATURES,
    Place,
    Slot,
    TextDraft,
)
from enforcement.letter_texts.store import LetterText
from enforcement.notifications.correspondence import correspondences
from enforcement.notifications.labels import KIND
from enforcement.notifications.rules import LetterKind

router = APIRouter(include_in_schema=False, prefix="/briefteksten")

TextReader = Annotated[Actor, allow(*CITY, *SANCTIONING)]
LawKeeper = Annotated[Actor, allow(*LAW_KEEPERS)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=300)]
FIELDS = {
    "letter": "brief",
    "title": "titel",
    "validFrom": "vanaf",
    "words": "tekst",
}
"""Fields of a proposal, as the page calls them."""


class Answer(StrEnum):
    """The answer of the second person."""

    GOEDKEUREN = "goedkeuren"
    AFWIJZEN = "afwijzen"


class ProposalForm(Body):
    slot: Slot = Field(alias="plaats")
    case_kind: CaseKind | None = Field(default=None, alias="procedure")
    letter: LetterKind | None = Field(default=None, alias="brief")
    title: Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)] = Field(
        default="", alias="titel"
    )
    valid_from: date = Field(alias="vanaf")
    words: Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST)] = Field(
        default="", alias="tekst"
    )
    reason: Line = Field(alias="reden")
    key: UUID = Field(alias="sleutel")

    def draft(self) -> TextDraft:
        place = Place(self.slot, self.case_kind, self.letter, self.title)
        return TextDraft(place, self.valid_from, self.words)


class DecisionForm(Body):
    answer: Answer = Field(alias="besluit")
    reason: Line = Field(alias="reden")


@router.get("")
async def get_texts(
    request: Request,
    tx: Tx,
    reader: TextReader,
    on: Annotated[CalendarDay | None, Query(alias="op")] = None,
) -> Response:
    """Texts that letters of a day have, by procedure, and proposals that wait."""
    day = on or city_day(tx.now)
    return page(
        request,
        "letter_texts.html",
        texts=_by_procedure(await store.in_force(tx, day)),
        on=day,
        waiting=await store.waiting(tx),
        to_come=await store.to_come(tx, city_day(tx.now)),
        is_keeper=reader.function in LAW_KEEPERS,
        letters={each.kind: [*each.outlines] for each in correspondences()},
        placed=_placed,
        labels=labels,
        kinds=KIND,
        in_letter=IN_LETTER,
    )


@router.get("/nieuw")
async def get_form(
    request: Request,
    tx: Tx,
    _keeper: LawKeeper,
    slot: Annotated[Slot, Query(alias="plaats")] = Slot.OPENING,
    case_kind: Annotated[CaseKind | None, Query(alias="procedure")] = None,
    letter: Annotated[LetterKind | None, Query(alias="brief")] = None,
    title: Annotated[str, Query(alias="titel", max_length=120)] = "",
) -> Response:
    """The form begins with the version that stands; of fines where nobody said which procedure."""
    if case_kind is None and slot is not Slot.ONDERTEKENAAR:
        case_kind = CaseKind.GAS
    place = Place(slot, case_kind, letter, title)
    standing = next(
        (each for each in await store.in_force(tx, city_day(tx.now)) if each.place == place.key),
        None,
    )
    values = {
        "plaats": slot,
        "procedure": case_kind or "",
        "brief": letter or "",
        "titel": title,
        "tekst": OURS.get(slot, "") if standing is None else standing.words,
    }
    form: Form[ProposalForm] = Form({name: [str(said)] for name, said in values.items()})
    return _form_page(request, form)


@router.post("/nieuw")
async def post_form(request: Request, tx: Tx, keeper: LawKeeper) -> Response:
    """The key of the form is the id of the proposal: sent again, it leads to the same page."""
    form = await read(request, ProposalForm)
    if form.model is None:
        return _form_page(request, form, status=422)
    key, city = form.model.key, request.app.state.city
    try:
        async with tx.conn.transaction():
            if await is_first(tx, key):
                draft, reason = form.model.draft(), form.model.reason
                await change.propose(tx, city, key, draft, reason, keeper)
                await tell(tx, request, _("Het voorstel is bewaard. Een collega beslist erover."))
    except RefusedError as refusal:
        _refuse(form, refusal)
        return _form_page(request, form, status=422)
    return go(f"/briefteksten/voorstellen/{key}")


@router.get("/voorstellen/{text_id}")
async def get_proposal(request: Request, text_id: UUID, tx: Tx, reader: TextReader) -> Response:
    return await _proposal_page(request, tx, text_id, reader, Form())


@router.get("/voorstellen/{text_id}/voorbeeld.pdf")
async def get_preview(request: Request, text_id: UUID, tx: Tx, _reader: TextReader) -> Response:
    """The letter as it would go out, about a case that does not exist."""
    proposal = await store.get(tx, text_id)
    drawn = await preview(tx, request.app.state.city, proposal.draft())
    headers = {"Content-Disposition": 'inline; filename="voorbeeld.pdf"'}
    return Response(drawn, media_type="application/pdf", headers=headers)


@router.post("/voorstellen/{text_id}/beslissing")
async def post_decision(request: Request, text_id: UUID, tx: Tx, keeper: LawKeeper) -> Response:
    form = await read(request, DecisionForm)
    if form.model is None:
        return await _proposal_page(request, tx, text_id, keeper, form, status=422)
    approved = form.model.answer is Answer.GOEDKEUREN
    try:
        async with tx.conn.transaction():
            await change.decide(tx, text_id, keeper, approved=approved, reason=form.model.reason)
            said = (
                _("De nieuwe versie staat klaar.") if approved else _("Het voorstel is afgewezen.")
            )
            await tell(tx, request, said)
    except RefusedError as refusal:
        _refuse(form, refusal)
        tx.session.expire_all()
        return await _proposal_page(request, tx, text_id, keeper, form, status=422)
    return go(f"/briefteksten/voorstellen/{text_id}")


@router.post("/voorstellen/{text_id}/intrekken")
async def post_withdrawal(request: Request, text_id: UUID, tx: Tx, keeper: LawKeeper) -> Response:
    await change.withdraw(tx, text_id, keeper)
    await tell(tx, request, _("Het voorstel is ingetrokken."))
    return go(f"/briefteksten/voorstellen/{text_id}")


def _refuse(form: Form[Any], refusal: RefusedError) -> None:
    if isinstance(refusal, NotFoundError):
        raise refusal
    if isinstance(refusal, FieldsRefusedError):
        for error in refusal.errors:
            form.errors.setdefault(FIELDS.get(error.field, ""), error.reason)
    else:
        form.errors[""] = refusal.reason


def _by_procedure(
    texts: Sequence[LetterText],
) -> Mapping[CaseKind | None, Sequence[LetterText]]:
    """The texts by procedure, names under letters last."""
    kinds = [*CaseKind, None]
    found = {kind: [each for each in texts if each.case_kind == kind] for kind in kinds}
    return {kind: several for kind, several in found.items() if several}


def _placed(where: LetterText | Place) -> str:
    """Where a text stands, in words."""
    said = [_(labels.SLOT[where.slot])]
    if where.letter is not None:
        said.insert(0, _(KIND[where.letter]))
    if where.title:
        title = labels.SIGNATURE.get(where.title)
        is_name = where.slot is Slot.ONDERTEKENAAR and title is not None
        said.append(_(title) if is_name and title else where.title)
    return ": ".join(said)


def _form_page(request: Request, form: Form[ProposalForm], *, status: int = 200) -> Response:
    said, kind = form.value("plaats"), form.value("procedure")
    slot = Slot(said) if said in [*Slot] else Slot.OPENING
    case_kind = CaseKind(kind) if kind in [*CaseKind] else None
    outlines = {each.kind: [*each.outlines] for each in correspondences()}
    return page(
        request,
        "letter_text_new.html",
        status=status,
        form=form,
        key=form.value("sleutel") or new_key(),
        slot=slot,
        in_letter=slot in IN_LETTER,
        case_kind=case_kind,
        letters={each: KIND[each] for each in outlines[case_kind]} if case_kind else {},
        signatures={each: labels.SIGNATURE[each] for each in SIGNATURES},
        placeholders=[*PLACEHOLDERS],
        required=REQUIRED.get(slot, ()),
        labels=labels,
    )


async def _proposal_page(
    request: Request,
    tx: Transaction,
    text_id: UUID,
    reader: Actor,
    form: Form[DecisionForm],
    *,
    status: int = 200,
) -> Response:
    proposal = await store.get(tx, text_id)
    waits = proposal.state is ProposalState.VOORGESTELD
    is_own = proposal.proposed_by == reader.subject
    return page(
        request,
        "letter_text_proposal.html",
        status=status,
        proposal=proposal,
        placed=_placed(proposal),
        before=await store.before(tx, proposal),
        waits=waits,
        is_own=is_own,
        may_decide=waits and not is_own and reader.function in LAW_KEEPERS,
        may_withdraw=is_own
        and reader.function in LAW_KEEPERS
        and change.is_to_withdraw(proposal, city_day(tx.now)),
        replaces=await store.replaced_by(tx, proposal) if waits else (),
        form=form,
        labels=labels,
        said=STATE,
    )
