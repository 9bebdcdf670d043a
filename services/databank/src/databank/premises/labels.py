"""Labels of sanctions whose execution the police check."""

from chassis.web.pages.languages import mark
from contracts.codes import SanctionKind

SANCTION = {
    SanctionKind.SCHORSING: mark("Schorsing"),
    SanctionKind.INTREKKING: mark("Intrekking"),
    SanctionKind.TIJDELIJKE_SLUITING: mark("Tijdelijke sluiting"),
    SanctionKind.DEFINITIEVE_SLUITING: mark("Definitieve sluiting"),
    SanctionKind.EXTRA_WAARSCHUWING: mark("Extra waarschuwing"),
    SanctionKind.GEEN_SANCTIE: mark("Geen sanctie"),
}
