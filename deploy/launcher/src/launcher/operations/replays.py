"""Replays: the archive of a publisher sent to one reader again."""

from dataclasses import dataclass
from datetime import UTC, datetime

from chassis.bus.replay import ask_for_replay, horizon, replayable
from launcher.errors import LauncherError
from launcher.operations.places import Place

COUNT = """
SELECT type, count(*) AS events FROM bus_archive
WHERE type = ANY($1::text[]) AND published_at >= $2 AND recorded_at >= $4
  AND ($3::timestamptz IS NULL OR published_at < $3)
GROUP BY type ORDER BY type
"""
SENT = "SELECT sent, done_at IS NOT NULL AS done FROM bus_replay WHERE id = $1"


@dataclass(frozen=True)
class TypeCount:
    """Archived events of one type."""

    type: str
    events: int


@dataclass(frozen=True)
class ReplayProgress:
    sent: int
    done: bool


async def countable(
    place: Place, publisher: str, reader: str, since: datetime, until: datetime | None
) -> list[TypeCount]:
    """The events that a replay would send, counted by type."""
    types = replayable(publisher, reader)
    if not types:
        raise LauncherError(f"By the contracts {reader} reads nothing of {publisher}.")
    async with place.connection(publisher) as conn:
        oldest = await horizon(conn, place.terms)
        return [TypeCount(**row) for row in await conn.fetch(COUNT, types, since, until, oldest)]


async def replay(
    place: Place,
    publisher: str,
    reader: str,
    *,
    since: datetime,
    until: datetime | None,
    actor: str,
    reason: str,
) -> int:
    """Ask the publisher to send its archive to the reader; the number of the request."""
    async with place.database(publisher) as database, database.begin(datetime.now(UTC)) as tx:
        return await ask_for_replay(
            tx, reader, since=since, until=until, actor=actor, reason=reason
        )


async def progress(place: Place, publisher: str, request: int) -> ReplayProgress:
    """The progress of a replay."""
    async with place.connection(publisher) as conn:
        return ReplayProgress(**await conn.fetchrow(SENT, request))
