"""The care registry, wired together. It hears no events: police and care share none (DP-01)."""

from fastapi import FastAPI, Request
from starlette.formparsers import MultiPartParser
from starlette.responses import Response

from chassis.service import create
from chassis.settings import Settings
from chassis.web import FieldError, Problem, TrustDomain
from chassis.web.problem import INVALID, respond
from registry.authorisation import TABLE
from registry.deliveries.rules import errors
from registry.routes import ROUTERS
from registry.settings import RegistrySettings

LARGEST_UPLOAD = 10 * 1024 * 1024
"""In bytes."""


def build(
    settings: Settings | None = None, registry_settings: RegistrySettings | None = None
) -> FastAPI:
    # An upload holds data about persons: it stays in memory and touches no temporary file.
    MultiPartParser.spool_max_size = LARGEST_UPLOAD + 1
    app = create(
        "registry",
        handlers={},
        routers=ROUTERS,
        trusts=[TrustDomain.ZORG],
        table=TABLE,
        settings=settings,
        max_body=LARGEST_UPLOAD,
    )
    app.state.registry = registry_settings or RegistrySettings()
    app.add_exception_handler(errors.DeliveryError, _on_refusal)
    return app


async def _on_refusal(request: Request, error: Exception) -> Response:
    match error:
        case errors.UnknownDeliveryError():
            return respond(Problem.not_found("Deze oplevering"), request.scope)
        case errors.StepRefusedError():
            return respond(Problem.conflict(error.reason, error.allowed), request.scope)
        case errors.IncompleteUploadError():
            code, title = "bestand-ontbreekt", "De oplevering is niet volledig."
        case errors.UnreadableUploadError():
            code, title = "bestand-onleesbaar", "We kunnen de oplevering niet lezen."
        case _:
            code, title = "ongeldig", INVALID
    assert isinstance(error, errors.UploadRefusedError)
    reasons = [FieldError(field, reason) for field, reason in error.reasons.items()]
    return respond(Problem(422, code, title, reasons), request.scope)
