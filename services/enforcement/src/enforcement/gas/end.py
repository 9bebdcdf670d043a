"""End a fine case: its terms, what it waited for, and the hour that was kept for a hearing.

Every end goes by here, so that none leaves a case that is over waiting for the police.
"""

from chassis.bus import record
from chassis.db import Transaction
from contracts.enforcement import GasHoldChanged
from enforcement.gas.store import GasCase
from enforcement.hearings.plan import end_current
from enforcement.hearings.rules import HearingOutcome
from enforcement.legal_terms import case_terms


async def end(tx: Transaction, case: GasCase) -> None:
    """Nothing follows any more against the person."""
    await case_terms.close(tx, case.case_id)
    case.closed_at = tx.now
    await end_current(tx, case.case_id, HearingOutcome.INGETROKKEN)
    if case.on_hold:
        case.on_hold = False
        record(tx, GasHoldChanged(case_id=case.case_id, on_hold=False, changed_at=tx.now))
