"""The handler of each event that the databank reads; the table is at the foot."""

from collections.abc import Sequence

from chassis.bus import Batched, Handlers
from chassis.db import Transaction
from contracts import Event
from contracts.enforcement import (
    ExecutionCheckRequested,
    GasCaseOpened,
    PremisesClosed,
    SanctionCaseOpened,
    SanctionDecided,
    SanctionNextFindingLinked,
    SuitabilityConditionsMet,
    SuitabilityExpired,
    SuitabilityGranted,
    SuitabilityRefused,
    SuitabilityRenewed,
    SuitabilitySuspended,
    SuitabilitySuspensionLifted,
    SuitabilityWithdrawn,
)
from contracts.pandkalender import (
    MinorDeclarationAttempted,
    ShiftCancelled,
    ShiftChanged,
    ShiftConfirmed,
    ShiftConflictNoticed,
    ShiftDeclared,
    ShiftDisputed,
    ShiftEnded,
)
from databank.findings import city_case
from databank.first_contacts import worker_answers
from databank.premises.rules import SuitabilityState, SuspensionKind
from databank.premises.store import execution_checks, premises
from databank.shifts import take
from databank.welfare import declarations


async def note_granted(event: SuitabilityGranted, tx: Transaction) -> None:
    state = SuitabilityState.VOORWAARDELIJK if event.conditional else SuitabilityState.GESCHIKT
    valid = (event.valid_from, event.valid_to)
    await premises.register_premises(tx.conn, event.premises, tx.now)
    await premises.set_suitability(tx.conn, event.premises_id, state, event.decided_at, valid)


async def note_conditions_met(event: SuitabilityConditionsMet, tx: Transaction) -> None:
    await premises.set_suitability(
        tx.conn, event.premises_id, SuitabilityState.GESCHIKT, event.met_at
    )


async def note_refused(event: SuitabilityRefused, tx: Transaction) -> None:
    await premises.set_suitability(
        tx.conn, event.premises_id, SuitabilityState.GEWEIGERD, event.decided_at
    )


async def note_renewed(event: SuitabilityRenewed, tx: Transaction) -> None:
    valid = (event.valid_from, event.valid_to)
    await premises.register_premises(tx.conn, event.premises, tx.now)
    await premises.set_suitability(
        tx.conn, event.premises_id, SuitabilityState.GESCHIKT, event.decided_at, valid
    )


async def note_suspended(event: SuitabilitySuspended, tx: Transaction) -> None:
    await premises.set_suitability(
        tx.conn, event.premises_id, SuitabilityState.GESCHORST, event.decided_at
    )
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
    await premises.set_suitability(
        tx.conn, event.premises_id, SuitabilityState.GESCHIKT, event.lifted_at
    )
    await premises.lift(tx.conn, event.premises_id, event.lifted_at)


async def note_withdrawn(event: SuitabilityWithdrawn, tx: Transaction) -> None:
    await premises.set_suitability(
        tx.conn, event.premises_id, SuitabilityState.INGETROKKEN, event.withdrawn_at
    )


async def note_expired(event: SuitabilityExpired, tx: Transaction) -> None:
    await premises.set_suitability(
        tx.conn, event.premises_id, SuitabilityState.VERLOPEN, event.expired_at
    )


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


async def note_check_requested(event: ExecutionCheckRequested, tx: Transaction) -> None:
    await execution_checks.request(tx.conn, event)


async def note_declarations(items: Sequence[tuple[Event, Transaction]]) -> None:
    """All events of the calendar that queued together.

    Shifts are taken at once, so that their persons are locked once and in order; conflicts and
    answers about them come after, as they came after in the first place.
    """
    await take.take([(event, tx) for event, tx in items if isinstance(event, take.SHIFT_EVENTS)])
    for event, tx in items:
        if isinstance(event, ShiftConflictNoticed):
            await declarations.note_conflict(event, tx)
        elif isinstance(event, MinorDeclarationAttempted):
            await declarations.note_minor_declaration(event, tx)
        elif isinstance(event, ShiftConfirmed):
            await worker_answers.note_confirmed(event, tx)
        elif isinstance(event, ShiftDisputed):
            await worker_answers.note_disputed(event, tx)


DECLARATIONS = Batched(note_declarations)

HANDLERS: Handlers = {
    ShiftDeclared: DECLARATIONS,
    ShiftChanged: DECLARATIONS,
    ShiftCancelled: DECLARATIONS,
    ShiftEnded: DECLARATIONS,
    ShiftConflictNoticed: DECLARATIONS,
    MinorDeclarationAttempted: DECLARATIONS,
    ShiftConfirmed: DECLARATIONS,
    ShiftDisputed: DECLARATIONS,
    SuitabilityGranted: note_granted,
    SuitabilityConditionsMet: note_conditions_met,
    SuitabilityRefused: note_refused,
    SuitabilityRenewed: note_renewed,
    SuitabilitySuspended: note_suspended,
    SuitabilitySuspensionLifted: note_suspension_lifted,
    SuitabilityWithdrawn: note_withdrawn,
    SuitabilityExpired: note_expired,
    PremisesClosed: note_closed,
    GasCaseOpened: city_case.note_gas_case,
    SanctionCaseOpened: city_case.note_sanction_case,
    SanctionNextFindingLinked: city_case.note_next_finding,
    SanctionDecided: city_case.note_sanction_decided,
    ExecutionCheckRequested: note_check_requested,
}
