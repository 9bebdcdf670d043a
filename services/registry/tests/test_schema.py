"""The tables that the code knows are the tables that the migrations made."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from launcher.sandbox import Sandbox
from registry.schema import TABLES


async def test_the_migrations_make_the_tables_that_the_code_knows(sandbox: Sandbox) -> None:
    url = sandbox.database("registry").owner_url.replace("postgresql://", "postgresql+asyncpg://")
    engine = create_async_engine(url)

    def compare(connection: Connection) -> list[object]:
        options = {"include_name": lambda name, kind, _parents: not _foreign(name, kind)}
        context = MigrationContext.configure(connection, opts=options)
        return [*compare_metadata(context, TABLES)]

    async with engine.connect() as connection:
        differences = await connection.run_sync(compare)
    await engine.dispose()
    assert differences == []


def _foreign(name: str | None, kind: str) -> bool:
    houses = ("bus_", "alembic_", "web_", "vault_", "access_log", "export_")
    return kind == "table" and (name or "").startswith(houses)
