"""Whose database is whose, and what its own service may not do in it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from chassis.bus.retention.erase import STORES
from contracts import SERVICES
from launcher.credentials.tree import COMPARER, READER
from launcher.databases import address, locate
from launcher.sandbox import Sandbox

REFUSED = asyncpg.InsufficientPrivilegeError
APPEND_ONLY = ["bus_archive", "bus_inbox", "bus_parking_log", "access_log"]

BEYOND_ROWS = [
    "CREATE TABLE mine (nr int)",
    "CREATE TEMP TABLE mine (nr int)",
    "CREATE TABLE mine AS SELECT 1",
    "CREATE VIEW mine AS SELECT 1",
    "CREATE SCHEMA mine",
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE INDEX mine ON bus_inbox (digest)",
    "CREATE TRIGGER mine BEFORE INSERT ON bus_inbox EXECUTE FUNCTION access_log_refuses()",
    "CREATE EXTENSION dblink",
    "CREATE ROLE mine",
    "CREATE DATABASE mine",
    "CREATE PUBLICATION mine FOR TABLE bus_archive",
    "ALTER TABLE bus_archive ADD COLUMN mine int",
    "ALTER TABLE bus_archive DISABLE TRIGGER ALL",
    "ALTER TABLE bus_archive OWNER TO CURRENT_USER",
    "ALTER ROLE CURRENT_USER SUPERUSER",
    "DROP TABLE bus_archive",
    "DROP SCHEMA public CASCADE",
    "COPY bus_outbox TO PROGRAM 'cat'",
    "COPY bus_outbox TO '/tmp/krachtlijn-outbox'",
    "SELECT pg_read_file('postgresql.conf')",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'postgres'",
    "SET session_replication_role = replica",
    "SELECT * FROM pg_authid",
]


@pytest.fixture(scope="session")
async def migrated(walls: Sandbox) -> Sandbox:
    for service in SERVICES:
        await asyncio.to_thread(walls.database, service)
    return walls


@pytest.fixture
async def conn(migrated: Sandbox, service: str) -> AsyncIterator[asyncpg.Connection]:
    """As the service itself."""
    conn = await asyncpg.connect(migrated.database(service).url)
    yield conn
    await conn.close()


@pytest.fixture
async def tables(conn: asyncpg.Connection) -> list[str]:
    rows = await conn.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return sorted(row["tablename"] for row in rows)


@pytest.mark.parametrize("service", SERVICES)
async def test_a_service_enters_its_own_database_and_no_other(
    migrated: Sandbox, service: str
) -> None:
    own = locate(migrated.infra, service, migrated.suffix)
    entered = set()
    for name in [*(f"{other}{migrated.suffix}" for other in SERVICES), "postgres", "template1"]:
        try:
            conn = await asyncpg.connect(own.url.replace(f"/{own.name}", f"/{name}"))
        except REFUSED:
            continue
        entered.add(name)
        await conn.close()
    assert entered == {own.name}


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("statement", BEYOND_ROWS)
async def test_a_service_changes_rows_and_nothing_else(
    conn: asyncpg.Connection, statement: str
) -> None:
    with pytest.raises(REFUSED):
        await conn.execute(statement)


@pytest.mark.parametrize("service", SERVICES)
async def test_a_service_becomes_nobody_else(conn: asyncpg.Connection, service: str) -> None:
    others = [role for other in SERVICES for role in (other, f"{other}_owner")]
    for role in ["postgres", *others]:
        if role != service:
            with pytest.raises(REFUSED):
                await conn.execute(f"SET ROLE {role}")


@pytest.mark.parametrize("service", SERVICES)
async def test_a_service_lets_nobody_else_in(conn: asyncpg.Connection) -> None:
    await conn.execute("GRANT ALL ON bus_archive TO PUBLIC")  # a warning, and nothing else
    assert not await conn.fetchval("SELECT has_table_privilege('public', 'bus_archive', 'SELECT')")


@pytest.mark.parametrize("service", SERVICES)
async def test_what_happened_can_be_added_to_and_never_changed(
    conn: asyncpg.Connection, service: str, tables: list[str]
) -> None:
    kept = [table for table in APPEND_ONLY if table in tables]
    assert set(APPEND_ONLY[:3]) <= set(kept)
    for table in kept:
        columns = await conn.fetch(
            "SELECT attname FROM pg_attribute"
            " WHERE attrelid = $1::regclass AND attnum > 0 AND attidentity = ''",
            table,
        )
        assert await conn.fetchval("SELECT has_table_privilege($1, 'INSERT')", table)
        for column in columns:
            name = column["attname"]
            with pytest.raises(REFUSED):
                await conn.execute(f"UPDATE {table} SET {name} = {name}")
        for statement in (f"DELETE FROM {table}", f"TRUNCATE {table}", f"TRUNCATE {table} CASCADE"):
            with pytest.raises(REFUSED):
                await conn.execute(statement)


@pytest.mark.parametrize("service", SERVICES)
async def test_holds_are_added_to_and_proof_of_erasure_is_only_read(
    conn: asyncpg.Connection,
) -> None:
    """The proof is written by the database itself, together with what it erases."""
    for table in ("bus_hold", "bus_release"):
        assert await conn.fetchval("SELECT has_table_privilege($1, 'INSERT')", table)
    for table in ("bus_hold", "bus_release", "bus_erasure"):
        for statement in (f"UPDATE {table} SET at = at", f"DELETE FROM {table}"):
            with pytest.raises(REFUSED):
                await conn.execute(statement)
    with pytest.raises(REFUSED):
        await conn.execute("INSERT INTO bus_erasure VALUES ('inbox', now(), now(), '', 0, 0)")


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("store", STORES)
async def test_a_service_erases_what_is_old_and_nothing_younger(
    conn: asyncpg.Connection, service: str, store: str
) -> None:
    now = datetime.now(UTC)
    expire = "SELECT bus_expire($1, $2, $3, 'a test', 10)"
    assert await conn.fetchval(expire, store, now, now - timedelta(days=31)) == 0
    for before in (now - timedelta(days=29), now, now + timedelta(days=400), None):
        with pytest.raises(REFUSED):
            await conn.fetchval(expire, store, now, before)
    for statement in (
        "CREATE OR REPLACE FUNCTION bus_youngest() RETURNS timestamptz LANGUAGE sql"
        " AS 'SELECT clock_timestamp()'",
        "DROP FUNCTION bus_youngest()",
    ):
        with pytest.raises(REFUSED):
            await conn.execute(statement)


@pytest.mark.parametrize("service", SERVICES)
async def test_no_table_can_be_emptied_at_once_or_hung_with_triggers(
    conn: asyncpg.Connection, tables: list[str]
) -> None:
    for table in tables:
        for privilege in ("TRUNCATE", "TRIGGER", "REFERENCES"):
            assert not await conn.fetchval(
                "SELECT has_table_privilege($1, $2)", table, privilege
            ), f"{privilege} on {table}"


@pytest.mark.parametrize("service", ["databank", "enforcement", "pandkalender", "registry"])
async def test_services_that_show_persons_keep_an_access_log(tables: list[str]) -> None:
    assert "access_log" in tables


async def entering(migrated: Sandbox, role: str, service: str) -> asyncpg.Connection:
    return await asyncpg.connect(address(migrated.infra, role, service + migrated.suffix))


@pytest.mark.parametrize("service", SERVICES)
async def test_who_makes_backups_reads_every_row_and_changes_none(
    migrated: Sandbox, tables: list[str], service: str
) -> None:
    conn = await entering(migrated, service + READER, service)
    try:
        for table in tables:
            await conn.fetch(f"SELECT * FROM {table} LIMIT 1")
        for statement in ("DELETE FROM bus_outbox", *BEYOND_ROWS):
            with pytest.raises((REFUSED, asyncpg.ReadOnlySQLTransactionError)):
                await conn.execute(statement)
        await conn.execute("SET default_transaction_read_only = off")
        for statement in ("DELETE FROM bus_outbox", "INSERT INTO bus_lease DEFAULT VALUES"):
            with pytest.raises(REFUSED):
                await conn.execute(statement)
    finally:
        await conn.close()


@pytest.mark.parametrize("service", SERVICES)
async def test_who_compares_sees_which_events_there_are_and_nothing_of_them(
    migrated: Sandbox, tables: list[str], service: str
) -> None:
    conn = await entering(migrated, service + COMPARER, service)
    try:
        await conn.fetch("SELECT event_id, type FROM bus_archive")
        for column in ("body", "partition_key", "correlation_id"):
            with pytest.raises(REFUSED):
                await conn.fetch(f"SELECT {column} FROM bus_archive")
        for table in tables:
            with pytest.raises(REFUSED):
                await conn.fetch(f"SELECT * FROM {table}")
    finally:
        await conn.close()


@pytest.mark.parametrize("suffix", [READER, COMPARER])
async def test_neither_enters_the_database_of_another_service(
    migrated: Sandbox, suffix: str
) -> None:
    for service in SERVICES:
        for other in (each for each in SERVICES if each != service):
            with pytest.raises(REFUSED):
                await entering(migrated, service + suffix, other)
