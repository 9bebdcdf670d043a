"""Labels of patterns: their figures, the outcomes that a person may give, and declarations."""

from chassis.web.pages.languages import gettext, mark
from databank.detection.cases.rules import Outcome
from databank.sightings import labels as sightings

FIGURE = {
    "minutes": mark("minuten tegelijk"),
    "hours": mark("uren"),
    "persons": mark("personen"),
    "absences": mark("keer afwezig"),
    "looked": mark("keer gecontroleerd"),
    "lookedAt": mark("keer gecontroleerd"),
    "share": mark("aandeel afwezig"),
    "limit": mark("grens"),
    "new": mark("personen nieuw"),
    "gone": mark("personen weg"),
}
VERDICT = {
    Outcome.BEVESTIGD: mark("Bevestigd: we beschermen en volgen op"),
    Outcome.VERKLAARBAAR: mark("Verklaarbaar"),
    Outcome.FOUTIEVE_KOPPELING: mark("Foutieve koppeling: dit is iemand anders"),
    Outcome.GEEN_ACTIE: mark("Geen actie nodig"),
}


def observed(code: str) -> str:
    """The observation of an officer at a declaration."""
    return gettext(sightings.observed(code)).capitalize()
