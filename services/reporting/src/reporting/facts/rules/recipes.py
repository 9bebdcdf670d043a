"""Recipes of facts: the fields of each event that its fact keeps.

Facts are keyed by the event's own id, so a replay from the archives gives the same figures in an
emptied database, and changes none in a full one.
"""

from datetime import datetime
from operator import attrgetter
from uuid import UUID

from chassis.days import city_day, service_day
from contracts import Event
from contracts.databank import (
    BranchReadingChanged,
    BranchReadingFound,
    BranchReadingsMeasured,
    BranchReadingWithdrawn,
    BranchShiftAnnounced,
    BranchShiftDetected,
    BranchShiftWithdrawn,
    ExpectedRecallMeasured,
    FirstContactDue,
    FirstContactHeld,
    FirstContactRenewed,
    FirstContactWithdrawn,
    InspectionCompleted,
    InspectionWithdrawn,
    InventoryPublished,
    MonthlyActionPlanned,
    MonthlyActionWithdrawn,
    OperationMeasured,
    PoliceCountsReleased,
    PopulationMeasured,
    ReportDrawnUp,
    ReportWithdrawn,
    SeenElsewhere,
    SeenElsewhereWithdrawn,
    ShiftAbsenceObserved,
    ShiftCheckWithdrawn,
    ShiftVerified,
    UnannouncedPresenceObserved,
    UnannouncedPresenceWithdrawn,
    WelfareSignalFollowedUp,
    WelfareSignalRaised,
)
from contracts.enforcement import (
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
    GasPaymentReceived,
    GasPaymentUndone,
    GasReminderSent,
    GasStartLetterSent,
    HearingDayCorrected,
    IntegrityAdviceGiven,
    IntegrityAdviceRequested,
    IntegrityDecisionWithdrawn,
    IntegrityInvestigationEnded,
    IntegrityInvestigationStarted,
    PremisesClosed,
    PremisesReopened,
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
    SuitabilityAdviceGiven,
    SuitabilityAdviceRequested,
    SuitabilityApplicationReceived,
    SuitabilityCompletenessChecked,
    SuitabilityConditionMet,
    SuitabilityConditionsMet,
    SuitabilityExpired,
    SuitabilityGranted,
    SuitabilityReconsidered,
    SuitabilityRefused,
    SuitabilityReinstated,
    SuitabilityRelinquished,
    SuitabilityRenewalRefused,
    SuitabilityRenewalRequested,
    SuitabilityRenewalWithdrawn,
    SuitabilityRenewed,
    SuitabilityRoomsChanged,
    SuitabilitySuspended,
    SuitabilitySuspensionLifted,
    SuitabilityTransferred,
    SuitabilityVisitCompleted,
    SuitabilityVisitPlanned,
    SuitabilityWithdrawn,
)
from contracts.event import kebab
from contracts.pandkalender import (
    ShiftCancelled,
    ShiftChanged,
    ShiftDeclared,
    ShiftEnded,
    ShiftLapsed,
)
from reporting.facts.rules.care import CARE
from reporting.facts.rules.facts import NewFact
from reporting.facts.rules.measures import MEASURES
from reporting.facts.rules.recipe import Recipe
from reporting.facts.rules.street_bans import STREET_BANS

SHIFT = ("premises_id",)
CHECKED = ("workers_checked", "clients_checked", "operators_checked")
PERMIT = ("dossier_id",)
READING = ("reading.kind", "reading.from_branch", "reading.to_branch")

FACT_RECIPES: dict[type[Event], Recipe] = {
    ShiftDeclared: Recipe("shift_id", "starts_at", (*SHIFT, "late"), told="declared_at"),
    ShiftChanged: Recipe("shift_id", "starts_at", (*SHIFT, "reason"), told="changed_at"),
    ShiftCancelled: Recipe("shift_id", "cancelled_at", (*SHIFT, "reason")),
    ShiftLapsed: Recipe("shift_id", "lapsed_at", SHIFT),
    ShiftEnded: Recipe("shift_id", "ended_at", (*SHIFT, "early")),
    ShiftVerified: Recipe("shift_id", "verified_at"),
    ShiftAbsenceObserved: Recipe("shift_id", "observed_at"),
    ShiftCheckWithdrawn: Recipe("shift_id", "withdrawn_at", ("observed_at",)),
    UnannouncedPresenceObserved: Recipe("observation_id", "observed_at", SHIFT),
    UnannouncedPresenceWithdrawn: Recipe("observation_id", "withdrawn_at", SHIFT),
    InspectionCompleted: Recipe(
        "inspection_id",
        "completed_at",
        ("visibility", "kind", "result", "establishment_ids", *CHECKED),
    ),
    InspectionWithdrawn: Recipe("inspection_id", "withdrawn_at"),
    PoliceCountsReleased: Recipe(
        "release_id",
        "begins_at",
        ("about", "half", "total", "branches", "grounds", "kinds"),
        told="released_at",
    ),
    PopulationMeasured: Recipe(
        "measurement_id",
        "begins_at",
        (
            "months",
            "rounded_to",
            "persons",
            "branches",
            "branch_counts",
            "visibilities",
            "moves",
            "known",
            "age_bands",
            "origin_groups",
            "establishments",
            "establishment_branches",
            "establishment_visibilities",
        ),
        told="measured_at",
    ),
    ExpectedRecallMeasured: Recipe(
        "measurement_id", "begins_at", ("planted", "found", "hardly_visible"), told="measured_at"
    ),
    OperationMeasured: Recipe(
        "measurement_id",
        "day_at",
        (
            "component",
            "measured_by",
            "probes",
            "answered",
            "lag_seconds",
            "imported",
            "imports",
            "last_import_at",
        ),
        told="measured_at",
    ),
    InventoryPublished: Recipe("inventory_id", "published_at", ("year", "branches")),
    MonthlyActionPlanned: Recipe("action_id", "begins_at", told="planned_at"),
    MonthlyActionWithdrawn: Recipe("action_id", "withdrawn_at"),
    ReportDrawnUp: Recipe(
        "report_id", "drawn_up_at", ("kind", "fact_code", "addressee", "in_tolerance_zone")
    ),
    ReportWithdrawn: Recipe("report_id", "withdrawn_at", ("kind",)),
    FirstContactDue: Recipe("contact_id", "opened_at", told="told_at"),
    FirstContactRenewed: Recipe("contact_id", "opened_at", told="told_at"),
    FirstContactWithdrawn: Recipe("contact_id", "withdrawn_at", ("reason",)),
    FirstContactHeld: Recipe("contact_id", "held_at", ("within_term",)),
    BranchShiftAnnounced: Recipe(
        "case_id",
        "expected_at",
        ("from_branch", "to_branch", "rule_id", "window_days"),
        told="announced_at",
        night=True,
    ),
    BranchShiftDetected: Recipe(
        "case_id",
        "to_seen_at",
        ("from_branch", "to_branch", "rule_id", "window_days"),
        told="detected_at",
        night=True,
    ),
    BranchShiftWithdrawn: Recipe("case_id", "withdrawn_at", ("from_branch", "to_branch", "reason")),
    SeenElsewhere: Recipe("signal_id", "seen_at", ("known_in",), told="told_at"),
    SeenElsewhereWithdrawn: Recipe("signal_id", "withdrawn_at", ("reason",)),
    BranchReadingFound: Recipe("reading_id", "moved_at", READING, told="found_at"),
    BranchReadingChanged: Recipe(
        "reading_id", "moved_at", (*READING, "revision"), told="changed_at"
    ),
    BranchReadingsMeasured: Recipe(
        "measurement_id", "begins_at", ("rounded_to", "persons"), told="measured_at"
    ),
    BranchReadingWithdrawn: Recipe("reading_id", "withdrawn_at", ("reason",)),
    WelfareSignalRaised: Recipe("signal_id", "raised_at", ("kind", "priority")),
    WelfareSignalFollowedUp: Recipe(
        "signal_id", "taken_at", ("kind", "priority", "step", "answer")
    ),
    SuitabilityApplicationReceived: Recipe("dossier_id", "received_at", ("premises_id", "reason")),
    SuitabilityCompletenessChecked: Recipe("dossier_id", "checked_at", ("premises_id", "complete")),
    SuitabilityAdviceRequested: Recipe("dossier_id", "requested_at", ("premises_id", "service")),
    SuitabilityAdviceGiven: Recipe("dossier_id", "advised_at", ("premises_id", "service", "late")),
    SuitabilityVisitPlanned: Recipe("visit_id", "planned_at", ("premises_id", "kind")),
    SuitabilityVisitCompleted: Recipe(
        "visit_id", "completed_at", ("premises_id", "kind", "reason", "result", "rooms_visited")
    ),
    SuitabilityGranted: Recipe(
        "premises_id", "decided_at", (*PERMIT, "conditional", "permit_type", "premises.street")
    ),
    SuitabilityConditionMet: Recipe("premises_id", "met_at", PERMIT),
    SuitabilityConditionsMet: Recipe("premises_id", "met_at", PERMIT),
    SuitabilityRoomsChanged: Recipe("premises_id", "decided_at", PERMIT),
    SuitabilityTransferred: Recipe("premises_id", "transferred_at", PERMIT),
    SuitabilityRefused: Recipe("premises_id", "decided_at", PERMIT),
    SuitabilityRenewalRequested: Recipe("premises_id", "requested_at", PERMIT),
    SuitabilityRenewalRefused: Recipe("premises_id", "decided_at", PERMIT),
    SuitabilityRenewalWithdrawn: Recipe("premises_id", "withdrawn_at", PERMIT),
    SuitabilityRenewed: Recipe("premises_id", "decided_at", (*PERMIT, "premises.street")),
    SuitabilitySuspended: Recipe("premises_id", "decided_at", (*PERMIT, "case_id")),
    SuitabilitySuspensionLifted: Recipe("premises_id", "lifted_at", PERMIT),
    SuitabilityWithdrawn: Recipe("premises_id", "withdrawn_at", PERMIT),
    SuitabilityExpired: Recipe("premises_id", "expired_at", PERMIT),
    SuitabilityReconsidered: Recipe("premises_id", "reconsidered_at", PERMIT),
    SuitabilityReinstated: Recipe("premises_id", "decided_at", PERMIT),
    SuitabilityRelinquished: Recipe("premises_id", "relinquished_at", PERMIT),
    PremisesClosed: Recipe("premises_id", "decided_at", ("case_id",)),
    PremisesReopened: Recipe("premises_id", "reopened_at", ("case_id",)),
    IntegrityInvestigationStarted: Recipe("case_id", "started_at", ("about",)),
    IntegrityAdviceRequested: Recipe("case_id", "requested_at"),
    IntegrityAdviceGiven: Recipe("case_id", "advised_at", ("late",)),
    IntegrityInvestigationEnded: Recipe("case_id", "decided_at", ("about", "measure")),
    IntegrityDecisionWithdrawn: Recipe("case_id", "withdrawn_at", ("about", "anew")),
    GasCaseOpened: Recipe("case_id", "opened_at", ("offender_role", "fact_code", "decide_by")),
    GasStartLetterSent: Recipe("case_id", "sent_at"),
    GasMediationOffered: Recipe("case_id", "offered_at"),
    GasMediationEnded: Recipe("case_id", "ended_at", ("result",)),
    GasCommunityServiceAgreed: Recipe("case_id", "agreed_at"),
    GasCommunityServiceEnded: Recipe("case_id", "ended_at", ("completed",)),
    GasDefenceReceived: Recipe("case_id", "received_at", ("late",)),
    GasHearingRequested: Recipe("case_id", "requested_at"),
    GasHearingHeld: Recipe("case_id", "held_at", ("attended",)),
    GasFineImposed: Recipe(
        "case_id", "imposed_at", ("band", "recidivism", "defence", "in_tolerance_zone")
    ),
    GasDismissed: Recipe("case_id", "dismissed_at", ("reason",)),
    GasDecisionNotified: Recipe("case_id", "notified_at"),
    GasAppealLodged: Recipe("case_id", "lodged_at"),
    GasAppealDecided: Recipe("case_id", "decided_at", ("verdict",)),
    GasFineCorrected: Recipe("case_id", "corrected_at", ("band",)),
    GasFineFinal: Recipe("case_id", "final_at", ("band",)),
    GasFineWithdrawn: Recipe("case_id", "withdrawn_at"),
    GasReminderSent: Recipe("case_id", "sent_at", ("registered",)),
    GasCollectionStarted: Recipe("case_id", "started_at"),
    GasPaymentReceived: Recipe("case_id", "received_at", ("settled",)),
    GasPaymentUndone: Recipe("case_id", "undone_at", ("settled", "in_part")),
    GasCaseExpired: Recipe("case_id", "expired_at"),
    GasCaseClosed: Recipe("case_id", "closed_at", ("outcome",)),
    GasHoldChanged: Recipe("case_id", "changed_at", ("on_hold",)),
    GasFindingLinked: Recipe("case_id", "linked_at"),
    GasCaseJoined: Recipe("case_id", "joined_at"),
    GasCaseSeparated: Recipe("case_id", "separated_at"),
    HearingDayCorrected: Recipe("case_id", "held_at"),
    SanctionCaseOpened: Recipe("case_id", "opened_at", ("premises_id", "fact_code")),
    SanctionPvNotified: Recipe("case_id", "notified_at", ("premises_id",)),
    SanctionWarningSent: Recipe("case_id", "sent_at", ("premises_id",)),
    SanctionNextFindingLinked: Recipe("case_id", "linked_at", ("premises_id",)),
    SanctionNextFindingVoided: Recipe("case_id", "voided_at", ("premises_id",)),
    SanctionHearingInvited: Recipe("case_id", "invited_at", ("premises_id", "again")),
    SanctionHearingHeld: Recipe("case_id", "held_at", ("premises_id",)),
    SanctionDecided: Recipe(
        "case_id", "decided_at", ("premises_id", "kind", "deciding_body", "in_tolerance_zone")
    ),
    SanctionDecisionWithdrawn: Recipe("case_id", "withdrawn_at", ("premises_id", "anew")),
    SanctionNotified: Recipe("case_id", "notified_at", ("premises_id", "kind")),
    SanctionExecutionRecorded: Recipe("case_id", "recorded_at", ("premises_id", "complied")),
    SanctionAppealLodged: Recipe("case_id", "lodged_at", ("premises_id", "suspension_asked")),
    SanctionAppealDecided: Recipe("case_id", "decided_at", ("premises_id", "ruling")),
    SanctionClosed: Recipe("case_id", "closed_at", ("premises_id", "kind")),
    SanctionCaseReopened: Recipe("case_id", "reopened_at", ("premises_id",)),
    **STREET_BANS,
    **MEASURES,
    **CARE,
}
"""The fields kept of each event; owners' codes, rooms and everything sealed are not."""


class _Reader:
    """A recipe with its lookups prepared: it is used for every event."""

    __slots__ = ("at", "day", "dims", "kind", "subject", "told")

    def __init__(self, event_type: type[Event], recipe: Recipe) -> None:
        self.kind = kebab(event_type.__name__)
        self.subject = attrgetter(recipe.subject)
        self.at = attrgetter(recipe.at)
        self.day = service_day if recipe.night else city_day
        self.told = attrgetter(recipe.told or recipe.at)
        self.dims = tuple((path.rpartition(".")[2], attrgetter(path)) for path in recipe.dims)


_READERS = {event_type: _Reader(event_type, recipe) for event_type, recipe in FACT_RECIPES.items()}

KIND_OF: dict[type[Event], str] = {
    event_type: reader.kind for event_type, reader in _READERS.items()
}
"""The kind of fact that each event becomes."""

_TOLD_ON_THE_DAY = (ShiftDeclared, FirstContactDue)
"""Events that may be told on another day than theirs, but never more than a day after it."""


def _telling() -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = {}
    for event_type, recipe in FACT_RECIPES.items():
        if recipe.told is None or event_type in _TOLD_ON_THE_DAY:
            kinds.setdefault(event_type.publisher, []).append(KIND_OF[event_type])
    return kinds


TELLING: dict[str, list[str]] = _telling()
"""The kinds of facts by publisher whose oldest day says since when it has told anything.

A move found in the history of an older database is a fact of years ago, told today.
"""
TELLER = {kind: publisher for publisher, kinds in TELLING.items() for kind in kinds}
""":data:`TELLING` the other way round."""


def fact_of(event: Event, event_id: UUID | None, recorded_at: datetime | None) -> NewFact:
    """The fact of an event; its id and the time at which it was recorded are of its envelope."""
    reader = _READERS[type(event)]
    occurred_at = reader.at(event)
    told_at = reader.told(event) or occurred_at
    return NewFact(
        event_id=event_id,
        kind=reader.kind,
        subject_id=reader.subject(event),
        occurred_at=occurred_at,
        day=reader.day(occurred_at),
        told_at=told_at,
        recorded_at=recorded_at or told_at,
        branch=getattr(event, "branch", None),
        dims={name: read(event) for name, read in reader.dims},
    )
