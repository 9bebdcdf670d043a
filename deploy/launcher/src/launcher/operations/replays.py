"""Replays of archives to one reader, and the rebuild of reporting from all of them.

A rebuild empties, as the owner of reporting's database, what is derived from events, together with
the inbox, in one transaction; then every publisher's archive is replayed. It is refused where it
would lose something: events that are in no archive any more, parked messages.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic
from typing import Any

import asyncpg

from chassis.bus.replay import ask_for_replay, horizon, replayable
from launcher.credentials.tree import OWNER
from launcher.errors import LauncherError
from launcher.names import SERVICES
from launcher.operations.places import Place

REPORTING = "reporting"
DERIVED = (
    "fact",
    "planned_shift",
    "source_since",
    "care_aggregate",
    "care_linked_totals",
    "care_year",
)
"""Tables that reporting derives from events. The register of regie is a source and stays."""

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
PATIENCE_SECONDS = 60.0
"""Seconds without progress that mean: a service that should work does not run."""
SETTLE_SECONDS = 2.0
"""Seconds in which a publisher archives an event that was read already."""

COUNT = """
SELECT type, count(*) AS events FROM bus_archive
WHERE type = ANY($1::text[]) AND published_at >= $2 AND recorded_at >= $4
  AND ($3::timestamptz IS NULL OR published_at < $3)
GROUP BY type ORDER BY type
"""
IDS = "SELECT event_id FROM bus_archive WHERE type = ANY($1::text[]) AND recorded_at >= $2"
OPEN = "SELECT count(*) FROM bus_replay WHERE reader = $1 AND done_at IS NULL"
SENT = "SELECT sent, done_at IS NOT NULL AS done FROM bus_replay WHERE id = $1"
LOST = """
SELECT count(*) FROM bus_inbox AS i WHERE i.consumer = $1 AND NOT EXISTS (
  SELECT FROM archived AS a WHERE a.event_id = i.event_id
)
"""
MISSING = """
SELECT count(*) FROM archived AS a WHERE NOT EXISTS (
  SELECT FROM bus_inbox AS i WHERE i.consumer = $1 AND i.event_id = a.event_id
)
"""
GIVEN_UP = """
CREATE TEMP TABLE given_up ON COMMIT DROP AS
SELECT i.* FROM bus_inbox AS i WHERE EXISTS (
  SELECT FROM bus_parking_log AS l
  WHERE l.consumer = i.consumer AND l.event_id = i.event_id AND l.action = 'discarded'
)
"""

Progress = Callable[[int, int], None]
"""Called with the number of events that were sent, and the number of all."""


@dataclass(frozen=True)
class RebuildResult:
    """``by_publisher``: events in its archive that reporting may read."""

    by_publisher: dict[str, int]
    seconds: float = 0.0
    parked: int = 0

    @property
    def events(self) -> int:
        return sum(self.by_publisher.values())


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


async def inspect(place: Place, *, accept_loss: bool = False) -> RebuildResult:
    """Look at what a rebuild would do; raises when it must not be done now."""
    async with place.connection(REPORTING + OWNER) as conn:
        return await _inspect(place, conn, accept_loss)


async def rebuild(
    place: Place, *, actor: str, reason: str, accept_loss: bool, shown: Progress
) -> RebuildResult:
    """Throw away everything that reporting derived, and have it sent again."""
    began = monotonic()
    async with place.connection(REPORTING + OWNER) as conn:
        found = await _inspect(place, conn, accept_loss)
        await _empty(conn)
        requests = {
            publisher: await replay(
                place,
                publisher,
                REPORTING,
                since=BEGINNING,
                until=None,
                actor=actor,
                reason=reason,
            )
            for publisher in found.by_publisher
        }
        await _follow(place, conn, requests, found.events, shown)
        parked = await conn.fetchval("SELECT count(*) FROM bus_parked")
    return RebuildResult(found.by_publisher, monotonic() - began, parked)


async def _inspect(place: Place, conn: asyncpg.Connection, accept_loss: bool) -> RebuildResult:
    if parked := await conn.fetchval("SELECT count(*) FROM bus_parked"):
        raise LauncherError(
            f"reporting has {parked} parked messages: redrive or discard them first "
            "(krachtlijn bus parked reporting)."
        )
    publishers = [name for name in SERVICES if replayable(name, REPORTING)]
    for publisher in publishers:
        async with place.connection(publisher) as other:
            if await other.fetchval(OPEN, REPORTING):
                raise LauncherError(
                    f"{publisher} is still replaying to reporting: wait until it is done "
                    "(krachtlijn bus status)."
                )
    found = await _archived(place, conn, publishers)
    lost = await conn.fetchval(LOST, REPORTING)
    if lost:
        await asyncio.sleep(SETTLE_SECONDS)
        found = await _archived(place, conn, publishers)
        lost = await conn.fetchval(LOST, REPORTING)
    if lost and not accept_loss:
        raise LauncherError(
            f"reporting has had {lost} events that are in no publisher's archive any more: a "
            "rebuild would lose them. With --accept-loss it is done all the same."
        )
    return RebuildResult(found)


async def _archived(
    place: Place, conn: asyncpg.Connection, publishers: list[str]
) -> dict[str, int]:
    """Gather in ``archived`` the ids of events that can be sent; their number by publisher."""
    await conn.execute("DROP TABLE IF EXISTS archived")
    await conn.execute("CREATE TEMP TABLE archived (event_id uuid NOT NULL)")
    found = {}
    for publisher in publishers:
        copied = await conn.copy_records_to_table(
            "archived", records=_ids(place, publisher), columns=["event_id"]
        )
        found[publisher] = int(copied.split()[-1])
    await conn.execute("CREATE INDEX ON archived (event_id)")
    await conn.execute("ANALYZE archived")
    return found


async def _ids(place: Place, publisher: str) -> AsyncIterator[tuple[Any]]:
    async with place.connection(publisher) as other, other.transaction():
        wanted = (replayable(publisher, REPORTING), await horizon(other, place.terms))
        async for row in other.cursor(IDS, *wanted, prefetch=5_000):
            yield (row["event_id"],)


async def _empty(conn: asyncpg.Connection) -> None:
    """Empty all tables at once. A message that somebody discarded counts as had, and stays away."""
    try:
        async with conn.transaction():
            await conn.execute("SET LOCAL lock_timeout = '10s'")
            await conn.execute("LOCK TABLE bus_inbox IN ACCESS EXCLUSIVE MODE")
            await conn.execute(GIVEN_UP)
            await conn.execute(f"TRUNCATE {', '.join(DERIVED)}, bus_inbox RESTART IDENTITY")
            await conn.execute("INSERT INTO bus_inbox SELECT * FROM given_up")
    except asyncpg.LockNotAvailableError:
        raise LauncherError(
            "reporting's tables are in use: nothing was changed. Try again when it is less busy."
        ) from None


async def _follow(
    place: Place, conn: asyncpg.Connection, requests: dict[str, int], total: int, shown: Progress
) -> None:
    """Wait until every replay is done and reporting has had all that was archived."""
    before, moved_at = None, monotonic()
    while True:
        states = [await progress(place, publisher, nr) for publisher, nr in requests.items()]
        count = sum(state.sent for state in states)
        missing = total
        if all(state.done for state in states):
            missing = await conn.fetchval(MISSING, REPORTING)
        shown(min(count, total), total)
        if missing == 0:
            return
        if (count, missing) != before:
            before, moved_at = (count, missing), monotonic()
        if monotonic() - moved_at > PATIENCE_SECONDS:
            late = [name for name, state in zip(requests, states, strict=True) if not state.done]
            raise LauncherError(
                f"Nothing moves any more: check that {', '.join(late or [REPORTING])} runs. The "
                "rebuild goes on by itself as soon as it does (krachtlijn bus status)."
            )
        await asyncio.sleep(0.5)
