"""Suspension of a declaration by a notified sanction, and its lifting."""

from datetime import datetime
from uuid import UUID

from chassis.bus import record, revoke, schedule
from chassis.db import Transaction
from contracts.enforcement import SuitabilitySuspended, SuitabilitySuspensionLifted
from enforcement.cases.store.timeline import CLOCK, By
from enforcement.cases.take_step import take_step
from enforcement.suitability import store
from enforcement.suitability.end_declaration import SUSPENSION_END
from enforcement.suitability.rules import SANCTION_BASIS, DossierState, DossierStep
from enforcement.suitability.store import Dossier


async def suspend(
    tx: Transaction,
    dossier: Dossier,
    case_id: UUID,
    period: tuple[datetime, datetime],
    by: By,
    reason: str,
    basis: str = SANCTION_BASIS,
) -> None:
    """A suspension during another one only makes it longer."""
    if dossier.state is not DossierState.GESCHORST:
        dossier.resume = dossier.state
    take_step(tx, dossier, DossierStep.SUSPENSION, by, reason=reason, basis=basis)
    starts, ends = period
    dossier.suspended_from = min(starts, dossier.suspended_from or starts)
    dossier.suspended_to = max(ends, dossier.suspended_to or ends)
    await schedule(tx, SUSPENSION_END, str(dossier.dossier_id), dossier.suspended_to)
    record(
        tx,
        SuitabilitySuspended(
            premises_id=dossier.premises_id,
            dossier_id=dossier.dossier_id,
            case_id=case_id,
            suspended_from=starts,
            suspended_to=ends,
            decided_at=tx.now,
        ),
    )


async def lift(
    tx: Transaction, dossier_id: UUID, by: By, reason: str, basis: str = SANCTION_BASIS
) -> Dossier:
    """End a suspension before its term, by decision. Raises ``RefusedError``."""
    dossier = await store.get_for_update(tx, dossier_id)
    await _lift(tx, dossier, by, reason, basis)
    return dossier


async def lift_when_over(tx: Transaction, dossier_id: UUID) -> None:
    """The term that a person set is over; a later suspension has moved it."""
    dossier = await store.find_for_update(tx, dossier_id)
    if dossier is None or dossier.state is not DossierState.GESCHORST:
        return
    if dossier.suspended_to is not None and dossier.suspended_to <= tx.now:
        await _lift(tx, dossier, CLOCK, "einde van de termijn", SANCTION_BASIS)


async def _lift(tx: Transaction, dossier: Dossier, by: By, reason: str, basis: str) -> None:
    """The dossier goes on in the state that it had."""
    take_step(
        tx,
        dossier,
        DossierStep.LIFTING,
        by,
        outcome=dossier.resume,
        reason=reason,
        basis=basis,
    )
    dossier.resume = dossier.suspended_from = dossier.suspended_to = None
    await revoke(tx, SUSPENSION_END, str(dossier.dossier_id))
    record(
        tx,
        SuitabilitySuspensionLifted(
            premises_id=dossier.premises_id, dossier_id=dossier.dossier_id, lifted_at=tx.now
        ),
    )
