"""The owner's screens: who works where and when, on a phone first."""

from chassis.web import Function, TrustDomain
from chassis.web.pages import Item, Pages, Section
from pandkalender import workers
from pandkalender.authorisation import DATA_PROTECTION, OWNERS
from pandkalender.pages import (
    copying,
    declaring,
    helping,
    importing,
    overseen,
    proof,
    shift,
    today,
    week,
)

PAGES = Pages(
    package="pandkalender",
    title="Kalender",
    navigation=[
        Item("Vandaag", "/vandaag", OWNERS),
        Item("Week", "/week", OWNERS),
        Item("Rooster inlezen", "/rooster", OWNERS),
        Item("Inzage", "/inzage", DATA_PROTECTION),
        Item("Uitvoer", "/uitvoer", OWNERS | DATA_PROTECTION),
        Item("Hulp", "/hulp", OWNERS),
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
    sections={workers.HOME: Section("pandkalender.workers", workers.show_problem)},
)

ROUTERS = [
    today.router,
    week.router,
    declaring.router,
    shift.router,
    copying.router,
    importing.router,
    proof.router,
    helping.router,
    overseen.router,
    workers.router,
]
