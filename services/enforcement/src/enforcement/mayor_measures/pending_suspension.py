"""Measures that may yet suspend a declaration, for whoever takes it over."""

from sqlmodel import and_, col, func, or_, select

from chassis.db import Transaction
from contracts.codes import MeasureContent
from enforcement.mayor_measures.put_into_effect import begun_since
from enforcement.mayor_measures.rules.states import ENDED, MeasureState
from enforcement.mayor_measures.store import MayorMeasure
from enforcement.suitability import store as suitability
from enforcement.suitability.store import Dossier


async def may_suspend(tx: Transaction, dossier: Dossier) -> bool:
    """What is ordered is open until it is drawn up; what the Council stayed may work again."""
    query = select(MayorMeasure).where(
        MayorMeasure.premises_id == dossier.premises_id,
        or_(
            col(MayorMeasure.invited_at).is_not(None),
            col(MayorMeasure.ordered_at).is_not(None),
        ),
        func.coalesce(MayorMeasure.content, MeasureContent.SCHORSING) == MeasureContent.SCHORSING,
        or_(
            and_(
                col(MayorMeasure.notified_at).is_(None),
                col(MayorMeasure.state).not_in([*ENDED, MeasureState.AFGESLOTEN]),
            ),
            and_(
                col(MayorMeasure.stayed_at).is_not(None),
                col(MayorMeasure.ended_at).is_(None),
                col(MayorMeasure.effect_to) > tx.now,
            ),
        ),
    )
    for case in await tx.session.exec(query):
        if await suitability.continues(tx, dossier, case.owner, await begun_since(tx, case)):
            return True
    return False
