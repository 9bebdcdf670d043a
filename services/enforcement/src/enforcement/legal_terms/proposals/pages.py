"""Pages of ``/wettelijke-termijnen``: what holds, by which text, and its change by two."""

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
from chassis.refusals import FieldRefusedError, FieldsRefusedError, NotFoundError, RefusedError
from chassis.web import Actor, Body, CalendarDay, allow
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.idempotency import is_first, new_key
from enforcement.functions import CITY, LAW_KEEPERS, SANCTIONING
from enforcement.legal_terms import labels as law_labels
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.placeholders import placeholders
from enforcement.legal_terms.proposals import decide, labels, propose, store
from enforcement.legal_terms.proposals.rules import Draft, ProposalState
from enforcement.legal_terms.proposals.store import TermFile, TermProposal
from enforcement.legal_terms.rules import COUNTED, Confidence, Roll, Unit

router = APIRouter(include_in_schema=False, prefix="/wettelijke-termijnen")

LawReader = Annotated[Actor, allow(*CITY, *SANCTIONING)]
LawKeeper = Annotated[Actor, allow(*LAW_KEEPERS)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=300)]
SHOWN = (
    "value",
    "description",
    "roll_rule",
    "legal_basis_id",
    "source_url",
    "verified_on",
    "confidence",
    "warn_before_days",
    "note",
)
"""Fields of a version that a proposal may change, as the page marks them."""
TO_CHECK = frozenset({Confidence.LIKELY, Confidence.UNVERIFIED})


class Decision(StrEnum):
    """The answer of the second person."""

    GOEDKEUREN = "goedkeuren"
    AFWIJZEN = "afwijzen"


class ProposalForm(Body):
    valid_from: date = Field(alias="vanaf")
    value: int | None = Field(default=None, ge=0, le=1_000_000, alias="waarde")
    description: Line = Field(alias="omschrijving")
    roll: Roll = Field(default=Roll.NONE, alias="opschuiven")
    legal_basis_id: Line = Field(alias="grond")
    source_url: str | None = Field(
        default=None, max_length=500, pattern=r"^https?://\S+$", alias="bron"
    )
    verified_on: date | None = Field(default=None, alias="gelezen")
    confidence: Confidence = Field(alias="zekerheid")
    warn_before_days: int = Field(default=0, ge=0, le=366, alias="waarschuwen")
    note: str | None = Field(default=None, max_length=500, alias="nota")
    reason: Line = Field(alias="reden")
    key: UUID = Field(alias="sleutel")

    def draft(self) -> Draft:
        return Draft(**self.model_dump(exclude={"reason", "key"}))


class DecisionForm(Body):
    decision: Decision = Field(alias="besluit")
    reason: Line = Field(alias="reden")


_FIELDS = {
    "validFrom": "vanaf",
    "value": "waarde",
    "roll": "opschuiven",
    "sourceUrl": "bron",
    "verifiedOn": "gelezen",
}


@router.get("")
async def get_terms(
    request: Request,
    tx: Tx,
    reader: LawReader,
    on: Annotated[CalendarDay | None, Query(alias="op")] = None,
    to_check: Annotated[bool, Query(alias="nakijken")] = False,
) -> Response:
    """Terms that hold on a day; ``nakijken`` keeps those that nobody read in their text."""
    day = on or city_day(tx.now)
    terms = [
        term
        for term in await legal_terms.in_force(tx, day)
        if not to_check or Confidence(term.confidence) in TO_CHECK
    ]
    groups = {
        group: [term for term in terms if term.id.partition(".")[0] == group]
        for group in law_labels.GROUP
    }
    return page(
        request,
        "legal_terms.html",
        groups={group: held for group, held in groups.items() if held},
        on=day,
        to_check=to_check,
        waiting=await store.waiting(tx),
        placeholders=placeholders(),
        labels=law_labels,
    )


@router.get("/{term_id}")
async def get_term(request: Request, term_id: str, tx: Tx, reader: LawReader) -> Response:
    return page(
        request,
        "legal_term.html",
        term=await store.term_file(tx, term_id),
        today=city_day(tx.now),
        is_keeper=reader.function in LAW_KEEPERS,
        labels=law_labels,
        words=labels,
    )


@router.get("/{term_id}/voorstel")
async def get_proposal_form(request: Request, term_id: str, tx: Tx, keeper: LawKeeper) -> Response:
    """The form begins with the version that stands."""
    term = await store.term_file(tx, term_id)
    newest = term.newest
    values = {
        "waarde": newest.value,
        "omschrijving": newest.description,
        "opschuiven": newest.roll_rule,
        "grond": newest.legal_basis_id,
        "bron": newest.source_url,
        "zekerheid": newest.confidence,
        "waarschuwen": newest.warn_before_days,
    }
    form: Form[ProposalForm] = Form(
        values={name: [str(value)] for name, value in values.items() if value is not None}
    )
    return _form_page(request, term, form)


@router.post("/{term_id}/voorstel")
async def post_proposal(request: Request, term_id: str, tx: Tx, keeper: LawKeeper) -> Response:
    """The key of the form is the id of the proposal: sent again, it leads to the same page."""
    term = await store.term_file(tx, term_id)
    form = await read(request, ProposalForm)
    if form.model is None:
        return _form_page(request, term, form, status=422)
    key = form.model.key
    try:
        async with tx.conn.transaction():
            if await is_first(tx, key):
                draft, reason = form.model.draft(), form.model.reason
                await propose.propose(tx, key, term_id, draft, reason, keeper)
                await tell(tx, request, _("Het voorstel is bewaard. Een collega beslist erover."))
    except RefusedError as refusal:
        _refuse(form, refusal)
        return _form_page(request, term, form, status=422)
    return go(f"/wettelijke-termijnen/voorstellen/{key}")


@router.get("/voorstellen/{proposal_id}")
async def get_proposal(request: Request, proposal_id: UUID, tx: Tx, reader: LawReader) -> Response:
    return await _proposal_page(request, tx, proposal_id, reader, Form())


@router.post("/voorstellen/{proposal_id}/beslissing")
async def post_decision(request: Request, proposal_id: UUID, tx: Tx, keeper: LawKeeper) -> Response:
    form = await read(request, DecisionForm)
    if form.model is None:
        return await _proposal_page(request, tx, proposal_id, keeper, form, status=422)
    approved = form.model.decision is Decision.GOEDKEUREN
    try:
        async with tx.conn.transaction():
            reason = form.model.reason
            await decide.decide(tx, proposal_id, keeper, approved=approved, reason=reason)
            said = (
                _("De nieuwe versie staat klaar.") if approved else _("Het voorstel is afgewezen.")
            )
            await tell(tx, request, said)
    except RefusedError as refusal:
        _refuse(form, refusal)
        tx.session.expire_all()
        return await _proposal_page(request, tx, proposal_id, keeper, form, status=422)
    return go(f"/wettelijke-termijnen/voorstellen/{proposal_id}")


@router.post("/voorstellen/{proposal_id}/intrekken")
async def post_withdrawal(
    request: Request, proposal_id: UUID, tx: Tx, keeper: LawKeeper
) -> Response:
    await propose.withdraw(tx, proposal_id, keeper)
    await tell(tx, request, _("Het voorstel is ingetrokken."))
    return go(f"/wettelijke-termijnen/voorstellen/{proposal_id}")


def _refuse(form: Form[Any], refusal: RefusedError) -> None:
    if isinstance(refusal, NotFoundError):
        raise refusal
    if isinstance(refusal, FieldsRefusedError):
        for error in refusal.errors:
            form.errors.setdefault(_FIELDS.get(error.field, ""), error.reason)
    elif isinstance(refusal, FieldRefusedError):
        form.errors[_FIELDS.get(refusal.field, "")] = refusal.reason
    else:
        form.errors[""] = refusal.reason


def _form_page(
    request: Request, term: TermFile, form: Form[ProposalForm], *, status: int = 200
) -> Response:
    unit = Unit(term.newest.unit)
    return page(
        request,
        "legal_term_proposal_new.html",
        status=status,
        term=term,
        form=form,
        key=form.value("sleutel") or new_key(),
        has_value=unit is not Unit.RULE,
        counts=unit in COUNTED,
        labels=law_labels,
    )


async def _proposal_page(
    request: Request,
    tx: Transaction,
    proposal_id: UUID,
    reader: Actor,
    form: Form[DecisionForm],
    *,
    status: int = 200,
) -> Response:
    proposal = await store.get(tx, proposal_id)
    term = await store.term_file(tx, proposal.term_id)
    before = next(row for row in term.versions if row.valid_from < proposal.valid_from)
    waits = proposal.state is ProposalState.VOORGESTELD
    is_own = proposal.proposed_by == reader.subject
    return page(
        request,
        "legal_term_proposal.html",
        status=status,
        proposal=proposal,
        before=before,
        changed=_changed(before, proposal),
        may_decide=waits and not is_own and reader.function in LAW_KEEPERS,
        may_withdraw=waits and is_own and reader.function in LAW_KEEPERS,
        waits=waits,
        is_own=is_own,
        form=form,
        labels=law_labels,
        words=labels,
    )


def _changed(before: Any, proposal: TermProposal) -> frozenset[str]:
    return frozenset(each for each in SHOWN if getattr(before, each) != getattr(proposal, each))
