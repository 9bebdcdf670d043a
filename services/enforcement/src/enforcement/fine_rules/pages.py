"""Pages of ``/boeteregels``: what each fact may cost, from which day, and its change by two."""

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
from enforcement.fine_rules import change, labels, store
from enforcement.fine_rules.rules import RuleDraft
from enforcement.functions import CITY, LAW_KEEPERS, SANCTIONING
from enforcement.gas.rules import MixedOffence
from enforcement.gas.store import ANY_FACT
from enforcement.legal_terms.placeholders import placeholders
from enforcement.legal_terms.proposals.labels import STATE
from enforcement.legal_terms.proposals.rules import ProposalState

router = APIRouter(include_in_schema=False, prefix="/boeteregels")

RuleReader = Annotated[Actor, allow(*CITY, *SANCTIONING)]
LawKeeper = Annotated[Actor, allow(*LAW_KEEPERS)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=300)]
Code = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
FIELDS = {"factCode": "feit", "validFrom": "vanaf", "maxEur": "hoogste"}
"""Fields of a proposal, as the page calls them."""


class Answer(StrEnum):
    """The answer of the second person."""

    GOEDKEUREN = "goedkeuren"
    AFWIJZEN = "afwijzen"


class ProposalForm(Body):
    fact_code: Code = Field(alias="feit")
    valid_from: date = Field(alias="vanaf")
    article: Line = Field(alias="artikel")
    max_eur: int | None = Field(default=None, ge=1, le=1_000_000, alias="hoogste")
    mixed: MixedOffence | None = Field(default=None, alias="misdrijf")
    source: Line = Field(alias="bron")
    reason: Line = Field(alias="reden")
    key: UUID = Field(alias="sleutel")

    def draft(self) -> RuleDraft:
        return RuleDraft(**self.model_dump(exclude={"reason", "key"}))


class WithdrawalForm(Body):
    reason: Line = Field(alias="reden")
    key: UUID = Field(alias="sleutel")


class DecisionForm(Body):
    answer: Answer = Field(alias="besluit")
    reason: Line = Field(alias="reden")


@router.get("")
async def get_rules(
    request: Request,
    tx: Tx,
    reader: RuleReader,
    on: Annotated[CalendarDay | None, Query(alias="op")] = None,
) -> Response:
    """Rules that hold for facts of a day, and proposals that wait."""
    day = on or city_day(tx.now)
    return page(
        request,
        "fine_rules.html",
        rules=await store.in_force(tx, day),
        on=day,
        waiting=await store.waiting(tx),
        to_come=await store.to_come(tx, city_day(tx.now)),
        is_keeper=reader.function in LAW_KEEPERS,
        fact=_fact_words(request),
        placeholders=placeholders(),
        labels=labels,
    )


@router.get("/nieuw")
async def get_form(
    request: Request,
    tx: Tx,
    _keeper: LawKeeper,
    fact_code: Annotated[str, Query(alias="feit", max_length=80)] = ANY_FACT,
) -> Response:
    """The form begins with the version that stands."""
    newest = next(iter(await store.versions(tx, fact_code)), None)
    values: dict[str, object] = {"feit": fact_code}
    if newest is not None:
        values |= {"artikel": newest.article, "hoogste": newest.max_eur, "misdrijf": newest.mixed}
    form: Form[ProposalForm] = Form(
        values={name: [str(value)] for name, value in values.items() if value is not None}
    )
    return await _form_page(request, tx, form)


@router.post("/nieuw")
async def post_form(request: Request, tx: Tx, keeper: LawKeeper) -> Response:
    """The key of the form is the id of the proposal: sent again, it leads to the same page."""
    form = await read(request, ProposalForm)
    if form.model is None:
        return await _form_page(request, tx, form, status=422)
    key = form.model.key
    try:
        async with tx.conn.transaction():
            if await is_first(tx, key):
                await change.propose(tx, key, form.model.draft(), form.model.reason, keeper)
                await tell(tx, request, _("Het voorstel is bewaard. Een collega beslist erover."))
    except RefusedError as refusal:
        _refuse(form, refusal)
        return await _form_page(request, tx, form, status=422)
    return go(f"/boeteregels/voorstellen/{key}")


@router.get("/terugnemen")
async def get_withdrawal(
    request: Request,
    tx: Tx,
    _keeper: LawKeeper,
    fact_code: Annotated[str, Query(alias="feit", max_length=80)],
    valid_from: Annotated[CalendarDay, Query(alias="vanaf")],
) -> Response:
    return await _withdrawal_page(request, tx, (fact_code, valid_from), Form())


@router.post("/terugnemen")
async def post_withdrawal_proposal(
    request: Request,
    tx: Tx,
    keeper: LawKeeper,
    fact_code: Annotated[str, Query(alias="feit", max_length=80)],
    valid_from: Annotated[CalendarDay, Query(alias="vanaf")],
) -> Response:
    """The key of the form is the id of the proposal, as of a new version."""
    which, form = (fact_code, valid_from), await read(request, WithdrawalForm)
    if form.model is None:
        return await _withdrawal_page(request, tx, which, form, status=422)
    key = form.model.key
    try:
        async with tx.conn.transaction():
            if await is_first(tx, key):
                await change.propose_withdrawal(tx, key, *which, form.model.reason, keeper)
                await tell(tx, request, _("Het voorstel is bewaard. Een collega beslist erover."))
    except RefusedError as refusal:
        _refuse(form, refusal)
        return await _withdrawal_page(request, tx, which, form, status=422)
    return go(f"/boeteregels/voorstellen/{key}")


@router.get("/voorstellen/{proposal_id}")
async def get_proposal(request: Request, proposal_id: UUID, tx: Tx, reader: RuleReader) -> Response:
    return await _proposal_page(request, tx, proposal_id, reader, Form())


@router.post("/voorstellen/{proposal_id}/beslissing")
async def post_decision(request: Request, proposal_id: UUID, tx: Tx, keeper: LawKeeper) -> Response:
    form = await read(request, DecisionForm)
    if form.model is None:
        return await _proposal_page(request, tx, proposal_id, keeper, form, status=422)
    approved = form.model.answer is Answer.GOEDKEUREN
    try:
        async with tx.conn.transaction():
            reason = form.model.reason
            await change.decide(tx, proposal_id, keeper, approved=approved, reason=reason)
            await tell(tx, request, await _outcome(tx, proposal_id, approved=approved))
    except RefusedError as refusal:
        _refuse(form, refusal)
        tx.session.expire_all()
        return await _proposal_page(request, tx, proposal_id, keeper, form, status=422)
    return go(f"/boeteregels/voorstellen/{proposal_id}")


@router.post("/voorstellen/{proposal_id}/intrekken")
async def post_withdrawal(
    request: Request, proposal_id: UUID, tx: Tx, keeper: LawKeeper
) -> Response:
    await change.withdraw(tx, proposal_id, keeper)
    await tell(tx, request, _("Het voorstel is ingetrokken."))
    return go(f"/boeteregels/voorstellen/{proposal_id}")


def _refuse(form: Form[Any], refusal: RefusedError) -> None:
    if isinstance(refusal, NotFoundError):
        raise refusal
    if isinstance(refusal, FieldsRefusedError):
        for error in refusal.errors:
            form.errors.setdefault(FIELDS.get(error.field, ""), error.reason)
    else:
        form.errors[""] = refusal.reason


def _fact_words(request: Request) -> Any:
    """The words of a fact, as letters have them."""
    city = request.app.state.city

    def fact(code: str) -> str:
        return (
            _("Elk feit zonder eigen regel") if code == ANY_FACT else str(city.fact_text(code).what)
        )

    return fact


async def _form_page(
    request: Request, tx: Transaction, form: Form[ProposalForm], *, status: int = 200
) -> Response:
    known = {fact.code for fact in request.app.state.city.fact}
    ruled = {rule.fact_code for rule in await store.in_force(tx, city_day(tx.now))}
    return page(
        request,
        "fine_rule_new.html",
        status=status,
        form=form,
        key=form.value("sleutel") or new_key(),
        codes=sorted({ANY_FACT, *known, *ruled}),
        fact=_fact_words(request),
        most=await change.most_eur(tx, city_day(tx.now)),
        labels=labels,
    )


async def _outcome(tx: Transaction, proposal_id: UUID, *, approved: bool) -> str:
    if not approved:
        return _("Het voorstel is afgewezen.")
    if (await store.get(tx, proposal_id)).withdraws:
        return _("De versie is teruggenomen. De regel van ervoor blijft gelden.")
    return _("De nieuwe versie staat klaar.")


async def _withdrawal_page(
    request: Request,
    tx: Transaction,
    which: tuple[str, date],
    form: Form[WithdrawalForm],
    *,
    status: int = 200,
) -> Response:
    fact_code, valid_from = which
    versions = await store.versions(tx, fact_code)
    version = next((each for each in versions if each.valid_from == valid_from), None)
    if version is None:
        raise NotFoundError(_("Deze versie"))
    return page(
        request,
        "fine_rule_withdrawal.html",
        status=status,
        rule=version,
        form=form,
        key=form.value("sleutel") or new_key(),
        fact=_fact_words(request),
        labels=labels,
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
    waits = proposal.state is ProposalState.VOORGESTELD
    is_own = proposal.proposed_by == reader.subject
    return page(
        request,
        "fine_rule_proposal.html",
        status=status,
        proposal=proposal,
        before=await store.before(tx, proposal.draft()),
        waits=waits,
        is_own=is_own,
        may_decide=waits and not is_own and reader.function in LAW_KEEPERS,
        may_withdraw=waits and is_own and reader.function in LAW_KEEPERS,
        fact=_fact_words(request),
        form=form,
        labels=labels,
        said=STATE,
    )
