"""A chain of tasks for the database, which goes on while the process itself thinks."""

import asyncio
from collections.abc import Coroutine
from types import TracebackType
from typing import Any, TypeVar

Result = TypeVar("Result")


class TaskChain:
    """One task at a time, in order; leaving waits for the last, and raises what failed.

    After a task that failed no other is begun: each raises what the first did.
    """

    def __init__(self) -> None:
        self._last: asyncio.Task[Any] | None = None

    def add(self, work: Coroutine[Any, Any, Result]) -> asyncio.Task[Result]:
        """Begin ``work`` once the task before it is done; await the task for its result."""
        task = asyncio.ensure_future(_after(self._last, work))
        self._last = task
        return task

    async def __aenter__(self) -> "TaskChain":
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


async def _after(before: asyncio.Task[Any] | None, work: Coroutine[Any, Any, Result]) -> Result:
    try:
        if before is not None:
            await before
    except BaseException:
        work.close()
        raise
    return await work
