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
from enforcement.suitability import store as suitability


async def sale_of(tx: Transaction, case: SanctionCase) -> Handover | None:
    """How the declaration went over since the fact; None while its owner of then holds it.

    A closure concerns the premises, so it binds whoever holds them; a suspension only where the
    seller had been invited to be heard (decision 0204).
    """
    if case.owner is None:
        return None
    held = await suitability.held_now(tx, case.premises_id)
    if held is None or held[1] == case.owner:
        return None
    dossier_id, holder = held
    if not await suitability.sold_since(tx, dossier_id, case.owner, case.fact_at):
        return None
    sale = await suitability.changes.latest_sale(tx, dossier_id)
    assert sale is not None and sale.assessed_at is not None
    invited = await invited_since(tx, case)
    kind = case.decision_kind or case.proposed_kind or SanctionKind.SCHORSING
    binds = kind in CLOSURES or (
        kind == SanctionKind.SCHORSING
        and invited is not None
        and await suitability.sold_since(tx, dossier_id, case.owner, invited)
    )
    return Handover(case.owner, holder, sale.assessed_at, binds=binds)


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
    if sale is None or not sale.binds:
        return None
    known_before = case.notified_at is not None and case.notified_at <= sale.sold_at
    return None if known_before else sale
