"""Fine rules over HTTP: those that hold on a day, and their change by two people."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Actor, Body, CalendarDay, Page, View, allow, hal, listed
from enforcement.cases.api.access import TermReader
from enforcement.cases.api.bodies import Day, Short, Text
from enforcement.fine_rules import change, store
from enforcement.fine_rules.rules import RuleDraft
from enforcement.functions import LAW_KEEPERS
from enforcement.gas.rules import MixedOffence

router = APIRouter(prefix="/v1", tags=["boeteregels"])

LawKeeper = Annotated[Actor, allow(*LAW_KEEPERS)]


class FineRuleView(View):
    """``factCode`` is ``*`` for every fact without a rule of its own; ``maxEur`` in whole euros,
    empty where the rule sets no fine. ``validTo`` is the first day on which it holds no more.
    """

    fact_code: str
    valid_from: date
    valid_to: date | None
    article: str
    max_eur: int | None
    mixed: str | None
    source: str


class FineRuleProposalView(View):
    proposal_id: UUID
    fact_code: str
    valid_from: date
    article: str
    max_eur: int | None
    mixed: str | None
    source: str
    withdraws: bool
    reason: str
    state: str
    proposed_at: datetime
    decided_at: datetime | None
    decision_reason: str | None


class NewFineRule(Body):
    """A version of the rule of a fact from ``validFrom`` on; ``source``: where it was published."""

    fact_code: Short
    valid_from: Day
    article: Short
    max_eur: Annotated[int | None, Field(ge=1, le=1_000_000)] = None
    mixed: MixedOffence | None = None
    source: Short
    reason: Text


class FineRuleWithdrawal(Body):
    """A version that does not hold yet, by its fact and its first day."""

    fact_code: Short
    valid_from: Day
    reason: Text


class FineRuleDecision(Body):
    approved: bool
    reason: Text


@router.get("/fine-rules", **listed(FineRuleView))
async def fine_rules(
    request: Request,
    tx: Tx,
    _actor: TermReader,
    page: Page,
    on: Annotated[CalendarDay | None, Query()] = None,
) -> Response:
    """Every rule that holds for facts of a day (today without ``on``)."""
    rules = await store.in_force(tx, on or city_day(tx.now))
    shown = rules[page.offset : page.offset + page.pagesize]
    items = [FineRuleView.model_validate(rule) for rule in shown]
    return hal(request, "fineRules", items, page, total=len(rules))


@router.get("/fine-rule-proposals", **listed(FineRuleProposalView))
async def fine_rule_proposals(request: Request, tx: Tx, _actor: TermReader, page: Page) -> Response:
    """Proposals that wait for a second person, the oldest first."""
    waiting = await store.waiting(tx)
    shown = waiting[page.offset : page.offset + page.pagesize]
    items = [FineRuleProposalView.model_validate(proposal) for proposal in shown]
    return hal(request, "fineRuleProposals", items, page, total=len(waiting))


@router.post("/fine-rule-proposals", status_code=201)
async def propose(body: NewFineRule, tx: Tx, actor: LawKeeper) -> FineRuleProposalView:
    """A second person decides; until then nothing holds by it."""
    proposal_id = uuid4()
    draft = RuleDraft(**body.model_dump(exclude={"reason"}))
    await change.propose(tx, proposal_id, draft, body.reason, actor)
    return await _shown(tx, proposal_id)


@router.post("/fine-rule-withdrawals", status_code=201)
async def propose_withdrawal(
    body: FineRuleWithdrawal, tx: Tx, actor: LawKeeper
) -> FineRuleProposalView:
    """Take back a version that does not hold yet; a second person decides, as on a proposal."""
    proposal_id, which = uuid4(), (body.fact_code, body.valid_from)
    await change.propose_withdrawal(tx, proposal_id, *which, body.reason, actor)
    return await _shown(tx, proposal_id)


@router.post("/fine-rule-proposals/{proposal_id}/decision")
async def decide(
    proposal_id: UUID, body: FineRuleDecision, tx: Tx, actor: LawKeeper
) -> FineRuleProposalView:
    """Never by whoever proposed it."""
    await change.decide(tx, proposal_id, actor, approved=body.approved, reason=body.reason)
    return await _shown(tx, proposal_id)


@router.post("/fine-rule-proposals/{proposal_id}/withdrawal")
async def withdraw(proposal_id: UUID, tx: Tx, actor: LawKeeper) -> FineRuleProposalView:
    """By whoever proposed it."""
    await change.withdraw(tx, proposal_id, actor)
    return await _shown(tx, proposal_id)


async def _shown(tx: Transaction, proposal_id: UUID) -> FineRuleProposalView:
    return FineRuleProposalView.model_validate(await store.get(tx, proposal_id))
