"""Codes in an officer's words."""

from contracts.codes import Branch, DocumentKind
from databank.domain.assessment import State
from databank.domain.verification import Outcome, VerificationState
from databank.domain.welfare import RefutedReason
from databank.validating import ValidationOutcome

BRANCH = {
    Branch.RAAM: "raam",
    Branch.STRAAT: "straat",
    Branch.STRIPCLUB: "stripclub",
    Branch.ESCORT: "escort",
    Branch.PRIVE_THUIS: "privé of thuis",
    Branch.MASSAGESALON: "massagesalon",
    Branch.ANDERE: "andere vorm",
}
VERIFICATION = {
    VerificationState.NIET_GECONTROLEERD: "Nog niet gecontroleerd",
    VerificationState.BEVESTIGD_TER_PLAATSE: "Aanwezig",
    VerificationState.WEERLEGD: "Iemand anders",
    VerificationState.AFWEZIG_BIJ_CONTROLE: "Niemand",
    VerificationState.NIET_VAST_TE_STELLEN: "Niet vast te stellen",
}
VERIFICATION_COLOUR = {
    VerificationState.NIET_GECONTROLEERD: "govuk-tag--grey",
    VerificationState.BEVESTIGD_TER_PLAATSE: "govuk-tag--green",
    VerificationState.WEERLEGD: "govuk-tag--red",
    VerificationState.AFWEZIG_BIJ_CONTROLE: "govuk-tag--orange",
    VerificationState.NIET_VAST_TE_STELLEN: "govuk-tag--yellow",
}
OUTCOME = {
    Outcome.AANWEZIG: "Deze persoon is aanwezig",
    Outcome.ANDERE: "Er is iemand anders",
    Outcome.AFWEZIG: "Er is niemand",
    Outcome.NIET_VAST_TE_STELLEN: "Ik kan het niet vaststellen",
}
VALIDATION = {
    ValidationOutcome.GEVALIDEERD: "In orde: persoon, document en aangifte komen overeen",
    ValidationOutcome.WEERLEGD: "Niet in orde",
    ValidationOutcome.ONDUIDELIJK: "Onduidelijk",
}
REASON = {reason: reason.value.replace("_", " ").capitalize() for reason in RefutedReason}
DOCUMENT = {
    DocumentKind.EID: "Belgische identiteitskaart (eID)",
    DocumentKind.PASPOORT: "Paspoort",
    DocumentKind.ID_KAART_EU: "Identiteitskaart van een ander EU-land",
    DocumentKind.VERBLIJFSKAART: "Verblijfskaart",
    DocumentKind.ANDERE: "Een ander document",
}
STATE = {
    State.GEDETECTEERD: "Nieuw",
    State.IN_BEOORDELING: "In beoordeling",
    State.BEVESTIGD: "Bevestigd",
    State.VERKLAARBAAR: "Verklaarbaar",
    State.FOUTIEVE_KOPPELING: "Foutieve koppeling",
    State.GEEN_ACTIE: "Geen actie",
    State.OPVOLGING: "In opvolging",
    State.AFGESLOTEN: "Afgesloten",
}
VERDICT = {
    "bevestigd": "Bevestigd: dit moeten we opvolgen",
    "verklaarbaar": "Verklaarbaar, bijvoorbeeld een vrije keuze",
    "foutieve_koppeling": "Foutieve koppeling: dit zijn twee personen",
    "geen_actie": "Geen actie nodig",
}
