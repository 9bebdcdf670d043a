"""Health and metrics. Live: the loops turn. Ready: database, broker and consumers are there.

Degraded, and ready all the same: requests are answered, but a part of the events waits.
"""

import asyncio
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from chassis.db import is_transient
from chassis.web.authorisation import A, S, Table

MAX_OUTBOX_AGE_SECONDS = 60.0
"""Age of an unpublished event that means: the relay does not keep up, or the broker is away."""

router = APIRouter(include_in_schema=False)

TABLE: Table = {
    "how the service stands; no person": (
        S("GET /health/live", "GET /health/ready", anybody=True),
        A("GET /metrics", anybody=True),
    ),
}


@router.get("/health/live")
async def live(request: Request) -> JSONResponse:
    failed = request.app.state.platform.failed()
    return JSONResponse({"live": not failed, "failed": failed}, 503 if failed else 200)


@router.get("/health/ready")
async def ready(request: Request) -> JSONResponse:
    states = await checks(request.app.state.platform)
    degraded = degradations(request.app.state.platform)
    more = {"degraded": degraded} if degraded else {}
    return JSONResponse(states | more, 200 if all(states.values()) else 503)


def degradations(platform: Any) -> list[str]:
    """Work that waits although all that the service needs is there; a sentence for each."""
    return [
        f"partition {hold.partition} waits for a newer release: {hold.event_type}"
        for hold in (consumer.hold for consumer in platform.consumers)
        if hold.seconds
    ]


async def checks(platform: Any) -> dict[str, bool]:
    """The state of each part that the service needs to do its work."""
    return {
        "database": await _answers(platform.database.ping()),
        "broker": platform.relay.connected,
        "consumers": all(each.attached or each.hold.seconds for each in platform.consumers),
        "outbox": platform.backlog.age < MAX_OUTBOX_AGE_SECONDS,
    }


@router.get("/metrics")
async def metrics() -> Response:
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


async def _answers(ping: Any) -> bool:
    try:
        async with asyncio.timeout(2):
            await ping
    except Exception as error:
        if is_transient(error):
            return False
        raise
    return True
