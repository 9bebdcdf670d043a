"""The police's databank with a full desk, in a corner of its own."""

from collections.abc import AsyncIterator

import asyncpg
import httpx
import pytest

from databank.app import build
from databank.review.store import queue
from launcher.sandbox import Sandbox
from launcher.sandbox_plugin import sandbox as sandbox

from .desk import BEGAN, FULL, fill

UNWEIGHED = "SELECT true FROM review_task WHERE state = 'open' AND place = '-Infinity' LIMIT 1"


@pytest.fixture(scope="session")
async def client(sandbox: Sandbox) -> AsyncIterator[httpx.AsyncClient]:
    async with sandbox.serve(build(sandbox.settings("databank"))) as client:
        conn = await asyncpg.connect(sandbox.database("databank").owner_url)
        try:
            await fill(conn, FULL, BEGAN)
            while await conn.fetchval(UNWEIGHED):
                await queue.weigh(conn, None, queue.MOST)
            await conn.execute("ANALYZE")
        finally:
            await conn.close()
        yield client


@pytest.fixture
async def conn(sandbox: Sandbox, client: httpx.AsyncClient) -> AsyncIterator[asyncpg.Connection]:
    """What a test does here is undone after it."""
    conn = await asyncpg.connect(sandbox.database("databank").url)
    transaction = conn.transaction()
    await transaction.start()
    yield conn
    await transaction.rollback()
    await conn.close()
