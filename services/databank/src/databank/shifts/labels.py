"""Labels of the verification of a shift on the spot, and of a worker's own answer about it."""

from chassis.web.pages.languages import mark
from databank.shifts.rules.verification import Outcome
from databank.shifts.rules.worker_answer import Answer, Confirmation
from databank.sightings.rules.verification_state import VerificationState

VERIFICATION = {
    VerificationState.NIET_GECONTROLEERD: mark("Nog niet gecontroleerd"),
    VerificationState.BEVESTIGD_TER_PLAATSE: mark("Aanwezig"),
    VerificationState.WEERLEGD: mark("Iemand anders"),
    VerificationState.AFWEZIG_BIJ_CONTROLE: mark("Niemand"),
    VerificationState.NIET_VAST_TE_STELLEN: mark("Niet vast te stellen"),
}
VERIFICATION_COLOUR = {
    VerificationState.NIET_GECONTROLEERD: "govuk-tag--grey",
    VerificationState.BEVESTIGD_TER_PLAATSE: "govuk-tag--green",
    VerificationState.WEERLEGD: "govuk-tag--red",
    VerificationState.AFWEZIG_BIJ_CONTROLE: "govuk-tag--orange",
    VerificationState.NIET_VAST_TE_STELLEN: "govuk-tag--yellow",
}
OUTCOME = {
    Outcome.AANWEZIG: mark("Deze persoon is aanwezig"),
    Outcome.ANDERE: mark("Er is iemand anders"),
    Outcome.AFWEZIG: mark("Er is niemand"),
    Outcome.NIET_VAST_TE_STELLEN: mark("Ik kan het niet vaststellen"),
}
CONFIRMATION = {
    Confirmation.GEVRAAGD: mark("Gevraagd, nog geen antwoord."),
    Confirmation.BEVESTIGD: mark("Bevestigd."),
    Confirmation.BETWIST: mark("Betwist."),
    Confirmation.GEEN_ANTWOORD: mark("Gevraagd, geen antwoord gekregen."),
}
ANSWER = {
    Answer.BEVESTIGD: mark("De aangifte klopt"),
    Answer.BETWIST: mark("De aangifte klopt niet"),
}
