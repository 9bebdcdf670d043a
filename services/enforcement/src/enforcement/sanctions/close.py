"""Close a sanction case, also one whose finding went to another; and let one go on again."""

from chassis.bus import record
from chassis.db import Transaction
from contracts.codes import SanctionKind
from contracts.enforcement import SanctionCaseReopened, SanctionClosed
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.sanctions.rules import WARNING_BASIS, SanctionStep
from enforcement.sanctions.store import SanctionCase


def end(tx: Transaction, case: SanctionCase, by: By, reason: str | None) -> None:
    """Take the last step, and tell it. Raises ``CaseStepRefusedError``."""
    take_step(tx, case, SanctionStep.CLOSING, by, reason=reason, basis=WARNING_BASIS)
    kind = None if case.decision_kind is None else SanctionKind(case.decision_kind)
    record(
        tx,
        SanctionClosed(
            case_id=case.case_id, premises_id=case.premises_id, kind=kind, closed_at=tx.now
        ),
    )


def tell_reopened_case(tx: Transaction, case: SanctionCase) -> None:
    """Others were told that it had ended."""
    told = {"case_id": case.case_id, "premises_id": case.premises_id, "reopened_at": tx.now}
    record(tx, SanctionCaseReopened(**told))
