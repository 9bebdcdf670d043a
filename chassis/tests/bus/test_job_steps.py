"""A loop of jobs step by step: when what seems an outage is a failure, and what one errand may."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import pytest

from chassis.bus import Errand, Long, Parcel, Timer, errands, schedule
from chassis.bus.errands import Errands, StoppingError, deadline_loops
from chassis.bus.timers import Timers, lanes, postpone, revoke
from chassis.clock import DrivenClock
from chassis.db import Database, Transaction
from chassis.errors import TransientError

from .support.sides import Side

START = datetime(2026, 1, 5, 8, tzinfo=UTC)
CONFLICT = asyncpg.SerializationError()


async def nothing(_timer: Timer, _tx: Transaction) -> None:
    return


def timer(key: str) -> Timer:
    return Timer("reminder", key, START, {})


def loop_of(side: Side, handler: Any = nothing) -> Timers:
    clock = DrivenClock()
    clock.advance(START)
    return Timers(side.database, {"reminder": handler}, clock)


async def test_the_tenth_seeming_outage_in_a_row_of_one_job_is_a_failure(reader: Side) -> None:
    loop = loop_of(reader)
    first, second = timer("a"), timer("b")
    assert [await loop._is_lost(first, CONFLICT) for _ in range(9)] == [False] * 9
    assert [await loop._is_lost(second, CONFLICT) for _ in range(9)] == [False] * 9
    assert await loop._is_lost(second, CONFLICT)
    assert not await loop._is_lost(first, CONFLICT), "its count began anew"


async def test_what_is_away_is_no_failure_however_often(
    reader: Side, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop = loop_of(reader)
    away = TransientError("something else is away")
    assert not any([await loop._is_lost(timer("a"), away) for _ in range(30)])

    async def silence(_database: Database) -> bool:
        return False

    monkeypatch.setattr(Database, "answers", silence)
    assert not any([await loop._is_lost(timer("a"), CONFLICT) for _ in range(30)])


async def test_a_loop_works_off_all_that_is_due_and_looks_once_where_nothing_is(
    reader: Side,
) -> None:
    fired: list[str] = []

    async def note(due: Timer, _tx: Transaction) -> None:
        fired.append(due.key)

    loop = loop_of(reader, note)
    async with reader.database.begin(START) as tx:
        for key, after in (("late", -1), ("due", 0), ("early", 1)):
            await schedule(tx, "reminder", key, START + timedelta(seconds=after))
        await schedule(tx, "unknown", "x", START)
    await loop._run_all()
    assert fired == ["late", "due"]
    assert not await loop.run_one()
    await loop._run_all()
    assert fired == ["late", "due"]
    async with reader.database.connection() as conn:
        rows = await conn.fetch("SELECT name, key FROM bus_timer ORDER BY name")
        assert not await loop._any_waits(conn)
    assert [tuple(row) for row in rows] == [("reminder", "early"), ("unknown", "x")]


async def test_a_loop_that_stops_begins_no_other_job(reader: Side) -> None:
    fired: list[str] = []

    async def last(due: Timer, _tx: Transaction) -> None:
        fired.append(due.key)
        loop.stop()

    loop = loop_of(reader, last)
    async with reader.database.begin(START) as tx:
        for key in ("a", "b"):
            await schedule(tx, "reminder", key, START)
    await loop._run_all()
    assert len(fired) == 1


@pytest.mark.parametrize(
    ("failed", "after"), [(0, 30), (8, 30), (9, 600), (10, 600)], ids=lambda value: str(value)
)
async def test_what_failed_comes_again_after_half_a_minute_and_after_ten_tries_seldom(
    reader: Side, failed: int, after: int
) -> None:
    async with reader.database.begin(START) as tx:
        await schedule(tx, "reminder", "a", START)
        await tx.conn.execute("UPDATE bus_timer SET attempts = $1", failed)
        await postpone(tx, timer("a"))
        row = await tx.conn.fetchrow("SELECT due_at, attempts FROM bus_timer")
        assert (row["due_at"] - START, row["attempts"]) == (timedelta(seconds=after), failed + 1)
        await postpone(tx, timer("a"), 5)
        again = await tx.conn.fetchrow("SELECT due_at, attempts FROM bus_timer")
        assert tuple(again) == tuple(row), "it was moved meanwhile"
        await revoke(tx, "reminder", "a")
        assert await tx.conn.fetchval("SELECT count(*) FROM bus_timer") == 0


def test_each_deadline_has_its_lane(reader: Side) -> None:
    async def decide(_timer: Timer, _tx: Transaction) -> Parcel | None:
        return None

    long, errand = Long(nothing), Errand(decide)
    apart = lanes({"a": nothing, "b": long, "c": errand})
    assert (dict(apart.prompt), dict(apart.long), dict(apart.errands)) == (
        {"a": nothing},
        {"b": long},
        {"c": errand},
    )
    clock = DrivenClock()
    assert [*deadline_loops(reader.database, {"a": nothing}, clock)] == ["timers"]
    every = deadline_loops(reader.database, {"a": nothing, "b": long, "c": errand}, clock)
    assert [*every] == ["timers", "long-timers", "errands-c"]
    assert every["timers"].name == "timers"
    assert every["errands-c"].name == "errands"


class Road:
    """Where a parcel is brought, as slowly as a test says."""

    def __init__(self, fault: Exception | None = None, *, endless: bool = False) -> None:
        self.fault, self.endless = fault, endless
        self.left = False

    async def bring(self) -> None:
        try:
            if self.fault:
                raise self.fault
            if self.endless:
                await asyncio.Event().wait()
        finally:
            self.left = True


def errands_of(side: Side) -> Errands:
    async def decide(_timer: Timer, _tx: Transaction) -> Parcel | None:
        return None

    return Errands(side.database, "letter", Errand(decide), DrivenClock())


async def test_a_parcel_is_brought_within_the_limit_or_not_at_all(
    reader: Side, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(errands, "LIMIT_SECONDS", 0.05)
    loop, before = errands_of(reader), asyncio.all_tasks()
    quick = Road()
    await loop._bring(Parcel(quick.bring))
    assert quick.left
    with pytest.raises(ZeroDivisionError):
        await loop._bring(Parcel(Road(ZeroDivisionError()).bring))
    swallowed = Road(endless=True)
    with pytest.raises(TimeoutError):
        await loop._bring(Parcel(swallowed.bring))
    assert swallowed.left
    assert asyncio.all_tasks() == before


async def test_who_stops_waits_for_no_parcel(reader: Side) -> None:
    loop, swallowed = errands_of(reader), Road(endless=True)
    bringing = asyncio.create_task(loop._bring(Parcel(swallowed.bring)))
    await asyncio.sleep(0)
    loop.stop()
    with pytest.raises(StoppingError):
        await asyncio.wait_for(bringing, 10)
    assert swallowed.left
