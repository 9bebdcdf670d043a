"""Screens of the city: so far those of its data-protection officer and of its administrator."""

from chassis.web import Function, TrustDomain
from chassis.web.pages import Item, Pages
from enforcement.authorisation import DATA_PROTECTION

PAGES = Pages(
    package="enforcement",
    title="Dossiers",
    navigation=[
        Item("Inzage", "/inzage", DATA_PROTECTION),
        Item("Uitvoer", "/uitvoer", DATA_PROTECTION),
        Item("Beheer", "/beheer", frozenset({Function.TECHNISCH_BEHEERDER})),
        Item("Aangemeld", "/sessies", frozenset({Function.TECHNISCH_BEHEERDER})),
    ],
    home=lambda actor: "/beheer" if actor.function is Function.TECHNISCH_BEHEERDER else "/inzage",
    domains=frozenset({TrustDomain.STAD}),
)
