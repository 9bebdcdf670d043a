"""The handler of each event that the databank reads; the table is at the foot."""

from collections.abc import Sequence

from chassis.bus import Batched, Handlers
from chassis.db import Transaction
from contracts import Event
from contracts.enforcement import (
    ExecutionCheckRequested,
    ExecutionCheckWithdrawn,
    GasCaseJoined,
    GasCaseOpened,
    GasCaseSeparated,
    GasFindingLinked,
    GasOutcomeReached,
    PremisesClosed,
    PremisesReopened,
    ProsecutorAsked,
    SanctionCaseOpened,
    SanctionDecided,
    SanctionDecisionWithdrawn,
    SanctionNextFindingLinked,
    SanctionNextFindingVoided,
    StreetBanEnded,
    StreetBanNotified,
    StreetBanOrdered,
    StreetBanResumed,
    StreetBanStayed,
    StreetBanWithdrawn,
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
from contracts.pandkalender import (
    MinorDeclarationAttempted,
    ShiftCancelled,
    ShiftChanged,
    ShiftConfirmed,
    ShiftConflictNoticed,
    ShiftDeclared,
    ShiftDisputed,
    ShiftEnded,
    ShiftLapsed,
)
from databank.finding_register import city_case
from databank.findings import hear_prosecutor
from databank.premises import city_decisions
from databank.shifts import calendar_signals, take, worker_answers
from databank.street_bans import follow as street_bans


async def note_declarations(items: Sequence[tuple[Event, Transaction]]) -> None:
    """All events of the calendar that queued together.

    Shifts are taken at once, so that their persons are locked once and in order; conflicts and
    answers about them come after, as they came after in the first place.
    """
    await take.take([(event, tx) for event, tx in items if isinstance(event, take.SHIFT_EVENTS)])
    for event, tx in items:
        if isinstance(event, ShiftConflictNoticed):
            await calendar_signals.note_conflict(event, tx)
        elif isinstance(event, MinorDeclarationAttempted):
            await calendar_signals.note_minor_declaration(event, tx)
        elif isinstance(event, ShiftConfirmed):
            await worker_answers.note_confirmed(event, tx)
        elif isinstance(event, ShiftDisputed):
            await worker_answers.note_disputed(event, tx)


DECLARATIONS = Batched(note_declarations)

HANDLERS: Handlers = {
    ShiftDeclared: DECLARATIONS,
    ShiftChanged: DECLARATIONS,
    ShiftCancelled: DECLARATIONS,
    ShiftLapsed: DECLARATIONS,
    ShiftEnded: DECLARATIONS,
    ShiftConflictNoticed: DECLARATIONS,
    MinorDeclarationAttempted: DECLARATIONS,
    ShiftConfirmed: DECLARATIONS,
    ShiftDisputed: DECLARATIONS,
    SuitabilityGranted: city_decisions.note_granted,
    SuitabilityConditionsMet: city_decisions.note_conditions_met,
    SuitabilityRefused: city_decisions.note_refused,
    SuitabilityReconsidered: city_decisions.note_reconsidered,
    SuitabilityReinstated: city_decisions.note_reinstated,
    SuitabilityRenewed: city_decisions.note_renewed,
    SuitabilitySuspended: city_decisions.note_suspended,
    SuitabilitySuspensionLifted: city_decisions.note_suspension_lifted,
    SuitabilityWithdrawn: city_decisions.note_withdrawn,
    SuitabilityExpired: city_decisions.note_expired,
    SuitabilityRelinquished: city_decisions.note_relinquished,
    SuitabilityRoomsChanged: city_decisions.note_premises,
    SuitabilityTransferred: city_decisions.note_premises,
    PremisesClosed: city_decisions.note_closed,
    PremisesReopened: city_decisions.note_reopened,
    GasCaseOpened: city_case.note_gas_case,
    GasFindingLinked: city_case.note_gas_finding,
    GasCaseJoined: city_case.note_gas_joined,
    GasOutcomeReached: city_case.note_gas_outcome,
    GasCaseSeparated: city_case.note_gas_separated,
    ProsecutorAsked: hear_prosecutor.note_asked,
    SanctionCaseOpened: city_case.note_sanction_case,
    SanctionNextFindingLinked: city_case.note_next_finding,
    SanctionNextFindingVoided: city_case.note_next_finding_voided,
    SanctionDecided: city_case.note_sanction_decided,
    SanctionDecisionWithdrawn: city_case.note_sanction_withdrawn,
    ExecutionCheckRequested: city_decisions.note_check_requested,
    ExecutionCheckWithdrawn: city_decisions.note_check_withdrawn,
    StreetBanOrdered: street_bans.note_ordered,
    StreetBanNotified: street_bans.note_notified,
    StreetBanStayed: street_bans.note_stayed,
    StreetBanResumed: street_bans.note_resumed,
    StreetBanEnded: street_bans.note_ended,
    StreetBanWithdrawn: street_bans.note_withdrawn,
}
