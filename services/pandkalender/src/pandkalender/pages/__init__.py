"""The owner's screens: who works where and when, on a phone first."""

from chassis.web import TrustDomain
from chassis.web.pages import Item, Pages
from pandkalender.api.actors import OWNERS
from pandkalender.pages import copying, declaring, helping, importing, proof, shift, today, week

_ALL = frozenset(OWNERS)

PAGES = Pages(
    package="pandkalender",
    title="Kalender",
    navigation=[
        Item("Vandaag", "/vandaag", _ALL),
        Item("Week", "/week", _ALL),
        Item("Rooster inlezen", "/rooster", _ALL),
        Item("Hulp", "/hulp", _ALL),
    ],
    home=lambda actor: "/vandaag",
    domains=frozenset({TrustDomain.EIGENAAR}),
    open_paths=frozenset({"/bewijs/", "/hulp"}),
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
]
