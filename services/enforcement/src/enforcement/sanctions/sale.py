"""Sale of a house while a sanction against whoever held it then is under way (decision 0249)."""

from datetime import datetime
from uuid import UUID

from chassis.db import Transaction
from contracts.codes import SanctionKind
from enforcement.notifications.correspondence import Handover
from enforcement.notifications.rules import LetterKind
from enforcement.sanctions.put_into_effect import invited_since
from enforcement.sanctions.rules import CLOSURES
from enforcement.sanctions.store import SanctionCase, get
from enforcement.suitability.handover import handover_since


async def sale_of(tx: Transaction, case: SanctionCase) -> Handover | None:
    """How the declaration went over since the fact; None while its owner of then holds it.

    A closure concerns the premises, so it binds whoever holds them; a suspension only where the
    seller had been invited to be heard (decision 0204).
    """
    if case.owner is None:
        return None
    kind = case.decision_kind or case.proposed_kind or SanctionKind.SCHORSING
    return await handover_since(
        tx,
        case.premises_id,
        case.owner,
        case.fact_at,
        binds_holder=kind in CLOSURES,
        begun=await invited_since(tx, case) if kind == SanctionKind.SCHORSING else None,
    )


async def passed_at(tx: Transaction, case_id: UUID) -> datetime | None:
    """Since when letters go to the buyer, whom what is decided binds."""
    sale = await sale_of(tx, await get(tx, case_id))
    return sale.sold_at if sale is not None and sale.binds else None


async def binds_buyer_since(tx: Transaction, case_id: UUID, kind: LetterKind) -> datetime | None:
    """The sale after which the letter of the decision has to reach the buyer."""
    if kind is not LetterKind.BESLISSING:
        return None
    sale = await decided_on_buyer(tx, await get(tx, case_id))
    return None if sale is None else sale.sold_at


async def decided_on_buyer(tx: Transaction, case: SanctionCase) -> Handover | None:
    """The sale after which the decision binds the buyer, who has still to be told; a decision that
    was known before the sale was told to the seller."""
    sale = await sale_of(tx, case)
    return sale if sale is not None and sale.is_to_be_told(case.notified_at) else None
