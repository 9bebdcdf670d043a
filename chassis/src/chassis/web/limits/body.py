"""Limits on a body: how many bytes, and how slowly they may come."""

import asyncio
from time import monotonic

from starlette.exceptions import HTTPException
from starlette.types import Message, Receive

from chassis.limit_settings import LimitSettings
from chassis.telemetry import REFUSED_AT_THE_EDGE


def bounded(receive: Receive, most: int, limits: LimitSettings) -> Receive:
    """Count what really arrives, since a chunked request does not say its length.

    413 for more than ``most`` bytes, 408 for what comes too slowly. Once the body is whole there is
    no time to keep: what is received then is that the client went away.
    """
    received, whole, began = 0, False, monotonic()

    async def bounded_receive() -> Message:
        nonlocal received, whole
        if whole:
            return await receive()
        left = (
            began + limits.limit_body_seconds + received / limits.limit_slowest_rate - monotonic()
        )
        try:
            async with asyncio.timeout(max(left, 0)):
                message = await receive()
        except TimeoutError:
            REFUSED_AT_THE_EDGE.labels("body-slow").inc()
            raise HTTPException(408) from None
        if message["type"] == "http.request":
            received += len(message.get("body", b""))
            whole = not message.get("more_body", False)
            if received > most:
                REFUSED_AT_THE_EDGE.labels("body-size").inc()
                raise HTTPException(413)
        return message

    return bounded_receive
