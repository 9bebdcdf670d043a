"""Waiting for what the service does by itself, when time passes."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

import asyncpg

from .databank import Databank


async def until(look: Callable[[], Awaitable[asyncpg.Record | None]]) -> asyncpg.Record:
    """Wait until there is something to see, as when a declared shift begins."""
    for _ in range(1_200):
        if (row := await look()) is not None:
            return row
        await asyncio.sleep(0.05)
    raise TimeoutError("what was announced did not come true")


async def pass_until(databank: Databank, moment: datetime) -> None:
    """Time passes, of which the service hears by any request."""
    headers = databank.officer | {"Krachtlijn-Time": moment.isoformat()}
    answer = await databank.client.get("/v1/first-contacts", headers=headers)
    assert answer.status_code == 200
