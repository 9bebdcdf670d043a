"""Labels of the outcomes that a person may give a branch shift."""

from chassis.web.pages.languages import mark
from databank.detection.cases.rules import Outcome

VERDICT = {
    Outcome.BEVESTIGD: mark("Bevestigd: dit moeten we opvolgen"),
    Outcome.VERKLAARBAAR: mark("Verklaarbaar, bijvoorbeeld een vrije keuze"),
    Outcome.FOUTIEVE_KOPPELING: mark("Foutieve koppeling: dit zijn twee personen"),
    Outcome.GEEN_ACTIE: mark("Geen actie nodig"),
}
