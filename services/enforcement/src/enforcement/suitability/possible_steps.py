"""Steps that a person may take in a dossier now."""

from dataclasses import replace

from chassis.days import city_day
from chassis.db import Transaction
from enforcement.suitability import store
from enforcement.suitability.rules import SUITABILITY
from enforcement.suitability.store import Dossier


async def possible_steps(tx: Transaction, dossier: Dossier) -> list[str]:
    """In the order of the procedure; what owners told of changes stands beside the dossier."""
    told = await store.changes.of_dossier(tx, dossier.dossier_id)
    file = replace(dossier.file(), changes=sum(each.is_open for each in told))
    return SUITABILITY.allowed(file, city_day(tx.now))
