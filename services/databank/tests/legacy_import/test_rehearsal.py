"""A rehearsal works on a copy, and PostgreSQL itself keeps it from writing anything else."""

from datetime import UTC, datetime
from uuid import uuid4

import asyncpg
import pytest

from databank.legacy_import.run import open_databank
from databank.legacy_import.store import rehearsal
from launcher.sandbox import Sandbox

NOW = datetime(2026, 11, 3, tzinfo=UTC)


async def test_the_copy_can_be_written_and_the_databank_cannot(sandbox: Sandbox) -> None:
    database, keys = sandbox.database("databank"), sandbox.infra.credentials
    seals, vault = keys.seal_public, keys.vault("databank")
    add = "INSERT INTO {} (id, created_at, provisional, identity_state, left_window)"
    values = " VALUES ($1, $2, false, 'te_valideren', false)"
    person = uuid4()
    async with open_databank(database.owner_url, seals, vault, announce=False) as own:
        async with own.begin(NOW) as tx:
            with pytest.raises(rehearsal.NotReadOnlyError):
                await rehearsal.check(tx)
        await rehearsal.shadow(own)
        async with own.begin(NOW) as tx:
            await rehearsal.check(tx)
            await tx.conn.execute(add.format("person") + values, person, NOW)
        async with own.connection() as conn:
            assert await conn.fetchval("SELECT true FROM person WHERE id = $1", person)
            with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
                await conn.execute(add.format("public.person") + values, person, NOW)
    async with open_databank(database.url, seals, vault) as service, service.connection() as conn:
        assert not await conn.fetchval("SELECT true FROM person WHERE id = $1", person)
