"""Site of the police: its title, navigation and home."""

from chassis.web import Function
from chassis.web.pages import Item, Pages
from databank.authorisation import ASSESSORS, DATA_PROTECTION, KEEPERS, OFFICERS, RECHERCHE

PAGES = Pages(
    package="databank",
    title="Overzicht",
    navigation=[
        Item("Dossier", "/dossiers", RECHERCHE),
        Item("Nu in het kwartier", "/kwartier", OFFICERS),
        Item("Te beoordelen", "/te-beoordelen", OFFICERS),
        Item("Verschuivingen", "/verschuivingen", OFFICERS),
        Item("Zoeken", "/zoeken", OFFICERS),
        Item("Inspecties", "/inspecties", OFFICERS),
        Item("Maandacties", "/maandacties", OFFICERS),
        Item("Aanhoudingen", "/aanhoudingen", ASSESSORS),
        Item("Uitvoering", "/uitvoering", ASSESSORS),
        Item("Vaststellingen", "/vaststellingen", OFFICERS),
        Item("Uitwisselingen", "/uitwisselingen", OFFICERS),
        Item("Straatverboden", "/straatverboden", OFFICERS),
        Item("Seiningen", "/seiningen", OFFICERS),
        Item("Eerste contacten", "/eerste-contacten", OFFICERS),
        Item("Inzage", "/inzage", DATA_PROTECTION),
        Item("Noodtoegang", "/noodtoegang", DATA_PROTECTION),
        Item("Uitvoer", "/uitvoer", DATA_PROTECTION),
        Item("Regels", "/regels", KEEPERS - OFFICERS),
        Item("Beheer", "/beheer", frozenset({Function.POLITIE_BEHEERDER})),
        Item("Aangemeld", "/sessies", frozenset({Function.POLITIE_BEHEERDER})),
    ],
    home=lambda actor: (
        "/dossiers"
        if actor.function in RECHERCHE
        else "/kwartier"
        if actor.function in OFFICERS
        else "/inzage"
        if actor.function in DATA_PROTECTION
        else "/beheer"
    ),
)
