"""Work for the database that goes on while the process itself thinks."""

import asyncio
from collections.abc import Coroutine
from types import TracebackType
from typing import Any


class Behind:
    """One piece of work at a time, in order; leaving waits for the last, and raises what failed."""

    def __init__(self) -> None:
        self._work: asyncio.Task[None] | None = None

    async def do(self, work: Coroutine[Any, Any, None]) -> None:
        """Begin ``work`` once the piece before it is done."""
        try:
            await self.done()
        except BaseException:
            work.close()
            raise
        self._work = asyncio.ensure_future(work)
        await asyncio.sleep(0)

    async def done(self) -> None:
        if self._work is not None:
            work, self._work = self._work, None
            await work

    async def __aenter__(self) -> "Behind":
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            await self.done()
        elif self._work is not None:
            await asyncio.gather(self._work, return_exceptions=True)
