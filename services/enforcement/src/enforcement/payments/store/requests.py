"""Requests for instalments: at most one per claim waits for an answer."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field, col, select

from chassis.db import Transaction
from chassis.tables import MOMENT, code, one_of
from enforcement.cases.store.timeline import By
from enforcement.payments.rules.claim import OPEN
from enforcement.payments.rules.requests import RequestState
from enforcement.payments.store.claims import Claim
from enforcement.tables import Table


class InstalmentRequest(Table, table=True):
    """``parts``: in so many monthly instalments. ``reason`` is of a refusal, for whoever asked."""

    __tablename__ = "instalment_request"
    __table_args__ = (
        one_of("state", RequestState),
        Index(
            "instalment_request_open",
            "case_id",
            unique=True,
            postgresql_where=text("state = 'gevraagd'"),
        ),
    )

    request_id: UUID = Field(primary_key=True)
    case_id: UUID = Field(foreign_key="payment_claim.case_id", index=True)
    parts: int
    state: RequestState = Field(sa_type=code(RequestState))
    asked_at: datetime = Field(sa_type=MOMENT)
    decided_at: datetime | None = Field(default=None, sa_type=MOMENT)
    decided_by: str | None = None
    reason: str | None = None


async def latest(tx: Transaction, case_id: UUID) -> InstalmentRequest | None:
    """The last request about a claim, whatever became of it."""
    query = select(InstalmentRequest).where(InstalmentRequest.case_id == case_id)
    query = query.order_by(col(InstalmentRequest.asked_at).desc())
    return (await tx.session.exec(query)).first()


async def waiting(tx: Transaction, limit: int) -> Sequence[InstalmentRequest]:
    """Those that nobody answered yet, of claims that are still asked; the oldest first."""
    query = (
        select(InstalmentRequest)
        .join(Claim, col(Claim.case_id) == col(InstalmentRequest.case_id))
        .where(InstalmentRequest.state == RequestState.GEVRAAGD, col(Claim.state).in_(OPEN))
    )
    query = query.order_by(col(InstalmentRequest.asked_at), col(InstalmentRequest.request_id))
    return (await tx.session.exec(query.limit(limit))).all()


async def open_for_update(tx: Transaction, case_id: UUID) -> InstalmentRequest | None:
    """The request that waits about a claim, locked."""
    query = select(InstalmentRequest).where(
        InstalmentRequest.case_id == case_id, InstalmentRequest.state == RequestState.GEVRAAGD
    )
    return (await tx.session.exec(query.with_for_update())).one_or_none()


async def answer(
    tx: Transaction, case_id: UUID, state: RequestState, by: By, reason: str | None = None
) -> InstalmentRequest | None:
    """Close the request that waits about a claim, if one does."""
    asked = await open_for_update(tx, case_id)
    if asked is not None:
        asked.state, asked.reason = state, reason
        asked.decided_at, asked.decided_by = tx.now, by.subject
    return asked
