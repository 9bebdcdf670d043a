"""Withdraw a branch shift that others were told of."""

from uuid import UUID

from chassis.bus import record
from chassis.db import Transaction
from contracts.codes import Branch
from contracts.databank import BranchShiftWithdrawn
from databank.detection.branch_shifts.rules import WithdrawalReason


def tell_withdrawn(
    tx: Transaction,
    case_id: UUID,
    branches: tuple[Branch, Branch],
    reason: WithdrawalReason,
) -> None:
    """Tell whoever counted the case that it no longer stands. ``branches``: from, to."""
    from_branch, to_branch = branches
    record(
        tx,
        BranchShiftWithdrawn(
            case_id=case_id,
            from_branch=from_branch,
            to_branch=to_branch,
            withdrawn_at=tx.now,
            reason=reason.value,
        ),
    )
