"""End a fine case without a fine: inadmissible, shelved, dismissed, or with a warning."""

from uuid import UUID

from chassis.bus import record
from chassis.db import Transaction
from contracts.codes import DismissalReason, GasOutcome
from contracts.enforcement import GasDismissed
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.gas import store
from enforcement.gas.end import end
from enforcement.gas.rules import DismissalKind, GasStep, basis
from enforcement.gas.store import GasCase
from enforcement.gas.tell_police import tell_outcome


async def declare_inadmissible(tx: Transaction, case_id: UUID, by: By, reason: str) -> GasCase:
    """No rule in force, too young, or found twice. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    take_step(tx, case, GasStep.INADMISSIBLE, by, reason=reason)
    return await _end(tx, case, DismissalReason.ONONTVANKELIJK)


async def shelve(tx: Transaction, case_id: UUID, by: By, reason: str) -> GasCase:
    """Before anything was sent, and also of a case on hold. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    take_step(tx, case, GasStep.SHELVING, by, reason=reason)
    return await _end(tx, case, DismissalReason.GESEPONEERD)


async def dismiss(
    tx: Transaction, case_id: UUID, by: By, kind: DismissalKind, motivation: str
) -> GasCase:
    """The officer imposes no fine; a hold does not stop what favours the person.

    Raises ``RefusedError``.
    """
    case = await store.get_for_update(tx, case_id)
    take_step(
        tx, case, GasStep.DISMISSAL, by, outcome=kind, reason=motivation, basis=basis.DECISION
    )
    return await _end(tx, case, DismissalReason(kind))


async def _end(tx: Transaction, case: GasCase, reason: DismissalReason) -> GasCase:
    await end(tx, case)
    record(tx, GasDismissed(case_id=case.case_id, reason=reason, dismissed_at=tx.now))
    tell_outcome(tx, case.case_id, GasOutcome.GEEN_GELDBOETE)
    return case
