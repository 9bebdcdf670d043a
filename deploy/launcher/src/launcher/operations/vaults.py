"""Keys at rest of one service: the file that wraps, and the data keys in its database."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import asyncpg

from chassis.vault import Ring, VaultError, store
from chassis.vault.key_rotation import LOOK_SECONDS
from chassis.vault.keys import DATA, KEY_BYTES
from chassis.vault.safe import KeyRow
from launcher import late
from launcher.credentials.keys import encode
from launcher.credentials.tree import OWNER
from launcher.errors import LauncherError
from launcher.operations.epochs import next_epoch
from launcher.operations.places import Place
from launcher.rundir import read_json, write_json

SEALING = ("databank", "enforcement", "pandkalender")
"""Services with sealed identity columns."""
WAIT_SECONDS = 3 * LOOK_SECONDS
"""Seconds until a new data key comes into use: every running service has seen it by then."""


@dataclass(frozen=True)
class Key:
    """A key in the database. ``in_use``: the newest seals. ``values``: the number sealed by it."""

    number: int
    purpose: str
    kek: str
    in_use: bool
    values: int


@dataclass(frozen=True)
class Safe:
    """The key file and the data keys of one service."""

    place: Place
    service: str
    file: Path
    copy: Path | None = None
    """The same file for the service's migrations."""

    @classmethod
    def of(cls, place: Place, service: str, file: Path | None) -> "Safe":
        if service not in SEALING:
            raise LauncherError(
                f"{service} keeps nothing sealed at rest: use {' or '.join(SEALING)}."
            )
        if file is not None:
            return cls(place, service, file)
        if place.secrets is None:
            raise LauncherError(
                "Say where the key file of the vault is: --secrets DIR, or --file FILE."
            )
        copy = place.secrets.owner_vault(service)
        return cls(place, service, place.secrets.vault(service), copy if copy.exists() else None)

    def ring(self) -> Ring:
        try:
            return Ring.load(self.file)
        except VaultError as error:
            raise LauncherError(str(error)) from None

    async def keys(self) -> list[Key]:
        async with self.place.connection(self.service + OWNER) as conn:
            return await self._keys(conn)

    async def rotate(self) -> str:
        """Make a key in the file, and wrap the database's keys by it; gives its name."""
        name = self.new()
        await self.wrap()
        return name

    def new(self) -> str:
        """Make a key in the file, which wraps from now on; no database is asked. Gives its name.

        Those before stay, so nothing is closed while the database's keys are not wrapped by it.
        """
        self.ring()
        content = read_json(self.file)
        name = next_epoch({**content["keys"]}, datetime.now(UTC))
        content["keys"][name] = encode(os.urandom(KEY_BYTES))
        self._write({**content, "current": name})
        return name

    async def wrap(self) -> tuple[str, int]:
        """Wrap the database's keys by the file's current one; gives its name, and how many were.

        Each service must hold that file by then: one that starts without it opens nothing.
        """
        ring = self.ring()
        async with self.place.connection(self.service + OWNER) as conn, conn.transaction():
            await conn.execute("LOCK TABLE vault_key IN SHARE ROW EXCLUSIVE MODE")
            rows = [row for row in await store.keys(conn) if row.kek != ring.current]
            for row in rows:
                await conn.execute(
                    "UPDATE vault_key SET kek = $2, wrapped = $3 WHERE number = $1",
                    row.number,
                    ring.current,
                    ring.wrap(self._unwrapped(ring, row), self.service, row.purpose, row.number),
                )
        return ring.current, len(rows)

    async def renew(self) -> int:
        """Make a data key, in use shortly; running services bring all values under it."""
        ring = self.ring()
        async with self.place.connection(self.service + OWNER) as conn, conn.transaction():
            await conn.execute("LOCK TABLE vault_key IN SHARE ROW EXCLUSIVE MODE")
            number = 1 + max(row.number for row in await store.keys(conn))
            await conn.execute(
                "INSERT INTO vault_key (number, purpose, kek, wrapped, active_from)"
                " VALUES ($1, $2, $3, $4, now() + make_interval(secs => $5))",
                number,
                DATA,
                ring.current,
                ring.wrap(os.urandom(KEY_BYTES), self.service, DATA, number),
                WAIT_SECONDS,
            )
        return number

    async def prune(self, *, keep_file: bool = False) -> tuple[list[int], list[str]]:
        """Remove the data keys and the keys of the file that nothing needs any more; gives both.

        With ``keep_file`` the file stays as it is, and what could leave it is given.
        """
        async with self.place.connection(self.service + OWNER) as conn, conn.transaction():
            await conn.execute("LOCK TABLE vault_key IN SHARE ROW EXCLUSIVE MODE")
            keys = await self._keys(conn)
            newest = max(key.number for key in keys if key.in_use and key.purpose == DATA)
            gone = [
                key.number
                for key in keys
                if key.purpose == DATA and key.number < newest and not key.values
            ]
            await conn.execute("DELETE FROM vault_key WHERE number = ANY($1::int[])", gone)
            needed = {key.kek for key in keys if key.number not in gone}
        ring = self.ring()
        unused = sorted(set(ring.keys) - needed - {ring.current})
        if unused and not keep_file:
            self._remove(unused)
        return gone, unused

    def forget(self, name: str) -> None:
        """Remove a key from the file, of which ``prune`` said that nothing needs it."""
        ring = self.ring()
        if name not in ring.keys:
            raise LauncherError(f"{self.file} has no key {name}.")
        if name == ring.current:
            raise LauncherError(f"{name} is the key that wraps: make a new one first.")
        self._remove([name])

    def _remove(self, names: list[str]) -> None:
        content = read_json(self.file)
        for name in names:
            del content["keys"][name]
        self._write(content)

    def _write(self, content: dict[str, Any]) -> None:
        write_json(self.file, content)
        if self.copy is not None:
            write_json(self.copy, content)

    async def _keys(self, conn: asyncpg.Connection) -> list[Key]:
        rows = await store.keys(conn)
        places = late.module(f"{self.service}.sealed_columns").SEALED
        counted = await store.counts(conn, places)
        active = [row.number for row in rows if row.purpose == DATA and row.is_active]
        newest = max(active, default=0)
        return [
            Key(
                row.number,
                row.purpose,
                row.kek,
                row.number == newest or row.purpose != DATA,
                sum(by_key.get(row.number, 0) for by_key in counted.values()),
            )
            for row in rows
        ]

    def _unwrapped(self, ring: Ring, row: KeyRow) -> bytes:
        try:
            return ring.unwrap(row.kek, row.wrapped, self.service, row.purpose, row.number)
        except VaultError as error:
            raise LauncherError(str(error)) from None
