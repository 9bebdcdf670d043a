"""Labels of what officers found in a room, and of the state of a declaration after that."""

from chassis.web.pages.languages import mark
from databank.sightings.rules.verification_state import VerificationState

FOUND = {
    "aanwezig": mark("aanwezig"),
    "andere": mark("iemand anders"),
    "afwezig": mark("niemand"),
    "niet_vast_te_stellen": mark("niet vast te stellen"),
}
"""Finds of an officer in a room; of a document the same code says another thing."""
REFUTED = {VerificationState.WEERLEGD.value: mark("iemand anders aanwezig")}
"""A declaration that was refuted on the spot; of an identity the same code says another thing."""
AFTER_LOOK = {
    VerificationState.BEVESTIGD_TER_PLAATSE.value: mark("ter plaatse bevestigd"),
    VerificationState.NIET_GECONTROLEERD.value: mark("niet gecontroleerd"),
    VerificationState.AFWEZIG_BIJ_CONTROLE.value: mark("afwezig bij controle"),
}
"""The other states of a declaration after a look, or before any."""


def observed(code: str) -> str:
    """The find of officers in a room, or the state of a declaration after it, as a phrase."""
    return FOUND.get(code) or REFUTED.get(code) or AFTER_LOOK[code]
