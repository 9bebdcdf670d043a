"""Record how a sanction was respected, as the police saw it, or let them look no more."""

from uuid import UUID

from chassis.bus import record
from chassis.db import Transaction
from contracts.enforcement import ExecutionCheckWithdrawn, SanctionExecutionRecorded
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import POLICE, By
from enforcement.cases.take_step import take_step
from enforcement.sanctions import store
from enforcement.sanctions.rules import SanctionState, SanctionStep
from enforcement.sanctions.store import SanctionCase

CHECK_WITHDRAWN = "controle_ingetrokken"


def withdraw_check(tx: Transaction, case: SanctionCase, by: By) -> None:
    """Nobody has to look any more: the sanction restricts nobody now, by whoever ended it."""
    if case.state is not SanctionState.IN_UITVOERING:
        return
    before, case.state = case.state, SanctionState.TER_KENNIS_GEBRACHT
    timeline.note(tx, case.case_id, CHECK_WITHDRAWN, (before, case.state), by)
    tell_withdrawn(tx, case)


async def call_back(tx: Transaction, case: SanctionCase, by: By) -> None:
    """Whom the sanction binds holds the place no more."""
    withdraw_check(tx, case, by)


def tell_withdrawn(tx: Transaction, case: SanctionCase) -> None:
    """Let the police hear that they need not look."""
    record(
        tx,
        ExecutionCheckWithdrawn(
            case_id=case.case_id, premises_id=case.premises_id, withdrawn_at=tx.now
        ),
    )


async def record_execution(tx: Transaction, case_id: UUID, *, complied: bool) -> None:
    """The answer of the police. Whether a sanction that is not respected has a sequel, a person
    says. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    reason = "nageleefd" if complied else "niet nageleefd"
    take_step(tx, case, SanctionStep.EXECUTION_CHECKED, POLICE, reason=reason)
    case.complied, case.sequel = complied, None
    record(
        tx,
        SanctionExecutionRecorded(
            case_id=case.case_id,
            premises_id=case.premises_id,
            complied=complied,
            recorded_at=tx.now,
        ),
    )
