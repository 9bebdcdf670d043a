"""Events of the fine procedure (GAS, law of 24 June 2013), of which enforcement is the publisher.

They carry no person and no amount: a band and days are enough to count by.
``contracts.enforcement`` has them all.
"""

from datetime import date
from uuid import UUID

from contracts.branches import Branch
from contracts.codes import (
    AppealVerdict,
    DefenceOutcome,
    DismissalReason,
    FineBand,
    FineOutcome,
    GasOutcome,
    MediationResult,
    OffenderRole,
)
from contracts.event import Code, Event, Moment


class GasCaseOpened(Event, readers={"databank", "reporting"}, purpose="enforcement", key="case_id"):
    """A fine procedure started from a finding.

    ``decide_by`` is the legal last day, ``safe_by`` the internal one.
    """

    case_id: UUID
    finding_id: UUID
    offender_role: OffenderRole
    fact_code: Code
    on_hold: bool
    decide_by: date
    safe_by: date
    opened_at: Moment


class GasStartLetterSent(Event, readers={"reporting"}, purpose="enforcement", key="case_id"):
    """The opening letter was notified: facts, rights, and the term for a defence."""

    case_id: UUID
    notified_on: date
    sent_at: Moment


class GasMediationOffered(Event, readers={"reporting"}, purpose="enforcement", key="case_id"):
    """Mediation was offered (GAS-bemiddeling); to a minor it always is."""

    case_id: UUID
    offered_at: Moment


class GasMediationEnded(Event, readers={"reporting"}, purpose="enforcement", key="case_id"):
    """Mediation ended. After a success no fine can follow."""

    case_id: UUID
    result: MediationResult
    ended_at: Moment


class GasCommunityServiceAgreed(Event, readers={"reporting"}, purpose="enforcement", key="case_id"):
    """Community service instead of a fine was agreed."""

    case_id: UUID
    agreed_at: Moment


class GasCommunityServiceEnded(Event, readers={"reporting"}, purpose="enforcement", key="case_id"):
    """Community service ended. Once it is done no fine can follow."""

    case_id: UUID
    completed: bool
    ended_at: Moment


class GasDefenceReceived(Event, readers={"reporting"}, purpose="enforcement", key="case_id"):
    """A written defence arrived; late means after its term."""

    case_id: UUID
    late: bool
    received_at: Moment


class GasHearingRequested(Event, readers={"reporting"}, purpose="enforcement", key="case_id"):
    """The person asked to be heard."""

    case_id: UUID
    requested_at: Moment


class GasHearingHeld(Event, readers={"reporting"}, purpose="enforcement", key="case_id"):
    """A hearing took place, or nobody came though invited."""

    case_id: UUID
    attended: bool
    held_at: Moment


class GasFineImposed(Event, readers={"reporting"}, purpose="enforcement", key="case_id", edition=3):
    """The sanctioning officer imposed a fine. Its exact amount stays in the case.

    ``branch`` and ``in_tolerance_zone`` are those of the first of its facts.
    """

    case_id: UUID
    band: FineBand
    recidivism: bool
    imposed_at: Moment
    defence: DefenceOutcome | None = None
    branch: Branch | None = None
    in_tolerance_zone: bool | None = None


class GasDismissed(Event, readers={"reporting"}, purpose="enforcement", key="case_id"):
    """The case ended without a fine, by a person's decision."""

    case_id: UUID
    reason: DismissalReason
    dismissed_at: Moment


class GasDecisionNotified(Event, readers={"reporting"}, purpose="enforcement", key="case_id"):
    """The decision was notified: the appeal term runs."""

    case_id: UUID
    notified_on: date
    notified_at: Moment


class GasAppealLodged(Event, readers={"reporting"}, purpose="enforcement", key="case_id"):
    """An appeal was lodged: the fine is not enforceable until the court judged."""

    case_id: UUID
    lodged_at: Moment


class GasAppealDecided(Event, readers={"reporting"}, purpose="enforcement", key="case_id"):
    """The court judged an appeal, or it was withdrawn."""

    case_id: UUID
    verdict: AppealVerdict
    decided_at: Moment


class GasFineFinal(Event, readers={"reporting"}, purpose="enforcement", key="case_id"):
    """A fine can no longer be appealed and is due."""

    case_id: UUID
    band: FineBand
    final_at: Moment


class GasFineCorrected(Event, readers={"reporting"}, purpose="enforcement", key="case_id"):
    """The sanctioning officer lowered the amount of a fine that was decided. ``band`` is that of
    the lower amount; the exact one stays in the case, and so does why.
    """

    case_id: UUID
    band: FineBand
    corrected_at: Moment


class GasFineWithdrawn(Event, readers={"reporting"}, purpose="enforcement", key="case_id"):
    """The sanctioning officer took a fine back: nothing is owed, and what was paid goes back.

    Why stays in the case.
    """

    case_id: UUID
    withdrawn_at: Moment


class GasReminderSent(Event, readers={"reporting"}, purpose="enforcement", key="case_id"):
    """A reminder of payment went out; registered when it precedes collection."""

    case_id: UUID
    registered: bool
    sent_at: Moment


class GasCollectionStarted(Event, readers={"reporting"}, purpose="enforcement", key="case_id"):
    """The city's finance director started collection by a writ of execution."""

    case_id: UUID
    started_at: Moment


class GasPaymentReceived(Event, readers={"reporting"}, purpose="enforcement", key="case_id"):
    """Money for a fine arrived; settled when nothing is left to pay."""

    case_id: UUID
    settled: bool
    received_at: Moment


class GasPaymentUndone(Event, readers={"reporting"}, purpose="enforcement", key="case_id"):
    """A booking of a payment was undone: what remains paid of the fine, if anything does."""

    case_id: UUID
    settled: bool
    in_part: bool
    undone_at: Moment


class GasCaseExpired(Event, readers={"reporting"}, purpose="enforcement", key="case_id"):
    """The decision term was over, as a person confirmed: no fine can follow."""

    case_id: UUID
    expired_at: Moment


class GasCaseClosed(Event, readers={"reporting"}, purpose="enforcement", key="case_id"):
    """A fine that was due is settled or given up."""

    case_id: UUID
    outcome: FineOutcome
    closed_at: Moment


class GasHoldChanged(Event, readers={"reporting"}, purpose="enforcement", key="case_id"):
    """A case waits for consultation with the police, or no longer; never why."""

    case_id: UUID
    on_hold: bool
    changed_at: Moment


class GasFindingLinked(
    Event, readers={"databank", "reporting"}, purpose="enforcement", key="case_id"
):
    """Facts found together are one case: art. 7 knows one sanction for them."""

    case_id: UUID
    finding_id: UUID
    linked_at: Moment


class GasCaseJoined(Event, readers={"databank", "reporting"}, purpose="enforcement", key="case_id"):
    """Somebody joined a case to another: its findings are now of that one (art. 7)."""

    case_id: UUID
    into_id: UUID
    finding_ids: tuple[UUID, ...]
    joined_at: Moment


class GasCaseSeparated(
    Event, readers={"databank", "reporting"}, purpose="enforcement", key="case_id"
):
    """A case that was joined to another is one of its own again, with its findings."""

    case_id: UUID
    from_id: UUID
    finding_ids: tuple[UUID, ...]
    separated_at: Moment


class GasOutcomeReached(Event, readers={"databank"}, purpose="enforcement", key="case_id"):
    """A case came to an outcome: all that the police see of it, once the person knows it."""

    case_id: UUID
    outcome: GasOutcome
    reached_at: Moment
