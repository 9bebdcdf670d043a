"""The police's screens: the quarter now, verification on the spot, and all that people decide."""

from chassis.web import Function
from chassis.web.pages import Item, Pages
from databank.authorisation import DATA_PROTECTION, KEEPERS, OFFICERS, RECHERCHE
from databank.pages import (
    contacts,
    deciding,
    encounters,
    establishment_file,
    finding_steps,
    findings,
    identity,
    inspections,
    moves,
    patterns,
    person_file,
    proposing,
    protecting,
    quarter,
    research_cases,
    reviews,
    rules,
    searching,
    signals,
    split,
    verification,
)
from databank.pages.emergency import router as emergency_router
from databank.pages.overseen import router as overseen_router
from databank.pages.shielded import router as shielded_router

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
        Item("Vaststellingen", "/vaststellingen", OFFICERS),
        Item("Eerste contacten", "/eerste-contacten", OFFICERS),
        Item("Inzage", "/inzage", DATA_PROTECTION),
        Item("Noodtoegang", "/noodtoegang", DATA_PROTECTION),
        Item("Uitvoer", "/uitvoer", DATA_PROTECTION),
        Item("Regels", "/regels", KEEPERS - OFFICERS),
        Item("Beheer", "/beheer", frozenset({Function.POLITIE_BEHEERDER})),
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

ROUTERS = [
    emergency_router,
    shielded_router,
    overseen_router,
    quarter.router,
    verification.router,
    identity.router,
    inspections.router,
    encounters.router,
    findings.router,
    finding_steps.router,
    protecting.router,
    contacts.router,
    deciding.router,
    moves.router,
    reviews.router,
    split.router,
    proposing.router,
    signals.router,
    patterns.router,
    rules.router,
    searching.router,
    research_cases.router,
    person_file.router,
    establishment_file.router,
]
