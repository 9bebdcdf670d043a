"""Words of an inventory. A file for a court is in Dutch, whatever language its reader works in."""

from collections.abc import Mapping

from enforcement.case_documents.rules import DocumentKind
from enforcement.gas.labels import STEP
from enforcement.gas.rules import GasStep
from enforcement.notifications.rules import LetterKind

LETTERS: Mapping[str, str] = {
    LetterKind.OPSTARTBRIEF: "Opstartbrief",
    LetterKind.OUDERLIJKE_BETROKKENHEID: "Brief over ouderlijke betrokkenheid",
    LetterKind.MELDING_STAFHOUDER: "Melding aan de stafhouder",
    LetterKind.BEMIDDELINGSAANBOD: "Aanbod van bemiddeling",
    LetterKind.GEMEENSCHAPSDIENST: "Voorstel van gemeenschapsdienst",
    LetterKind.UITNODIGING_HOORZITTING: "Uitnodiging voor de hoorzitting",
    LetterKind.VERSLAG_HOORZITTING: "Verslag van de hoorzitting",
    LetterKind.UITKOMST_VERWEER: "Antwoord op het verweer",
    LetterKind.BESLISSING: "Beslissing",
    LetterKind.HERINNERING: "Herinnering",
    LetterKind.AANMANING: "Aanmaning",
    LetterKind.WAARSCHUWING: "Waarschuwing",
    LetterKind.UITNODIGING_OPNIEUW: "Nieuwe uitnodiging voor de hoorzitting",
    LetterKind.VOORSTEL: "Voorstel van een sanctie",
    LetterKind.OPHEFFING: "Opheffing van een sanctie",
}
DOCUMENTS: Mapping[str, str] = {
    DocumentKind.BRIEF: "Brief",
    DocumentKind.PROCES_VERBAAL: "Proces-verbaal of bestuurlijk verslag",
    DocumentKind.BEWIJS_VAN_ONTVANGST: "Bewijs van ontvangst",
    DocumentKind.BEWIJS_VAN_VERZENDING: "Bewijs van verzending",
    DocumentKind.VERWEER: "Verweer",
    DocumentKind.BEWIJSSTUK: "Bewijsstuk",
    DocumentKind.VOLMACHT: "Volmacht",
    DocumentKind.VERTALING: "Vertaling",
    DocumentKind.ANDER: "Ander stuk",
}
CONSULTATION = (GasStep.HOLD, GasStep.RELEASE, GasStep.VICTIM_CHECK)
"""Whether the police asked to wait is nobody's business outside: it may point to a victim."""
COURSE: Mapping[str, str] = {
    "opening": "Dossier geopend",
    **{step: words for step, words in STEP.items() if step not in CONSULTATION},
}
"""The steps that an inventory names; other lines of the timeline are the city's own work."""
