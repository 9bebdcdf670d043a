"""What the databank does with each event that it reads; the table is at the foot."""

from collections.abc import Sequence
from uuid import uuid4

from chassis.bus import Batched, Handlers
from chassis.db import Transaction
from contracts import Event
from contracts.codes import SignalKind
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
from databank.findings.store import findings
from databank.first_contacts import worker_answers
from databank.matching.store import claim_writer
from databank.matching.store.claim_writer import NewClaim
from databank.premises.store import execution_checks, premises
from databank.shifts import take
from databank.shifts.store import shifts
from databank.welfare.signal import signal
from linkage.claim import digest


async def note_minor_declaration(event: MinorDeclarationAttempted, tx: Transaction) -> None:
    """What the owner entered is kept, also when it is "corrected" later (handbook §4.6, 5)."""
    worker = event.worker.value
    claim = NewClaim(
        id=uuid4(),
        digest=digest(worker.identity, f"attempt {event.attempt_id} {uuid4()}"),
        source_kind="attempt",
        source_id=event.attempt_id,
        branch=None,
        worker_ref=None,
        identity=worker.identity,
    )
    await claim_writer.add(tx.conn, [claim], tx.now)
    facts = {
        "attemptId": event.attempt_id,
        "premisesId": event.premises_id,
        "roomId": event.room_id,
        "startsAt": event.starts_at,
        "endsAt": event.ends_at,
        "attemptedAt": event.attempted_at,
        "shiftId": event.shift_id,
    }
    await signal(
        tx,
        SignalKind.MINDERJARIGHEID,
        f"attempt {event.attempt_id}",
        "verbetering" if event.correction else "poging",
        facts,
        claim_id=claim.id,
    )


async def note_conflict(event: ShiftConflictNoticed, tx: Transaction) -> None:
    """Whichever of the two shifts the conflict is told about, it is one conflict."""
    pair = sorted((str(event.shift_id), str(event.other_shift_id)))
    known = await shifts.by_ids(tx.conn, [event.shift_id])
    facts = {
        "shiftId": event.shift_id,
        "otherShiftId": event.other_shift_id,
        "overlapStartsAt": event.overlap_starts_at,
        "overlapEndsAt": event.overlap_ends_at,
    }
    shift = known.get(event.shift_id)
    await signal(
        tx,
        SignalKind.DUBBELE_AANGIFTE,
        f"shifts {' '.join(pair)}",
        "overlap",
        facts,
        person_id=shift.person_id if shift else None,
        known_by=shift.claim_id if shift else None,
    )


async def note_granted(event: SuitabilityGranted, tx: Transaction) -> None:
    state = "voorwaardelijk" if event.conditional else "geschikt"
    valid = (event.valid_from, event.valid_to)
    await premises.register_premises(tx.conn, event.premises, tx.now)
    await premises.set_suitability(tx.conn, event.premises_id, state, event.decided_at, valid)


async def note_conditions_met(event: SuitabilityConditionsMet, tx: Transaction) -> None:
    await premises.set_suitability(tx.conn, event.premises_id, "geschikt", event.met_at)


async def note_refused(event: SuitabilityRefused, tx: Transaction) -> None:
    await premises.set_suitability(tx.conn, event.premises_id, "geweigerd", event.decided_at)


async def note_renewed(event: SuitabilityRenewed, tx: Transaction) -> None:
    valid = (event.valid_from, event.valid_to)
    await premises.register_premises(tx.conn, event.premises, tx.now)
    await premises.set_suitability(tx.conn, event.premises_id, "geschikt", event.decided_at, valid)


async def note_suspended(event: SuitabilitySuspended, tx: Transaction) -> None:
    await premises.set_suitability(tx.conn, event.premises_id, "geschorst", event.decided_at)
    await premises.suspend(
        tx.conn,
        event.case_id,
        "schorsing",
        event.premises_id,
        event.suspended_from,
        event.suspended_to,
        event.decided_at,
    )


async def note_suspension_lifted(event: SuitabilitySuspensionLifted, tx: Transaction) -> None:
    await premises.set_suitability(tx.conn, event.premises_id, "geschikt", event.lifted_at)
    await premises.lift(tx.conn, event.premises_id, event.lifted_at)


async def note_withdrawn(event: SuitabilityWithdrawn, tx: Transaction) -> None:
    await premises.set_suitability(tx.conn, event.premises_id, "ingetrokken", event.withdrawn_at)


async def note_expired(event: SuitabilityExpired, tx: Transaction) -> None:
    await premises.set_suitability(tx.conn, event.premises_id, "verlopen", event.expired_at)


async def note_closed(event: PremisesClosed, tx: Transaction) -> None:
    await premises.suspend(
        tx.conn,
        event.case_id,
        "sluiting",
        event.premises_id,
        event.closed_from,
        event.closed_to,
        event.decided_at,
    )


async def note_gas_case(event: GasCaseOpened, tx: Transaction) -> None:
    state = "opgeschort_overleg" if event.on_hold else "geopend"
    await findings.follow_up(
        tx.conn, event.case_id, event.finding_id, "gas", state, event.opened_at
    )


async def note_sanction_case(event: SanctionCaseOpened, tx: Transaction) -> None:
    await findings.follow_up(
        tx.conn, event.case_id, event.finding_id, "sanctie", "geopend", event.opened_at
    )


async def note_next_finding(event: SanctionNextFindingLinked, tx: Transaction) -> None:
    await findings.follow_up(
        tx.conn,
        event.case_id,
        event.finding_id,
        "sanctie",
        "volgende_vaststelling",
        event.linked_at,
    )


async def note_sanction_decided(event: SanctionDecided, tx: Transaction) -> None:
    state = f"beslist_{event.kind.value}"
    await findings.set_follow_up(tx.conn, event.case_id, state, event.decided_at)


async def note_check_requested(event: ExecutionCheckRequested, tx: Transaction) -> None:
    await execution_checks.request(tx.conn, event)


async def note_declarations(items: Sequence[tuple[Event, Transaction]]) -> None:
    """All that owners told and that queued together.

    Shifts are taken at once, so that their persons are locked once and in order; what was noticed
    about them comes after, as it came after in the first place.
    """
    await take.take([(event, tx) for event, tx in items if isinstance(event, take.SHIFT_EVENTS)])
    for event, tx in items:
        if isinstance(event, ShiftConflictNoticed):
            await note_conflict(event, tx)
        elif isinstance(event, MinorDeclarationAttempted):
            await note_minor_declaration(event, tx)
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
    GasCaseOpened: note_gas_case,
    SanctionCaseOpened: note_sanction_case,
    SanctionNextFindingLinked: note_next_finding,
    SanctionDecided: note_sanction_decided,
    ExecutionCheckRequested: note_check_requested,
}
