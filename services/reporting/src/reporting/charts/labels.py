"""Words for the events and records that figures are counted from."""

from chassis.web.pages.languages import gettext, mark
from reporting.regie.labels import TITLE
from reporting.regie.rules.kinds import RegieKind

EVENT = {
    "gas-appeal-decided": mark("Beroep over een boete beslist"),
    "gas-appeal-lodged": mark("Beroep tegen een boete ingesteld"),
    "gas-case-closed": mark("Dossier van een boete afgesloten"),
    "gas-case-opened": mark("Dossier van een boete geopend"),
    "gas-collection-started": mark("Invordering van een boete begonnen"),
    "gas-fine-final": mark("Boete definitief"),
    "gas-fine-imposed": mark("Boete opgelegd"),
    "gas-fine-withdrawn": mark("Boete ingetrokken"),
    "gas-payment-received": mark("Betaling ontvangen"),
    "gas-payment-undone": mark("Betaling teruggedraaid"),
    "gas-reminder-sent": mark("Herinnering verstuurd"),
    "inspection-completed": mark("Controle uitgevoerd"),
    "inventory-published": mark("Inventaris gepubliceerd"),
    "mayor-measure-ended": mark("Bevel van de burgemeester beëindigd"),
    "mayor-measure-execution-recorded": mark("Uitvoering van een bevel gecontroleerd"),
    "mayor-measure-lapsed": mark("Bevel van de burgemeester vervallen"),
    "mayor-measure-notified": mark("Bevel van de burgemeester betekend"),
    "mayor-measure-ordered": mark("Bevel van de burgemeester gegeven"),
    "monthly-action-planned": mark("Maandactie gepland"),
    "operation-measured": mark("Werking van de databank gemeten"),
    "police-counts-released": mark("Cijfers van de politie vrijgegeven"),
    "population-measured": mark("Momentopname van de sector"),
    "report-drawn-up": mark("Verslag van een vaststelling opgemaakt"),
    "sanction-appeal-decided": mark("Beroep over een sanctie beslist"),
    "sanction-decided": mark("Sanctie beslist"),
    "sanction-execution-recorded": mark("Uitvoering van een sanctie gecontroleerd"),
    "sanction-notified": mark("Sanctie betekend"),
    "street-ban-breached": mark("Straatverbod overtreden"),
    "street-ban-ended": mark("Straatverbod beëindigd"),
    "street-ban-notified": mark("Straatverbod betekend"),
    "street-ban-ordered": mark("Straatverbod opgelegd"),
    "suitability-advice-given": mark("Advies over een aanvraag gegeven"),
    "suitability-visit-completed": mark("Controlebezoek uitgevoerd"),
    "website-statistics-noted": mark("Websitecijfers genoteerd"),
}


def source(kind: str) -> str:
    """Of a kind of event, or of a record of regie, in the reader's language."""
    return gettext(EVENT[kind] if kind in EVENT else TITLE[RegieKind(kind)])
