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
        """Begin ``work`` once the task before it is done."""
        task = asyncio.ensure_future(_after(self._last, work))
        self._last = task
        return task

    async def end(self) -> None:
        """Wait until no task is at work any more, whatever became of them."""
        if self._last is not None:
            await asyncio.gather(self._last, return_exceptions=True)

    async def __aenter__(self) -> "TaskChain":
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None:
            await self.end()
        elif self._last is not None:
            try:
                await self._last
            except BaseException:
                await self.end()
                raise


async def begun() -> None:
    """Let tasks that were made begin, and what they ask of the database leave this process."""
    await asyncio.sleep(0)  # they begin, and write to a buffer
    await asyncio.sleep(0)  # it is sent


async def _after(before: asyncio.Task[Any] | None, work: Coroutine[Any, Any, Result]) -> Result:
    try:
        if before is not None:
            await before
    except BaseException:
        work.close()
        raise
    return await work
