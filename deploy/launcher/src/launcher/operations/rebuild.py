"""The rebuild of reporting from the archives of all publishers.

It empties, as the owner of reporting's database, what is derived from events, together with the
inbox, in one transaction, from which on live events are held. Then the archives are read by this
command's own processes, and reporting's handlers make everything anew. It is refused where it would
lose something: events that are in no archive any more, parked messages. One that was cut off is
given again, and goes on where it stopped.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic

import asyncpg

from chassis.bus import catch_up, rebuild
from chassis.bus.parking import WAITS
from chassis.bus.rebuild import OpenRebuild, Share
from chassis.bus.replay import horizon, replayable
from launcher.credentials.tree import OWNER
from launcher.errors import LauncherError
from launcher.names import SERVICES
from launcher.operations import rebuild_shares, releases
from launcher.operations.places import Place
from launcher.operations.rebuild_shares import REPORTING

DERIVED = (
    "fact",
    "planned_shift",
    "source_since",
    "care_aggregate",
    "care_linked_totals",
    "care_year",
)
"""Tables that reporting derives from events. The register of regie is a source and stays, and so is
what was told once: no rebuild tells it again."""

SETTLE_SECONDS = 2.0
"""Seconds in which a publisher archives an event that was read already."""
LOOKS = 5
"""Times that archives are read, so far apart, before an event counts as lost: a busy publisher
takes longer."""
CHUNKS = 64
"""Chunks of ids that may wait between two databases."""
PER_PROCESSOR = 2
"""Processes for each processor: one works while the other waits for its database."""
FEW = 10_000
"""Events up to which this process reads them itself: another takes seconds to start."""

ARCHIVED = """
SELECT $3::text AS publisher, position, event_id FROM bus_archive
WHERE type = ANY($1::text[]) AND recorded_at >= $2
"""
OPEN = "SELECT count(*) FROM bus_replay WHERE reader = $1 AND done_at IS NULL"
LOST = """
SELECT count(*) FROM bus_inbox AS i WHERE i.consumer = $1 AND i.handled_at < $2 AND NOT EXISTS (
  SELECT FROM archived AS a WHERE a.event_id = i.event_id
)
"""
"""Of what was had before archives were first read: live events go on coming meanwhile."""
MISSING = """
SELECT a.position FROM archived AS a WHERE a.publisher = $2 AND NOT EXISTS (
  SELECT FROM bus_inbox AS i WHERE i.consumer = $1 AND i.event_id = a.event_id
) ORDER BY a.position
"""
GIVEN_UP = """
CREATE TEMP TABLE given_up ON COMMIT DROP AS
SELECT i.* FROM bus_inbox AS i WHERE EXISTS (
  SELECT FROM bus_parking_log AS l
  WHERE l.consumer = i.consumer AND l.event_id = i.event_id AND l.action = 'discarded'
    AND l.parked_reason <> 'violation'
) OR EXISTS (
  SELECT FROM bus_parked AS p WHERE p.consumer = i.consumer AND p.event_id = i.event_id
    AND p.reason <> 'violation'
)
"""
"""Events that count as had: discarded ones stay away, and held ones come at the end.

What broke a rule of the bus may only bear the id of an event, which had its effect all the same."""
PARKED = "SELECT count(*) FROM bus_parked WHERE reason <> ALL ($1::text[])"
ONE_AT_A_TIME = "SELECT pg_try_advisory_lock(hashtext('bus_rebuild'))"

Progress = Callable[[int, int], None]
"""Called with the number of events that were read, and the number of all."""


@dataclass(frozen=True)
class RebuildResult:
    """``by_publisher``: events in its archive that reporting may read.

    ``held``: live events that waited for the end. ``unreadable``: events of an archive that nobody
    can read. ``goes_on``: since when the rebuild runs that this one finishes, or would finish.
    """

    by_publisher: dict[str, int]
    seconds: float = 0.0
    parked: int = 0
    held: int = 0
    unreadable: int = 0
    goes_on: str | None = None

    @property
    def events(self) -> int:
        return sum(self.by_publisher.values())


async def inspect(place: Place, *, accept_loss: bool = False, anew: bool = False) -> RebuildResult:
    """Look at what a rebuild would do; raises when it must not be done now."""
    async with place.connection(REPORTING + OWNER) as conn:
        going = None if anew else await rebuild.unfinished(conn, REPORTING)
        return await _inspect(place, conn, accept_loss, going, anew=anew)


async def carry_out(
    place: Place,
    *,
    actor: str,
    reason: str,
    accept_loss: bool,
    shown: Progress,
    anew: bool = False,
    processes: int | None = None,
) -> RebuildResult:
    """Throw away everything that reporting derived, and make it from the archives.

    One that was begun goes on, unless it is to begin ``anew``. ``processes``: where None, by the
    processors that there are, and none but this one where there are :data:`FEW` events.
    """
    began = monotonic()
    rebuild_shares.log_to_stderr()
    async with _alone(place) as conn:
        going = None if anew else await rebuild.unfinished(conn, REPORTING)
        found = await _inspect(place, conn, accept_loss, going, anew=anew)
        if processes is None:
            processes = 0 if found.events <= FEW else PER_PROCESSOR * (os.cpu_count() or 1)
        if going is None:
            await _empty(conn, list(found.by_publisher), max(processes, 1), actor, reason)
            going = await rebuild.unfinished(conn, REPORTING)
            assert going is not None
        settled = monotonic() + SETTLE_SECONDS
        await _work_off(place, conn, going, found, processes, shown)
        await asyncio.sleep(settled - monotonic())
        unreadable = await _take_missing(place, conn, found)
        shown(found.events, found.events)
        parked = await conn.fetchval(PARKED, list(WAITS))
        held = await _finish(place)
    seconds = monotonic() - began
    return RebuildResult(found.by_publisher, seconds, parked, held, unreadable, found.goes_on)


@asynccontextmanager
async def _alone(place: Place) -> AsyncIterator[asyncpg.Connection]:
    async with place.connection(REPORTING + OWNER) as conn:
        if not await conn.fetchval(ONE_AT_A_TIME):
            raise LauncherError("A rebuild of reporting runs already: wait until it is done.")
        yield conn


async def _inspect(
    place: Place,
    conn: asyncpg.Connection,
    accept_loss: bool,
    going: OpenRebuild | None,
    *,
    anew: bool,
) -> RebuildResult:
    await releases.check(conn, REPORTING)
    publishers = [name for name in SERVICES if replayable(name, REPORTING)]
    if going is not None:
        found = await _archived(place, conn, publishers)
        return RebuildResult(found, goes_on=going.began_at.isoformat())
    waiting = list(WAITS) if anew else []  # live events that an earlier one held stay parked
    if parked := await conn.fetchval(PARKED, waiting):
        raise LauncherError(
            f"reporting has {parked} parked messages: redrive or discard them first "
            "(krachtlijn bus parked reporting)."
        )
    for publisher in publishers:
        async with place.connection(publisher) as other:
            if await other.fetchval(OPEN, REPORTING):
                raise LauncherError(
                    f"{publisher} is still replaying to reporting: wait until it is done "
                    "(krachtlijn bus status)."
                )
    found, lost = await _archived_and_lost(place, conn, publishers)
    if lost and not accept_loss:
        raise LauncherError(
            f"reporting has had {lost} events that are in no publisher's archive any more: a "
            "rebuild would lose them. With --accept-loss it is done all the same."
        )
    return RebuildResult(found)


async def _archived_and_lost(
    place: Place, conn: asyncpg.Connection, publishers: list[str]
) -> tuple[dict[str, int], int]:
    """The number of archived events by publisher, and of events had that no archive holds."""
    began = await conn.fetchval("SELECT clock_timestamp()")
    for _ in range(LOOKS - 1):
        found = await _archived(place, conn, publishers)
        if not await conn.fetchval(LOST, REPORTING, began):
            return found, 0
        await asyncio.sleep(SETTLE_SECONDS)
    found = await _archived(place, conn, publishers)
    return found, await conn.fetchval(LOST, REPORTING, began)


async def _archived(
    place: Place, conn: asyncpg.Connection, publishers: list[str]
) -> dict[str, int]:
    """Gather in ``archived`` the ids of events that can be read; their number by publisher."""
    await conn.execute("DROP TABLE IF EXISTS archived")
    await conn.execute(
        "CREATE TEMP TABLE archived"
        " (publisher text NOT NULL, position bigint NOT NULL, event_id uuid NOT NULL)"
    )
    found = {}
    for publisher in publishers:
        copied = await conn.copy_to_table(
            "archived", source=_ids(place, publisher), format="binary"
        )
        found[publisher] = int(copied.split()[-1])
    await conn.execute("ANALYZE archived")
    return found


async def _ids(place: Place, publisher: str) -> AsyncIterator[bytes]:
    """As the one database writes them, for the other to read: millions pass in seconds."""
    chunks: asyncio.Queue[bytes | None] = asyncio.Queue(CHUNKS)

    async def copy() -> None:
        try:
            async with place.connection(publisher) as other:
                wanted = (replayable(publisher, REPORTING), await horizon(other, place.terms))
                await other.copy_from_query(
                    ARCHIVED, *wanted, publisher, output=chunks.put, format="binary"
                )
        finally:
            await chunks.put(None)

    copying = asyncio.create_task(copy())
    try:
        while chunk := await chunks.get():
            yield chunk
        await copying
    finally:
        copying.cancel()


async def _empty(
    conn: asyncpg.Connection, publishers: list[str], shares: int, actor: str, reason: str
) -> None:
    """Empty all tables at once, and hold what is live from then on."""
    try:
        async with conn.transaction():
            await conn.execute("SET LOCAL lock_timeout = '10s'")
            await conn.execute("LOCK TABLE bus_inbox IN ACCESS EXCLUSIVE MODE")
            await conn.execute(GIVEN_UP)
            await conn.execute(f"TRUNCATE {', '.join(DERIVED)}, bus_inbox RESTART IDENTITY")
            await conn.execute("INSERT INTO bus_inbox SELECT * FROM given_up")
            await conn.execute(catch_up.BEGIN, REPORTING, actor, reason)
            await rebuild.begin(conn, REPORTING, publishers, shares, actor=actor, reason=reason)
    except asyncpg.LockNotAvailableError:
        raise LauncherError(
            "reporting's tables are in use: nothing was changed. Try again when it is less busy."
        ) from None


async def _work_off(
    place: Place,
    conn: asyncpg.Connection,
    going: OpenRebuild,
    found: RebuildResult,
    processes: int,
    shown: Progress,
) -> None:
    shares = [
        [
            Share(
                going.id,
                publisher,
                replayable(publisher, REPORTING),
                await _oldest(place, publisher),
                share,
                going.shares,
            )
            for publisher in found.by_publisher
        ]
        for share in range(going.shares)
    ]

    async def look() -> None:
        shown(min(await rebuild.events(conn, going.id), found.events), found.events)

    await look()
    suspects = await rebuild.in_hand(conn, going.id)
    first = [each for group in shares for each in group if (each.publisher, each.share) in suspects]
    if first and processes:
        await rebuild_shares.in_processes(place, [first], look, warily=True)
    elif first:
        await rebuild_shares.work_off(place, first, warily=True)
    if processes:
        await rebuild_shares.in_processes(place, shares, look)
    else:
        for share in shares:
            await rebuild_shares.work_off(place, share)
            await look()


async def _oldest(place: Place, publisher: str) -> datetime:
    async with place.connection(publisher) as conn:
        return await horizon(conn, place.terms)


async def _take_missing(place: Place, conn: asyncpg.Connection, found: RebuildResult) -> int:
    """What was archived after its share had passed; how many of it nobody can read.

    Warily when an earlier command was cut off: it may have been by one of these.
    """
    publishers, warily = list(found.by_publisher), found.goes_on is not None
    await _archived(place, conn, publishers)
    unreadable = 0
    for publisher in publishers:
        positions = [row["position"] for row in await conn.fetch(MISSING, REPORTING, publisher)]
        if positions:
            unreadable += await rebuild_shares.take_listed(
                place, publisher, positions, warily=warily
            )
    return unreadable


async def _finish(place: Place) -> int:
    """Let go what was held, and be done, in one transaction; how many were held."""
    async with place.database(REPORTING) as database, database.begin(datetime.now(UTC)) as tx:
        held = await catch_up.end(tx, REPORTING)
        await rebuild.finish(tx.conn, REPORTING)
        return held
