"""The owner's screens: who works where and when, on a phone first."""

from chassis.web import TrustDomain
from chassis.web.pages import Item, Pages
from pandkalender import workers
from pandkalender.authorisation import OWNERS
from pandkalender.pages import copying, declaring, helping, importing, proof, shift, today, week

PAGES = Pages(
    package="pandkalender",
    title="Kalender",
    navigation=[
        Item("Vandaag", "/vandaag", OWNERS),
        Item("Week", "/week", OWNERS),
        Item("Rooster inlezen", "/rooster", OWNERS),
        Item("Uitvoer", "/uitvoer", OWNERS),
        Item("Hulp", "/hulp", OWNERS),
    ],
    home=lambda actor: "/vandaag",
    domains=frozenset({TrustDomain.EIGENAAR}),
    open_paths=frozenset({"/bewijs/", "/hulp", "/mijn", "/mijn/"}),
    sections={"/mijn": "pandkalender.workers"},
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
    workers.router,
]
