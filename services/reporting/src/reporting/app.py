"""The wiring of reporting: it reads events, keeps facts, and answers with indicators."""

from fastapi import FastAPI

from chassis.service import create
from chassis.settings import Settings
from chassis.web import TrustDomain
from reporting import gauges, pages
from reporting.api import figures, regie
from reporting.authorisation import TABLE
from reporting.handlers import HANDLERS


def build(settings: Settings | None = None) -> FastAPI:
    app = create(
        "reporting",
        handlers=HANDLERS,
        routers=[figures.router, regie.router, pages.router],
        trusts=[TrustDomain.STAD],
        table=TABLE,
        settings=settings,
    )
    gauges.GAUGES.show(app.state.database, app.state.clock)
    return app
