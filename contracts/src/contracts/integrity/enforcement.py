"""Events of integrity investigations (NGW art. 119ter): counts alone, of no place and nobody.

``contracts.enforcement`` has them all. That one runs is a secret of its investigators, so no
premises and no owner travel; what a decision does to a declaration is told as for any other.
"""

from uuid import UUID

from contracts.event import Code, Event, Moment

READERS = {"reporting"}


class IntegrityInvestigationStarted(
    Event, readers=READERS, purpose="policy-statistics", key="case_id"
):
    """The mayor decided to investigate; ``about`` is an application, a declaration or neither."""

    case_id: UUID
    about: Code
    started_at: Moment


class IntegrityAdviceRequested(Event, readers=READERS, purpose="policy-statistics", key="case_id"):
    """The federal directorate (DIOB) was asked for its advice."""

    case_id: UUID
    requested_at: Moment


class IntegrityAdviceGiven(Event, readers=READERS, purpose="policy-statistics", key="case_id"):
    """The directorate gave its advice; what it says stays in the file."""

    case_id: UUID
    late: bool
    advised_at: Moment


class IntegrityInvestigationEnded(
    Event, readers=READERS, purpose="policy-statistics", key="case_id"
):
    """The college decided, or the mayor ended it; ``measure`` may be none."""

    case_id: UUID
    about: Code
    measure: Code
    decided_at: Moment


class IntegrityDecisionWithdrawn(
    Event, readers=READERS, purpose="policy-statistics", key="case_id"
):
    """The college took its decision back, also before its notification; ``anew``: it decides again.

    What it closed, suspended, withdrew or refused is given back by events of its own.
    """

    case_id: UUID
    about: Code
    anew: bool
    withdrawn_at: Moment
