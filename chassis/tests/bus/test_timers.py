import asyncio
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from prometheus_client import REGISTRY

from chassis.bus import Long, Timer, revoke, schedule
from chassis.bus.backlog import Backlog
from chassis.bus.timers import Timers, ensure, lanes
from chassis.clock import DrivenClock
from chassis.db import Cause, Transaction
from chassis.traces import Traces

from .support.sides import Side

START = datetime(2026, 1, 5, 8, tzinfo=UTC)


async def note(timer: Timer, tx: Transaction) -> None:
    await tx.conn.execute(
        "INSERT INTO effect (key, what) VALUES ($1, $2)", timer.key, str(timer.data.get("what"))
    )


def clock_at(moment: datetime) -> DrivenClock:
    clock = DrivenClock()
    clock.advance(moment)
    return clock


async def test_a_deadline_fires_once_when_it_is_due_and_not_before(reader: Side) -> None:
    clock = clock_at(START)
    timers = Timers(reader.database, {"term": note}, clock)
    async with reader.database.begin(START) as tx:
        await schedule(tx, "term", "case-1", START + timedelta(days=15), {"what": "expired"})
    assert not await timers.run_one()
    clock.advance(START + timedelta(days=15))
    assert await timers.run_one()
    assert not await timers.run_one()
    assert await reader.effects() == [("case-1", "expired")]


async def test_a_timer_begins_a_trace_that_is_linked_to_what_set_it(reader: Side) -> None:
    """A term may be years: one trace over all of it would show nothing."""
    spans = InMemorySpanExporter()
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(spans))
    set_by, causes = "00-" + "ab" * 16 + "-" + "cd" * 8 + "-01", []

    async def keep_cause(_timer: Timer, tx: Transaction) -> None:
        causes.append(tx.cause.traceparent)

    async with reader.database.begin(START, Cause(traceparent=set_by)) as tx:
        await schedule(tx, "term", "case-1", START)
        await ensure(tx, "term", {"case-2": START})
    async with reader.database.begin(START) as tx:
        await schedule(tx, "term", "case-3", START)
    timers = Timers(reader.database, {"term": keep_cause}, clock_at(START), Traces(provider))
    while await timers.run_one():
        pass
    first, second, third = spans.get_finished_spans()
    for span in (first, second):
        (link,) = span.links
        assert f"{link.context.trace_id:032x}" == "ab" * 16
        assert f"{link.context.span_id:016x}" == "cd" * 8
    assert not third.links
    assert {span.name for span in (first, second, third)} == {"timer term"}
    assert all(span.parent is None for span in (first, second, third))
    assert (
        len({span.context.trace_id for span in (first, second, third)} | {int("ab" * 16, 16)}) == 4
    )
    assert [
        f"{span.context.trace_id:032x}" in cause
        for span, cause in zip((first, second, third), causes, strict=True)
    ] == [True] * 3
    assert "case-" not in "".join(span.to_json() for span in spans.get_finished_spans())


async def test_a_revoked_deadline_does_not_fire(reader: Side) -> None:
    timers = Timers(reader.database, {"term": note}, clock_at(START + timedelta(days=30)))
    async with reader.database.begin(START) as tx:
        await schedule(tx, "term", "case-1", START)
        await revoke(tx, "term", "case-1")
    assert not await timers.run_one()


async def test_scheduling_again_moves_the_deadline(reader: Side) -> None:
    clock = clock_at(START)
    timers = Timers(reader.database, {"term": note}, clock)
    async with reader.database.begin(START) as tx:
        await schedule(tx, "term", "case-1", START)
        await schedule(tx, "term", "case-1", START + timedelta(days=1))
    assert not await timers.run_one()
    clock.advance(START + timedelta(days=1))
    assert await timers.run_one()


async def test_a_failing_timer_is_tried_later_and_stops_no_other(reader: Side) -> None:
    async def fail(_timer: Timer, tx: Transaction) -> None:
        await tx.conn.execute("INSERT INTO effect (key, what) VALUES ('half', 'done')")
        raise ValueError

    clock = clock_at(START)
    timers = Timers(reader.database, {"bad": fail, "term": note}, clock)
    async with reader.database.begin(START) as tx:
        await schedule(tx, "bad", "a", START - timedelta(hours=1))
        await schedule(tx, "term", "b", START)
    assert await timers.run_one()
    assert await timers.run_one()
    assert await reader.effects() == [("b", "None")]
    async with reader.database.connection() as conn:
        assert await conn.fetchval("SELECT attempts FROM bus_timer WHERE key = 'a'") == 1


async def test_a_timer_that_failed_ten_times_is_tried_more_seldom_until_it_ran(
    reader: Side,
) -> None:
    """It stays in sight: ten tries in five minutes, and then one every ten minutes."""
    works = False

    async def fail_at_first(timer: Timer, tx: Transaction) -> None:
        if not works:
            raise ValueError
        await note(timer, tx)

    clock, backlog = clock_at(START), Backlog(1000)
    timers = Timers(reader.database, {"term": fail_at_first}, clock)
    async with reader.database.begin(START) as tx:
        await schedule(tx, "term", "a", START)
    for number in range(1, 11):
        await backlog.measure(reader.database)
        assert backlog.stuck_timers == {}, number
        assert await timers.run_one()
        assert not await timers.run_one()
        clock.advance(START + timedelta(seconds=30 * number))
    tenth = START + timedelta(seconds=270)
    for number in range(1, 4):
        clock.advance(tenth + timedelta(minutes=10 * number, seconds=-1))
        assert not await timers.run_one()
        await backlog.measure(reader.database)
        assert backlog.stuck_timers == {"term": 1}
        assert REGISTRY.get_sample_value("krachtlijn_timers_stuck", {"timer": "term"}) == 1
        clock.advance(tenth + timedelta(minutes=10 * number))
        works = number == 3
        assert await timers.run_one()
    assert await reader.effects() == [("a", "None")]
    await backlog.measure(reader.database)
    assert backlog.stuck_timers == {}
    assert REGISTRY.get_sample_value("krachtlijn_timers_stuck", {"timer": "term"}) is None


async def test_a_deadline_moved_while_its_timer_fails_stands_where_it_was_moved(
    reader: Side,
) -> None:
    async def fail_while_it_moves(_timer: Timer, _tx: Transaction) -> None:
        raise ValueError

    timers = Timers(reader.database, {"term": fail_while_it_moves}, clock_at(START))
    async with reader.database.begin(START) as tx:
        await schedule(tx, "term", "a", START)
    moved = START + timedelta(days=15)
    set_aside = timers._set_aside

    async def move_first(tx: Transaction, job: Timer, error: Exception) -> None:
        async with reader.database.begin(START) as other:
            await schedule(other, "term", "a", moved)
        await set_aside(tx, job, error)

    timers._set_aside = move_first  # type: ignore[method-assign]
    assert await timers.run_one()
    async with reader.database.connection() as conn:
        row = await conn.fetchrow("SELECT due_at, attempts FROM bus_timer")
    assert tuple(row) == (moved, 0)


async def test_two_instances_fire_each_deadline_once_between_them(reader: Side) -> None:
    clock = clock_at(START)
    pair = [Timers(reader.database, {"term": note}, clock) for _ in range(2)]
    async with reader.database.begin(START) as tx:
        for number in range(20):
            await schedule(tx, "term", str(number), START)

    async def drain(timers: Timers) -> None:
        while await timers.run_one():
            pass

    await asyncio.gather(*(drain(timers) for timers in pair))
    assert sorted(int(key) for key, _ in await reader.effects()) == list(range(20))


async def test_a_request_that_moves_a_deadline_never_meets_a_deadlock(reader: Side) -> None:
    """It holds the case and wants the deadline; the timer holds the deadline and wants the case."""
    lock_case = "SELECT pg_advisory_xact_lock(4711)"
    clock = clock_at(START)
    wants_case = asyncio.Event()

    async def expire(timer: Timer, tx: Transaction) -> None:
        wants_case.set()
        await tx.conn.execute(lock_case)
        await note(timer, tx)

    timers = Timers(reader.database, {"term": expire}, clock)
    async with reader.database.begin(START) as tx:
        await schedule(tx, "term", "case-1", START)
    async with reader.database.begin(START) as request:
        await request.conn.execute(lock_case)
        firing = asyncio.create_task(timers.run_one())
        await wants_case.wait()
        await schedule(request, "term", "case-1", START + timedelta(days=1), {"what": "moved"})
    with pytest.raises(asyncpg.LockNotAvailableError):
        await firing
    assert not await timers.run_one()
    clock.advance(START + timedelta(days=1))
    assert await timers.run_one()
    assert await reader.effects() == [("case-1", "moved")]


@pytest.mark.parametrize("moved", [True, False], ids=["moved", "revoked"])
async def test_a_request_is_not_refused_for_a_timer_that_wants_its_case_late(
    reader: Side, moved: bool
) -> None:
    """On a busy machine the request is the first to wait, and the first to be found in a circle."""
    lock_case = "SELECT pg_advisory_xact_lock(4711)"
    taken = asyncio.Event()

    async def expire(_timer: Timer, tx: Transaction) -> None:
        taken.set()
        await asyncio.sleep(0.15)
        await tx.conn.execute(lock_case)

    timers = Timers(reader.database, {"term": expire}, clock_at(START))
    async with reader.database.begin(START) as tx:
        await schedule(tx, "term", "case-1", START)
    async with reader.database.begin(START) as request:
        await request.conn.execute(lock_case)
        firing = asyncio.create_task(timers.run_one())
        await taken.wait()
        if moved:
            await schedule(request, "term", "case-1", START + timedelta(days=1))
        else:
            await revoke(request, "term", "case-1")
    with pytest.raises(asyncpg.LockNotAvailableError):
        await firing
    async with reader.database.connection() as conn:
        left = await conn.fetch("SELECT due_at FROM bus_timer")
    assert [row["due_at"] for row in left] == [START + timedelta(days=1)] * moved


async def test_a_deadline_fires_while_a_long_one_is_at_work(reader: Side) -> None:
    """Whoever is to be protected at once does not wait until a month is counted."""
    begun, protected = asyncio.Event(), asyncio.Event()

    async def count(_timer: Timer, _tx: Transaction) -> None:
        begun.set()
        await protected.wait()

    async def protect(_timer: Timer, _tx: Transaction) -> None:
        await begun.wait()
        protected.set()

    clock = clock_at(START)
    apart = lanes({"count": Long(count), "protect": protect})
    loops = [Timers(reader.database, handlers, clock) for handlers in (apart.prompt, apart.long)]
    async with reader.database.begin(START) as tx:
        await schedule(tx, "count", "month", START)
        await schedule(tx, "protect", "somebody", START + timedelta(seconds=1))
    clock.advance(START + timedelta(seconds=1))
    running = [asyncio.create_task(loop.run()) for loop in loops]
    async with asyncio.timeout(60):
        await protected.wait()
        for loop in loops:
            loop.stop()
        await asyncio.gather(*running)
    async with reader.database.connection() as conn:
        assert await conn.fetchval("SELECT count(*) FROM bus_timer") == 0
