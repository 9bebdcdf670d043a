"""Sale of a house while a measure of the mayor against who held it is under way (0249, 0251)."""

from datetime import datetime
from uuid import UUID

from chassis.db import Transaction
from contracts.codes import MeasureContent
from enforcement.mayor_measures.put_into_effect import begun_since
from enforcement.mayor_measures.store import BARRING, MayorMeasure, get
from enforcement.notifications.correspondence import Handover
from enforcement.notifications.rules import LetterKind
from enforcement.suitability.handover import handover_since


async def sale_of(tx: Transaction, measure: MayorMeasure) -> Handover | None:
    """How the declaration went over since the measure was opened.

    What bars a place binds whoever holds it; a suspension only where the seller had been invited to
    be heard, or an order that could not wait was signed (decision 0204).
    """
    suspends = measure.content is MeasureContent.SCHORSING
    return await handover_since(
        tx,
        measure.premises_id,
        measure.owner,
        measure.opened_at,
        binds_holder=measure.content in BARRING,
        begun=await begun_since(tx, measure) if suspends else None,
    )


async def ordered_on_buyer(tx: Transaction, measure: MayorMeasure) -> Handover | None:
    """The sale after which the order binds the buyer, who has still to be told; an order that was
    known before the sale was told to the seller."""
    sale = await sale_of(tx, measure)
    return sale if sale is not None and sale.is_to_be_told(measure.notified_at) else None


async def sold(tx: Transaction, case_id: UUID) -> Handover | None:
    return await sale_of(tx, await get(tx, case_id))


async def passed_at(tx: Transaction, case_id: UUID) -> datetime | None:
    """Since when letters go to the buyer, whom what is ordered binds."""
    sale = await sold(tx, case_id)
    return sale.sold_at if sale is not None and sale.binds else None


async def binds_buyer_since(tx: Transaction, case_id: UUID, kind: LetterKind) -> datetime | None:
    """The sale after which the letter of the order has to reach the buyer."""
    if kind is not LetterKind.BESLISSING:
        return None
    sale = await ordered_on_buyer(tx, await get(tx, case_id))
    return None if sale is None else sale.sold_at
