"""The police databank: ``uvicorn --factory databank.app:build``."""

from fastapi import FastAPI

from chassis.service import create
from chassis.settings import Settings
from chassis.web import TrustDomain, exports
from databank import pages, within_case
from databank.api import ROUTERS
from databank.authorisation import TABLE
from databank.exporting import EXPORTS
from databank.handlers import HANDLERS
from databank.pages.research_cases import ask
from databank.settings import DatabankSettings
from databank.store.identities import SEALED
from databank.timers import TIMERS
from databank.within_case import NoCaseError


def build(settings: Settings | None = None) -> FastAPI:
    app = create(
        "databank",
        handlers=HANDLERS,
        timers={**TIMERS, **exports.timers(EXPORTS)},
        routers=[*ROUTERS, *pages.ROUTERS, exports.router(EXPORTS)],
        pages=pages.PAGES,
        trusts=[TrustDomain.POLITIE],
        table=TABLE,
        sealed=SEALED,
        settings=settings,
        guards=[within_case.guard],
    )
    app.add_exception_handler(NoCaseError, ask)
    app.state.worker_url = DatabankSettings().worker_url
    return app
