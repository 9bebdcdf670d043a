"""Alembic, configured once for all services: each service's ``migrations/`` needs three lines.

``env.py`` of a service calls :func:`run`. Migrations are run by the database's owner role; the
service's own role, named as the service, gets its rights from the owner's default privileges.
After the service's own come those of the bus, where the service has its tables, and those of login
and tokens; each count in a table of their own, so that a new one needs nothing in any service.
"""

import asyncio
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path

import structlog
from alembic import command, context
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from chassis.db import ENGINE

BUS = "chassis.bus"
WEB = "chassis.web"
LOCK_SECONDS = 10
"""A migration that waits longer for a table gives up, changing nothing: behind it all instances
that work on would wait too."""

_LOCK = 7_301_456
"""Any fixed number: whoever migrates a database holds it there."""

log = structlog.get_logger("migrations")


def upgrade(package: str, url: str, revision: str = "head", *, vault: Path | None = None) -> None:
    """Bring the database of ``package`` (e.g. ``databank``) up to date, as its owner.

    One that a newer release brought further stays as it is: this release works on it too.
    ``vault`` is the file with the keys of its identity columns, where it has such columns.
    Runs in a thread of its own, so that it may be called where an event loop runs; it blocks.
    """
    with ThreadPoolExecutor(1) as pool:
        pool.submit(_upgrade, package, package, url, revision, vault).result()
        for shared in (BUS, WEB):
            pool.submit(_upgrade, shared, package, url, "head", None).result()


def revisions(package: str) -> list[str]:
    """The known revisions of ``package``, or of what services share; newest first."""
    scripts = ScriptDirectory(str(files(package) / "migrations"))
    return [script.revision for script in scripts.walk_revisions()]


def _upgrade(package: str, service: str, url: str, revision: str, vault: Path | None) -> None:
    config = Config()
    config.set_main_option("script_location", str(files(package) / "migrations"))
    config.attributes["url"] = url
    config.attributes["service"] = service
    config.attributes["vault"] = vault
    command.upgrade(config, revision)


def run() -> None:
    """Run the migrations of a service, from its ``env.py``.

    They say all by themselves: the classes of the tables, which take longest to import, are not
    asked.
    """
    asyncio.run(_migrate("alembic_version", None))


def run_where(table: str | None, version_table: str) -> None:
    """Run migrations that services share, from their ``env.py``; none in a database without
    ``table``."""
    asyncio.run(_migrate(version_table, table))


async def _migrate(version_table: str, needed: str | None) -> None:
    engine = create_async_engine(
        ENGINE, poolclass=NullPool, connect_args={"dsn": context.config.attributes["url"]}
    )
    async with engine.connect() as connection:
        # Held until the connection ends: of two that migrate at once, one finds it done.
        async with connection.begin():
            await connection.execute(text(f"SELECT pg_advisory_lock({_LOCK})"))
        await connection.run_sync(_run, version_table, needed)
    await engine.dispose()


def _run(connection: Connection, version_table: str, needed: str | None) -> None:
    if needed is not None and not _has(connection, needed):
        return
    context.configure(connection=connection, version_table=version_table)
    with connection.begin():
        connection.execute(text(f"SET lock_timeout = '{LOCK_SECONDS}s'"))
        newer = _unknown(context.get_context().get_current_heads())
    if newer:
        log.warning("the database is of a newer release", revisions=newer)
        return
    with context.begin_transaction():
        context.run_migrations()


def _unknown(revisions: Iterable[str]) -> list[str]:
    """Those that this release has no migration for."""
    script = ScriptDirectory.from_config(context.config)
    known = {each.revision for each in script.walk_revisions()}
    return [each for each in revisions if each not in known]


def _has(connection: Connection, table: str) -> bool:
    """Asked in a transaction of its own: one that stayed open would be Alembic's to leave open."""
    with connection.begin():
        return inspect(connection).has_table(table)
