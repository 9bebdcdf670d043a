"""The outcome of a look on the spot, and the state of a declared shift after it."""

from enum import StrEnum

from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, NotFoundError
from databank.sightings.rules.verification_state import VerificationState


class Outcome(StrEnum):
    AANWEZIG = "aanwezig"
    ANDERE = "andere"
    AFWEZIG = "afwezig"
    NIET_VAST_TE_STELLEN = "niet_vast_te_stellen"


STATE_AFTER: dict[Outcome, VerificationState] = {
    Outcome.AANWEZIG: VerificationState.BEVESTIGD_TER_PLAATSE,
    Outcome.ANDERE: VerificationState.WEERLEGD,
    Outcome.AFWEZIG: VerificationState.AFWEZIG_BIJ_CONTROLE,
    Outcome.NIET_VAST_TE_STELLEN: VerificationState.NIET_VAST_TE_STELLEN,
}


def suggests_finding(outcome: Outcome) -> bool:
    """Somebody undeclared at work is a breach; one absence is no offence (handbook §2.2)."""
    return outcome is Outcome.ANDERE


OF_A_RUNNING_SHIFT = frozenset({Outcome.AFWEZIG})
"""Outcomes about the shift itself. Somebody else may be in the room at any hour."""


class UnknownShiftError(NotFoundError):
    """Nobody told us of this shift; the event may still come."""

    def __init__(self) -> None:
        reason = lazy(
            "Deze aangifte is nog niet bij ons bekend. Kijk het nummer na of probeer het zo"
            " dadelijk opnieuw."
        )
        super().__init__("", reason=reason, code="aangifte-onbekend")


class NotDuringShiftError(FieldRefusedError):
    """An empty room before the begin of a shift, or after its end, is no absence."""

    def __init__(self) -> None:
        reason = lazy(
            "Deze shift liep toen niet. Dat er niemand is, telt alleen tussen het begin en het"
            " einde van de shift."
        )
        super().__init__("outcome", reason, code="shift-loopt-niet")
