"""Labels of what two persons share."""

from chassis.web.pages.languages import mark
from databank.associations.rules import Ground

GROUND = {
    Ground.DOCUMENT: mark("Hetzelfde document"),
    Ground.NUMMER: mark("Hetzelfde rijksregisternummer"),
    Ground.TELEFOON: mark("Hetzelfde telefoonnummer"),
    Ground.ADRES: mark("Hetzelfde adres"),
    Ground.PATROON: mark("Samen in een patroon"),
    Ground.KAMER: mark("Na elkaar in dezelfde kamer"),
    Ground.CONTROLE: mark("Samen gezien bij controles"),
}
