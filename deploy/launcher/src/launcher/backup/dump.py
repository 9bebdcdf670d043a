"""A backup of one database: one snapshot, counted and dumped, encrypted as it comes."""

import asyncio
import hashlib
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import asyncpg
import pyrage

from chassis import migrations
from launcher.backup import client_programs, manifest
from launcher.backup.client_programs import NOT_KEPT
from launcher.backup.keys import WriterKeys
from launcher.backup.manifest import Contents, Manifest
from launcher.credentials.tree import READER
from launcher.errors import LauncherError
from launcher.names import SERVICES
from launcher.operations.places import Place
from launcher.rundir import read_json

PART = ".part"

TABLES = """
SELECT relname FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname
"""
POSITIONS = """
SELECT (SELECT coalesce(max(position), 0) FROM bus_archive) AS archived_to,
       (SELECT count(*) FROM bus_outbox) AS outbox,
       (SELECT count(*) FROM bus_parked) AS parked
"""
VERSIONS = {migrations.BUS: "bus_version", migrations.WEB: "web_version"}
"""Tables in which shared migrations count; a service's own do so in ``alembic_version``."""
REVISION = "SELECT version_num FROM {table}"
KEKS = "SELECT DISTINCT kek FROM vault_key ORDER BY kek"

Progress = Callable[[int], None]
"""Called with the number of bytes that were written."""


class _Sink:
    """A file that counts and digests what goes into it."""

    def __init__(self, file: BinaryIO, shown: Progress) -> None:
        self._file = file
        self._shown = shown
        self.bytes = 0
        self.digest = hashlib.sha256()

    def write(self, data: bytes) -> int:
        self._file.write(data)
        self.digest.update(data)
        self.bytes += len(data)
        self._shown(self.bytes)
        return len(data)

    def flush(self) -> None:
        self._file.flush()


def read_role(place: Place, service: str) -> str:
    """The role that backups are made with: where its address is not known, the service's own."""
    reader = service + READER
    return reader if reader in place.databases else service


def services(place: Place) -> list[str]:
    """The services of a place of which backups can be made."""
    return [name for name in SERVICES if read_role(place, name) in place.databases]


async def back_up(
    place: Place, service: str, folder: Path, shown: Progress = lambda _bytes: None
) -> Manifest:
    """Write a backup of a service's database into a folder, with its manifest beside it."""
    if place.secrets is None:
        raise LauncherError("Say where the keys for backups are: --secrets DIR.")
    keys = WriterKeys.of(place.secrets, service)
    epochs = read_json(place.secrets.seal_public).get(service, {}).get("keys", {})
    role = read_role(place, service)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise LauncherError(f"{folder} cannot be used: {error.strerror}.") from None
    async with (
        place.connection(role) as conn,
        conn.transaction(isolation="repeatable_read", readonly=True),
    ):
        snapshot = await conn.fetchval("SELECT pg_export_snapshot()")
        at = datetime.now(UTC)
        contents = await _contents(conn, sorted(epochs))
        name = manifest.name_of(service, at)
        sink = await asyncio.to_thread(
            _write, place.databases[role], snapshot, folder / name, keys, shown
        )
        found = Manifest(
            service=service,
            at=at,
            file=name,
            bytes=sink.bytes,
            sha256=sink.digest.hexdigest(),
            revisions=await revisions(conn, service),
            server=await conn.fetchval("SHOW server_version"),
            contents=manifest.seal(contents, keys),
        )
    manifest.write(found, folder, keys)
    return found


async def revisions(conn: asyncpg.Connection, service: str) -> dict[str, str]:
    """The revision that the tables are at, by package of migrations."""
    found = {}
    for package, table in {service: "alembic_version", **VERSIONS}.items():
        if await conn.fetchval("SELECT to_regclass($1) IS NOT NULL", table):
            found[package] = await conn.fetchval(REVISION.format(table=table))
    return found


async def rows_by_table(conn: asyncpg.Connection) -> dict[str, int]:
    """The rows of every table, but of those that are not kept."""
    tables = [row["relname"] for row in await conn.fetch(TABLES)]
    return {
        table: await conn.fetchval(f'SELECT count(*) FROM "{table}"')  # noqa: S608
        for table in tables
        if table not in NOT_KEPT
    }


async def _contents(conn: asyncpg.Connection, epochs: list[str]) -> Contents:
    tables = await rows_by_table(conn)
    keks = await conn.fetch(KEKS) if "vault_key" in tables else []
    return Contents(
        tables=tables,
        vault_keys=[row["kek"] for row in keks],
        seal_epochs=epochs,
        **dict(await conn.fetchrow(POSITIONS)),
    )


def _write(url: str, snapshot: str, path: Path, keys: WriterKeys, shown: Progress) -> _Sink:
    """The dump under another name until it is whole and on the disk."""
    part = path.with_name(path.name + PART)
    try:
        with (
            os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file,
            client_programs.dumping(url, snapshot) as process,
        ):
            sink = _Sink(file, shown)
            pyrage.encrypt_io(process.stdout, sink, keys.recipients)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    part.rename(path)
    return sink
