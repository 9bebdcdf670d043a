"""Measures that may yet suspend a declaration, for whoever takes it over."""

from uuid import UUID

from sqlmodel import col, func, or_, select

from chassis.db import Transaction
from contracts.codes import MeasureContent
from enforcement.mayor_measures.rules.states import ENDED, MeasureState
from enforcement.mayor_measures.store import MayorMeasure


async def may_suspend(tx: Transaction, premises_id: UUID, owner: str) -> bool:
    """What the mayor orders is open until it is drawn up."""
    query = select(MayorMeasure.case_id).where(
        MayorMeasure.premises_id == premises_id,
        MayorMeasure.owner == owner,
        or_(
            col(MayorMeasure.invited_at).is_not(None),
            col(MayorMeasure.ordered_at).is_not(None),
        ),
        col(MayorMeasure.notified_at).is_(None),
        col(MayorMeasure.state).not_in([*ENDED, MeasureState.AFGESLOTEN]),
        func.coalesce(MayorMeasure.content, MeasureContent.SCHORSING) == MeasureContent.SCHORSING,
    )
    return (await tx.session.exec(query)).first() is not None
