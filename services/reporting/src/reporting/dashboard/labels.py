"""Words of figures on the screens. What the plan itself says of an indicator stays in Dutch."""

from chassis.web.pages.languages import gettext, mark
from reporting.charts.rules.pictures import Bar
from reporting.figures.rules import margins
from reporting.figures.rules.outcomes import Completeness, Outcome, Part, Row, Status
from reporting.regie.labels import TITLE
from reporting.regie.rules.kinds import RegieKind

BADGES: dict[str, str] = {
    Completeness.VOLLEDIG: mark("volledig"),
    Completeness.GEDEELTELIJK: mark("gedeeltelijk"),
    Status.GEEN_LEVERING: mark("nog geen levering"),
    Status.GEEN_BRON: mark("nog geen bron"),
}
COLOURS: dict[str, str] = {
    Completeness.VOLLEDIG: "green",
    Completeness.GEDEELTELIJK: "yellow",
    Status.GEEN_LEVERING: "blue",
    Status.GEEN_BRON: "grey",
}
EVENT = {
    "branch-readings-measured": mark("Lezingen van een halfjaar geteld"),
    "expected-recall-measured": mark("Zicht op verschuivingen gemeten"),
    "gas-appeal-decided": mark("Beroep over een boete beslist"),
    "gas-appeal-lodged": mark("Beroep tegen een boete ingesteld"),
    "gas-case-closed": mark("Dossier van een boete afgesloten"),
    "gas-case-opened": mark("Dossier van een boete geopend"),
    "gas-collection-started": mark("Invordering van een boete begonnen"),
    "gas-fine-corrected": mark("Bedrag van een boete verlaagd"),
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
"""Kinds of events that figures are counted from."""


def bounds(figure: Outcome | Part | Row | Bar) -> tuple[int, int] | None:
    """Between what a rounded figure lies; None of an exact one, and of one that is not shown."""
    return None if figure.value is None else margins.bounds(figure.value, figure.margin)


def completeness(outcome: Outcome) -> str:
    """Completeness of a figure, a key of ``BADGES``: colour alone says nothing."""
    return outcome.completeness if outcome.status is Status.CIJFER else outcome.status


def source(kind: str) -> str:
    """Of a kind of event, or of a record of regie, in the reader's language."""
    return gettext(EVENT[kind] if kind in EVENT else TITLE[RegieKind(kind)])
