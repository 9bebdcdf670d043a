"""Events of the sanction procedure about an establishment (GAS law of 24 June 2013, art. 45).

They carry no person: steps, days and codes are enough to follow a case and to count. A place that
the city does not know by a declaration travels sealed.
``contracts.enforcement`` has them all.
"""

from uuid import UUID

from contracts.branches import Branch
from contracts.codes import CouncilRuling, DecidingBody, SanctionKind
from contracts.event import Code, Event, Moment
from contracts.identity import FactPlace
from contracts.sealed import Sealed, sealed_to


class SanctionPvNotified(Event, readers={"reporting"}, purpose="enforcement", key="case_id"):
    """The owner got the report of the findings."""

    case_id: UUID
    premises_id: UUID
    notified_at: Moment


class SanctionWarningSent(Event, readers={"reporting"}, purpose="enforcement", key="case_id"):
    """The owner was warned, with an extract of the rule (GAS law of 24 June 2013, art. 45)."""

    case_id: UUID
    premises_id: UUID
    sent_at: Moment


class SanctionHearingInvited(Event, readers={"reporting"}, purpose="enforcement", key="case_id"):
    """The owner was invited to be heard; ``again``: in the place of an earlier invitation."""

    case_id: UUID
    premises_id: UUID
    hearing_at: Moment
    again: bool
    invited_at: Moment


class SanctionHearingHeld(Event, readers={"reporting"}, purpose="enforcement", key="case_id"):
    """The owner was heard; the report of the hearing is in the file."""

    case_id: UUID
    premises_id: UUID
    held_at: Moment


class SanctionNotified(Event, readers={"reporting"}, purpose="enforcement", key="case_id"):
    """The owner got the decision; what has no effect has no days of effect either."""

    case_id: UUID
    premises_id: UUID
    kind: SanctionKind
    effect_from: Moment | None = None
    effect_to: Moment | None = None
    notified_at: Moment


class SanctionAppealLodged(Event, readers={"reporting"}, purpose="enforcement", key="case_id"):
    """Somebody went to the Council of State. That alone stops nothing."""

    case_id: UUID
    premises_id: UUID
    suspension_asked: bool
    lodged_at: Moment


class SanctionAppealDecided(Event, readers={"reporting"}, purpose="enforcement", key="case_id"):
    """The Council of State ruled, on a suspension or for good."""

    case_id: UUID
    premises_id: UUID
    ruling: CouncilRuling
    decided_at: Moment


class SanctionClosed(Event, readers={"reporting"}, purpose="enforcement", key="case_id"):
    """The case ended; ``kind`` is empty when nothing was decided in it."""

    case_id: UUID
    premises_id: UUID
    kind: SanctionKind | None = None
    closed_at: Moment


class SanctionCaseOpened(
    Event, readers={"databank", "reporting"}, purpose="enforcement", key="case_id"
):
    """A sanction file started from a finding about premises."""

    case_id: UUID
    finding_id: UUID
    premises_id: UUID
    fact_code: Code
    opened_at: Moment


class SanctionNextFindingLinked(
    Event, readers={"databank", "reporting"}, purpose="enforcement", key="case_id"
):
    """A second finding within the warning's validity."""

    case_id: UUID
    finding_id: UUID
    premises_id: UUID
    linked_at: Moment


class SanctionNextFindingVoided(
    Event, readers={"databank", "reporting"}, purpose="enforcement", key="case_id"
):
    """A second finding proves to follow no warning of the case: it goes on as a first one.

    ``own_case_id`` is the case in which it does, whether new or opened again.
    """

    case_id: UUID
    finding_id: UUID
    premises_id: UUID
    own_case_id: UUID
    voided_at: Moment


class SanctionCaseReopened(Event, readers={"reporting"}, purpose="enforcement", key="case_id"):
    """A case that had ended goes on: its finding came back, or its decision was taken back."""

    case_id: UUID
    premises_id: UUID
    reopened_at: Moment


class SanctionDecided(
    Event, readers={"databank", "reporting"}, purpose="enforcement", key="case_id", edition=3
):
    """The competent body decided; ``effective_to`` is empty for a definitive sanction.

    ``branch`` and ``in_tolerance_zone`` are those of the first of its facts.
    """

    case_id: UUID
    premises_id: UUID
    kind: SanctionKind
    deciding_body: DecidingBody
    effective_from: Moment | None = None
    effective_to: Moment | None = None
    decided_at: Moment
    branch: Branch | None = None
    in_tolerance_zone: bool | None = None


class SanctionDecisionWithdrawn(
    Event, readers={"databank", "reporting"}, purpose="enforcement", key="case_id"
):
    """The body took its decision back, also before its notification; ``anew``: it decides again.

    What it closed, suspended or withdrew is given back by events of its own.
    """

    case_id: UUID
    premises_id: UUID
    anew: bool
    withdrawn_at: Moment


class ExecutionCheckRequested(
    Event, readers={"databank"}, purpose="enforcement", key="case_id", edition=2
):
    """The city asks the police to check that a sanction or an order of the mayor is respected.

    ``place`` is where, when no premises of the city's are: somebody may live there.
    """

    case_id: UUID
    premises_id: UUID
    kind: SanctionKind
    effective_from: Moment
    effective_to: Moment | None = None
    requested_at: Moment
    place: Sealed[FactPlace] | None = sealed_to("databank", required=False)


class ExecutionCheckWithdrawn(Event, readers={"databank"}, purpose="enforcement", key="case_id"):
    """The city asks no longer for a check: the sanction or order restricts nobody now."""

    case_id: UUID
    premises_id: UUID
    withdrawn_at: Moment


class SanctionExecutionRecorded(Event, readers={"reporting"}, purpose="enforcement", key="case_id"):
    """The police's answer was added to the file."""

    case_id: UUID
    premises_id: UUID
    complied: bool
    recorded_at: Moment
