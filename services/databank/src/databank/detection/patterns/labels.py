"""Labels of patterns: their figures, the outcomes that a person may give, and declarations."""

from chassis.web.pages.languages import gettext, mark
from databank.files import labels as files

FIGURE = {
    "minutes": mark("minuten tegelijk"),
    "hours": mark("uren"),
    "persons": mark("personen"),
    "absences": mark("keer afwezig"),
    "looked": mark("keer gecontroleerd"),
    "lookedAt": mark("keer gecontroleerd"),
    "share": mark("aandeel afwezig"),
    "limit": mark("grens"),
}
VERDICT = {
    "bevestigd": mark("Bevestigd: we beschermen en volgen op"),
    "verklaarbaar": mark("Verklaarbaar"),
    "foutieve_koppeling": mark("Foutieve koppeling: dit is iemand anders"),
    "geen_actie": mark("Geen actie nodig"),
}


def found(code: str) -> str:
    """What an officer found at a declaration."""
    return gettext(files.phrase(code)).capitalize()
