"""Busy-poll while the database thinks, so that the processor is not put to sleep.

On a virtual machine waking it takes longer than PostgreSQL needs for most answers: of one claim
decided by itself it was a fifth of the time.
"""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


@asynccontextmanager
async def busy_poll() -> AsyncIterator[None]:
    """Keep this process's event loop turning inside the block; for waits of a millisecond or two.

    It costs a processor meanwhile, so with only one, which the database needs, nothing is done.
    """
    if len(os.sched_getaffinity(0)) == 1:
        yield
        return
    turning = asyncio.ensure_future(_turn())
    try:
        yield
    finally:
        turning.cancel()


async def _turn() -> None:
    while True:
        os.sched_yield()  # whoever else wants this processor, the database among them, goes first
        await asyncio.sleep(0)
