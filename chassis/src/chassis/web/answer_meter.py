"""Meter of answers: how long they take and what they are, by route.

The label is the template of a route, never an address that somebody asked for: an address names
persons, and there is no end to them.
"""

from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chassis import telemetry

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
NONE = "none"
"""The route of what was refused before there was one, or asked for what does not exist."""


class AnswerMeter:
    """Pure ASGI, around all else. Time runs until an answer begins: a page of news never ends."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = perf_counter()

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._count(scope, message["status"], perf_counter() - began)
            await send(message)

        await self._app(scope, receive, sending)

    @staticmethod
    def _count(scope: Scope, status: int, seconds: float) -> None:
        method = scope["method"] if scope["method"] in METHODS else "other"
        route = getattr(scope.get("route"), "path", NONE)
        telemetry.HTTP_SECONDS.labels(method, route).observe(seconds)
        telemetry.HTTP_ANSWERS.labels(method, route, str(status)).inc()
