"""Handlers that answer every error of a service with a problem, and the boundary around them."""

from collections.abc import Mapping

from asyncpg.exceptions import CharacterNotInRepertoireError, UntranslatableCharacterError
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import Response

from chassis.limit_settings import LimitSettings
from chassis.refusals import FieldError, RefusedError
from chassis.traces import OFF, Traces
from chassis.web import reasons
from chassis.web.answer_meter import AnswerMeter
from chassis.web.boundary import Boundary
from chassis.web.limits.client_address import ClientAddress
from chassis.web.limits.request_limit import RequestLimit, by_actor, by_address
from chassis.web.problem import INVALID, MOST_ERRORS, Problem, respond
from chassis.web.request_spans import RequestSpans


def install(
    app: FastAPI,
    *,
    max_body: int = 1024 * 1024,
    limits: LimitSettings | None = None,
    uploads: Mapping[str, int] | None = None,
    tracing: Traces = OFF,
) -> None:
    """Problems, correlation and limits for the whole app. ``max_body`` in bytes.

    ``uploads`` are paths that take larger bodies, as their routes write them, with their bytes.
    """
    limits = limits or LimitSettings()
    app.add_exception_handler(Problem, _on_problem)
    app.add_exception_handler(RefusedError, _on_refusal)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(RequestValidationError, _on_validation)
    app.add_exception_handler(CharacterNotInRepertoireError, _on_character)
    app.add_exception_handler(UntranslatableCharacterError, _on_character)
    spans = [Middleware(RequestSpans, tracing=tracing)] if tracing.is_on else []
    app.user_middleware[:0] = [
        *spans,
        Middleware(AnswerMeter),
        Middleware(Boundary, max_body=max_body, limits=limits, uploads=uploads),
        Middleware(ClientAddress, proxies=limits.trusted_proxies),
        Middleware(
            RequestLimit,
            kind="address",
            who=by_address,
            per_minute=limits.limit_address_minute,
            at_once=limits.limit_address_at_once,
        ),
    ]


def limit_actors(app: FastAPI, limits: LimitSettings) -> None:
    """Limits for who proved who they are; call it after ``secure``, inside which they count."""
    app.user_middleware.append(
        Middleware(
            RequestLimit,
            kind="actor",
            who=by_actor,
            per_minute=limits.limit_actor_minute,
            at_once=limits.limit_actor_at_once,
        )
    )


async def _on_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return respond(error, request.scope)


async def _on_refusal(request: Request, error: Exception) -> Response:
    assert isinstance(error, RefusedError)
    return respond(Problem.of_refusal(error), request.scope)


async def _on_http(request: Request, error: Exception) -> Response:
    """The framework's own text is English and may hold internals, so only its status counts."""
    assert isinstance(error, HTTPException)
    if error.status_code < 400:
        return Response(status_code=error.status_code, headers=error.headers)
    return respond(Problem.of_status(error.status_code, error.headers), request.scope)


async def _on_character(request: Request, error: Exception) -> Response:
    """The net below ``Body``: a character that PostgreSQL cannot store came in another way."""
    title = "Een van de teksten bevat een teken dat we niet kunnen bewaren."
    return respond(Problem(422, "ongeldig", title), request.scope)


async def _on_validation(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    if isinstance(error.body, bytes):  # FastAPI leaves a body that is not JSON unparsed
        return respond(Problem.of_status(415), request.scope)
    details = error.errors()
    if any(item.get("type") == "json_invalid" for item in details):
        return respond(Problem(400, "onleesbaar", "De inhoud is geen geldige JSON."), request.scope)
    errors = dict.fromkeys(
        FieldError(reasons.field(item["loc"]), reasons.reason(item))
        for item in details[:MOST_ERRORS]
    )
    return respond(Problem(422, "ongeldig", INVALID, list(errors)), request.scope)
