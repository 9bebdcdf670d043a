"""Sanctions that may yet suspend a declaration, for whoever takes it over."""

from sqlmodel import and_, col, func, or_, select

from chassis.db import Transaction
from contracts.codes import SanctionKind
from enforcement.sanctions.put_into_effect import invited_since
from enforcement.sanctions.rules import SanctionState
from enforcement.sanctions.store import SanctionCase
from enforcement.suitability import store as suitability
from enforcement.suitability.store import Dossier


async def may_suspend(tx: Transaction, dossier: Dossier) -> bool:
    """What a body decides is open until it is proposed; what the Council stayed may work again."""
    kind = func.coalesce(
        SanctionCase.decision_kind, SanctionCase.proposed_kind, SanctionKind.SCHORSING
    )
    query = select(SanctionCase).where(
        SanctionCase.premises_id == dossier.premises_id,
        col(SanctionCase.owner).is_not(None),
        col(SanctionCase.invited_at).is_not(None),
        kind == SanctionKind.SCHORSING,
        or_(
            and_(
                col(SanctionCase.notified_at).is_(None),
                SanctionCase.state != SanctionState.AFGESLOTEN,
            ),
            and_(
                col(SanctionCase.stayed_at).is_not(None),
                col(SanctionCase.reopened_at).is_(None),
                col(SanctionCase.effect_to) > tx.now,
            ),
        ),
    )
    for case in await tx.session.exec(query):
        since = await invited_since(tx, case)
        if await suitability.continues(tx, dossier, case.owner or "", since):
            return True
    return False
