"""Sanctions that may yet suspend a declaration, for whoever takes it over."""

from uuid import UUID

from sqlmodel import col, func, select

from chassis.db import Transaction
from contracts.codes import SanctionKind
from enforcement.sanctions.rules import SanctionState
from enforcement.sanctions.store import SanctionCase


async def may_suspend(tx: Transaction, premises_id: UUID, owner: str) -> bool:
    """What a body decides is open until it is proposed."""
    kind = func.coalesce(
        SanctionCase.decision_kind, SanctionCase.proposed_kind, SanctionKind.SCHORSING
    )
    query = select(SanctionCase.case_id).where(
        SanctionCase.premises_id == premises_id,
        SanctionCase.owner == owner,
        col(SanctionCase.invited_at).is_not(None),
        col(SanctionCase.notified_at).is_(None),
        SanctionCase.state != SanctionState.AFGESLOTEN,
        kind == SanctionKind.SCHORSING,
    )
    return (await tx.session.exec(query)).first() is not None
