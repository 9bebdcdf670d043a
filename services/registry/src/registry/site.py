"""Site of the care registry: its title, navigation and where each function begins."""

from chassis.web.pages import Item, Pages
from registry.authorisation import ANALYSTS, ORGANISATION, RESPONSIBLE

PAGES = Pages(
    package="registry",
    title="Opleveringen",
    navigation=[
        Item("Opleveringen", "/opleveringen", ORGANISATION),
        Item("Overzicht", "/overzicht", ANALYSTS),
        Item("Aangemeld", "/sessies", RESPONSIBLE),
    ],
    open_paths=frozenset({"/codes-maken"}),
    home=lambda actor: "/overzicht" if actor.function in ANALYSTS else "/opleveringen",
)
