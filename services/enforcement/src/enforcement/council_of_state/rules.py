"""Requests to the Council of State (coordinated laws arts. 14, 17, 19 and 30)."""

from datetime import date, datetime
from enum import StrEnum

from chassis.messages import lazy
from chassis.refusals import NotFoundError
from contracts.codes import CouncilRuling
from enforcement.legal_terms.rules import Law, counted

APPEAL_TERM = "rvs.annulment_days"
UNTOLD_TERM = "rvs.annulment_unmentioned_months"
FILE_TERM = "rvs.file_by_order"
BASIS = "law:council-of-state:14"


class CouncilStep(StrEnum):
    """Steps that the procedure of every contested decision has; values as in the address."""

    APPEAL = "council-appeal"
    LAWYER = "council-lawyer"
    FILE = "council-file"
    RULING = "council-ruling"


class Urgency(StrEnum):
    """Whether a suspension is asked beside the annulment, and how fast (art. 17)."""

    GEEN = "geen"
    GEWOON = "gewoon"
    UITERST_DRINGEND = "uiterst_dringend"


class RequestOf(StrEnum):
    """The request of a case that an act is about: the last one, or one before it that runs on."""

    LAATSTE = "laatste"
    EERDER = "eerder"


FINAL = frozenset({CouncilRuling.VERNIETIGING, CouncilRuling.VERWERPING, CouncilRuling.AFSTAND})
"""They end the request; a ruling on a suspension does not."""


class CouncilAppealNotFoundError(NotFoundError):
    """Nobody went to the Council of State in this case."""

    def __init__(self) -> None:
        super().__init__(
            lazy("Dit beroep"),
            reason=lazy("In dit dossier is er geen beroep bij de Raad van State."),
        )


def is_against_earlier(appealed_at: datetime | None, notified_at: datetime | None) -> bool:
    """Whether a request that runs is against the order before a renewal: nobody contests a renewal
    before its notification, whatever its signature was."""
    return notified_at is None or (appealed_at is not None and appealed_at < notified_at)


def term_begins(law: Law, notified_on: date, *, remedy_told: bool) -> date:
    """The day from which the 60 days count: four months later when the letter named no appeal."""
    if remedy_told:
        return notified_on
    untold = law.terms[UNTOLD_TERM]
    return counted(notified_on, untold.value or 0, untold.unit, untold.counting)
