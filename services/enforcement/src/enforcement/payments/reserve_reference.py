"""Reserve the structured reference of a fine: its decision says how to pay, long before it is due.

One per case, from its decision to its last reminder: what comes in by it is matched to this fine.
"""

from uuid import UUID

from chassis.db import Transaction
from enforcement.payments.rules.reference import written
from enforcement.payments.store import claims


async def reserve_reference(tx: Transaction, case_id: UUID) -> str:
    """The reference of a fine case as a payer fills it in; the same one each time."""
    return written(await claims.reference_for(tx, case_id))
