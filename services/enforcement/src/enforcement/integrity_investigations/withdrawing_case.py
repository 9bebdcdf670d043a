"""Investigations that would take a declaration back, for an owner who gives it up meanwhile."""

from datetime import datetime

from chassis.db import Transaction
from enforcement.integrity_investigations import store
from enforcement.suitability.store import Dossier


async def withdraws(tx: Transaction, dossier: Dossier, at: datetime) -> bool:
    return await store.withdraws(tx, dossier.dossier_id, dossier.owner, at)
