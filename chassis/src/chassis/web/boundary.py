"""The outer edge of a service: correlation, size, and nothing internal ever leaves."""

import re
import traceback
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

import structlog
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chassis.limit_settings import LimitSettings
from chassis.refusals import FieldError
from chassis.telemetry import REFUSED_AT_THE_EDGE
from chassis.web.limits.body import bounded
from chassis.web.problem import Problem, respond

CORRELATION = "Correlation-Id"
_CORRELATION = CORRELATION.lower().encode()
_log = structlog.get_logger(__name__)


class BrokenOffError(Exception):
    """An answer failed after its start, so the connection must be cut. Says nothing on purpose."""


class Boundary:
    """Pure ASGI, outside everything: what an exception says never reaches client or log.

    Exceptions stop here, since the server above would log their message, and a message may hold
    personal data. Type and places in the code are logged instead, with the answer's identifier.
    """

    def __init__(
        self,
        app: ASGIApp,
        max_body: int,
        limits: LimitSettings,
        uploads: Mapping[str, int] | None = None,
    ) -> None:
        self._app = app
        self._max_body = max_body
        self._uploads = [(_pattern(path), size) for path, size in (uploads or {}).items()]
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send)
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state: dict[str, Any] = scope.setdefault("state", {})
        started = False

        async def sending(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                headers[CORRELATION] = str(state["correlation_id"])
                headers["X-Content-Type-Options"] = "nosniff"
                if "actor" in state:
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        try:
            state["correlation_id"] = uuid4()
            state["correlation_id"] = _correlation(scope) or state["correlation_id"]
            scope = self._inspected(scope)
            await self._app(scope, bounded(receive, self._most(scope), self._limits), sending)
        except Problem as problem:
            await respond(problem, scope)(scope, receive, sending)
        except Exception as error:
            failure = Problem.of_status(500)
            _report(error, failure, scope)
            if started:
                raise BrokenOffError from None
            await respond(failure, scope)(scope, receive, sending)

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope.setdefault("state", {})["correlation_id"] = uuid4()
        try:
            await self._app(scope, receive, send)
        except Exception as error:
            _report(error, Problem.of_status(500), scope)
            raise BrokenOffError from None

    def _most(self, scope: Scope) -> int:
        """Bytes of a body: the route's own when it takes files, else those of every other."""
        if scope["method"] != "POST":
            return self._max_body
        sizes = (size for pattern, size in self._uploads if pattern.fullmatch(scope["path"]))
        return next(sizes, self._max_body)

    def _inspected(self, scope: Scope) -> Scope:
        """Refuse what can be refused before anybody reads the body.

        A path begins with one slash: ``//host`` in a link on a page would lead to another house.
        """
        if "\x00" in scope["path"] or b"%00" in scope.get("query_string", b""):
            raise Problem(422, "ongeldig", "Het adres bevat een teken dat we niet aannemen.")
        most = self._most(scope)
        for name, value in scope["headers"]:
            if name == b"content-length" and value.isdigit() and int(value) > most:
                REFUSED_AT_THE_EDGE.labels("body-size").inc()
                raise Problem.of_status(413)
        path = "/" + scope["path"].lstrip("/\\")
        return scope if path == scope["path"] else {**scope, "path": path, "raw_path": None}


def _pattern(path: str) -> re.Pattern[str]:
    """A path as routes write it, with names in braces for its parts that differ."""
    parts = re.split(r"\{\w+\}", path)
    return re.compile("[^/]+".join(map(re.escape, parts)))


def _correlation(scope: Scope) -> UUID | None:
    for name, value in scope["headers"]:
        if name == _CORRELATION:
            return uuid_of(value)
    return None


def uuid_of(value: bytes) -> UUID:
    """The id in a header; only with hyphens, so that it looks the same in every log."""
    try:
        correlation_id = UUID(value.decode("ascii"))
    except ValueError:
        correlation_id = None
    if correlation_id is None or str(correlation_id).encode() != value.lower():
        reason = "Geef een geldig id (UUID)."
        raise Problem(
            400, "onleesbaar", "Een header klopt niet.", [FieldError(CORRELATION, reason)]
        )
    return correlation_id


def _report(error: BaseException, problem: Problem, scope: Scope) -> None:
    _log.error(
        "unhandled_exception",
        identifier=str(problem.identifier),
        correlation_id=str(scope["state"]["correlation_id"]),
        method=scope.get("method"),
        route=getattr(scope.get("route"), "path", None),  # the template: a path may name a person
        causes=_causes(error),
    )


def _causes(error: BaseException | None) -> list[dict[str, Any]]:
    """Types and places of the exception and what caused it, newest first; never a message."""
    causes: list[dict[str, Any]] = []
    while error is not None and len(causes) < 5:
        kind = type(error)
        causes.append(
            {
                "type": f"{kind.__module__}.{kind.__qualname__}",
                "at": [
                    f"{frame.f_code.co_filename}:{line} {frame.f_code.co_name}"
                    for frame, line in traceback.walk_tb(error.__traceback__)
                ][-20:],
            }
        )
        error = error.__cause__ or error.__context__
    return causes
