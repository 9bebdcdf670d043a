"""Databases that a newer release, or a busy older one, works on."""

import asyncio
from functools import partial
from secrets import token_hex

import asyncpg
import pytest

from chassis import migrations
from launcher import databases
from launcher.sandbox import Sandbox

SERVICE = "registry"


async def versions(conn: asyncpg.Connection) -> str:
    return str(await conn.fetchval("SELECT version_num FROM alembic_version"))


async def test_a_database_of_a_newer_release_stays_as_it_is(sandbox: Sandbox) -> None:
    """So the job that migrates does no harm when a release is taken back."""
    database = await asyncio.to_thread(sandbox.database, SERVICE)
    conn = await asyncpg.connect(database.owner_url)
    try:
        before = await versions(conn)
        await conn.execute("UPDATE alembic_version SET version_num = '9999'")
        await asyncio.to_thread(migrations.upgrade, SERVICE, database.owner_url)
        assert await versions(conn) == "9999"
        await conn.execute("UPDATE alembic_version SET version_num = $1", before)
    finally:
        await conn.close()


async def test_a_migration_does_not_queue_up_behind_a_table_in_use(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrations, "LOCK_SECONDS", 1)
    suffix = f"_queue_{token_hex(4)}"
    old = databases.create(sandbox.infra, [SERVICE], suffix)[SERVICE]
    vault = sandbox.infra.credentials.vault(SERVICE)
    upgrade = partial(migrations.upgrade, SERVICE, old.owner_url, vault=vault)
    await asyncio.to_thread(upgrade, "0001")
    conn = await asyncpg.connect(old.owner_url)
    try:
        async with conn.transaction():
            await conn.execute("LOCK TABLE delivery IN ACCESS SHARE MODE")
            with pytest.raises(Exception, match="lock timeout"):
                await asyncio.to_thread(upgrade)
        assert await versions(conn) == "0001"
        await asyncio.to_thread(upgrade)
        assert await versions(conn) > "0001"
    finally:
        await conn.close()
        databases.drop(sandbox.infra, [SERVICE], suffix)
