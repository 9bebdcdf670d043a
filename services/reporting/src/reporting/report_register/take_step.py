"""Take a step with a version of a report: one at a time, by somebody who saw it as it is."""

from dataclasses import dataclass
from uuid import UUID

from chassis.db import Transaction
from reporting.report_register.rules.lifecycle import (
    ReportChangedError,
    ReportNotFoundError,
    Step,
    after,
)
from reporting.report_register.store import reports
from reporting.report_register.store.tables import StepRow, VersionRow


@dataclass(frozen=True, slots=True)
class Signer:
    """A function, and a pseudonym."""

    function: str
    subject: str


async def begin(
    tx: Transaction, report_id: UUID, step: Step, *, seen: int, version: int | None = None
) -> VersionRow:
    """The newest version, or the named one, when the step may follow; nothing is changed yet.

    ``seen`` is the edition that its taker looked at. Raises ``ReportNotFoundError``,
    ``ReportChangedError`` or ``StepRefusedError``.
    """
    await reports.lock(tx, report_id)
    versions = await reports.versions(tx, report_id)
    row = next((each for each in versions if version in (None, each.version)), None)
    if row is None:
        raise ReportNotFoundError
    if row.edition != seen:
        raise ReportChangedError
    after(row.state, step)
    return row


async def note(
    tx: Transaction, row: VersionRow, step: Step, by: Signer, reason: str | None = None
) -> None:
    """Write the version as it is after the step, and the step beside it."""
    if row.edition:
        row.state = after(row.state, step)
    row.edition += 1
    tx.session.add(row)
    number = await reports.last_step(tx, row.report_id) + 1
    taken = StepRow(
        report_id=row.report_id,
        nr=number,
        version=row.version,
        step=step,
        taken_at=tx.now,
        taken_by=by.function,
        actor=by.subject,
        reason=reason,
    )
    await reports.add(tx, taken)
