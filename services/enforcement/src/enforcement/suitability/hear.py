"""Hear the owner: needed before a refusal or a withdrawal."""

from datetime import datetime
from uuid import UUID

from chassis.db import Transaction
from enforcement.cases.rules import happened
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.suitability import store
from enforcement.suitability.rules import REGULATION, DossierStep
from enforcement.suitability.store import Dossier


async def hear(
    tx: Transaction, dossier_id: UUID, by: By, *, report: str, held_at: datetime | None
) -> Dossier:
    """Record the hearing. Raises ``RefusedError``."""
    dossier = await store.get_for_update(tx, dossier_id)
    held_at = happened("heldAt", held_at, tx.now, after=dossier.filed_at)
    take_step(
        tx,
        dossier,
        DossierStep.HEARING,
        by,
        reason=report,
        basis=REGULATION,
        happened_at=held_at,
    )
    dossier.heard = True
    return dossier
