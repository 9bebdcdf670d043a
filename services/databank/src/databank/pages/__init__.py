"""The police's screens: the quarter now, verification on the spot, and all that people decide."""

from chassis.web import Function
from chassis.web.pages import Item, Pages
from databank.authorisation import DATA_PROTECTION, KEEPERS, OFFICERS
from databank.pages import (
    deciding,
    identity,
    moves,
    patterns,
    quarter,
    reviews,
    rules,
    signals,
    split,
    verification,
)

PAGES = Pages(
    package="databank",
    title="Overzicht",
    navigation=[
        Item("Nu in het kwartier", "/kwartier", OFFICERS),
        Item("Te beoordelen", "/te-beoordelen", OFFICERS),
        Item("Verschuivingen", "/verschuivingen", OFFICERS),
        Item("Uitvoer", "/uitvoer", OFFICERS | DATA_PROTECTION),
        Item("Regels", "/regels", KEEPERS),
        Item("Beheer", "/beheer", frozenset({Function.POLITIE_BEHEERDER})),
    ],
    home=lambda actor: "/kwartier" if actor.function in OFFICERS else "/beheer",
)

ROUTERS = [
    quarter.router,
    verification.router,
    identity.router,
    deciding.router,
    moves.router,
    reviews.router,
    split.router,
    signals.router,
    patterns.router,
    rules.router,
]
