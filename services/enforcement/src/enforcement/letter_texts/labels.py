"""Labels of the texts of letters: procedures, places, who signs."""

from chassis.web.pages.languages import mark
from enforcement.cases.rules import CaseKind
from enforcement.letter_texts.rules import Slot

PROCEDURE = {
    CaseKind.GAS: mark("Geldboetes"),
    CaseKind.SANCTION: mark("Sancties van inrichtingen"),
    CaseKind.SUITABILITY: mark("Geschiktheidsverklaringen"),
    CaseKind.INTEGRITY: mark("Integriteitsonderzoeken"),
    CaseKind.STREET_BAN: mark("Straatverboden"),
    CaseKind.MEASURE: mark("Maatregelen van de burgemeester"),
}
SLOT = {
    Slot.OPENING: mark("Eerste woorden"),
    Slot.UITLEG: mark("Extra uitleg"),
    Slot.VRAGEN: mark("Vragen over uw dossier"),
    Slot.MOTIVERING: mark("Motiveringsblok"),
    Slot.ONDERTEKENAAR: mark("Naam onder de brief"),
}
SIGNATURE = {
    "sanctionerend_ambtenaar": mark("De sanctionerend ambtenaar"),
    "burgemeester": mark("De burgemeester"),
    "college": mark("Het college"),
    "financien": mark("De financieel directeur"),
    "dossierbeheer": mark("Het dossierbeheer"),
}
