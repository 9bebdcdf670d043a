"""Words of reports, on the screens; the content of a report itself is Dutch."""

from chassis.web.pages.languages import mark
from reporting.regie import labels as regie
from reporting.report_content.rules.readership import Readership
from reporting.report_register.rules.formats import Format
from reporting.report_register.rules.kind import Audience
from reporting.report_register.rules.lifecycle import State, Step

PLANNED = mark("Gepland")
STATE = {
    State.GEGENEREERD: mark("Opgemaakt"),
    State.GECONTROLEERD: mark("Onthulling gecontroleerd"),
    State.NAGELEZEN: mark("Nagelezen"),
    State.GOEDGEKEURD: mark("Goedgekeurd"),
    State.GEPUBLICEERD: mark("Gepubliceerd"),
    State.VERVANGEN: mark("Vervangen"),
    State.INGETROKKEN: mark("Ingetrokken"),
}
COLOUR = {
    State.GEGENEREERD: "grey",
    State.GECONTROLEERD: "blue",
    State.NAGELEZEN: "blue",
    State.GOEDGEKEURD: "turquoise",
    State.GEPUBLICEERD: "green",
    State.VERVANGEN: "grey",
    State.INGETROKKEN: "red",
}
AUDIENCE = {
    Audience.PUBLIEK: mark("Iedereen"),
    Audience.PLANGROEP: mark("Plangroep"),
    Audience.COLLEGE: mark("College van burgemeester en schepenen"),
    Audience.POLITIELEIDING: mark("Leiding van de politie"),
}
READERSHIP = {
    Readership.INTERN: mark("Uitgave voor wie aan het plan werkt"),
    Readership.PUBLIEK: mark("Uitgave voor iedereen"),
}
FORMAT = {
    Format.HTML: mark("Webpagina (HTML)"),
    Format.PDF: mark("Afdruk (PDF)"),
    Format.XLSX: mark("Rekenblad (XLSX)"),
    Format.CSV: mark("Cijfers (CSV)"),
    Format.SDMX: mark("Cijfers (SDMX-CSV)"),
    Format.ZIP: mark("Pakket open data (ZIP)"),
}
DONE = {
    Step.GENEREREN: mark("cijfers opgemaakt"),
    Step.SCHRIJVEN: mark("tekst geschreven"),
    Step.CONTROLEREN: mark("onthulling gecontroleerd"),
    Step.NALEZEN: mark("nagelezen"),
    Step.GOEDKEUREN: mark("goedgekeurd"),
    Step.PUBLICEREN: mark("gepubliceerd"),
    Step.TERUGSTUREN: mark("teruggestuurd"),
    Step.INTREKKEN: mark("ingetrokken"),
    Step.VERVANGEN: mark("vervangen door een volgende versie"),
}
BUTTON = {
    Step.CONTROLEREN: mark("Controleer onthulling"),
    Step.NALEZEN: mark("Teken als nagelezen"),
    Step.GOEDKEUREN: mark("Keur goed"),
    Step.PUBLICEREN: mark("Publiceer"),
    Step.TERUGSTUREN: mark("Stuur terug"),
    Step.INTREKKEN: mark("Trek in"),
}
QUESTION = {
    Step.CONTROLEREN: mark("Is de onthulling gecontroleerd?"),
    Step.NALEZEN: mark("Heb je dit rapport nagelezen?"),
    Step.GOEDKEUREN: mark("Keur je dit rapport goed?"),
    Step.PUBLICEREN: mark("Publiceer je dit rapport?"),
    Step.TERUGSTUREN: mark("Stuur je dit rapport terug?"),
    Step.INTREKKEN: mark("Trek je dit rapport in?"),
}
MEANING = {
    Step.CONTROLEREN: mark(
        "Het systeem zoekt kleine aantallen mensen. Wat het vindt, staat hieronder. Kijk ook zelf "
        "of de tekst niemand herkenbaar maakt."
    ),
    Step.NALEZEN: mark(
        "Je las cijfers en tekst. Wie iets aan het rapport maakte, kan het niet zelf nalezen."
    ),
    Step.GOEDKEUREN: mark(
        "Cijfers en tekst worden samen vastgelegd. Wie het rapport maakte of nalas, kan het niet "
        "zelf goedkeuren. De plangroep kan het daarna lezen, als je ze hieronder aanduidt."
    ),
    Step.PUBLICEREN: mark(
        "De bestanden worden één keer gemaakt en veranderen nooit meer. Wat later binnenkomt, komt "
        "alleen in een erratum."
    ),
    Step.TERUGSTUREN: mark(
        "Cijfers en tekst kunnen dan weer veranderen. Nalezen en goedkeuren moeten opnieuw."
    ),
    Step.INTREKKEN: mark(
        "Het rapport telt niet meer als afgeleverd. Het blijft leesbaar als ingetrokken. Dit kan "
        "je niet terugdraaien: alleen een erratum kan volgen."
    ),
}
FUNCTION = {
    **regie.FUNCTION,
    "studiedienst_stad": mark("Studiedienst van de stad"),
}
