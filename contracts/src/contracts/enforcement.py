"""Events of the city's enforcement: suitability of premises, cases, sanctions and closures."""

from datetime import date
from uuid import UUID

from contracts.applications.enforcement import SuitabilityApplicationAnswered
from contracts.codes import (
    VisitReason,
)
from contracts.event import Code, Event, Moment
from contracts.fines.enforcement import (
    GasAppealDecided,
    GasAppealLodged,
    GasCaseClosed,
    GasCaseExpired,
    GasCaseJoined,
    GasCaseOpened,
    GasCaseSeparated,
    GasCollectionStarted,
    GasCommunityServiceAgreed,
    GasCommunityServiceEnded,
    GasDecisionNotified,
    GasDefenceReceived,
    GasDismissed,
    GasFindingLinked,
    GasFineCorrected,
    GasFineFinal,
    GasFineImposed,
    GasFineWithdrawn,
    GasHearingHeld,
    GasHearingRequested,
    GasHoldChanged,
    GasMediationEnded,
    GasMediationOffered,
    GasOutcomeReached,
    GasPaymentReceived,
    GasPaymentUndone,
    GasReminderSent,
    GasStartLetterSent,
)
from contracts.integrity.enforcement import (
    IntegrityAdviceGiven,
    IntegrityAdviceRequested,
    IntegrityDecisionWithdrawn,
    IntegrityInvestigationEnded,
    IntegrityInvestigationStarted,
)
from contracts.measures.enforcement import (
    MayorMeasureAppealDecided,
    MayorMeasureAppealLodged,
    MayorMeasureClosed,
    MayorMeasureConfirmed,
    MayorMeasureEnded,
    MayorMeasureEnforced,
    MayorMeasureExecutionRecorded,
    MayorMeasureHeard,
    MayorMeasureHearingInvited,
    MayorMeasureLapsed,
    MayorMeasureNotified,
    MayorMeasureOpened,
    MayorMeasureOrdered,
    MayorMeasureOrderWithdrawn,
    MayorMeasureRenewalWithdrawn,
)
from contracts.mixed_facts.enforcement import ProsecutorAsked
from contracts.permits.enforcement import (
    PREMISES,
    PremisesClosed,
    PremisesReopened,
    SuitabilityAdviceGiven,
    SuitabilityAdviceRequested,
    SuitabilityCompletenessChecked,
    SuitabilityConditionMet,
    SuitabilityReconsidered,
    SuitabilityReinstated,
    SuitabilityRelinquished,
    SuitabilityRenewalRefused,
    SuitabilityRenewalRequested,
    SuitabilityRenewalWithdrawn,
    SuitabilityRoomsChanged,
    SuitabilityTransferred,
    SuitabilityVisitCompleted,
    SuitabilityVisitPlanned,
)
from contracts.permits.premises import Premises, Room
from contracts.permits.types import WINDOW
from contracts.sanctions.enforcement import (
    ExecutionCheckRequested,
    ExecutionCheckWithdrawn,
    SanctionAppealDecided,
    SanctionAppealLodged,
    SanctionCaseOpened,
    SanctionCaseReopened,
    SanctionClosed,
    SanctionDecided,
    SanctionDecisionWithdrawn,
    SanctionExecutionRecorded,
    SanctionHearingHeld,
    SanctionHearingInvited,
    SanctionNextFindingLinked,
    SanctionNextFindingVoided,
    SanctionNotified,
    SanctionPvNotified,
    SanctionWarningSent,
)
from contracts.street_bans.enforcement import (
    StreetBanAppealDecided,
    StreetBanAppealLodged,
    StreetBanBreached,
    StreetBanClosed,
    StreetBanConfirmed,
    StreetBanEnded,
    StreetBanHeard,
    StreetBanHearingInvited,
    StreetBanNotified,
    StreetBanOpened,
    StreetBanOrdered,
    StreetBanResumed,
    StreetBanStayed,
    StreetBanWarned,
    StreetBanWithdrawn,
)

__all__ = [
    "ExecutionCheckRequested",
    "ExecutionCheckWithdrawn",
    "GasAppealDecided",
    "GasAppealLodged",
    "GasCaseClosed",
    "GasCaseExpired",
    "GasCaseJoined",
    "GasCaseOpened",
    "GasCaseSeparated",
    "GasCollectionStarted",
    "GasCommunityServiceAgreed",
    "GasCommunityServiceEnded",
    "GasDecisionNotified",
    "GasDefenceReceived",
    "GasDismissed",
    "GasFindingLinked",
    "GasFineCorrected",
    "GasFineFinal",
    "GasFineImposed",
    "GasFineWithdrawn",
    "GasHearingHeld",
    "GasHearingRequested",
    "GasHoldChanged",
    "GasMediationEnded",
    "GasMediationOffered",
    "GasOutcomeReached",
    "GasPaymentReceived",
    "GasPaymentUndone",
    "GasReminderSent",
    "GasStartLetterSent",
    "HearingDayCorrected",
    "IntegrityAdviceGiven",
    "IntegrityAdviceRequested",
    "IntegrityDecisionWithdrawn",
    "IntegrityInvestigationEnded",
    "IntegrityInvestigationStarted",
    "MayorMeasureAppealDecided",
    "MayorMeasureAppealLodged",
    "MayorMeasureClosed",
    "MayorMeasureConfirmed",
    "MayorMeasureEnded",
    "MayorMeasureEnforced",
    "MayorMeasureExecutionRecorded",
    "MayorMeasureHeard",
    "MayorMeasureHearingInvited",
    "MayorMeasureLapsed",
    "MayorMeasureNotified",
    "MayorMeasureOpened",
    "MayorMeasureOrderWithdrawn",
    "MayorMeasureOrdered",
    "MayorMeasureRenewalWithdrawn",
    "Premises",
    "PremisesClosed",
    "PremisesReopened",
    "ProsecutorAsked",
    "Room",
    "SanctionAppealDecided",
    "SanctionAppealLodged",
    "SanctionCaseOpened",
    "SanctionCaseReopened",
    "SanctionClosed",
    "SanctionDecided",
    "SanctionDecisionWithdrawn",
    "SanctionExecutionRecorded",
    "SanctionHearingHeld",
    "SanctionHearingInvited",
    "SanctionNextFindingLinked",
    "SanctionNextFindingVoided",
    "SanctionNotified",
    "SanctionPvNotified",
    "SanctionWarningSent",
    "StreetBanAppealDecided",
    "StreetBanAppealLodged",
    "StreetBanBreached",
    "StreetBanClosed",
    "StreetBanConfirmed",
    "StreetBanEnded",
    "StreetBanHeard",
    "StreetBanHearingInvited",
    "StreetBanNotified",
    "StreetBanOpened",
    "StreetBanOrdered",
    "StreetBanResumed",
    "StreetBanStayed",
    "StreetBanWarned",
    "StreetBanWithdrawn",
    "SuitabilityAdviceGiven",
    "SuitabilityAdviceRequested",
    "SuitabilityApplicationAnswered",
    "SuitabilityApplicationReceived",
    "SuitabilityCompletenessChecked",
    "SuitabilityConditionMet",
    "SuitabilityConditionsMet",
    "SuitabilityExpired",
    "SuitabilityGranted",
    "SuitabilityReconsidered",
    "SuitabilityRefused",
    "SuitabilityReinstated",
    "SuitabilityRelinquished",
    "SuitabilityRenewalRefused",
    "SuitabilityRenewalRequested",
    "SuitabilityRenewalWithdrawn",
    "SuitabilityRenewed",
    "SuitabilityRoomsChanged",
    "SuitabilitySuspended",
    "SuitabilitySuspensionLifted",
    "SuitabilityTransferred",
    "SuitabilityVisitCompleted",
    "SuitabilityVisitPlanned",
    "SuitabilityWithdrawn",
]


class SuitabilityApplicationReceived(
    Event, readers={"reporting"}, purpose="policy-statistics", key="dossier_id"
):
    """An owner asked for a declaration of suitability (geschiktheidsverklaring)."""

    dossier_id: UUID
    premises_id: UUID
    reason: VisitReason
    received_at: Moment


class SuitabilityGranted(Event, readers=PREMISES, purpose="permits", key="premises_id", edition=3):
    """Premises may be used; ``conditions`` still to be met when conditional.

    ``permit_type`` says for what: rooms of the calendar open for a window alone.
    """

    premises_id: UUID
    dossier_id: UUID
    premises: Premises
    conditional: bool
    conditions: tuple[Code, ...]
    conditions_due_on: date | None = None
    valid_from: date
    valid_to: date
    decided_at: Moment
    permit_type: Code = WINDOW


class SuitabilityConditionsMet(Event, readers=PREMISES, purpose="permits", key="premises_id"):
    """A conditional declaration became a full one."""

    premises_id: UUID
    dossier_id: UUID
    met_at: Moment


class SuitabilityRefused(Event, readers=PREMISES, purpose="permits", key="premises_id"):
    """Premises may not be used."""

    premises_id: UUID
    dossier_id: UUID
    decided_at: Moment


class SuitabilityRenewed(Event, readers=PREMISES, purpose="permits", key="premises_id", edition=3):
    """A declaration got a new term; ``conditions`` still to be met when conditional."""

    premises_id: UUID
    dossier_id: UUID
    premises: Premises
    conditional: bool = False
    conditions: tuple[Code, ...] = ()
    conditions_due_on: date | None = None
    valid_from: date
    valid_to: date
    decided_at: Moment


class SuitabilitySuspended(Event, readers=PREMISES, purpose="permits", key="premises_id"):
    """No shifts from ``suspended_from`` until ``suspended_to`` (exclusive), by a sanction."""

    premises_id: UUID
    dossier_id: UUID
    case_id: UUID
    suspended_from: Moment
    suspended_to: Moment
    decided_at: Moment


class SuitabilitySuspensionLifted(
    Event, readers=PREMISES, purpose="permits", key="premises_id", edition=3
):
    """A suspension ended, at its term or earlier.

    ``taken_back``: whoever decided it took that back, as if it never was; ``annulled``: the Council
    of State did so.
    """

    premises_id: UUID
    dossier_id: UUID
    lifted_at: Moment
    taken_back: bool = False
    annulled: bool = False


class HearingDayCorrected(Event, readers={"reporting"}, purpose="enforcement", key="case_id"):
    """The last hearing of a case was on another day than was told: ``held_at`` takes its place.

    Of a sanction, a street ban or a measure of the mayor.
    """

    case_id: UUID
    held_at: Moment
    corrected_at: Moment


class SuitabilityWithdrawn(Event, readers=PREMISES, purpose="permits", key="premises_id"):
    """The declaration was taken back for good."""

    premises_id: UUID
    dossier_id: UUID
    withdrawn_at: Moment


class SuitabilityExpired(Event, readers=PREMISES, purpose="permits", key="premises_id"):
    """The term of a declaration ended without renewal; this is no sanction."""

    premises_id: UUID
    dossier_id: UUID
    expired_at: Moment
