"""Sale of a declaration while a case against who held it is under way (decisions 0204, 0249)."""

from datetime import datetime
from uuid import UUID

from chassis.db import Transaction
from enforcement.notifications.correspondence import Handover
from enforcement.suitability import store


async def handover_since(
    tx: Transaction,
    premises_id: UUID,
    seller: str,
    since: datetime,
    *,
    binds_holder: bool,
    begun: datetime | None,
) -> Handover | None:
    """How the declaration went over from a holder since a moment; None while that one holds it.

    ``binds_holder``: what is decided concerns the place, so it binds whoever holds it. Else it
    binds the buyer of after ``begun`` alone, when the seller was invited to be heard.
    """
    held = await store.held_now(tx, premises_id)
    if held is None or held[1] == seller:
        return None
    dossier_id, holder = held
    if not await store.sold_since(tx, dossier_id, seller, since):
        return None
    sale = await store.changes.latest_sale(tx, dossier_id)
    assert sale is not None and sale.assessed_at is not None
    binds = binds_holder or (
        begun is not None and await store.sold_since(tx, dossier_id, seller, begun)
    )
    return Handover(seller, holder, sale.assessed_at, binds=binds)
