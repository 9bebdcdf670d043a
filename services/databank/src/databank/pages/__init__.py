"""The police's screens: the quarter now, verification on the spot, moves between branches."""

from chassis.web import Function
from chassis.web.pages import Item, Pages
from databank.pages import identity, moves, quarter, verification

_OFFICERS = frozenset({Function.POLITIE_AGENT, Function.POLITIE_TEAMLEIDER, Function.RECHERCHE})

PAGES = Pages(
    package="databank",
    title="Overzicht",
    navigation=[
        Item("Nu in het kwartier", "/kwartier", _OFFICERS),
        Item("Verschuivingen", "/verschuivingen", _OFFICERS),
        Item("Beheer", "/beheer", frozenset({Function.POLITIE_BEHEERDER})),
    ],
    home=lambda actor: "/kwartier" if actor.function in _OFFICERS else "/beheer",
)

ROUTERS = [quarter.router, verification.router, identity.router, moves.router]
