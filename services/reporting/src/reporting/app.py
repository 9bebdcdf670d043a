"""The wiring of reporting: it reads events, keeps facts, and answers with indicators."""

from fastapi import FastAPI

from chassis.service import create
from chassis.settings import Settings
from chassis.typeset import warn_of_missing_fonts
from chassis.web import TrustDomain
from reporting import site
from reporting.authorisation import TABLE
from reporting.handlers import HANDLERS
from reporting.indicators import gauges
from reporting.overdue import OVERDUE
from reporting.routes import ROUTERS
from reporting.settings import ReportingSettings
from reporting.timers import timers

BETWEEN_BATCHES = 0.1
"""Seconds. People look at figures of months; a batch costs as much as twenty events in it."""


def build(settings: Settings | None = None) -> FastAPI:
    own = ReportingSettings()
    app = create(
        "reporting",
        handlers=HANDLERS,
        routers=ROUTERS,
        pages=site.PAGES,
        trusts=[TrustDomain.STAD, TrustDomain.POLITIE],
        operators=[TrustDomain.STAD],
        timers=timers(own),
        table=TABLE,
        settings=settings,
        overdue=OVERDUE,
        apart=BETWEEN_BATCHES,
    )
    warn_of_missing_fonts()
    app.state.reporting, app.state.plans = own, own.plans
    gauges.GAUGES.show(app.state.database, app.state.clock)
    return app
