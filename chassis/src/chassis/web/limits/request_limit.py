"""Limits on what is asked: by one address before anybody is known, and by one actor after it."""

from collections.abc import Callable

import structlog
from starlette.types import ASGIApp, Receive, Scope, Send

from chassis.telemetry import REFUSED_AT_THE_EDGE
from chassis.web.limits.client_address import network
from chassis.web.limits.counts import Rate, TooMuchError, UnderWay
from chassis.web.problem import Problem
from chassis.web.roles import Actor

log = structlog.get_logger("limits")


class RequestLimit:
    """Middleware; ``who`` says of whom a request is, or None where this limit is not about them.

    What is refused is answered by the boundary outside it. ``kind`` is part of the metric's label.
    """

    def __init__(
        self,
        app: ASGIApp,
        kind: str,
        who: Callable[[Scope], str | None],
        per_minute: int,
        at_once: int,
    ) -> None:
        self._app = app
        self._kind = kind
        self._who = who
        self._rate = Rate(per_minute)
        self._under_way = UnderWay(at_once)
        self._told = Rate(1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        who = self._who(scope) if scope["type"] == "http" else None
        if who is None:
            await self._app(scope, receive, send)
            return
        try:
            self._rate.take(who)
            self._under_way.begin(who)
        except TooMuchError as error:
            REFUSED_AT_THE_EDGE.labels(f"{self._kind}-{error.limit}").inc()
            self._tell(scope)
            raise Problem.of_status(429, {"Retry-After": str(error.seconds)}) from None
        try:
            await self._app(scope, receive, send)
        finally:
            self._under_way.end(who)

    def _tell(self, scope: Scope) -> None:
        """Once a minute of an actor; an address is never told: it is where a person lives."""
        actor = actor_of(scope)
        if actor is None:
            return
        try:
            self._told.take(actor.subject)
        except TooMuchError:
            return
        log.warning("too many requests", actor=actor.subject, domain=actor.domain.value)


def actor_of(scope: Scope) -> Actor | None:
    actor = scope.get("state", {}).get("actor")
    return actor if isinstance(actor, Actor) else None


def by_actor(scope: Scope) -> str | None:
    actor = actor_of(scope)
    return f"{actor.domain.value}/{actor.subject}" if actor else None


def by_address(scope: Scope) -> str | None:
    client = scope.get("client")
    return network(client[0]) if client else None
