"""Health and metrics, for machines and on a port of their own (``chassis.internal_listener``).

Live: the loops turn. Ready: database, broker and consumers are there. Degraded, and ready all the
same: requests are answered, but a part of the events waits.
"""

from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

MAX_OUTBOX_AGE_SECONDS = 60.0
"""Age of an unpublished event that means: the relay does not keep up, or the broker is away."""


def application(platform: Any) -> Starlette:
    """The application of the internal listener. It asks for no token, and knows no person."""
    app = Starlette(
        routes=[
            Route("/health/live", live),
            Route("/health/ready", ready),
            Route("/metrics", metrics),
        ]
    )
    app.state.platform = platform
    return app


async def live(request: Request) -> JSONResponse:
    failed = request.app.state.platform.failed()
    return JSONResponse({"live": not failed, "failed": failed}, 503 if failed else 200)


async def ready(request: Request) -> JSONResponse:
    states = await checks(request.app.state.platform)
    degraded = degradations(request.app.state.platform)
    more = {"degraded": degraded} if degraded else {}
    return JSONResponse(states | more, 200 if all(states.values()) else 503)


def degradations(platform: Any) -> list[str]:
    """Work that waits although all that the service needs is there; a sentence for each."""
    waiting = [
        f"partition {hold.partition} waits for a newer release: {hold.event_type}"
        for hold in (consumer.hold for consumer in platform.consumers)
        if hold.seconds
    ]
    if keyless := platform.backlog.key_awaited:
        waiting.append(f"{keyless} of its messages wait for a seal key that has not come")
    waiting += [f"the timer {name} did not run" for name in sorted(platform.backlog.stuck_timers)]
    if platform.pace.is_paused and platform.consumers:
        waiting.append("an operator pauses the reader")
    return waiting


async def checks(platform: Any) -> dict[str, bool]:
    """The state of each part that the service needs to do its work."""
    return {
        "database": await platform.database.answers(),
        "broker": platform.relay.connected,
        "consumers": platform.pace.is_paused
        or all(each.attached or each.hold.seconds for each in platform.consumers),
        "outbox": platform.backlog.age < MAX_OUTBOX_AGE_SECONDS,
    }


async def metrics(_request: Request) -> Response:
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
