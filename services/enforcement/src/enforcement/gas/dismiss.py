"""End a fine case without a fine: inadmissible, shelved, dismissed, or with a warning."""

from chassis.bus import record
from chassis.db import Transaction
from contracts.codes import DismissalReason, GasOutcome
from contracts.enforcement import GasDismissed
from enforcement.gas.end import end
from enforcement.gas.store import GasCase
from enforcement.gas.tell_police import tell_outcome


async def end_without_fine(tx: Transaction, case: GasCase, reason: DismissalReason) -> None:
    """The terms end, and the police hear that no fine follows."""
    await end(tx, case)
    record(tx, GasDismissed(case_id=case.case_id, reason=reason, dismissed_at=tx.now))
    tell_outcome(tx, case.case_id, GasOutcome.GEEN_GELDBOETE)
