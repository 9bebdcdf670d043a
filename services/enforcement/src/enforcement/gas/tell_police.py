"""Tell the police the outcome of a fine case: nothing else of it is theirs (handbook §4.3)."""

from uuid import UUID

from chassis.bus import record
from chassis.db import Transaction
from contracts.codes import GasOutcome
from contracts.enforcement import GasOutcomeReached


def tell_outcome(tx: Transaction, case_id: UUID, outcome: GasOutcome) -> None:
    """A fine is told once its decision was notified, so that nobody hears it before the person."""
    record(tx, GasOutcomeReached(case_id=case_id, outcome=outcome, reached_at=tx.now))
