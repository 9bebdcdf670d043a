"""Labels of the GAS register."""

from chassis.web.pages.languages import mark
from contracts.codes import SanctionKind
from enforcement.registers.rules import RetentionGround

GROUND = {
    RetentionGround.REGISTER: mark("Vijf jaar na de sanctie of het voorgestelde alternatief"),
    RetentionGround.ZONDER_SANCTIE: mark("Geen sanctie: einde van de termijn"),
    RetentionGround.VERKLARING: mark("Einde van de bewaring van een verklaring"),
}
SANCTION = {
    SanctionKind.SCHORSING: mark("Schorsing"),
    SanctionKind.INTREKKING: mark("Opheffing van de vergunning"),
    SanctionKind.TIJDELIJKE_SLUITING: mark("Tijdelijke sluiting"),
    SanctionKind.DEFINITIEVE_SLUITING: mark("Definitieve sluiting"),
}
