"""Words of an inventory. A file for a court is in Dutch, whatever language its reader works in."""

from collections.abc import Mapping

from enforcement.case_documents.rules import DocumentKind

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
