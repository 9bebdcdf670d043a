"""States and refusals of exports in the words of the screens."""

from chassis.web.exports.rules import Refusal, State
from chassis.web.pages.languages import mark

STATE = {
    State.GEVRAAGD: mark("Wacht op goedkeuring"),
    State.WACHT: mark("Wordt over een dag gemaakt"),
    State.BEZIG: mark("Wordt gemaakt"),
    State.KLAAR: mark("Klaar om op te halen"),
    State.GEWIST: mark("Gewist"),
    State.GEWEIGERD: mark("Geweigerd"),
    State.INGETROKKEN: mark("Ingetrokken"),
    State.VERVALLEN: mark("Vervallen: niemand besliste op tijd"),
    State.MISLUKT: mark("Mislukt. Vraag de lijst opnieuw."),
}
COLOUR = {
    State.GEVRAAGD: "govuk-tag--yellow",
    State.WACHT: "govuk-tag--yellow",
    State.BEZIG: "govuk-tag--blue",
    State.KLAAR: "govuk-tag--green",
    State.GEWEIGERD: "govuk-tag--red",
    State.MISLUKT: "govuk-tag--red",
}
"""The others are grey."""
REFUSAL = {
    Refusal.STAND: mark("Deze stap kan nu niet meer. Kijk hoe het met deze uitvoer staat."),
    Refusal.EIGEN: mark("Je kan je eigen aanvraag niet goedkeuren. Vraag het aan een collega."),
    Refusal.FUNCTIE: mark(
        "Alleen wie uitvoer goedkeurt in je organisatie, kan hierover beslissen."
    ),
    Refusal.ANDERE: mark("Alleen wie de uitvoer vroeg, kan dit doen."),
    Refusal.TE_LAAT: mark("De termijn is voorbij. Vraag de lijst opnieuw."),
    Refusal.RECHT: mark("Je functie of je dossier is nu anders. Vraag de lijst opnieuw."),
}
CLOSED = mark(
    "Dit bestand is gewist: je mag niet alles wat erin staat nog lezen. Vraag de lijst opnieuw."
)
FORMAT = {
    "xlsx": mark("Excel (XLSX). Kies dit als je twijfelt."),
    "csv": mark("CSV, voor een ander programma"),
}
