"""Key rotation in a running service: follow the key file, and reseal values of older keys."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import structlog

from chassis.clock import SystemClock
from chassis.db import Database
from chassis.outages import is_transient
from chassis.vault import store
from chassis.vault.keys import Ring, VaultError
from chassis.vault.safe import SealedColumn, Vault

LOOK_SECONDS = 10.0
"""Seconds between two looks. A new data key comes into use later than this, so that every instance
knows it by then."""

log = structlog.get_logger("vault")


class KeyRotation:
    """``places`` are all sealed columns of the service."""

    def __init__(self, service: str, file: Path | None, places: Sequence[SealedColumn]) -> None:
        self._service = service
        self._file = file
        self._places = places
        self._stopping = asyncio.Event()
        self._resealed = b""

    async def open(self, database: Database) -> None:
        """Open the vault first of all; ``VaultError`` when the keys are not the database's."""
        ring = Ring.load(self._file)
        async with database.connection() as conn:
            rows = await store.keys(conn)
        database.vault = Vault(self._service, ring, rows)

    async def run(self, database: Database) -> None:
        while not self._stopping.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._stopping.wait()
            try:
                await self._look(database)
            except VaultError as error:
                log.warning("keys not taken again", reason=str(error))
            except Exception as error:
                if not is_transient(error):
                    raise
                log.warning("keys not read", error=type(error).__name__)

    def stop(self) -> None:
        self._stopping.set()

    async def _look(self, database: Database) -> None:
        ring = Ring.load(self._file)
        async with database.connection() as conn:
            rows = await store.keys(conn)
        vault = database.vault
        vault.take(ring, rows)
        while self._resealed != vault.prefix and not self._stopping.is_set():
            if not await self._reseal(database, vault):
                self._resealed = vault.prefix

    async def _reseal(self, database: Database, vault: Vault) -> int:
        async with database.begin(SystemClock().now()) as tx:
            done = [await store.reseal(tx.conn, vault, place) for place in self._places]
        return sum(done)
