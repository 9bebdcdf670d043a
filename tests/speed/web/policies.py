"""The row policies that keep closed files from every query, lifted to see what they cost."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from launcher.sandbox import Sandbox

SERVICE = "databank"
HELD = "SELECT DISTINCT tablename FROM pg_policies WHERE schemaname = 'public'"


@asynccontextmanager
async def lifted(sandbox: Sandbox) -> AsyncIterator[None]:
    conn = await asyncpg.connect(sandbox.database(SERVICE).owner_url)
    try:
        tables = [row["tablename"] for row in await conn.fetch(HELD)]
        await _say(conn, tables, "DISABLE")
        try:
            yield
        finally:
            await _say(conn, tables, "ENABLE")
    finally:
        await conn.close()


async def _say(conn: asyncpg.Connection, tables: list[str], what: str) -> None:
    if not tables:
        raise RuntimeError("no table has a row policy")
    async with conn.transaction():
        for table in tables:
            await conn.execute(f"ALTER TABLE {table} {what} ROW LEVEL SECURITY")
