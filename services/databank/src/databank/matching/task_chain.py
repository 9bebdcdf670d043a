"""Work for the database that goes on while the process itself thinks."""

import asyncio
from collections.abc import Coroutine
from types import TracebackType
from typing import Any, TypeVar

Found = TypeVar("Found")


class Behind:
    """One piece of work at a time, in order; leaving waits for the last, and raises what failed.

    After a piece that failed no other is begun: each raises what the first did.
    """

    def __init__(self) -> None:
        self._last: asyncio.Task[Any] | None = None

    def do(self, work: Coroutine[Any, Any, Found]) -> asyncio.Task[Found]:
        """Begin ``work`` once the piece before it is done; await what comes back to have it."""
        task = asyncio.ensure_future(_after(self._last, work))
        self._last = task
        return task

    async def __aenter__(self) -> "Behind":
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._last is None:
            return
        if error is None:
            await self._last
        else:
            await asyncio.gather(self._last, return_exceptions=True)


async def _after(before: asyncio.Task[Any] | None, work: Coroutine[Any, Any, Found]) -> Found:
    try:
        if before is not None:
            await before
    except BaseException:
        work.close()
        raise
    return await work
