"""The wiring of reporting: it reads events, keeps facts, and answers with indicators."""

from fastapi import FastAPI, Request
from starlette.responses import Response

from chassis.service import create
from chassis.settings import Settings
from chassis.web import FieldError, Problem, TrustDomain
from chassis.web.problem import INVALID, respond
from reporting.authorisation import TABLE
from reporting.dashboard import pages as dashboard
from reporting.handlers import HANDLERS
from reporting.indicators import api as indicators
from reporting.indicators import gauges
from reporting.regie import api as regie
from reporting.regie.rules import InvalidEntryError, NothingChangedError, RegieError


def build(settings: Settings | None = None) -> FastAPI:
    app = create(
        "reporting",
        handlers=HANDLERS,
        routers=[indicators.router, regie.router, dashboard.router],
        trusts=[TrustDomain.STAD],
        table=TABLE,
        settings=settings,
    )
    app.add_exception_handler(RegieError, _on_refused_record)
    gauges.GAUGES.show(app.state.database, app.state.clock)
    return app


async def _on_refused_record(request: Request, error: Exception) -> Response:
    match error:
        case InvalidEntryError():
            reasons = [FieldError(fault.field, fault.reason) for fault in error.faults]
            problem = Problem(422, "ongeldig", INVALID, reasons)
        case NothingChangedError():
            problem = Problem.conflict("Er is niets veranderd. Vul in wat je wilt verbeteren.")
        case _:
            problem = Problem.not_found("Deze registratie")
    return respond(problem, request.scope)
