"""Enforcement, wired together: handlers, timers and routes."""

from fastapi import FastAPI

from chassis.service import create
from chassis.settings import Settings
from chassis.web import TrustDomain, exports
from enforcement import site
from enforcement.authorisation import TABLE
from enforcement.exports import EXPORTS
from enforcement.handlers import HANDLERS
from enforcement.notifications.city import City
from enforcement.overdue import OVERDUE
from enforcement.routes import ROUTERS
from enforcement.sealed_columns import SEALED
from enforcement.settings import EnforcementSettings
from enforcement.timers import TIMERS


def build(settings: Settings | None = None) -> FastAPI:
    app = create(
        "enforcement",
        handlers=HANDLERS,
        timers={**TIMERS, **exports.timers(EXPORTS)},
        routers=[*ROUTERS, exports.router(EXPORTS)],
        pages=site.PAGES,
        trusts=(TrustDomain.STAD, TrustDomain.EIGENAAR),
        table=TABLE,
        sealed=SEALED,
        settings=settings,
        overdue=OVERDUE,
    )
    app.state.city = City.load(EnforcementSettings().city)
    return app
