"""Dutch words for how complete an indicator is."""

from chassis.web.pages.languages import mark
from registry.completeness.rules.coverage import Completeness

COMPLETENESS = {
    Completeness.VOLLEDIG: mark("Volledig"),
    Completeness.GEDEELTELIJK: mark("Gedeeltelijk"),
    Completeness.LEEG: mark("Leeg"),
    Completeness.ONTBREEKT: mark("Ontbreekt"),
    Completeness.ONBEKEND: mark("Onbekend"),
}
COLOUR = {
    Completeness.VOLLEDIG: "green",
    Completeness.GEDEELTELIJK: "yellow",
    Completeness.LEEG: "orange",
    Completeness.ONTBREEKT: "red",
    Completeness.ONBEKEND: "grey",
}
