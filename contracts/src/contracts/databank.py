"""Events of the police databank. Beyond the police: status, facts for a procedure, and counts."""

from uuid import UUID

from pydantic import Field

from contracts.branch_readings.databank import (
    BranchReading,
    BranchReadingChanged,
    BranchReadingFound,
    BranchReadingsMeasured,
    BranchReadingWithdrawn,
    SeenElsewhere,
    SeenElsewhereWithdrawn,
)
from contracts.branches import Branch
from contracts.codes import (
    Addressee,
    InspectionKind,
    InspectionResult,
    OffenderRole,
    Priority,
    Procedure,
    ReportKind,
    SignalKind,
    Visibility,
)
from contracts.event import Code, Event, Moment
from contracts.first_contacts.databank import (
    FirstContactDue,
    FirstContactHeld,
    FirstContactRenewed,
    FirstContactWithdrawn,
)
from contracts.identity import FactPlace, OffenderIdentity
from contracts.information_reports.databank import InformationReportTransferred
from contracts.mixed_facts.databank import ProsecutorAnswered
from contracts.police_plan.databank import (
    InventoryPublished,
    MonthlyActionPlanned,
    MonthlyActionWithdrawn,
    PoliceCountsReleased,
)
from contracts.sealed import Sealed, sealed_to
from contracts.sector.databank import (
    ExpectedRecallMeasured,
    OperationMeasured,
    PopulationMeasured,
)
from contracts.worker_access.databank import (
    WorkerAccessChanged,
    WorkerAccessGranted,
    WorkerAccessRevoked,
)

__all__ = [
    "BranchReading",
    "BranchReadingChanged",
    "BranchReadingFound",
    "BranchReadingWithdrawn",
    "BranchReadingsMeasured",
    "BranchShiftAnnounced",
    "BranchShiftDetected",
    "BranchShiftWithdrawn",
    "ExecutionChecked",
    "ExpectedRecallMeasured",
    "FindingHoldChanged",
    "FindingTransferred",
    "FirstContactDue",
    "FirstContactHeld",
    "FirstContactRenewed",
    "FirstContactWithdrawn",
    "IdentityRefuted",
    "IdentityRevalidationDue",
    "IdentityValidated",
    "InformationReportTransferred",
    "InspectionCompleted",
    "InspectionWithdrawn",
    "InventoryPublished",
    "MonthlyActionPlanned",
    "MonthlyActionWithdrawn",
    "OperationMeasured",
    "PoliceCountsReleased",
    "PopulationMeasured",
    "ProsecutorAnswered",
    "ReportDrawnUp",
    "ReportWithdrawn",
    "SeenElsewhere",
    "SeenElsewhereWithdrawn",
    "ShiftAbsenceObserved",
    "ShiftCheckWithdrawn",
    "ShiftVerified",
    "UnannouncedPresenceObserved",
    "UnannouncedPresenceWithdrawn",
    "WelfareSignalFollowedUp",
    "WelfareSignalRaised",
    "WorkerAccessChanged",
    "WorkerAccessGranted",
    "WorkerAccessRevoked",
]


class IdentityValidated(
    Event, readers={"pandkalender"}, purpose="identity-status", key="worker_ref"
):
    """Police saw the person and the document, and they agree with the claim."""

    worker_ref: UUID
    validated_at: Moment


class IdentityRefuted(Event, readers={"pandkalender"}, purpose="identity-status", key="worker_ref"):
    """Person and claim do not agree. The reason stays with the police."""

    worker_ref: UUID
    refuted_at: Moment


class IdentityRevalidationDue(
    Event, readers={"pandkalender"}, purpose="identity-status", key="worker_ref"
):
    """The validation of this worker's identity no longer holds: police will look again.

    It says nothing against the worker: the police had taken two people for one, or the document
    that they saw expired.
    """

    worker_ref: UUID
    since: Moment


class ShiftVerified(
    Event, readers={"pandkalender", "reporting"}, purpose="supervision", key="shift_id"
):
    """Police saw the declared person in the declared room."""

    shift_id: UUID
    verified_at: Moment


class ShiftAbsenceObserved(
    Event, readers={"pandkalender", "reporting"}, purpose="supervision", key="shift_id"
):
    """Nobody was there during the shift; one observation is no offence."""

    shift_id: UUID
    observed_at: Moment


class ShiftCheckWithdrawn(
    Event, readers={"pandkalender", "reporting"}, purpose="supervision", key="shift_id"
):
    """Police took back what they said of a shift for ``observed_at``: a slip, and why stays there.

    ``standing`` is the outcome of the newest check of the shift that still stands, if any.
    """

    shift_id: UUID
    observed_at: Moment
    withdrawn_at: Moment
    standing: Code | None = None
    standing_at: Moment | None = None


class UnannouncedPresenceObserved(
    Event, readers={"pandkalender", "reporting"}, purpose="supervision", key="premises_id"
):
    """Somebody worked who was not declared, in an empty or in somebody else's shift."""

    observation_id: UUID
    premises_id: UUID
    room_id: UUID
    shift_id: UUID | None = None
    observed_at: Moment


class UnannouncedPresenceWithdrawn(
    Event, readers={"pandkalender", "reporting"}, purpose="supervision", key="premises_id"
):
    """Police took back an unannounced presence; ``standing`` as in :class:`ShiftCheckWithdrawn`."""

    observation_id: UUID
    premises_id: UUID
    room_id: UUID
    shift_id: UUID | None = None
    observed_at: Moment
    withdrawn_at: Moment
    standing: Code | None = None
    standing_at: Moment | None = None


class InspectionCompleted(
    Event, readers={"reporting"}, purpose="policy-statistics", key="inspection_id", edition=2
):
    """Police inspected a branch. Counts only; establishments by opaque id."""

    inspection_id: UUID
    branch: Branch
    visibility: Visibility
    kind: InspectionKind
    result: InspectionResult
    completed_at: Moment
    establishment_ids: tuple[UUID, ...]
    workers_checked: int = Field(ge=0)
    clients_checked: int = Field(ge=0)
    operators_checked: int = Field(ge=0)


class InspectionWithdrawn(
    Event, readers={"reporting"}, purpose="policy-statistics", key="inspection_id", edition=2
):
    """Police took back an inspection that was closed: it never was, or was recorded twice."""

    inspection_id: UUID
    branch: Branch
    withdrawn_at: Moment


class ReportDrawnUp(
    Event, readers={"reporting"}, purpose="policy-statistics", key="report_id", edition=2
):
    """A PV, RIR or information report was closed. Its number and persons stay with the police."""

    report_id: UUID
    kind: ReportKind
    branch: Branch
    fact_code: Code
    addressee: Addressee
    in_tolerance_zone: bool
    drawn_up_at: Moment


class ReportWithdrawn(Event, readers={"reporting"}, purpose="policy-statistics", key="report_id"):
    """Police took back a closed report that did not leave them: it was drawn up by mistake."""

    report_id: UUID
    kind: ReportKind
    branch: Branch
    withdrawn_at: Moment


class FindingTransferred(
    Event, readers={"enforcement"}, purpose="enforcement", key="finding_id", edition=3
):
    """A finding with an administrative follow-up went to the city.

    ``report_number`` is the number of the PV. ``on_hold`` says no more than that the police ask
    for consultation before anything is done (non-punishment of a possible victim). The fact took
    place in ``premises_id``, which the city knows, or else in ``place``, where that is known.
    """

    finding_id: UUID
    report_number: str
    procedure: Procedure
    fact_code: Code
    fact_at: Moment
    branch: Branch
    in_tolerance_zone: bool
    premises_id: UUID | None = None
    offender_role: OffenderRole
    on_hold: bool
    transferred_at: Moment
    offender: Sealed[OffenderIdentity] = sealed_to("enforcement")
    place: Sealed[FactPlace] | None = sealed_to("enforcement", required=False)


class FindingHoldChanged(Event, readers={"enforcement"}, purpose="enforcement", key="finding_id"):
    """Police ask for consultation about a finding that the city has, or no longer; never why."""

    finding_id: UUID
    on_hold: bool
    changed_at: Moment


class ExecutionChecked(Event, readers={"enforcement"}, purpose="enforcement", key="case_id"):
    """Police checked on the spot whether a sanction is respected."""

    case_id: UUID
    premises_id: UUID
    checked_at: Moment
    complied: bool


class BranchShiftAnnounced(
    Event, readers={"reporting"}, purpose="policy-statistics", key="case_id", edition=2
):
    """Somebody is declared for a shift in another branch than before, and has not come yet.

    Of the same case follows :class:`BranchShiftDetected` when the shift begins, or
    :class:`BranchShiftWithdrawn` when it never does. ``expected_at`` is its start as it was
    declared; the other fields are as there.
    """

    case_id: UUID
    from_branch: Branch
    to_branch: Branch
    from_seen_at: Moment
    expected_at: Moment
    announced_at: Moment
    rule_id: Code
    rule_version: int
    window_days: int
    confidence: float = Field(ge=0, le=1)
    evidence: tuple[UUID, ...]


class BranchShiftDetected(
    Event, readers={"reporting"}, purpose="policy-statistics", key="case_id", edition=2
):
    """One person was seen in another branch than before, within the window, by event time.

    A declared shift counts as seen once it began; until then the move is announced. Releases up to
    0.2 told of announced ones too, and withdrew those that did not come true.

    ``evidence`` are the databank's own sighting ids and mean nothing elsewhere. ``confidence`` is
    the probability, 0 to 1, that both sightings are the same person.
    """

    case_id: UUID
    from_branch: Branch
    to_branch: Branch
    from_seen_at: Moment
    to_seen_at: Moment
    detected_at: Moment
    rule_id: Code
    rule_version: int
    window_days: int
    confidence: float = Field(ge=0, le=1)
    evidence: tuple[UUID, ...]


class BranchShiftWithdrawn(
    Event, readers={"reporting"}, purpose="policy-statistics", key="case_id", edition=2
):
    """An earlier detection or announcement does not hold: its link or a sighting behind it was
    corrected, or nobody came."""

    case_id: UUID
    from_branch: Branch
    to_branch: Branch
    withdrawn_at: Moment
    reason: Code


class WelfareSignalRaised(
    Event, readers={"reporting"}, purpose="policy-statistics", key="signal_id"
):
    """A protective signal was raised; beyond the police it is only counted."""

    signal_id: UUID
    kind: SignalKind
    priority: Priority
    raised_at: Moment


class WelfareSignalFollowedUp(
    Event, readers={"reporting"}, purpose="policy-statistics", key="signal_id"
):
    """A named officer took a step with a protective signal; beyond the police it is only counted.

    ``step`` and ``answer`` are codes of the handbook's flow (§4.6): an offer of help and whether it
    was taken, a referral and the kind of help, a closing and its reason.
    """

    signal_id: UUID
    kind: SignalKind
    priority: Priority
    step: Code
    answer: Code
    taken_at: Moment
