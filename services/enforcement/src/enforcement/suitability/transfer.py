"""Transfer a declaration to a new holder: it goes on, with its term, conditions and renewal."""

from chassis.bus import record
from chassis.db import Transaction
from contracts.enforcement import SuitabilityTransferred
from enforcement.cases.store.timeline import By
from enforcement.suitability import store
from enforcement.suitability.store import Dossier
from enforcement.suitability.store.changes import Change
from enforcement.suitability.suspension import release


async def transfer(tx: Transaction, dossier: Dossier, change: Change, holder: str, by: By) -> None:
    """From now on; the house is shut for no day. What suspends the former holder binds no other,
    and what he declared ahead lapses in the calendar.
    """
    change.former, dossier.owner = dossier.owner, holder
    await tx.session.flush()
    await release(tx, dossier, by, f"{change.former} > {holder}")
    record(
        tx,
        SuitabilityTransferred(
            premises_id=dossier.premises_id,
            dossier_id=dossier.dossier_id,
            premises=await store.as_fact(tx, dossier),
            transferred_at=tx.now,
        ),
    )
