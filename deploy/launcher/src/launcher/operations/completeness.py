"""Completeness of the readers: every archived event that a reader should have, it has had.

Compared by id, in one pass over two sorted streams: those of the archives of the publishers, and
that of the reader's inbox. So millions take time and no memory. The archives are looked at first:
what a reader gets meanwhile is no reason for alarm.
"""

import heapq
from array import array
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

import asyncpg

from chassis.bus.replay import horizon, replayable
from chassis.bus.retention.policy import ON_ITS_WAY_DAYS
from contracts import events_for
from launcher.credentials.tree import COMPARER
from launcher.errors import LauncherError
from launcher.names import SERVICES
from launcher.operations.places import Place

SETTLE = timedelta(seconds=60)
"""An event that was published less than so long ago may be on its way."""
AT_ONCE = 5_000

TOLD = """
SELECT event_id, type, position, recorded_at, published_at FROM bus_archive
WHERE type = ANY($1::text[])
UNION ALL
SELECT event_id, type, position, recorded_at, NULL::timestamptz FROM bus_outbox
WHERE type = ANY($1::text[])
ORDER BY event_id
"""
HAD = """
SELECT event_id, handled_at, parked.event_id IS NOT NULL AS parked,
       discarded.event_id IS NOT NULL AS discarded
FROM bus_inbox
LEFT JOIN (
  SELECT DISTINCT event_id FROM bus_parked WHERE consumer = $1 AND reason <> 'violation'
) AS parked USING (event_id)
LEFT JOIN (
  SELECT DISTINCT event_id FROM bus_parking_log
  WHERE consumer = $1 AND action = 'discarded' AND parked_reason <> 'violation'
) AS discarded USING (event_id)
WHERE consumer = $1 ORDER BY event_id
"""
"""Without what broke a rule of the bus: whoever sent it, the id may be another event's."""
ERASED = "SELECT max(before) FROM bus_erasure WHERE store = $1"


class Fate(StrEnum):
    """The fate of an event at one reader, by the name of its column."""

    HANDLED = "handled"
    PARKED = "parked"
    DISCARDED = "discarded"
    ERASED = "erased"
    ON_THE_WAY = "onTheWay"
    MISSING = "missing"


@dataclass(frozen=True)
class MissingEvent:
    publisher: str
    event_id: UUID
    type: str
    published_at: datetime


@dataclass(frozen=True)
class UnknownEvent:
    """An event that the reader has had and no publisher knows any more."""

    event_id: UUID
    handled_at: datetime


@dataclass
class Completeness:
    """The state of one reader; of ``missing`` and ``unknown`` the first few, counted in full.

    ``counts`` by publisher and type. ``positions``: all that is missing, by publisher, in its
    archive. ``unknown_count`` is None when not every publisher that it reads could be asked.
    """

    reader: str
    counts: dict[tuple[str, str], dict[Fate, int]] = field(default_factory=dict)
    missing: list[MissingEvent] = field(default_factory=list)
    positions: dict[str, "array[int]"] = field(default_factory=dict)
    unknown: list[UnknownEvent] = field(default_factory=list)
    unknown_count: int | None = None

    @property
    def missing_count(self) -> int:
        return sum(len(positions) for positions in self.positions.values())

    def by_publisher(self) -> dict[str, dict[Fate, int]]:
        totals: dict[str, dict[Fate, int]] = {}
        for (publisher, _), counts in self.counts.items():
            total = totals.setdefault(publisher, dict.fromkeys(Fate, 0))
            for fate, count in counts.items():
                total[fate] += count
        return totals


@dataclass(frozen=True)
class _Publisher:
    """A publisher's side as of one moment; nothing before ``horizon`` is sent again."""

    name: str
    conn: asyncpg.Connection
    types: list[str]
    at: datetime
    horizon: datetime


@dataclass(frozen=True)
class _Judge:
    """Says of each event how it stands with one reader, which ``forgot`` what is older."""

    forgot: datetime
    settle: timedelta
    up_to: Mapping[str, int] | None

    def fate(self, publisher: _Publisher, told: Any, had: Any) -> Fate:
        """The fate of an event that was told."""
        if had is not None:
            if had["discarded"]:
                return Fate.DISCARDED
            return Fate.PARKED if had["parked"] else Fate.HANDLED
        if told["published_at"] is None:
            return Fate.ON_THE_WAY
        if told["recorded_at"] < max(publisher.horizon, self.forgot):
            return Fate.ERASED
        if self.up_to is None:
            young = told["published_at"] > publisher.at - self.settle
        else:
            young = told["position"] > self.up_to.get(publisher.name, 0)
        return Fate.ON_THE_WAY if young else Fate.MISSING

    def is_unknown(self, publishers: list[_Publisher], had: Any) -> bool:
        """Whether an event that nobody told should still be in an archive."""
        newest = min(publisher.at for publisher in publishers) - self.settle
        oldest = max(publisher.horizon for publisher in publishers) + timedelta(ON_ITS_WAY_DAYS)
        return bool(oldest <= had["handled_at"] < newest)


def readers(place: Place) -> list[str]:
    """The services of a place that read anything."""
    return [name for name in SERVICES if events_for(name) and _role(place, name) in place.databases]


def read_by(reader: str) -> dict[str, list[str]]:
    """The types that a reader should have, by publisher; raises when there are none."""
    wanted = {name: types for name in SERVICES if (types := replayable(name, reader))}
    if not wanted:
        raise LauncherError(f"By the contracts {reader} reads nothing.")
    return wanted


async def of(
    place: Place,
    reader: str,
    *,
    settle: timedelta = SETTLE,
    up_to: Mapping[str, int] | None = None,
    most: int = 100,
) -> Completeness:
    """Compare a reader with the archives of all publishers whose databases the place knows.

    ``up_to``: by publisher, the position after which nothing is called missing; then ``settle``
    does not count.
    """
    wanted = read_by(reader)
    found = Completeness(reader)
    async with AsyncExitStack() as stack:
        publishers = [
            await _publisher(stack, place, name, types)
            for name, types in wanted.items()
            if _role(place, name) in place.databases
        ]
        if not publishers:
            raise LauncherError(
                f"Say where the databases of {', '.join(wanted)} are: --database-url NAME=URL."
            )
        if len(publishers) == len(wanted):
            found.unknown_count = 0
        conn = await stack.enter_async_context(place.connection(_role(place, reader)))
        await stack.enter_async_context(conn.transaction(isolation="repeatable_read"))
        forgot = await conn.fetchval(ERASED, "inbox") or datetime.min.replace(tzinfo=UTC)
        judge = _Judge(forgot, settle, up_to)
        async for publisher, told, had in _paired(_told(publishers), _rows(conn, HAD, reader)):
            if publisher is not None:
                fate = judge.fate(publisher, told, had)
                _count(found, publisher, told, fate, most)
            elif found.unknown_count is not None and judge.is_unknown(publishers, had):
                found.unknown_count += 1
                if len(found.unknown) < most:
                    found.unknown.append(UnknownEvent(had["event_id"], had["handled_at"]))
    return found


def _role(place: Place, service: str) -> str:
    """The role that sees ids alone, where its address is known; else the service itself."""
    comparer = service + COMPARER
    return comparer if comparer in place.databases else service


async def _publisher(
    stack: AsyncExitStack, place: Place, name: str, types: list[str]
) -> _Publisher:
    conn = await stack.enter_async_context(place.connection(_role(place, name)))
    await stack.enter_async_context(conn.transaction(isolation="repeatable_read"))
    at = await conn.fetchval("SELECT clock_timestamp()")
    return _Publisher(name, conn, types, at, await horizon(conn, place.terms))


def _count(found: Completeness, publisher: _Publisher, told: Any, fate: Fate, most: int) -> None:
    counts = found.counts.setdefault((publisher.name, told["type"]), dict.fromkeys(Fate, 0))
    counts[fate] += 1
    if fate is Fate.MISSING:
        found.positions.setdefault(publisher.name, array("q")).append(told["position"])
        if len(found.missing) < most:
            found.missing.append(
                MissingEvent(publisher.name, told["event_id"], told["type"], told["published_at"])
            )


async def _told(publishers: list[_Publisher]) -> AsyncIterator[tuple[_Publisher, Any]]:
    """What all of them told, in the order of the ids."""
    streams = [_rows(publisher.conn, TOLD, publisher.types) for publisher in publishers]
    heads = []
    for number, stream in enumerate(streams):
        if (row := await anext(stream, None)) is not None:
            heads.append((row["event_id"], number, row))
    heapq.heapify(heads)
    while heads:
        _, number, row = heads[0]
        yield publishers[number], row
        following = await anext(streams[number], None)
        if following is None:
            heapq.heappop(heads)
        else:
            heapq.heapreplace(heads, (following["event_id"], number, following))


async def _rows(conn: asyncpg.Connection, query: str, wanted: Any) -> AsyncIterator[Any]:
    async for row in conn.cursor(query, wanted, prefetch=AT_ONCE):
        yield row


async def _paired(
    told: AsyncIterator[tuple[_Publisher, Any]], had: AsyncIterator[Any]
) -> AsyncIterator[tuple[_Publisher | None, Any, Any]]:
    """Every event that was told, had, or both, once; both streams are sorted by its id."""
    left, right = await anext(told, None), await anext(had, None)
    while left is not None or right is not None:
        if right is None or (left is not None and left[1]["event_id"] < right["event_id"]):
            assert left is not None
            yield *left, None
            left = await anext(told, None)
        elif left is None or right["event_id"] < left[1]["event_id"]:
            yield None, None, right
            right = await anext(had, None)
        else:
            yield *left, right
            left, right = await anext(told, None), await anext(had, None)
