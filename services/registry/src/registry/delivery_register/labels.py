"""Dutch words for the codes of deliveries, as the screens show them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from chassis.messages import restored
from chassis.web.pages.languages import gettext as _
from chassis.web.pages.languages import mark
from registry.delivery_register.rules.agenda import Task
from registry.delivery_register.rules.delivery import Reason, ReturnReason, State
from registry.delivery_register.rules.release import is_reissue
from registry.minimum_format.rules.columns import TableName
from registry.minimum_format.rules.records import Period

STATE = {
    State.OPEN: mark("Open"),
    State.OPGELADEN: mark("Opgeladen"),
    State.FOUTEN: mark("Fouten te verbeteren"),
    State.GEVALIDEERD: mark("Zonder fouten, nog niet ingediend"),
    State.INGEDIEND: mark("Ingediend"),
    State.TERUGGESTUURD: mark("Teruggestuurd"),
    State.AANVAARD: mark("Aanvaard, de publicatie wacht"),
    State.GEINTEGREERD: mark("Aanvaard en geteld"),
    State.BEVROREN: mark("Jaar afgesloten"),
    State.INGETROKKEN: mark("Ingetrokken"),
    State.VERVANGEN: mark("Vervangen door een latere versie"),
    State.ZONDER_GEVOLG: mark("Aanvaard, de cijfers blijven staan"),
    State.VERLOPEN: mark("Verlopen, de rijen zijn vernietigd"),
}
COLOUR = {
    State.OPEN: "grey",
    State.OPGELADEN: "grey",
    State.FOUTEN: "red",
    State.GEVALIDEERD: "yellow",
    State.INGEDIEND: "blue",
    State.TERUGGESTUURD: "orange",
    State.AANVAARD: "turquoise",
    State.GEINTEGREERD: "green",
    State.BEVROREN: "purple",
    State.INGETROKKEN: "grey",
    State.VERVANGEN: "grey",
    State.ZONDER_GEVOLG: "grey",
    State.VERLOPEN: "grey",
}
NONE = mark("Nog niets opgeleverd")
TASK = {
    Task.OPLEVEREN: mark("Lever de tabellen op"),
    Task.TUSSENTIJDS: mark("Tussentijds opleveren mag, maar hoeft niet"),
    Task.VERBETEREN: mark("Verbeter de fouten en lever opnieuw op"),
    Task.INDIENEN: mark("De verantwoordelijke kijkt na en dient in"),
    Task.NAKIJKEN: mark("Kijk na waarom het terugkwam, en dien in of lever opnieuw op"),
    Task.AANVAARDEN: mark("De studiedienst kijkt na"),
    Task.WACHTEN: mark("Wacht op de dag van de publicatie"),
    Task.BESLISSEN: mark("De studiedienst beslist: de publicatie wacht"),
    Task.KLAAR: mark("Niets te doen"),
    Task.LATER: mark("De periode loopt nog"),
}
TABLE = {
    TableName.CLIENTEN: mark("Cliënten"),
    TableName.CONTACTEN: mark("Contacten"),
    TableName.ACTIVITEITEN: mark("Activiteiten en tellingen"),
}
REASON = {
    Reason.FOUT_IN_BRON: mark("Er stond een fout in onze gegevens"),
    Reason.LAATTIJDIGE_GEGEVENS: mark("Er kwamen later gegevens bij"),
    Reason.FOUT_IN_VERWERKING: mark("Er liep iets mis bij de verwerking"),
}
RETURN_REASON = {
    ReturnReason.ONVOLLEDIG: mark("Er ontbreken gegevens"),
    ReturnReason.CIJFERS_ONWAARSCHIJNLIJK: mark("Cijfers lijken niet te kloppen"),
    ReturnReason.VERKEERD_BESTAND: mark("Dit is het verkeerde bestand"),
    ReturnReason.NIET_TE_BESCHERMEN: mark("De cijfers zijn niet te beschermen"),
}


def said(kept: Mapping[str, Any]) -> str:
    """The reason of a kept group of errors, or the text of a kept question, for this reader.

    Of what was kept before a reason could be translated, the Dutch.
    """
    if "said" in kept:
        return _(restored(kept["said"]))
    return str(kept["reason"] if "reason" in kept else kept["text"])


def leaving(asked: Period, leaves_on: date, written: str) -> str:
    """The sentence about the day for which a delivery waits; ``written`` is that day in words."""
    if is_reissue(asked, leaves_on):
        return _("Op %(day)s kijken we of de cijfers wijzigen.") % {"day": written}
    return _("We publiceren de cijfers op %(day)s.") % {"day": written}


def period(asked: Period) -> str:
    match asked.half:
        case None:
            return _("jaar %(year)s") % {"year": asked.year}
        case 1:
            return _("eerste halfjaar %(year)s") % {"year": asked.year}
        case _half:
            return _("tweede halfjaar %(year)s") % {"year": asked.year}
