"""Labels of documents: what they are, and why one was taken out."""

from chassis.web.pages.languages import mark
from enforcement.case_documents.rules import DocumentKind, WithdrawalReason

KIND = {
    DocumentKind.BRIEF: mark("Brief"),
    DocumentKind.PROCES_VERBAAL: mark("Kopie van het pv of bestuurlijk verslag"),
    DocumentKind.BEWIJS_VAN_ONTVANGST: mark("Bewijs van ontvangst"),
    DocumentKind.BEWIJS_VAN_VERZENDING: mark("Bewijs van verzending"),
    DocumentKind.VERWEER: mark("Verweer"),
    DocumentKind.BEWIJSSTUK: mark("Bewijsstuk"),
    DocumentKind.VOLMACHT: mark("Volmacht"),
    DocumentKind.VERTALING: mark("Vertaling"),
    DocumentKind.ANDER: mark("Ander stuk"),
}
REASON = {
    WithdrawalReason.VERVANGEN: mark("Vervangen door een ander bestand"),
    WithdrawalReason.ONLEESBAAR: mark("Het is niet leesbaar"),
    WithdrawalReason.DUBBEL: mark("Het zit er twee keer in"),
    WithdrawalReason.HOORT_HIER_NIET: mark("Het hoort niet in dit dossier"),
}
