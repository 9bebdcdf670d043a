"""Waiting for conditions, never for times."""

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic

SECONDS = 60.0


async def until(so: Callable[[], Awaitable[bool]], *, seconds: float = SECONDS) -> None:
    """Wait until it is so."""
    end = monotonic() + seconds
    while not await so():
        assert monotonic() < end, "it did not become so"
        await asyncio.sleep(0.1)
