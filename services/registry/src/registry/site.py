"""Site of the care registry: its title, navigation and where each function begins."""

from chassis.web import Actor
from chassis.web.pages import Item, Pages
from registry.authorisation import ANALYSTS, DATA_PROTECTION, ORGANISATION, RESPONSIBLE


def _home(actor: Actor) -> str:
    if actor.function in DATA_PROTECTION:
        return "/inzage"
    return "/overzicht" if actor.function in ANALYSTS else "/opleveringen"


PAGES = Pages(
    package="registry",
    title="Opleveringen",
    navigation=[
        Item("Opleveringen", "/opleveringen", ORGANISATION),
        Item("Overzicht", "/overzicht", ANALYSTS),
        Item("Volledigheid", "/volledigheid", ANALYSTS | ORGANISATION),
        Item("Jaarbestand", "/jaarbestand", ANALYSTS),
        Item("Draaitabel", "/draaitabel", ANALYSTS | ORGANISATION),
        Item("Jaarverslag", "/jaarverslag", ANALYSTS | ORGANISATION),
        Item("Vernietigingen", "/vernietigingen", ANALYSTS | ORGANISATION),
        Item("Wissen", "/clienten-wissen", RESPONSIBLE),
        Item("Koppeling", "/koppeling", ANALYSTS | ORGANISATION),
        Item("Inzagen", "/inzage", DATA_PROTECTION),
        Item("Versies die lekten", "/versies-die-lekten", DATA_PROTECTION),
        Item("Aangemeld", "/sessies", RESPONSIBLE),
    ],
    open_paths=frozenset({"/codes-maken"}),
    home=_home,
)
