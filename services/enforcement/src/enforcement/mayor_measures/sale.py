"""Sale of a house while a measure of the mayor against who held it is under way (0249, 0251)."""

from datetime import datetime
from uuid import UUID

from chassis.db import Transaction
from contracts.codes import MeasureContent
from enforcement.mayor_measures.put_into_effect import begun_since
from enforcement.mayor_measures.store import BARRING, MayorMeasure, get
from enforcement.notifications.correspondence import Handover
from enforcement.notifications.rules import LetterKind
from enforcement.suitability import store as suitability


async def sale_of(tx: Transaction, measure: MayorMeasure) -> Handover | None:
    """How the declaration went over since the measure was opened.

    What bars a place binds whoever holds it; a suspension only where the seller had been invited to
    be heard, or an order that could not wait was signed (decision 0204).
    """
    held = await suitability.held_now(tx, measure.premises_id)
    if held is None or held[1] == measure.owner:
        return None
    dossier_id, holder = held
    if not await suitability.sold_since(tx, dossier_id, measure.owner, measure.opened_at):
        return None
    sale = await suitability.changes.latest_sale(tx, dossier_id)
    assert sale is not None and sale.assessed_at is not None
    began = await begun_since(tx, measure)
    binds = measure.content in BARRING or (
        measure.content is MeasureContent.SCHORSING
        and began is not None
        and await suitability.sold_since(tx, dossier_id, measure.owner, began)
    )
    return Handover(measure.owner, holder, sale.assessed_at, binds=binds)


async def ordered_on_buyer(tx: Transaction, measure: MayorMeasure) -> Handover | None:
    """The sale after which the order binds the buyer, who has still to be told; an order that was
    known before the sale was told to the seller."""
    sale = await sale_of(tx, measure)
    if sale is None or not sale.binds:
        return None
    known_before = measure.notified_at is not None and measure.notified_at <= sale.sold_at
    return None if known_before else sale


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
