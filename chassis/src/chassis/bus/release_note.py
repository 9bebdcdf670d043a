"""Releases of a reader that run: what it makes of events must not be made anew by another one.

A release is the version of the service and a digest of its code, since a version may stand for more
than one state of it. Each instance notes its own every minute.
"""

import asyncio
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import asyncpg
import structlog

from chassis.backoff import repeat
from chassis.db import Database

LOOK_SECONDS = 60.0
GONE_SECONDS = 180
"""Seconds without a note after which an instance no longer runs."""

NOTE = """
INSERT INTO bus_running (consumer, release) VALUES ($1, $2)
ON CONFLICT (consumer, release) DO UPDATE SET seen_at = clock_timestamp()
"""
RUNNING = """
SELECT release FROM bus_running
WHERE consumer = $1 AND seen_at > clock_timestamp() - $2 * interval '1 second' ORDER BY release
"""

log = structlog.get_logger("release note")


@cache
def release_of(service: str) -> str:
    """The release of a service as it is installed here; reads all of its modules, once."""
    digest = blake2b(digest_size=6)
    for package in (service, "chassis", "contracts"):
        root = Path(str(files(package)))
        for path in sorted(root.rglob("*.py")):
            digest.update(f"{package}/{path.relative_to(root).as_posix()}\0".encode())
            digest.update(path.read_bytes())
    return f"{version(service)}+{digest.hexdigest()}"


async def running(conn: asyncpg.Connection, consumer: str) -> list[str]:
    """The releases of which an instance runs, or did minutes ago."""
    return [row["release"] for row in await conn.fetch(RUNNING, consumer, GONE_SECONDS)]


class ReleaseNote:
    """The note of one instance."""

    def __init__(self, database: Database, consumer: str) -> None:
        self._database = database
        self._consumer = consumer
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        self._stopping.set()

    async def run(self) -> None:
        """Note the release now and every minute, until :meth:`stop`."""
        await repeat(
            self._note, self._stopping, seconds=LOOK_SECONDS, log=log, failure="release not noted"
        )

    async def _note(self) -> None:
        release = await asyncio.to_thread(release_of, self._consumer)
        async with self._database.connection() as conn:
            await conn.execute(NOTE, self._consumer, release)
