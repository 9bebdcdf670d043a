"""Advance a finding: the step that somebody may take now, and its trace in the history."""

from typing import Any
from uuid import UUID

from chassis.bus import record
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import NotFoundError, StepRefusedError
from contracts.databank import ReportWithdrawn
from databank.finding_register.rules.steps import AFTER, Finding, Step
from databank.finding_register.store import findings, history
from databank.finding_register.store.history import HistoryEntry


async def locked(tx: Transaction, finding_id: UUID) -> Finding:
    """The finding, locked until the end of the transaction."""
    finding = await findings.get_for_update(tx, finding_id)
    if finding is None:
        raise NotFoundError(lazy("Deze vaststelling"))
    return finding


async def locked_for(tx: Transaction, finding_id: UUID, step: Step) -> Finding:
    """The finding, locked, if that step may be taken now."""
    finding = await locked(tx, finding_id)
    possible = finding.next_steps
    if step not in possible:
        raise StepRefusedError(lazy("Deze stap kan nu niet bij deze vaststelling."), possible)
    return finding


async def advance(
    tx: Transaction,
    officer: str,
    finding: Finding,
    step: Step,
    reason: str | None = None,
    **more: Any,
) -> None:
    """Take a step with a locked finding; ``more`` are columns that change with it."""
    after = AFTER[finding.state][step]
    await findings.change(tx.conn, finding.id, state=after, **more)
    entry = HistoryEntry(tx.now, officer, step, after, reason)
    await history.note(tx.conn, finding.id, entry)


async def take_step(
    tx: Transaction, officer: str, finding_id: UUID, step: Step, reason: str | None = None
) -> None:
    """Take a step that changes nothing but the state.

    A closed report that is taken back no longer counts, wherever it is counted.
    """
    finding = await locked_for(tx, finding_id, step)
    await advance(tx, officer, finding, step, reason)
    if step is Step.INTREKKEN and finding.report_id is not None:
        assert finding.report_kind is not None
        withdrawn = ReportWithdrawn(
            report_id=finding.report_id,
            kind=finding.report_kind,
            branch=finding.branch,
            withdrawn_at=tx.now,
        )
        record(tx, withdrawn)
