"""The police databank: ``uvicorn --factory databank.app:build``."""

from functools import partial

from fastapi import FastAPI

from chassis.bus import Errand
from chassis.service import create
from chassis.settings import Settings
from chassis.web import TrustDomain, exports
from databank import site
from databank.access.entry import enter
from databank.access.repeated_answer import REPEATS
from databank.authorisation import TABLE
from databank.exports import EXPORTS
from databank.handlers import HANDLERS
from databank.operation import ask_watch
from databank.overdue import OVERDUE
from databank.research_cases.api import NoCaseError, guard
from databank.research_cases.pages import ask
from databank.routes import ROUTERS
from databank.sealed_columns import SEALED
from databank.settings import DatabankSettings
from databank.timers import TIMERS


def build(settings: Settings | None = None) -> FastAPI:
    own, police = settings or Settings(), DatabankSettings()
    watch = ask_watch.watch_of(police, own.trust)
    app = create(
        "databank",
        handlers=HANDLERS,
        timers={
            **TIMERS,
            **exports.timers(EXPORTS),
            ask_watch.TIMER: Errand(partial(ask_watch.ask_watch, watch=watch)),
        },
        routers=[*ROUTERS, exports.router(EXPORTS)],
        pages=site.PAGES,
        trusts=[TrustDomain.POLITIE],
        table=TABLE,
        sealed=SEALED,
        settings=own,
        guards=[guard],
        overdue=OVERDUE,
    )
    app.add_exception_handler(NoCaseError, ask)
    app.state.narrow = enter
    app.state.repeats = REPEATS
    app.state.worker_url = police.worker_url
    app.state.reading_budgets = police.budgets
    return app
