"""Screens of the city: who works on cases, its data-protection officer and its administrator."""

from chassis.web import Function, TrustDomain
from chassis.web.pages import Item, Pages, Section
from enforcement.functions import (
    ADVISERS,
    BAN_READERS,
    BODIES,
    CASE_WORKERS,
    CITY,
    DATA_PROTECTION,
    FINANCE,
    GAS,
    INTEGRITY,
    LETTER_WRITERS,
    MEASURE_READERS,
    OFFICE,
    SANCTIONING,
)
from enforcement.own_case.pages.answers import HOME, show_problem

HOMES = {
    Function.FUNCTIONARIS_STAD: "/inzage",
    Function.TECHNISCH_BEHEERDER: "/beheer",
    **dict.fromkeys(CITY | SANCTIONING | ADVISERS | FINANCE, "/vandaag"),
}

PAGES = Pages(
    package="enforcement",
    title="Dossiers",
    navigation=[
        Item("Vandaag", "/vandaag", CITY | SANCTIONING | ADVISERS | FINANCE),
        Item("Dossiers", "/dossiers", CASE_WORKERS | SANCTIONING | BODIES),
        Item("Werklijst", "/werklijst", CITY | SANCTIONING),
        Item("Zoeken", "/zoeken", CITY | SANCTIONING | FINANCE),
        Item("Agenda", "/agenda", BODIES),
        Item("Nieuw van de politie", "/nieuw", CASE_WORKERS | SANCTIONING),
        Item("Aanvragen", "/aanvragen", OFFICE | CASE_WORKERS),
        Item("Geschiktheid", "/geschiktheid", CITY),
        Item("Adviezen", "/adviezen", OFFICE | ADVISERS),
        Item("Bezoeken", "/bezoeken", OFFICE),
        Item("Integriteit", "/integriteit", INTEGRITY),
        Item("Maatregelen", "/maatregelen", MEASURE_READERS),
        Item("Straatverboden", "/straatverboden", BAN_READERS),
        Item("Brieven", "/brieven", LETTER_WRITERS, also=("/briefteksten",)),
        Item("Hoorzittingen", "/hoorzittingen", GAS),
        Item("Rechtbank", "/rechtbank", CASE_WORKERS),
        Item("Team", "/team", CASE_WORKERS | SANCTIONING),
        Item("Termijnen", "/termijnen", CITY | SANCTIONING),
        Item("GAS-register", "/register", CASE_WORKERS | SANCTIONING | DATA_PROTECTION),
        Item(
            "Wettelijke termijnen",
            "/wettelijke-termijnen",
            CITY | SANCTIONING,
            also=("/boeteregels",),
        ),
        Item("Betalingen", "/betalingen", FINANCE),
        Item("Inzage", "/inzage", DATA_PROTECTION),
        Item("Uitvoer", "/uitvoer", DATA_PROTECTION),
        Item("Beheer", "/beheer", frozenset({Function.TECHNISCH_BEHEERDER})),
        Item("Aangemeld", "/sessies", frozenset({Function.TECHNISCH_BEHEERDER})),
    ],
    home=lambda actor: HOMES.get(actor.function, "/termijnen"),
    open_paths=frozenset({HOME, f"{HOME}/"}),
    sections={HOME: Section("enforcement.own_case", show_problem)},
    domains=frozenset({TrustDomain.STAD}),
)
