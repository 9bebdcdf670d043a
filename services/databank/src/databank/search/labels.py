"""Labels of what may be known of somebody who is searched for."""

from chassis.web.pages.languages import mark

SEARCH_FIELD = {
    "family": mark("familienaam"),
    "given": mark("voornaam"),
    "birth": mark("geboortedatum"),
    "number": mark("rijksregisternummer"),
    "document": mark("documentnummer"),
    "phone": mark("telefoonnummer"),
}
