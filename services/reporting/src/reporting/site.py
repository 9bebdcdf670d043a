"""Site of the plan's figures: its title, navigation and where each function begins."""

from chassis.web import Function
from chassis.web.pages import Item, Pages
from reporting.authorisation import OPERATORS, READERS, VIEWERS

PAGES = Pages(
    package="reporting",
    title="Cijfers",
    navigation=[
        Item("Cijfers", "/cijfers", VIEWERS),
        Item("Rapporten", "/rapporten", VIEWERS),
        Item("Overleg", "/overleg", READERS),
        Item("Regie", "/regie", READERS),
        Item("Reglementering", "/reglementering", READERS),
        Item("Beheer", "/beheer", OPERATORS),
        Item("Aangemeld", "/sessies", OPERATORS),
    ],
    open_paths=frozenset({"/kalender/"}),
    home=lambda actor: "/beheer" if actor.function is Function.TECHNISCH_BEHEERDER else "/cijfers",
)
