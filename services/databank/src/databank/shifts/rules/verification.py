"""What an officer found on the spot, and what it says about a declared shift."""

from enum import StrEnum


class Outcome(StrEnum):
    AANWEZIG = "aanwezig"
    ANDERE = "andere"
    AFWEZIG = "afwezig"
    NIET_VAST_TE_STELLEN = "niet_vast_te_stellen"


class VerificationState(StrEnum):
    NIET_GECONTROLEERD = "niet_gecontroleerd"
    BEVESTIGD_TER_PLAATSE = "bevestigd_ter_plaatse"
    WEERLEGD = "weerlegd"
    AFWEZIG_BIJ_CONTROLE = "afwezig_bij_controle"
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
