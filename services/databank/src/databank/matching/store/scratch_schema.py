"""Scratch schemas: the databank's tables for one question, dropped when it is answered.

Each living process holds the advisory lock of its schema as long as its connection lives, so
another can tell which schemas were left behind.
"""

from collections.abc import Iterable
from uuid import UUID

import asyncpg
from sqlalchemy import MetaData, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from databank.tables import columns

PREFIX = "identity_"
"""Prefix of the names of scratch schemas."""
FILLED = ("claim", "claim_key", "claim_features", "membership", "person")
"""Tables that deciding fills."""


async def sweep(keeper: asyncpg.Connection) -> None:
    """Drop what an earlier process could not drop, because it was killed."""
    rows = await keeper.fetch(
        "SELECT nspname FROM pg_namespace WHERE starts_with(nspname, $1)", PREFIX
    )
    for schema in (row["nspname"] for row in rows):
        lock = "hashtextextended($1, 0)"
        if await keeper.fetchval(f"SELECT pg_try_advisory_lock({lock})", schema):
            await drop(keeper, schema)
            await keeper.execute(f"SELECT pg_advisory_unlock({lock})", schema)


async def claim(keeper: asyncpg.Connection, schema: str) -> None:
    """Hold the lock of a schema, until the connection ends."""
    await keeper.execute("SELECT pg_advisory_lock(hashtextextended($1, 0))", schema)


async def drop(keeper: asyncpg.Connection, schema: str) -> None:
    await keeper.execute(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE')


async def create(url: str, schema: str, tables: MetaData) -> None:
    """The schema with all tables, empty; ``url`` is of somebody who may create schemas.

    Nothing is vacuumed: rows are only added, and dropped at the end.
    """
    engine = create_async_engine(
        url.replace("postgresql://", "postgresql+asyncpg://", 1),
        poolclass=NullPool,
        connect_args={"server_settings": {"search_path": schema}},
    )
    async with engine.begin() as connection:
        await connection.execute(text(f'CREATE SCHEMA "{schema}"'))
        await connection.run_sync(tables.create_all, checkfirst=False)
        for table in FILLED:
            await connection.execute(text(f"ALTER TABLE {table} SET (autovacuum_enabled = false)"))
    await engine.dispose()


async def sample(conn: asyncpg.Connection, per_myriad: int) -> None:
    """Put so many of ten thousand automatic decisions in the blind sample, from now on."""
    await conn.execute(
        "INSERT INTO sample_rate (valid_from, per_myriad) VALUES ('2000-01-01', $1)", per_myriad
    )


async def answer(conn: asyncpg.Connection, links: Iterable[tuple[UUID, bool]]) -> None:
    """Answer the blind sample's questions about these claims: whether their links are right."""
    await conn.execute(
        """
        UPDATE review_task SET state = 'beantwoord', answered_at = opened_at,
               answer = CASE WHEN is_right THEN 'dezelfde_persoon' ELSE 'andere_persoon' END
          FROM unnest($1::uuid[], $2::boolean[]) AS t (claim_id, is_right)
         WHERE kind = 'steekproef' AND reason = 'gekend' AND review_task.claim_id = t.claim_id
        """,
        *columns(links, 2),
    )


async def analyze(conn: asyncpg.Connection) -> None:
    """Tell PostgreSQL how full the tables are that deciding fills."""
    await conn.execute(f"ANALYZE {', '.join(FILLED)}")
