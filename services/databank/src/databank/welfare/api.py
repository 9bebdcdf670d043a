"""Protective signals, for the police alone; elsewhere they are only counted."""

from typing import Annotated, Any
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Query, Request, Response
from pydantic import AwareDatetime, Field

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.messages import lazy
from chassis.web import Action, Actor, Body, Page, Problem, View, hal, listed, record_access
from contracts.codes import Priority, SignalKind
from databank.access.roles import BESCHERMING, Officer, Protector, Purpose, log_shown
from databank.access.shields.shield import may_open
from databank.files.api.persons import ClaimView
from databank.matching.store import claims, persons
from databank.welfare.rules.protection import State, Step
from databank.welfare.signal import may_do, signal, take_step
from databank.welfare.store import signals
from databank.welfare.store import steps as signal_steps

router = APIRouter()


class SignalBody(Body):
    """What an officer noticed, in codes: no free text (DP-19)."""

    kind: SignalKind
    person_id: UUID
    observed_at: AwareDatetime
    indicators: Annotated[
        list[Annotated[str, Field(pattern=r"^[a-z_]{3,40}$")]], Field(max_length=20)
    ] = Field(default_factory=list)


class EvidenceView(View):
    at: AwareDatetime
    kind: str
    facts: dict[str, Any]
    claim_id: UUID | None


class StepView(View):
    step: Step
    answer: str
    state: State
    at: AwareDatetime
    actor: str
    function: str


class StepBody(Body):
    """``answer`` is one of the step's codes (``domain.protection``): no free text (DP-19)."""

    step: Step
    answer: Annotated[str, Field(pattern=r"^[a-z_]{3,40}$")]


class SignalView(View):
    """Nobody looked at one in state ``gemeld``; it is late after ``triageDueAt``."""

    signal_id: UUID
    kind: SignalKind
    priority: Priority
    state: State
    person_id: UUID | None
    raised_at: AwareDatetime
    triage_due_at: AwareDatetime
    evidence: list[EvidenceView]
    steps: list[StepView]
    allowed: list[Step]


class OpenedView(SignalView):
    """With what was claimed, also after somebody "corrected" it."""

    claims: list[ClaimView]


class RaisedView(View):
    signal_id: UUID


@router.post("/v1/signals", status_code=201)
async def post_signal(body: SignalBody, tx: Tx, officer: Protector) -> RaisedView:
    """A second signal of the same kind about one person adds evidence to the first."""
    await persons.block_relinking(tx.conn)
    person_id = await persons.survivor(tx.conn, body.person_id)
    if person_id is None:
        raise Problem.field("personId", lazy("Deze persoon kennen we niet."))
    facts = {"observedAt": body.observed_at, "indicators": body.indicators}
    signal_id = await signal(
        tx,
        body.kind,
        f"person {person_id}",
        "waarneming",
        facts,
        person_id=person_id,
    )
    return RaisedView(signal_id=signal_id)


@router.get("/v1/signals", **listed(SignalView))
async def get_signals(
    request: Request,
    tx: Tx,
    officer: Officer,
    page: Page,
    kind: Annotated[SignalKind | None, Query()] = None,
    closed: Annotated[bool | None, Query()] = None,
) -> Response:
    """Evidence by ids; what was claimed is read one signal at a time, for a purpose."""
    views = await shown(tx, officer, kind, closed, page.offset, page.pagesize)
    return hal(request, "signals", views, page)


async def shown(
    tx: Transaction,
    officer: Actor,
    kind: SignalKind | None,
    closed: bool | None,
    offset: int,
    limit: int,
) -> list[SignalView]:
    """A part of the list, with whom it showed written down."""
    rows = await signals.listed(tx.conn, kind, offset, limit, closed=closed)
    await log_shown(tx, officer, [row["person_id"] for row in rows], BESCHERMING)
    ids = [row["id"] for row in rows]
    evidence = await signals.evidence_of(tx.conn, ids)
    steps = await signal_steps.of_signals(tx.conn, ids)
    return [SignalView(**_values(row, evidence, steps, officer)) for row in rows]


@router.get("/v1/signals/{signal_id}")
async def get_signal(signal_id: UUID, tx: Tx, officer: Officer, purpose: Purpose) -> OpenedView:
    row = await signals.get(tx.conn, signal_id)
    if row is None:
        raise Problem.not_found(lazy("Dit signaal"))
    if row["person_id"] is not None:
        purpose = await may_open(tx, officer, row["person_id"], purpose)
    evidence = await signals.evidence_of(tx.conn, [signal_id])
    found = []
    for one in evidence[signal_id]:
        claim = await claims.get(tx.conn, one["claim_id"]) if one["claim_id"] else None
        if claim is not None:
            found.append(ClaimView.of(claim))
    await record_access(
        tx,
        officer,
        action=Action.CONSULT,
        subject_kind="signal",
        subject_id=signal_id,
        purpose=purpose,
    )
    steps = await signal_steps.of_signals(tx.conn, [signal_id])
    return OpenedView(**_values(row, evidence, steps, officer), claims=found)


@router.post("/v1/signals/{signal_id}/steps", status_code=201)
async def post_step(signal_id: UUID, body: StepBody, tx: Tx, officer: Protector) -> SignalView:
    """Look at it, see to somebody's safety, offer help, refer with consent, close (DP-11)."""
    row = await take_step(tx, officer, signal_id, body.step, body.answer)
    await record_access(
        tx,
        officer,
        action=Action.CHANGE,
        subject_kind="signal",
        subject_id=signal_id,
        purpose=BESCHERMING,
    )
    evidence = await signals.evidence_of(tx.conn, [signal_id])
    steps = await signal_steps.of_signals(tx.conn, [signal_id])
    return SignalView(**_values(row, evidence, steps, officer))


def _values(
    row: asyncpg.Record,
    evidence: dict[UUID, list[asyncpg.Record]],
    steps: dict[UUID, list[asyncpg.Record]],
    officer: Actor,
) -> dict[str, Any]:
    views = [
        EvidenceView(
            at=one["at"],
            kind=one["kind"],
            facts=one["facts"],
            claim_id=one["claim_id"],
        )
        for one in evidence[row["id"]]
    ]
    return {
        **row,
        "signal_id": row["id"],
        "evidence": views,
        "steps": [StepView(**one) for one in steps[row["id"]]],
        "allowed": may_do(officer, State(row["state"])),
    }
