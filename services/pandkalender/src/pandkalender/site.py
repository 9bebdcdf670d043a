"""The site: the owner's screens, on a phone first, and the worker's own pages."""

from chassis.web import Function, TrustDomain
from chassis.web.pages import Item, Pages, Section
from pandkalender.authorisation import DATA_PROTECTION, OWNERS
from pandkalender.worker_portal.pages.answers import HOME, show_problem

PAGES = Pages(
    package="pandkalender",
    title="Kalender",
    navigation=[
        Item("Vandaag", "/vandaag", OWNERS),
        Item("Week", "/week", OWNERS),
        Item("Rooster inlezen", "/rooster", OWNERS),
        Item("Vergunningen", "/vergunningen", OWNERS),
        Item("Inzage", "/inzage", DATA_PROTECTION),
        Item("Uitvoer", "/uitvoer", OWNERS | DATA_PROTECTION),
        Item("Hulp", "/hulp", OWNERS),
        Item("Aangemeld", "/sessies", frozenset({Function.EIGENAAR, Function.POLITIE_BEHEERDER})),
        Item("Beheer", "/beheer", frozenset({Function.POLITIE_BEHEERDER})),
    ],
    home=lambda actor: (
        "/vandaag"
        if actor.function in OWNERS
        else "/inzage"
        if actor.function in DATA_PROTECTION
        else "/beheer"
    ),
    entrances={"/inzage": TrustDomain.POLITIE, "/beheer": TrustDomain.POLITIE},
    open_paths=frozenset({"/bewijs/", "/hulp", "/mijn", "/mijn/"}),
    sections={
        HOME: Section("pandkalender.worker_portal", show_problem),
    },
)
