"""A service's database with all its migrations, made once on the tests' server and then copied.

Its name carries a digest of the code that made it, so that it does not outlive a change.
"""

import hashlib
import time
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import asyncpg

from chassis import migrations
from launcher import databases, readiness
from launcher.databases import ServiceDatabase
from launcher.infra import Infrastructure

_BEGAN = time.time()
_SHARED = ("chassis", "contracts")
_TELLING = {".py", ".toml", ".yaml", ".json", ".sql"}


def create(infra: Infrastructure, service: str, suffix: str) -> dict[str, ServiceDatabase]:
    """The service's database, migrated; see :func:`launcher.databases.create` for ``suffix``."""
    sources = sorted(_sources(service))
    if any(path.stat().st_mtime > _BEGAN for path in sources):
        # What this process has imported may be older: what it makes is for itself alone.
        return _migrated(infra, service, suffix)
    ready = f"_template_{_digest(sources)}"
    with infra.run.locked("templates"):
        existing = readiness.run(_existing(infra, service))
        if service + ready not in existing:
            draft = f"{ready}_draft"
            databases.drop(infra, [service], draft)
            _migrated(infra, service, draft)
            readiness.run(_rename(infra, service + draft, service + ready))
            outdated = [name.removeprefix(service) for name in existing]
            for other in outdated:
                databases.drop(infra, [service], other)
        return databases.create(infra, [service], suffix, template=service + ready)


def _migrated(infra: Infrastructure, service: str, suffix: str) -> dict[str, ServiceDatabase]:
    made = databases.create(infra, [service], suffix)
    vault = infra.credentials.vault(service)
    migrations.upgrade(service, made[service].owner_url, vault=vault)
    return made


def _sources(service: str) -> Iterator[Path]:
    for package in (service, *_SHARED):
        root = Path(str(files(package)))
        yield from (path for path in root.rglob("*") if path.suffix in _TELLING)


def _digest(sources: list[Path]) -> str:
    found = hashlib.sha256()
    for path in sources:
        found.update(f"{path}\0".encode() + path.read_bytes())
    return found.hexdigest()[:12]


async def _existing(infra: Infrastructure, service: str) -> list[str]:
    connection = await asyncpg.connect(infra.superuser_dsn())
    try:
        rows = await connection.fetch(
            "SELECT datname FROM pg_database WHERE datname ^@ $1", f"{service}_template_"
        )
        return [row["datname"] for row in rows]
    finally:
        await connection.close()


async def _rename(infra: Infrastructure, name: str, new: str) -> None:
    connection = await asyncpg.connect(infra.superuser_dsn())
    try:
        await connection.execute(f'ALTER DATABASE "{name}" RENAME TO "{new}"')
    finally:
        await connection.close()
