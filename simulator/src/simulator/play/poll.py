"""Poll a service, in real time and within limits, until it knows something."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

SECONDS = 20.0
EVERY_SECONDS = 0.05

T = TypeVar("T")


class NeverHappenedError(Exception):
    """Something that the platform should have made true within seconds did not become so."""


async def until(
    look: Callable[[], Awaitable[T | None]],
    what: str,
    *,
    seconds: float = SECONDS,
    every: float = EVERY_SECONDS,
) -> T:
    """The first result of ``look`` that is not None; ``what`` names it in the error."""
    try:
        async with asyncio.timeout(seconds):
            while True:
                if (result := await look()) is not None:
                    return result
                await asyncio.sleep(every)
    except TimeoutError:
        raise NeverHappenedError(f"after {seconds:.0f} s still waiting for {what}") from None
