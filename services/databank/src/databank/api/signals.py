"""Protective signals, for the police alone; elsewhere they are only counted."""

from typing import Annotated, Any
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Query, Request, Response
from pydantic import AwareDatetime, Field

from chassis.edge import Tx
from chassis.web import Action, Body, Page, Problem, View, hal, record_access
from contracts.codes import Priority, SignalKind
from databank.api.parties import BESCHERMING, Officer, Purpose, log_shown
from databank.api.persons import ClaimView
from databank.signalling import signal
from databank.store import claims, persons, signals

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


class SignalView(View):
    signal_id: UUID
    kind: SignalKind
    priority: Priority
    state: str
    person_id: UUID | None
    raised_at: AwareDatetime
    evidence: list[EvidenceView]


class OpenedView(SignalView):
    """With what was claimed, also after somebody "corrected" it."""

    claims: list[ClaimView]


class RaisedView(View):
    signal_id: UUID


@router.post("/v1/signals", status_code=201)
async def post_signal(body: SignalBody, tx: Tx, officer: Officer) -> RaisedView:
    """A second signal of the same kind about one person adds evidence to the first."""
    await persons.steady(tx.conn)
    person_id = await persons.survivor(tx.conn, body.person_id)
    if person_id is None:
        raise Problem.field("personId", "Deze persoon kennen we niet.")
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


@router.get("/v1/signals")
async def get_signals(
    request: Request,
    tx: Tx,
    officer: Officer,
    page: Page,
    kind: Annotated[SignalKind | None, Query()] = None,
) -> Response:
    """Evidence by ids; what was claimed is read one signal at a time, for a purpose."""
    rows = await signals.listed(tx.conn, kind, page.offset, page.pagesize)
    await log_shown(tx, officer, [row["person_id"] for row in rows], BESCHERMING)
    evidence = await signals.evidence_of(tx.conn, [row["id"] for row in rows])
    return hal(request, "signals", [SignalView(**_values(row, evidence)) for row in rows], page)


@router.get("/v1/signals/{signal_id}")
async def get_signal(signal_id: UUID, tx: Tx, officer: Officer, purpose: Purpose) -> OpenedView:
    row = await signals.get(tx.conn, signal_id)
    if row is None:
        raise Problem.not_found("Dit signaal")
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
    return OpenedView(**_values(row, evidence), claims=found)


def _values(row: asyncpg.Record, evidence: dict[UUID, list[asyncpg.Record]]) -> dict[str, Any]:
    views = [
        EvidenceView(
            at=one["at"],
            kind=one["kind"],
            facts=one["facts"],
            claim_id=one["claim_id"],
        )
        for one in evidence[row["id"]]
    ]
    return {**row, "signal_id": row["id"], "evidence": views}
