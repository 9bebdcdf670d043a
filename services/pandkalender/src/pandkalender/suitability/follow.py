"""Follow what enforcement tells about declarations, for the page of their owner."""

from uuid import UUID

from chassis.db import Transaction
from contracts.enforcement import (
    Premises,
    SuitabilityConditionsMet,
    SuitabilityGranted,
    SuitabilityReconsidered,
    SuitabilityRefused,
    SuitabilityRenewalRefused,
    SuitabilityRenewalRequested,
    SuitabilityRenewed,
    SuitabilityRoomsChanged,
    SuitabilityTransferred,
    SuitabilityVisitCompleted,
)
from pandkalender.premises import store as premises
from pandkalender.suitability import store
from pandkalender.suitability.rules import CityVisit


async def keep_decision(event: SuitabilityGranted | SuitabilityRenewed, tx: Transaction) -> None:
    decided = store.DecisionFact(
        event.dossier_id,
        event.premises_id,
        event.premises.owner,
        event.decided_at,
        event.conditions if event.conditional else (),
        event.conditions_due_on,
        event.permit_type if isinstance(event, SuitabilityGranted) else None,
    )
    await store.keep(tx, decided)


async def keep_holder(
    event: SuitabilityRoomsChanged | SuitabilityTransferred, tx: Transaction
) -> None:
    await store.keep_holder(tx, event.dossier_id, event.premises.owner)


async def keep_premises(tx: Transaction, dossier_id: UUID, described: Premises) -> None:
    """Rooms open for window premises alone: an escort bureau has a declaration and no calendar."""
    if not await store.is_window(tx, dossier_id):
        described = described.model_copy(update={"rooms": ()})
    await premises.save(tx, described)


async def note_conditions_met(event: SuitabilityConditionsMet, tx: Transaction) -> None:
    await store.note_met(tx, event.dossier_id, event.met_at)


async def note_refusal(
    event: SuitabilityRefused | SuitabilityRenewalRefused, tx: Transaction
) -> None:
    """Of a renewal: the present term runs out. Of an application the applicant hears otherwise."""
    await store.note_refused(tx, event.dossier_id, event.decided_at)


async def note_renewal_asked(event: SuitabilityRenewalRequested, tx: Transaction) -> None:
    known_at = event.noted_at or event.requested_at
    await store.forget_refusal(tx, event.dossier_id, known_at)


async def note_reconsidered(event: SuitabilityReconsidered, tx: Transaction) -> None:
    """What it says of the application itself comes with the answer to it."""
    await store.forget_refusal(tx, event.dossier_id, event.reconsidered_at)


async def note_visit(event: SuitabilityVisitCompleted, tx: Transaction) -> None:
    visit = CityVisit(
        event.visit_id,
        event.kind,
        event.reason,
        event.result,
        event.rooms_visited,
        event.completed_at,
    )
    await store.add_visit(tx, event.dossier_id, visit)
