"""Dutch words of the year file, as its screen and the overseer's show them."""

from chassis.web.exports.labels import FORMAT
from chassis.web.pages.languages import mark
from registry.delivery_register.labels import TABLE

PURPOSE = {
    "jaarrapport": mark("Jaarrapport zorg"),
    "kwaliteitscontrole": mark("Controle van de kwaliteit van de gegevens"),
    "onderzoek": mark("Onderzoek van de studiedienst"),
}
__all__ = ["FORMAT", "PURPOSE", "TABLE"]
