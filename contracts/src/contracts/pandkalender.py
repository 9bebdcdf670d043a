"""Events of pandkalender: shifts in window premises, and applications, as owners send them."""

from uuid import UUID

from contracts.applications.pandkalender import (
    AskedDocument,
    SentDocument,
    SuitabilityApplicationSubmitted,
    SuitabilityApplicationWithdrawn,
    SuitabilityDocumentPartSent,
    SuitabilityDocumentsAdded,
)
from contracts.codes import CancelReason, ChangeReason, LapseReason
from contracts.event import Code, Event, Moment
from contracts.identity import DisputeGrounds, WorkerClaim
from contracts.sealed import Sealed, sealed_to

__all__ = [
    "AskedDocument",
    "MinorDeclarationAttempted",
    "SentDocument",
    "ShiftCancelled",
    "ShiftChanged",
    "ShiftConfirmed",
    "ShiftConflictNoticed",
    "ShiftDeclared",
    "ShiftDisputed",
    "ShiftEnded",
    "ShiftLapsed",
    "SuitabilityApplicationSubmitted",
    "SuitabilityApplicationWithdrawn",
    "SuitabilityDocumentPartSent",
    "SuitabilityDocumentsAdded",
]


class ShiftDeclared(
    Event, readers={"databank", "reporting"}, purpose="supervision", key="shift_id"
):
    """An owner announced who will work in a room, before the work starts.

    ``lead_minutes`` from declaration to start, negative when late.
    """

    shift_id: UUID
    premises_id: UUID
    room_id: UUID
    starts_at: Moment
    ends_at: Moment
    declared_at: Moment
    lead_minutes: int
    late: bool
    declared_by: Code
    worker: Sealed[WorkerClaim] = sealed_to("databank")


class ShiftChanged(Event, readers={"databank", "reporting"}, purpose="supervision", key="shift_id"):
    """Room or hours of a declared shift changed; a change of worker is a cancel and a new shift."""

    shift_id: UUID
    premises_id: UUID
    room_id: UUID
    starts_at: Moment
    ends_at: Moment
    previous_room_id: UUID
    previous_starts_at: Moment
    previous_ends_at: Moment
    changed_at: Moment
    after_start: bool
    reason: ChangeReason


class ShiftCancelled(
    Event, readers={"databank", "reporting"}, purpose="supervision", key="shift_id"
):
    """A declared shift will not take place."""

    shift_id: UUID
    premises_id: UUID
    cancelled_at: Moment
    reason: CancelReason


class ShiftLapsed(Event, readers={"databank", "reporting"}, purpose="supervision", key="shift_id"):
    """A declared shift does not take place: nobody cancelled it, but it could not begin.

    Releases before this event told it as a cancelled shift, for another reason.
    """

    shift_id: UUID
    premises_id: UUID
    lapsed_at: Moment
    reason: LapseReason


class ShiftEnded(Event, readers={"databank", "reporting"}, purpose="supervision", key="shift_id"):
    """A shift is over; ``early`` when it ended before its declared end."""

    shift_id: UUID
    premises_id: UUID
    ended_at: Moment
    early: bool


class ShiftConflictNoticed(Event, readers={"databank"}, purpose="protection", key="shift_id"):
    """One worker is declared in two rooms at once by two owners. Neither owner learns of it."""

    shift_id: UUID
    other_shift_id: UUID
    overlap_starts_at: Moment
    overlap_ends_at: Moment
    noticed_at: Moment


class MinorDeclarationAttempted(
    Event, readers={"databank"}, purpose="protection", key="attempt_id"
):
    """An owner tried to declare somebody under 18, or "corrected" such a birth date afterwards.

    A correction keeps the ``attempt_id`` of the first attempt and names the shift that it led to.
    """

    attempt_id: UUID
    premises_id: UUID
    room_id: UUID
    starts_at: Moment
    ends_at: Moment
    attempted_at: Moment
    correction: bool
    shift_id: UUID | None = None
    worker: Sealed[WorkerClaim] = sealed_to("databank")


class ShiftConfirmed(Event, readers={"databank"}, purpose="protection", key="shift_id"):
    """The worker herself says that a declared shift is right. The owner never learns of it.

    reporting does not read it, nor a dispute: no indicator and no figure of quality asks how many
    there are (handbook §1.6), and the handbook's table of events names the databank alone (§1.10).
    """

    shift_id: UUID
    confirmed_at: Moment


class ShiftDisputed(Event, readers={"databank"}, purpose="protection", key="shift_id"):
    """The worker herself says that a declared shift is not right. For the police alone."""

    shift_id: UUID
    disputed_at: Moment
    grounds: Sealed[DisputeGrounds] = sealed_to("databank")
