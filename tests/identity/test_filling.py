"""A store that fills at once is looked up by how full it is, not as the empty one that it was."""

from itertools import islice

from databank.matching.evaluation_runner import run
from databank.matching.standalone import FIRST_ANALYZE, Standalone, standalone
from databank.schema import TABLES
from launcher.sandbox import Sandbox
from simulator.claims import Claims


async def counted(store: Standalone, table: str) -> float:
    """Rows that PostgreSQL plans with; -1 when nobody ever counted."""
    found: float = await store._line.conn.fetchval(
        "SELECT reltuples FROM pg_class WHERE oid = $1::text::regclass", table
    )
    return found


async def test_postgresql_is_told_how_full_a_new_store_is(sandbox: Sandbox) -> None:
    claims = Claims(1_000, 3).stream()
    async with standalone(sandbox.infra.superuser_dsn(), TABLES) as store:
        for told in (FIRST_ANALYZE, 2 * FIRST_ANALYZE):
            await run(store, islice(claims, FIRST_ANALYZE), batch=100, done=lambda claims: None)
            assert await counted(store, "claim_features") >= told
            assert await counted(store, "claim_key") >= 3 * told
