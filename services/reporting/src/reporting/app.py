"""The wiring of reporting: it reads events, keeps facts, and answers with indicators."""

from fastapi import FastAPI

from chassis.service import create
from chassis.settings import Settings
from chassis.web import TrustDomain
from reporting.authorisation import TABLE
from reporting.dashboard import pages as dashboard
from reporting.handlers import HANDLERS
from reporting.indicators import api as indicators
from reporting.indicators import gauges
from reporting.regie import api as regie


def build(settings: Settings | None = None) -> FastAPI:
    app = create(
        "reporting",
        handlers=HANDLERS,
        routers=[indicators.router, regie.router, dashboard.router],
        trusts=[TrustDomain.STAD],
        table=TABLE,
        settings=settings,
    )
    gauges.GAUGES.show(app.state.database, app.state.clock)
    return app
