"""Words of an inventory. A file for a court is in Dutch, whatever language its reader works in."""

from collections.abc import Mapping

from enforcement.case_documents.rules import DocumentKind
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
