"""Reopen premises: lift the closure or suspension that a sanction led to, before its end."""

from uuid import UUID

from chassis.db import Transaction
from contracts.codes import DecidingBody
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.sanctions import store
from enforcement.sanctions.check_execution import withdraw_check
from enforcement.sanctions.notify_decision import tell_reopened
from enforcement.sanctions.rules import CLOSURES, SanctionStep, WrongBodyError
from enforcement.sanctions.store import SanctionCase
from enforcement.sanctions.undo import lift_suspension
from enforcement.suitability.rules import SANCTION_BASIS


async def reopen(
    tx: Transaction, case_id: UUID, by: By, reason: str, secretariat_of: DecidingBody
) -> SanctionCase:
    """The body that imposed it lifts it. Raises ``RefusedError``.

    ``secretariat_of`` is the body for which the author may record decisions.
    """
    case = await store.get_for_update(tx, case_id)
    take_step(tx, case, SanctionStep.REOPENING, by, reason=reason, basis=SANCTION_BASIS)
    closed_by = DecidingBody(case.deciding_body or "")
    if closed_by is not secretariat_of:
        raise WrongBodyError(closed_by)
    case.reopened_at = tx.now
    withdraw_check(tx, case, by)
    if case.decision_kind in CLOSURES:
        tell_reopened(tx, case)
        return case
    await lift_suspension(tx, case, by, reason)
    return case
