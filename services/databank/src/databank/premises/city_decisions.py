"""Follow the city's decisions about premises: suitability, suspension, closure, checks to do."""

from chassis.branches import branches
from chassis.days import city_day
from chassis.db import Transaction
from contracts.enforcement import (
    ExecutionCheckRequested,
    ExecutionCheckWithdrawn,
    PremisesClosed,
    PremisesReopened,
    SuitabilityConditionsMet,
    SuitabilityExpired,
    SuitabilityGranted,
    SuitabilityReconsidered,
    SuitabilityRefused,
    SuitabilityReinstated,
    SuitabilityRelinquished,
    SuitabilityRenewed,
    SuitabilityRoomsChanged,
    SuitabilitySuspended,
    SuitabilitySuspensionLifted,
    SuitabilityTransferred,
    SuitabilityWithdrawn,
)
from databank.premises.rules import SuitabilityState, SuspensionKind
from databank.premises.store import execution_checks, premises


async def note_granted(event: SuitabilityGranted, tx: Transaction) -> None:
    """The grant says of what branch a place is: all that follows about it leaves that so."""
    branch = branches().of_permit(event.permit_type, city_day(event.decided_at))
    await premises.register_premises(tx.conn, event.premises, tx.now, branch)
    await _set_term(event, tx)


async def note_conditions_met(event: SuitabilityConditionsMet, tx: Transaction) -> None:
    await premises.set_suitability(
        tx.conn, event.premises_id, SuitabilityState.GESCHIKT, event.met_at
    )


async def note_refused(event: SuitabilityRefused, tx: Transaction) -> None:
    await premises.refuse(tx.conn, event.premises_id, event.decided_at)


async def note_reconsidered(event: SuitabilityReconsidered, tx: Transaction) -> None:
    await premises.forget_refusal(tx.conn, event.premises_id, event.reconsidered_at)


async def note_reinstated(event: SuitabilityReinstated, tx: Transaction) -> None:
    await _set_term(event, tx)


async def note_renewed(event: SuitabilityRenewed, tx: Transaction) -> None:
    await _set_term(event, tx)


async def note_suspended(event: SuitabilitySuspended, tx: Transaction) -> None:
    await premises.suspend(
        tx.conn,
        event.case_id,
        SuspensionKind.SCHORSING,
        event.premises_id,
        event.suspended_from,
        event.suspended_to,
        event.decided_at,
    )


async def note_suspension_lifted(event: SuitabilitySuspensionLifted, tx: Transaction) -> None:
    await premises.lift_suspensions(tx.conn, event.premises_id, event.lifted_at)


async def note_withdrawn(event: SuitabilityWithdrawn, tx: Transaction) -> None:
    await premises.set_suitability(
        tx.conn, event.premises_id, SuitabilityState.INGETROKKEN, event.withdrawn_at
    )


async def note_expired(event: SuitabilityExpired, tx: Transaction) -> None:
    await premises.set_suitability(
        tx.conn, event.premises_id, SuitabilityState.VERLOPEN, event.expired_at
    )


async def note_relinquished(event: SuitabilityRelinquished, tx: Transaction) -> None:
    await premises.set_suitability(
        tx.conn, event.premises_id, SuitabilityState.VERLOPEN, event.relinquished_at
    )


async def note_premises(
    event: SuitabilityRoomsChanged | SuitabilityTransferred, tx: Transaction
) -> None:
    """The rooms and the holder of a declaration as they are now."""
    await premises.register_premises(tx.conn, event.premises, tx.now)


async def note_closed(event: PremisesClosed, tx: Transaction) -> None:
    await premises.suspend(
        tx.conn,
        event.case_id,
        SuspensionKind.SLUITING,
        event.premises_id,
        event.closed_from,
        event.closed_to,
        event.decided_at,
    )


async def note_reopened(event: PremisesReopened, tx: Transaction) -> None:
    await premises.lift_closure(tx.conn, event.case_id, event.reopened_at)
    await execution_checks.note_lifted(tx.conn, event.case_id, event.reopened_at)


async def note_check_requested(event: ExecutionCheckRequested, tx: Transaction) -> None:
    await execution_checks.request(tx, event)


async def note_check_withdrawn(event: ExecutionCheckWithdrawn, tx: Transaction) -> None:
    """Nobody goes to look whether a place keeps to what no longer binds it."""
    await execution_checks.withdraw(tx.conn, event.case_id, event.withdrawn_at)


async def _set_term(
    event: SuitabilityGranted | SuitabilityRenewed | SuitabilityReinstated, tx: Transaction
) -> None:
    """Of a renewal too the conditions are still to be met."""
    state = SuitabilityState.VOORWAARDELIJK if event.conditional else SuitabilityState.GESCHIKT
    valid = (event.valid_from, event.valid_to)
    await premises.register_premises(tx.conn, event.premises, tx.now)
    await premises.set_suitability(tx.conn, event.premises_id, state, event.decided_at, valid)
