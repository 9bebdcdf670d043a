"""Labels of branch shifts: what they rest on, and the outcomes that a person may give them."""

from chassis.web.pages.languages import mark
from databank.detection.cases.rules import Outcome
from databank.sightings.rules.basis import Basis

BASIS = {
    Basis.AANGEKONDIGD: mark("Aangekondigd"),
    Basis.BEGONNEN: mark("Begonnen volgens de aangifte"),
    Basis.WAARGENOMEN: mark("Waargenomen"),
}
BASIS_COLOUR = {
    Basis.AANGEKONDIGD: "govuk-tag--yellow",
    Basis.BEGONNEN: "govuk-tag--blue",
    Basis.WAARGENOMEN: "govuk-tag--green",
}
VERDICT = {
    Outcome.BEVESTIGD: mark("Bevestigd: dit moeten we opvolgen"),
    Outcome.VERKLAARBAAR: mark("Verklaarbaar, bijvoorbeeld een vrije keuze"),
    Outcome.FOUTIEVE_KOPPELING: mark("Foutieve koppeling: dit zijn twee personen"),
    Outcome.GEEN_ACTIE: mark("Geen actie nodig"),
}
