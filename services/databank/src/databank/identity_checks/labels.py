"""Labels of the validation of an identity: outcomes, and reasons to refute one."""

from chassis.web.pages.languages import mark
from databank.identity_checks.rules.outcome import ValidationOutcome
from databank.welfare.rules.priority import RefutedReason

VALIDATION = {
    ValidationOutcome.GEVALIDEERD: mark("In orde: persoon, document en aangifte komen overeen"),
    ValidationOutcome.WEERLEGD: mark("Niet in orde"),
    ValidationOutcome.ONDUIDELIJK: mark("Onduidelijk"),
}
REASON = {
    RefutedReason.PERSOON_IS_NIET_DOCUMENT: mark("Persoon is niet document"),
    RefutedReason.VALS_OF_VERVALLEN_DOCUMENT: mark("Vals of vervallen document"),
    RefutedReason.MINDERJARIG: mark("Minderjarig"),
    RefutedReason.MOGELIJK_SLACHTOFFER: mark("Mogelijk slachtoffer"),
    RefutedReason.ONBEKEND: mark("Onbekend"),
}
