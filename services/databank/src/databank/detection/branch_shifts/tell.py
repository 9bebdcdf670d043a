"""Tell others of branch shifts: announced, detected when somebody really came, and withdrawn."""

from uuid import UUID

from chassis.bus import record
from chassis.db import Transaction
from contracts.branches import Branch
from contracts.databank import BranchShiftAnnounced, BranchShiftDetected, BranchShiftWithdrawn
from databank.detection.branch_shifts.rules import BRANCH_SHIFT, BranchShift, Case, WithdrawalReason


def tell_found(tx: Transaction, case_id: UUID, branch_shift: BranchShift) -> None:
    """Tell of a case that nobody heard of, as announced or as detected."""
    before, after, version = branch_shift.before, branch_shift.after, branch_shift.version
    if branch_shift.basis.is_firm:
        record(
            tx,
            BranchShiftDetected(
                case_id=case_id,
                from_branch=before.branch,
                to_branch=after.branch,
                from_seen_at=before.seen_at,
                to_seen_at=after.seen_at,
                detected_at=tx.now,
                rule_id=BRANCH_SHIFT,
                rule_version=version.number,
                window_days=version.parameters.window_days,
                confidence=branch_shift.confidence,
                evidence=branch_shift.evidence,
            ),
        )
        return
    record(
        tx,
        BranchShiftAnnounced(
            case_id=case_id,
            from_branch=before.branch,
            to_branch=after.branch,
            from_seen_at=before.seen_at,
            expected_at=after.seen_at,
            announced_at=tx.now,
            rule_id=BRANCH_SHIFT,
            rule_version=version.number,
            window_days=version.parameters.window_days,
            confidence=branch_shift.confidence,
            evidence=branch_shift.evidence,
        ),
    )


def tell_refined(tx: Transaction, case: Case, branch_shift: BranchShift) -> None:
    """Tell that somebody came, or that who was thought to have come has not come yet.

    The latter happens when an owner's change arrives after the start that it put off; when the
    shift begins in the end, the same case is told as detected again.
    """
    if case.is_announced and branch_shift.basis.is_firm:
        tell_found(tx, case.id, branch_shift)
    elif not case.is_announced and not branch_shift.basis.is_firm:
        tell_withdrawn(tx, case.id, case.branches, WithdrawalReason.TIJDLIJN_GEWIJZIGD)


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
