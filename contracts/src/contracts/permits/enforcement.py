"""Events of the examination of premises and of renewals, of which enforcement is the publisher.

``contracts.enforcement`` has them all. No advice travels with its outcome: what the fire brigade
or the police think of an application stays in its file.
"""

from datetime import date
from uuid import UUID

from contracts.codes import VisitKind, VisitReason, VisitResult
from contracts.event import Code, Event, Moment
from contracts.permits.premises import Premises

PREMISES = {"pandkalender", "databank", "reporting"}


class SuitabilityCompletenessChecked(
    Event, readers={"reporting"}, purpose="policy-statistics", key="dossier_id"
):
    """The city checked whether an application has all its documents."""

    dossier_id: UUID
    premises_id: UUID
    complete: bool
    checked_at: Moment


class SuitabilityAdviceRequested(
    Event, readers={"reporting"}, purpose="policy-statistics", key="dossier_id"
):
    """A service was asked for its advice, until the end of ``due_on``."""

    dossier_id: UUID
    premises_id: UUID
    service: Code
    due_on: date
    requested_at: Moment


class SuitabilityAdviceGiven(
    Event, readers={"reporting"}, purpose="policy-statistics", key="dossier_id"
):
    """A service gave its advice; ``late`` when its own term was over."""

    dossier_id: UUID
    premises_id: UUID
    service: Code
    late: bool
    advised_at: Moment


class SuitabilityVisitPlanned(
    Event, readers={"reporting"}, purpose="policy-statistics", key="dossier_id"
):
    """A visit has a day; one that is planned anew is told again under its id."""

    visit_id: UUID
    dossier_id: UUID
    premises_id: UUID
    kind: VisitKind
    planned_for: date
    planned_at: Moment


class SuitabilityVisitCompleted(
    Event, readers={"pandkalender", "reporting"}, purpose="permits", key="dossier_id"
):
    """The city visited premises, on request (reactief) or every year (proactief)."""

    visit_id: UUID
    dossier_id: UUID
    premises_id: UUID
    kind: VisitKind
    reason: VisitReason
    result: VisitResult
    rooms_visited: int
    completed_at: Moment


class SuitabilityConditionMet(
    Event, readers={"reporting"}, purpose="policy-statistics", key="premises_id"
):
    """One condition of a declaration was met; others may still be open."""

    premises_id: UUID
    dossier_id: UUID
    condition: Code
    met_at: Moment


class SuitabilityRoomsChanged(Event, readers=PREMISES, purpose="permits", key="premises_id"):
    """The city took over which rooms premises have now; the term of the declaration stays.

    A release before told a transfer by it too: ``premises.owner`` says who holds it.
    """

    premises_id: UUID
    dossier_id: UUID
    premises: Premises
    decided_at: Moment


class SuitabilityTransferred(Event, readers=PREMISES, purpose="permits", key="premises_id"):
    """A declaration went over to another holder, ``premises.owner``; its term, conditions and rooms
    stay. What suspended the holder before is lifted by an event of its own, ahead of this one.
    """

    premises_id: UUID
    dossier_id: UUID
    premises: Premises
    transferred_at: Moment


class SuitabilityRenewalRequested(
    Event, readers={"pandkalender", "reporting"}, purpose="permits", key="premises_id", edition=3
):
    """A renewal was asked: the declaration works until it is decided, also past its last day.

    ``works_until``: the last day of a declaration that works no longer by this, since its renewal
    was refused before. ``noted_at``: when the city noted it, where that was after the owner asked.
    """

    premises_id: UUID
    dossier_id: UUID
    requested_at: Moment
    works_until: date | None = None
    noted_at: Moment | None = None


class SuitabilityRenewalRefused(
    Event, readers={"pandkalender", "reporting"}, purpose="permits", key="premises_id"
):
    """A renewal was refused: the declaration runs out on its last day, ``valid_to``."""

    premises_id: UUID
    dossier_id: UUID
    valid_from: date
    valid_to: date
    decided_at: Moment


class SuitabilityRenewalWithdrawn(
    Event, readers={"pandkalender", "reporting"}, purpose="permits", key="premises_id"
):
    """The owner asks no renewal any more: the declaration runs out on its last day."""

    premises_id: UUID
    dossier_id: UUID
    valid_from: date
    valid_to: date
    withdrawn_at: Moment


class SuitabilityRelinquished(Event, readers=PREMISES, purpose="permits", key="premises_id"):
    """The owner gave the declaration up; this is no sanction."""

    premises_id: UUID
    dossier_id: UUID
    relinquished_at: Moment


class SuitabilityReinstated(Event, readers=PREMISES, purpose="permits", key="premises_id"):
    """The declaration works by this term: again, once a withdrawal was annulled, or still, where
    the term was told wrong, a renewal was taken back, or one proves to have been asked in time."""

    premises_id: UUID
    dossier_id: UUID
    premises: Premises
    conditional: bool
    conditions: tuple[Code, ...]
    valid_from: date
    valid_to: date
    decided_at: Moment


class SuitabilityReconsidered(Event, readers=PREMISES, purpose="permits", key="premises_id"):
    """The refusal of an application is no more: annulled, or taken back by the city, which decides
    anew. Of a refused renewal ``SuitabilityRenewalRequested`` tells it."""

    premises_id: UUID
    dossier_id: UUID
    reconsidered_at: Moment


class PremisesClosed(Event, readers=PREMISES, purpose="permits", key="premises_id"):
    """Premises are closed by decision; ``closed_to`` is empty for a definitive closure."""

    premises_id: UUID
    case_id: UUID
    closed_from: Moment
    closed_to: Moment | None = None
    decided_at: Moment


class PremisesReopened(Event, readers=PREMISES, purpose="permits", key="premises_id", edition=3):
    """The closure that a case led to was lifted: from ``reopened_at`` it closes nothing any more.

    Work is permitted again only if the declaration permits it. ``noted_at``: when the city noted
    it, where the law ended it before that. ``taken_back``: whoever decided it took that back, as if
    it never was; ``annulled``: the Council of State did so. That may be told of a closure that was
    lifted before.
    """

    premises_id: UUID
    case_id: UUID
    reopened_at: Moment
    noted_at: Moment | None = None
    taken_back: bool = False
    annulled: bool = False
