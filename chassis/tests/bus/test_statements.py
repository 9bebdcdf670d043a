"""Every statement of the bus fits the tables that its upgrades make, in a database of their own."""

import importlib
import pkgutil
import re
from collections.abc import AsyncIterator, Iterator
from secrets import token_hex

import asyncpg
import pytest

import chassis.bus
from chassis.bus import schema

STATEMENT = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b", re.ASCII)
PLACEHOLDER = re.compile(r"\{\w*\}")


def statements() -> Iterator[tuple[str, str]]:
    """By name, those that are written whole: what is put together elsewhere is asked there."""
    for module in pkgutil.walk_packages(chassis.bus.__path__, "chassis.bus."):
        if ".migrations" in module.name:
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            is_whole = isinstance(value, str) and not PLACEHOLDER.search(value)
            if name.isupper() and is_whole and STATEMENT.match(value):
                yield f"{module.name}.{name}", value


SERVICE, STRANGER = (f"{name}_{token_hex(4)}" for name in ("service", "stranger"))


@pytest.fixture(scope="module")
async def upgraded(database_url: str) -> AsyncIterator[asyncpg.Connection]:
    conn = await asyncpg.connect(database_url)
    await conn.execute(f"CREATE ROLE {SERVICE}; CREATE ROLE {STRANGER}")
    await conn.execute("CREATE SCHEMA upgraded; SET search_path TO upgraded")
    made: list[str] = []
    for upgrade in schema.UPGRADES:
        upgrade(made.append, SERVICE)
    for statement in made:
        await conn.execute(statement)
    yield conn
    await conn.execute("DROP SCHEMA upgraded CASCADE")
    await conn.execute(f"DROP ROLE {SERVICE}; DROP ROLE {STRANGER}")
    await conn.close()


def test_there_are_statements() -> None:
    assert len(dict(statements())) > 60


@pytest.mark.parametrize(("name", "statement"), [*statements()], ids=lambda value: value[:60])
async def test_a_statement_fits_the_tables(
    upgraded: asyncpg.Connection, name: str, statement: str
) -> None:
    await upgraded.prepare(statement)


async def test_what_takes_into_the_inbox_and_what_erases_is_for_the_service_alone(
    upgraded: asyncpg.Connection,
) -> None:
    rows = await upgraded.fetch(
        """
        SELECT proname AS name, has_function_privilege($1, pg_proc.oid, 'EXECUTE') AS service,
               has_function_privilege($2, pg_proc.oid, 'EXECUTE') AS stranger
        FROM pg_proc
        WHERE pronamespace = 'upgraded'::regnamespace AND proname ~ '^bus_(take|expire)'
        ORDER BY proname
        """,
        SERVICE,
        STRANGER,
    )
    assert [tuple(row) for row in rows] == [
        ("bus_expire", True, False),
        ("bus_take", True, False),
        ("bus_take_in", True, False),
    ]
