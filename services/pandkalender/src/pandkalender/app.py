"""The calendar of window premises, wired together."""

from fastapi import FastAPI

from chassis.service import create
from chassis.settings import Settings
from chassis.web import TrustDomain, exports
from pandkalender import pages
from pandkalender.api import ROUTERS
from pandkalender.authorisation import TABLE
from pandkalender.exporting import EXPORTS
from pandkalender.handlers import HANDLERS
from pandkalender.settings import CalendarSettings
from pandkalender.store.identities import SEALED
from pandkalender.store.tries import Sources
from pandkalender.timers import TIMERS


def build(settings: Settings | None = None) -> FastAPI:
    settings = settings or Settings()
    app = create(
        "pandkalender",
        handlers=HANDLERS,
        timers={**TIMERS, **exports.timers(EXPORTS)},
        routers=[*ROUTERS, *pages.ROUTERS, exports.router(EXPORTS)],
        pages=pages.PAGES,
        trusts=[TrustDomain.EIGENAAR, TrustDomain.POLITIE],
        table=TABLE,
        sealed=SEALED,
        settings=settings,
    )
    chosen = CalendarSettings()
    app.state.rules = chosen.rules()
    app.state.neutral_url = chosen.neutral_url
    app.state.sources = Sources(settings.seal_private)
    return app
