"""Enforcement, wired together: handlers, timers, routes, and how refusals are answered."""

from fastapi import FastAPI, Request
from starlette.responses import Response

from chassis.service import create
from chassis.settings import Settings
from chassis.web import Problem, TrustDomain, exports
from chassis.web.problem import respond
from enforcement import site
from enforcement.authorisation import TABLE
from enforcement.cases.rules import CaseError, InvalidFieldError, StepRefusedError
from enforcement.exports import EXPORTS
from enforcement.handlers import HANDLERS
from enforcement.legal_terms.rules import MissingLawError
from enforcement.routes import ROUTERS
from enforcement.sanctions.rules import WrongBodyError
from enforcement.sealed_columns import SEALED
from enforcement.suitability.rules import LiveDossierError
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
    app.add_exception_handler(CaseError, _on_refusal)
    app.add_exception_handler(MissingLawError, _on_missing_law)
    return app


async def _on_refusal(request: Request, error: Exception) -> Response:
    match error:
        case StepRefusedError():  # only the API takes steps so far, so the answer is JSON
            return respond(Problem.conflict(error.reason, error.allowed))
        case LiveDossierError():
            problem = Problem.conflict(error.reason, [])
        case InvalidFieldError():
            problem = Problem.field(error.field, error.reason)
        case WrongBodyError():
            problem = Problem(403, "geen-toegang", error.reason)
        case _:
            problem = Problem.not_found("Dit dossier")
    return respond(problem, request.scope)


async def _on_missing_law(_request: Request, _error: Exception) -> Response:
    reason = "Voor deze datum staat er geen wettelijke termijn in het systeem. Vraag een beheerder."
    return respond(Problem.conflict(reason))
