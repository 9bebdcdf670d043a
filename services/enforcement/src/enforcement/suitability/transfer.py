"""Transfer a declaration to a new holder: it goes on, with all that is bound to it."""

from chassis.bus import record
from chassis.db import Transaction
from contracts.enforcement import SuitabilityTransferred
from enforcement.cases.store.timeline import By
from enforcement.suitability import store
from enforcement.suitability.store import Dossier
from enforcement.suitability.store.changes import Change
from enforcement.suitability.suspension import bind_holder


async def transfer(tx: Transaction, dossier: Dossier, change: Change, holder: str, by: By) -> None:
    """From now on; the house is shut for no day. Term, conditions, renewal and what suspends it go
    along (decision 0198); what the former holder declared ahead lapses in the calendar. Who once
    held the house while it was suspended finds the rest of that (decision 0204).
    """
    change.former, dossier.owner = dossier.owner, holder
    await tx.session.flush()
    record(
        tx,
        SuitabilityTransferred(
            premises_id=dossier.premises_id,
            dossier_id=dossier.dossier_id,
            premises=await store.as_fact(tx, dossier),
            transferred_at=tx.now,
        ),
    )
    await bind_holder(tx, dossier, by)
