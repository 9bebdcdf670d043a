"""The police's screens: the quarter now, verification on the spot, moves between branches."""

from chassis.web import Function
from chassis.web.pages import Item, Pages
from databank.authorisation import OFFICERS
from databank.pages import identity, moves, quarter, verification

PAGES = Pages(
    package="databank",
    title="Overzicht",
    navigation=[
        Item("Nu in het kwartier", "/kwartier", OFFICERS),
        Item("Verschuivingen", "/verschuivingen", OFFICERS),
        Item("Beheer", "/beheer", frozenset({Function.POLITIE_BEHEERDER})),
    ],
    home=lambda actor: "/kwartier" if actor.function in OFFICERS else "/beheer",
)

ROUTERS = [quarter.router, verification.router, identity.router, moves.router]
