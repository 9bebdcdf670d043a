"""Codes in an officer's words."""

from chassis.web.pages.languages import mark
from contracts.codes import Branch, DisputeReason, DocumentKind, Sex
from databank.detection.cases.rules import State
from databank.first_contacts.store.worker_answers import Answer
from databank.identity_checks.validate import ValidationOutcome
from databank.shifts.rules.verification import Outcome, VerificationState
from databank.welfare.rules.priority import RefutedReason

BRANCH = {
    Branch.RAAM: mark("raam"),
    Branch.STRAAT: mark("straat"),
    Branch.STRIPCLUB: mark("stripclub"),
    Branch.ESCORT: mark("escort"),
    Branch.PRIVE_THUIS: mark("privé of thuis"),
    Branch.MASSAGESALON: mark("massagesalon"),
    Branch.ANDERE: mark("andere vorm"),
}
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
VALIDATION = {
    ValidationOutcome.GEVALIDEERD: mark("In orde: persoon, document en aangifte komen overeen"),
    ValidationOutcome.WEERLEGD: mark("Niet in orde"),
    ValidationOutcome.ONDUIDELIJK: mark("Onduidelijk"),
}
REASON = {
    RefutedReason.PERSOON_IS_NIET_DOCUMENT: mark("Persoon is niet document"),
    RefutedReason.VALS_OF_VERVALLEN_DOCUMENT: mark("Vals of vervallen document"),
    RefutedReason.MINDERJARIG: mark("Minderjarig"),
    RefutedReason.MOGELIJK_SLACHTOFFER: mark("Mogelijk slachtoffer"),
    RefutedReason.ONBEKEND: mark("Onbekend"),
}
DOCUMENT = {
    DocumentKind.EID: mark("Belgische identiteitskaart (eID)"),
    DocumentKind.PASPOORT: mark("Paspoort"),
    DocumentKind.ID_KAART_EU: mark("Identiteitskaart van een ander EU-land"),
    DocumentKind.VERBLIJFSKAART: mark("Verblijfskaart"),
    DocumentKind.ANDERE: mark("Een ander document"),
}
SEX = {Sex.VROUW: mark("Vrouw"), Sex.MAN: mark("Man"), Sex.X: mark("X")}
ANSWER = {
    Answer.BEVESTIGD: mark("De aangifte klopt"),
    Answer.BETWIST: mark("De aangifte klopt niet"),
}
DISPUTE = {
    DisputeReason.GEDWONGEN: mark("Wordt gedwongen"),
    DisputeReason.ONVEILIG: mark("Voelt zich niet veilig"),
    DisputeReason.HUURT_NIET: mark("Huurt dit raam niet"),
    DisputeReason.WAS_ER_NIET: mark("Was er niet of zal er niet zijn"),
    DisputeReason.UREN_KLOPPEN_NIET: mark("De uren kloppen niet"),
}
"""What workers chose in their own words, told to an officer."""
STATE = {
    State.GEDETECTEERD: mark("Nieuw"),
    State.IN_BEOORDELING: mark("In beoordeling"),
    State.BEVESTIGD: mark("Bevestigd"),
    State.VERKLAARBAAR: mark("Verklaarbaar"),
    State.FOUTIEVE_KOPPELING: mark("Foutieve koppeling"),
    State.GEEN_ACTIE: mark("Geen actie"),
    State.OPVOLGING: mark("In opvolging"),
    State.AFGESLOTEN: mark("Afgesloten"),
}
VERDICT = {
    "bevestigd": mark("Bevestigd: dit moeten we opvolgen"),
    "verklaarbaar": mark("Verklaarbaar, bijvoorbeeld een vrije keuze"),
    "foutieve_koppeling": mark("Foutieve koppeling: dit zijn twee personen"),
    "geen_actie": mark("Geen actie nodig"),
}
