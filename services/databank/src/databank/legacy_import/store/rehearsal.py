"""Copy of the databank for a dry run: temporary tables that hide the real ones.

Everything then runs as it would for real, sees what the rows before it did, and leaves nothing:
the copy ends with the session, also when the process is killed, and the session may write nothing
else, which PostgreSQL itself refuses from here on.
"""

import asyncpg

from chassis.db import Database, Transaction

PATIENCE = 3600.0
"""Seconds that copying one table may take."""
_LEFT = ("alembic_version",)
_EMPTY = ("bus_", "web_", "access_log")
"""These start empty: what was published or looked at, and who signed in, decides nothing."""
_NEEDED = ("access_log_head",)


class NotReadOnlyError(Exception):
    """The session of the copy was lost: going on would write for real."""


async def shadow(database: Database) -> None:
    """Hide every table of the databank behind a copy. ``database`` must have one connection.

    The role must be the owner: the service itself may make no tables, not even temporary ones.
    """
    async with database.connection() as conn:
        tables = await _tables(conn)
        async with conn.transaction(isolation="repeatable_read"):
            for table in tables:
                await _copy(conn, table)
        for table in tables:
            await conn.execute(f'ANALYZE pg_temp."{table}"', timeout=PATIENCE)
        await conn.execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY")


async def check(tx: Transaction) -> None:
    """Raise ``NotReadOnlyError`` before anything is written in a dry run outside of the copy."""
    if await tx.conn.fetchval("SELECT current_setting('transaction_read_only')") != "on":
        raise NotReadOnlyError("the copy for the dry run is gone")


async def _tables(conn: asyncpg.Connection) -> list[str]:
    rows = await conn.fetch(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
    )
    return [row["tablename"] for row in rows if row["tablename"] not in _LEFT]


async def _copy(conn: asyncpg.Connection, table: str) -> None:
    await conn.execute(f'CREATE TEMPORARY TABLE "{table}" (LIKE public."{table}" INCLUDING ALL)')
    if table in _NEEDED or not table.startswith(_EMPTY):
        await conn.execute(
            f'INSERT INTO pg_temp."{table}" OVERRIDING SYSTEM VALUE'  # noqa: S608  # no input
            f' SELECT * FROM public."{table}"',
            timeout=PATIENCE,
        )
        await _go_on_counting(conn, table)


async def _go_on_counting(conn: asyncpg.Connection, table: str) -> None:
    """The copy has counters of its own, which begin at one."""
    for row in await conn.fetch(
        "SELECT attname FROM pg_attribute WHERE attrelid = $1::regclass AND attidentity <> ''",
        f'pg_temp."{table}"',
    ):
        column = row["attname"]
        await conn.execute(
            f"SELECT setval(pg_get_serial_sequence('pg_temp.\"{table}\"', '{column}'),"  # noqa: S608
            f' max("{column}")) FROM pg_temp."{table}" HAVING max("{column}") IS NOT NULL'
        )
