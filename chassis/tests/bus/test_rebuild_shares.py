"""A reader is made anew from an archive by shares: each event once and in order, and none twice
where a share was cut off."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from uuid import UUID, uuid4

import asyncpg
import pytest

from chassis.backoff import Backoff
from chassis.bus import rebuild, record
from chassis.bus.breaker import Breaker
from chassis.bus.pipeline import Pipeline
from chassis.bus.rebuild import Share
from chassis.clock import SystemClock
from contracts.pandkalender import ShiftCancelled, ShiftDeclared

from .support.events import cancelled, declared
from .support.handlers import eventually, note_cancelled, note_declared, now, running
from .support.sides import Side, Table

TABLE: Table = {ShiftDeclared: note_declared, ShiftCancelled: note_cancelled}
ALWAYS = datetime(2000, 1, 1, tzinfo=UTC)


class Bench:
    """An archive with two declarations and then their cancellations, and who reads it anew."""

    def __init__(
        self, reader: Side, shifts: list[UUID], archive: asyncpg.Connection, own: asyncpg.Connection
    ) -> None:
        self.reader, self.shifts, self.archive, self.own = reader, shifts, archive, own
        self.rebuild = 0

    async def begin(self, shares: int = 1) -> None:
        await rebuild.begin(
            self.own, "databank", ["pandkalender"], shares, actor="b-1", reason="a restore"
        )
        going = await rebuild.unfinished(self.own, "databank")
        assert going is not None
        assert (going.shares, going.actor) == (shares, "b-1")
        self.rebuild = going.id

    def share(self, number: int = 0, of: int = 1, oldest: datetime = ALWAYS) -> Share:
        types = [ShiftDeclared.type, ShiftCancelled.type]
        return Share(self.rebuild, "pandkalender", types, oldest, number, of)

    async def work_off(self, share: Share, *, stops: bool = False) -> None:
        await rebuild.work_off(share, self.archive, self.own, self._pipeline(), stops=lambda: stops)

    async def try_warily(self, share: Share) -> None:
        await rebuild.try_warily(share, self.archive, self.own, self._pipeline())

    async def take_listed(self, positions: list[int], *, warily: bool = False) -> int:
        return await rebuild.take_listed(
            "pandkalender", self.archive, positions, self._pipeline(), warily=warily
        )

    def _pipeline(self) -> Pipeline:
        return Pipeline(
            self.reader.database,
            self.reader.dispatcher_of(TABLE),
            SystemClock(),
            Breaker(self.reader.database, "databank", -1),
            stopping=asyncio.Event(),
            is_paused=lambda: False,
            backoff=Backoff(),
        )

    async def archived(self) -> list[int]:
        rows = await self.archive.fetch("SELECT position FROM bus_archive ORDER BY position")
        return [row["position"] for row in rows]

    async def noted(self) -> list[tuple[int, int]]:
        """Position and events of each share."""
        rows = await self.own.fetch(
            "SELECT position, events FROM bus_rebuild_share WHERE rebuild = $1 ORDER BY share",
            self.rebuild,
        )
        return [(row["position"], row["events"]) for row in rows]

    async def told(self) -> list[tuple[str, str]]:
        first, second = map(str, self.shifts)
        all_of_them = [(first, "Ana"), (second, "Bea"), (first, "cancelled"), (second, "cancelled")]
        assert sorted(await self.reader.effects()) == sorted(all_of_them)
        return all_of_them


@pytest.fixture
async def bench(publisher: Side, reader: Side) -> AsyncIterator[Bench]:
    first, second = uuid4(), uuid4()
    events = (declared(first, "Ana"), declared(second, "Bea"), cancelled(first), cancelled(second))
    async with publisher.database.connection() as archive, reader.database.connection() as own:
        bench = Bench(reader, [first, second], archive, own)
        async with running(publisher.relay):
            async with publisher.database.begin(now()) as tx:
                for event in events:
                    record(tx, event)

            async def all_there() -> bool:
                return len(await bench.archived()) == 4

            await eventually(all_there)
        yield bench


async def test_one_share_takes_all_in_the_order_of_the_archive_and_is_in_hand_no_more(
    bench: Bench,
) -> None:
    await bench.begin()
    await bench.work_off(bench.share())
    assert await bench.reader.effects() == await bench.told()
    assert await bench.noted() == [((await bench.archived())[-1], 4)]
    assert await rebuild.events(bench.own, bench.rebuild) == 4
    assert await rebuild.in_hand(bench.own, bench.rebuild) == set()
    assert await bench.reader.sandbox.parked("databank") == []


async def test_shares_divide_the_keys_and_leave_none_out(bench: Bench) -> None:
    await bench.begin(shares=3)
    for number in range(3):
        await bench.work_off(bench.share(number, 3))
    await bench.told()
    assert sum(events for _, events in await bench.noted()) == 4
    assert all(events % 2 == 0 for _, events in await bench.noted())  # a key's events together


async def test_one_that_is_cut_off_stays_in_hand_and_is_tried_event_by_event(bench: Bench) -> None:
    await bench.begin(shares=2)
    await bench.work_off(bench.share(), stops=True)
    assert await bench.reader.effects() == []
    assert await rebuild.in_hand(bench.own, bench.rebuild) == {("pandkalender", 0)}
    await bench.try_warily(bench.share())
    assert await bench.reader.effects() == await bench.told()
    last = (await bench.archived())[-1]
    assert await bench.noted() == [(last, 4), (0, 0)]
    await bench.try_warily(bench.share())
    await bench.work_off(bench.share())
    assert await bench.noted() == [(last, 4), (0, 0)], "nothing was taken again"
    assert await rebuild.in_hand(bench.own, bench.rebuild) == set()


async def test_what_the_process_died_of_each_time_is_parked_and_the_rest_taken(
    bench: Bench,
) -> None:
    await bench.begin()
    (event_id,) = await bench.archive.fetchrow("SELECT event_id FROM bus_archive ORDER BY position")
    await bench.own.execute(
        "INSERT INTO bus_attempt (consumer, event_id, attempts) VALUES ('databank', $1, 2)",
        event_id,
    )
    await bench.try_warily(bench.share())
    assert [what for _, what in await bench.reader.effects()] == ["Bea", "cancelled"]
    parked = await bench.reader.sandbox.parked("databank")
    assert len(parked) == 2  # its cancellation waits behind it
    assert await bench.noted() == [((await bench.archived())[-1], 4)]


async def test_nothing_older_than_the_reader_may_keep_is_read(bench: Bench) -> None:
    await bench.begin()
    await bench.work_off(bench.share(oldest=now().replace(year=2999)))
    assert await bench.reader.effects() == []


async def test_what_nobody_can_read_is_counted_and_passed_by(bench: Bench, publisher: Side) -> None:
    archived = await bench.archived()
    async with publisher.sandbox.asking("pandkalender", owner=True) as owner:
        await owner.execute(
            "UPDATE bus_archive SET event_id = $2 WHERE position = $1", archived[2], uuid4()
        )
    assert await bench.take_listed(archived) == 1
    assert [what for _, what in await bench.reader.effects()] == ["Ana", "Bea", "cancelled"]
    assert await bench.take_listed(archived[:2], warily=True) == 0


async def test_a_rebuild_that_begins_ends_the_one_before_it(bench: Bench) -> None:
    await bench.begin()
    before = bench.rebuild
    await bench.begin()
    assert bench.rebuild > before
    await rebuild.finish(bench.own, "databank")
    assert await rebuild.unfinished(bench.own, "databank") is None
