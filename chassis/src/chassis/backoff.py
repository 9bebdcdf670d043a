"""Waiting longer after each failure, with jitter, and never past a request to stop."""

import asyncio
import random


class Backoff:
    """``first`` to ``longest`` seconds, doubling; a success starts again at ``first``."""

    def __init__(self, first: float = 0.05, longest: float = 5.0) -> None:
        self._first = first
        self._longest = longest
        self._next = first

    def reset(self) -> None:
        self._next = self._first

    async def wait(self, stopping: asyncio.Event) -> None:
        """Sleep, or return at once when the service stops."""
        delay = self._next * random.uniform(0.5, 1.0)  # noqa: S311  # jitter, not a secret
        self._next = min(self._next * 2, self._longest)
        try:
            await asyncio.wait_for(stopping.wait(), delay)
        except TimeoutError:
            return
