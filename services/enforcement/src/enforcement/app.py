"""The service: its handlers, timers and routes."""

from fastapi import FastAPI, Request
from starlette.responses import Response

from chassis.service import create
from chassis.settings import Settings
from chassis.web import Problem, TrustDomain, exports
from chassis.web.problem import respond
from enforcement import site
from enforcement.authorisation import TABLE
from enforcement.cases.rules import StepRefusedError
from enforcement.exports import EXPORTS
from enforcement.handlers import HANDLERS
from enforcement.legal_terms.store import MissingLawError
from enforcement.routes import ROUTERS
from enforcement.sealed_columns import SEALED
from enforcement.timers import TIMERS


def build(settings: Settings | None = None) -> FastAPI:
    app = create(
        "enforcement",
        handlers=HANDLERS,
        timers={**TIMERS, **exports.timers(EXPORTS)},
        routers=[*ROUTERS, *site.ROUTERS, exports.router(EXPORTS)],
        pages=site.PAGES,
        trusts=(TrustDomain.STAD, TrustDomain.EIGENAAR),
        table=TABLE,
        sealed=SEALED,
        settings=settings,
    )
    app.add_exception_handler(StepRefusedError, _on_refused_step)
    app.add_exception_handler(MissingLawError, _on_missing_law)
    return app


async def _on_refused_step(_request: Request, error: Exception) -> Response:
    assert isinstance(error, StepRefusedError)
    return respond(Problem.conflict(error.reason, error.allowed))


async def _on_missing_law(_request: Request, _error: Exception) -> Response:
    reason = "Voor deze datum staat er geen wettelijke termijn in het systeem. Vraag een beheerder."
    return respond(Problem.conflict(reason))
