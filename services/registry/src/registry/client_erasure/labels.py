"""Dutch words of an erasure: the places in which something of a client lay."""

from chassis.web.pages.languages import mark
from registry.client_erasure.rules import Place

PLACE = {
    Place.CLIENTEN: mark("Rijen over de cliënt"),
    Place.CONTACTEN: mark("Rijen over contacten"),
    Place.KOPPELCODES: mark("Koppelcodes"),
    Place.UPLOADS: mark("Bestanden met fouten die nog te verbeteren zijn"),
    Place.TEKSTEN: mark("Opleveringen met de code in een foutmelding of een antwoord"),
    Place.JAARTEKSTEN: mark("Versies van je eigen tekst bij een jaarverslag"),
}
