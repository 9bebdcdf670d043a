"""The SQLModel classes of a service are what its migrations make: no more, no less, no other."""

import importlib
import re
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Connection, MetaData, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from contracts import SERVICES
from launcher.sandbox import Sandbox

OF_THE_CHASSIS = re.compile(r"^(alembic_|bus_|access_|web_|vault_|export)")
"""Tables that chassis makes in a service's database; they are described where they are made."""


def described(service: str) -> MetaData:
    metadata: MetaData = importlib.import_module(f"{service}.schema").TABLES
    return metadata


def _differences(connection: Connection, metadata: MetaData) -> list[str]:
    context = MigrationContext.configure(
        connection,
        opts={
            "compare_type": True,
            "compare_server_default": False,
            "include_name": lambda name, kind, _: kind != "table" or not OF_THE_CHASSIS.match(name),
        },
    )
    return [str(difference) for difference in compare_metadata(context, metadata)]


def _checks(connection: Connection) -> dict[str, set[str]]:
    """By table and name of the check, the codes that the database allows."""
    rows = connection.execute(
        text(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)"
            " FROM pg_constraint WHERE contype = 'c' AND conname LIKE '%_is_known'"
        )
    )
    return {f"{table}.{name}": set(re.findall(r"'([^']+)'", body)) for table, name, body in rows}


async def look(sandbox: Sandbox, service: str, question: Any, *more: Any) -> Any:
    url = sandbox.database(service).owner_url.replace("postgresql://", "postgresql+asyncpg://", 1)
    engine = create_async_engine(url, poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(question, *more)
    finally:
        await engine.dispose()


@pytest.mark.parametrize("service", SERVICES)
async def test_the_classes_are_the_migrated_tables(migrated: Sandbox, service: str) -> None:
    assert await look(migrated, service, _differences, described(service)) == []


@pytest.mark.parametrize("service", SERVICES)
async def test_states_are_one_list_in_python_and_in_sql(migrated: Sandbox, service: str) -> None:
    """Every check that a class declares with ``one_of`` stands in the database with its codes."""
    declared = {
        f"{table.name}.{check.name}": set(re.findall(r"'([^']+)'", str(check.sqltext)))
        for table in described(service).tables.values()
        for check in table.constraints
        if isinstance(check, CheckConstraint) and str(check.name).endswith("_is_known")
    }
    assert await look(migrated, service, _checks) == declared
