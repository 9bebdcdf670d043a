"""Dutch words of measures and dimensions; their codes read as in the minimum format."""

from chassis.web.exports.labels import FORMAT
from chassis.web.pages.languages import mark
from registry.counts.rules import cells
from registry.delivery_register.labels import period
from registry.minimum_format.rules import codes

MEASURE = {
    cells.CLIENTEN: mark("Cliënten"),
    cells.BEGELEIDINGEN: mark("Begeleidingen"),
    cells.CONTACTEN: mark("Contacten"),
    cells.HULPVRAGEN: mark("Hulpvragen"),
    cells.DOORVERWIJZINGEN: mark("Doorverwijzingen"),
    cells.ACTIVITEITEN: mark("Activiteiten"),
    cells.BEREIK: mark("Aanwezigen"),
    cells.NAGEKOMEN_CONTACTEN: mark("Nagekomen contacten"),
    cells.SAMENWERKINGSCONTACTEN: mark("Samenwerkingscontacten"),
    cells.WEBSITESTATISTIEK: mark("Websites"),
}
DIMENSION = {
    cells.BRANCHE: mark("Branche"),
    cells.GENDER: mark("Gender"),
    cells.LEEFTIJD: mark("Leeftijd"),
    cells.NATIONALITEIT: mark("Nationaliteitsgroep"),
    cells.EERSTE_CONTACT: mark("Nieuw of gekend"),
    cells.SOORT: mark("Soort contact"),
    cells.AARD: mark("Aard"),
    cells.PLAATS: mark("Plaats"),
    cells.CONSULTATIE: mark("Plaats van de consultatie"),
    cells.HULPVRAAG: mark("Hulpvraag"),
    cells.BIJ: mark("Gevraagd bij"),
    cells.DOORVERWIJZING: mark("Doorverwezen naar"),
    cells.TYPE: mark("Soort activiteit"),
    cells.MAAND: mark("Maand"),
    cells.PARTNER: mark("Partner"),
    cells.MET: mark("Samen met"),
    cells.SITE: mark("Website"),
    cells.MAAT: mark("Soort meting"),
    cells.TAAL: mark("Taal"),
}
LISTS = {
    cells.BRANCHE: codes.BRANCHE,
    cells.GENDER: codes.GENDER,
    cells.LEEFTIJD: codes.LEEFTIJD,
    cells.NATIONALITEIT: codes.NATIONALITEIT,
    cells.PLAATS: codes.PLAATS,
    cells.HULPVRAAG: codes.HULPVRAAG,
    cells.DOORVERWIJZING: codes.DOORVERWIJZING,
    cells.PARTNER: codes.PARTNER,
    cells.MET: codes.PARTNER,
}


def code(dimension: str, value: str) -> str:
    """A code as the format's own list reads it, in Dutch."""
    known = LISTS.get(dimension)
    return (known.labels.get(value) if known else None) or value.replace("_", " ")


__all__ = ["DIMENSION", "FORMAT", "MEASURE", "code", "period"]
