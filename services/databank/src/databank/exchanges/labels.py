"""Labels of exchanges with partners."""

from chassis.web.pages.languages import gettext, mark
from databank.access.purposes.labels import PURPOSE
from databank.exchanges.rules.codes import (
    About,
    Category,
    Direction,
    FollowUp,
    Outcome,
    PartnerKind,
    Phenomenon,
    WhichExchanges,
)
from databank.exchanges.rules.need_to_know import MADE_FOR
from databank.exchanges.rules.steps import ExchangeState

DIRECTION = {
    Direction.GEVRAAGD: mark("Wij vroegen iets"),
    Direction.BEVRAAGD: mark("De partner vroeg ons iets"),
    Direction.GEGEVEN: mark("Wij gaven iets, ongevraagd"),
    Direction.ONTVANGEN: mark("Wij kregen iets, ongevraagd"),
}
ABOUT = {
    About.PERSOON: mark("Een persoon"),
    About.INRICHTING: mark("Een inrichting"),
    About.ZAAK: mark("Een zaak"),
    About.FENOMEEN: mark("Een fenomeen"),
}
PHENOMENON = {
    Phenomenon.VERSCHUIVING: mark("Verschuiving tussen vormen"),
    Phenomenon.NIEUWE_VORM: mark("Nieuwe vorm"),
    Phenomenon.ONLINE_WERVING: mark("Werving op het internet"),
    Phenomenon.UITBUITING: mark("Uitbuiting"),
    Phenomenon.OVERLAST: mark("Overlast"),
}
CATEGORY = {
    Category.IDENTITEIT: mark("Wie het is"),
    Category.ADRES: mark("Adres of verblijfplaats"),
    Category.CONTROLES: mark("Controles waarbij de persoon er was"),
    Category.VORMEN: mark("Vormen waarin de persoon werkte"),
    Category.VASTSTELLINGEN: mark("Vaststellingen en verslagen"),
    Category.VOERTUIG: mark("Voertuig"),
    Category.GERECHTELIJK: mark("Gerechtelijke informatie"),
    Category.PLAATS: mark("Gegevens over een plaats"),
    Category.CIJFERS: mark("Cijfers en tendensen"),
}
PARTNER_KIND = {
    PartnerKind.POLITIE: mark("Politie"),
    PartnerKind.GERECHT: mark("Gerecht"),
    PartnerKind.INSPECTIE: mark("Inspectie en federale diensten"),
    PartnerKind.STAD: mark("Stad"),
}
STATE = {
    ExchangeState.OPEN: mark("Wacht op antwoord"),
    ExchangeState.BEANTWOORD: mark("Nog af te sluiten"),
    ExchangeState.AFGESLOTEN: mark("Afgesloten"),
    ExchangeState.INGETROKKEN: mark("Ingetrokken"),
}
COLOUR = {
    ExchangeState.OPEN: "yellow",
    ExchangeState.BEANTWOORD: "blue",
    ExchangeState.AFGESLOTEN: "green",
    ExchangeState.INGETROKKEN: "grey",
}
OUTCOME = {
    Outcome.VOLLEDIG: mark("Volledig antwoord"),
    Outcome.DEELS: mark("Een deel van het antwoord"),
    Outcome.GEWEIGERD: mark("Geweigerd"),
    Outcome.UITGEBLEVEN: mark("Er kwam geen antwoord"),
}
FOLLOW_UP = {
    FollowUp.GEEN: mark("Er volgt niets"),
    FollowUp.CONTROLE: mark("Een controle"),
    FollowUp.VASTSTELLING: mark("Een vaststelling"),
    FollowUp.BESCHERMING: mark("Bescherming van een persoon"),
    FollowUp.OVERLEG: mark("Een overleg"),
}
WHICH = {
    WhichExchanges.OPEN: mark("Open"),
    WhichExchanges.OVER_TIJD: mark("Te laat"),
    WhichExchanges.BEANTWOORD: mark("Af te sluiten"),
    WhichExchanges.AFGESLOTEN: mark("Afgesloten"),
    WhichExchanges.INGETROKKEN: mark("Ingetrokken"),
    WhichExchanges.ALLE: mark("Alles"),
}
MADE = {code: PURPOSE[code] for code in MADE_FOR}
PARTNER = {
    "recherche_zeden": mark("Lokale recherche, afdeling zeden"),
    "federale_gerechtelijke_politie": mark("Federale gerechtelijke politie, mensenhandel"),
    "andere_politiezone": mark("Andere politiezone"),
    "parket": mark("Parket, referentiemagistraat"),
    "sociale_inspectie": mark("Sociale inspectie"),
    "dienst_vreemdelingenzaken": mark("Dienst Vreemdelingenzaken"),
    "prostitutieambtenaar": mark("Prostitutieambtenaar"),
    "bestuurlijke_handhaving": mark("Bestuurlijke handhaving"),
    "adviserende_diensten": mark("Adviserende diensten van de stad"),
}
BASIS = {
    "wpa_politiediensten": mark("Tussen politiediensten, voor hun opdrachten"),
    "wpa_gerechtelijke_overheid": mark("Aan de gerechtelijke overheid, voor haar opdrachten"),
    "wpa_bestuurlijke_overheid": mark("Aan de bestuurlijke overheid, voor haar opdrachten"),
    "wpa_openbare_dienst": mark("Aan een openbare dienst, voor zijn wettelijke opdracht"),
}


def listed(code: str, label: str) -> str:
    """The label of a partner or a basis on a screen: the zone's own words stay as they are."""
    known = PARTNER.get(code) or BASIS.get(code)
    return gettext(label) if known == label else label
