"""The relay step by step: its lease by the clock, how much it takes, and what it sets aside."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

import asyncpg
import pytest

from chassis.backoff import Backoff
from chassis.bus import outbox, relay, replay
from chassis.bus.connection import connected
from chassis.bus.publisher import PublishChannel, RefusedError
from chassis.bus.relay import Relay
from chassis.bus.retention.policy import Terms
from chassis.db import Database

from .support.events import cancelled
from .support.handlers import now
from .support.sides import Side


class Seconds:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> Seconds:
    clock = Seconds()
    monkeypatch.setattr(relay, "monotonic", clock)
    return clock


async def recorded(publisher: Side, count: int) -> None:
    async with publisher.database.begin(now()) as tx:
        for _ in range(count):
            outbox.record(tx, cancelled(uuid4()))


async def left(publisher: Side) -> int:
    async with publisher.database.connection() as conn:
        count: int = await conn.fetchval("SELECT count(*) FROM bus_outbox")
    return count


@asynccontextmanager
async def channel(publisher: Side, said: str = "pandkalender") -> AsyncIterator[PublishChannel]:
    """A channel of the publisher's login, for messages that name ``said`` as their sender."""
    async with connected(publisher.sandbox.amqp_url("pandkalender"), "test") as connection:
        yield await PublishChannel.open(connection, said)


async def lease(conn: asyncpg.Connection) -> float | None:
    """Seconds for which the lease still holds."""
    held: float | None = await conn.fetchval(
        "SELECT extract(epoch FROM until - clock_timestamp())::float FROM bus_lease"
    )
    return held


def another(publisher: Side) -> Relay:
    return Relay("pandkalender", publisher.sandbox.amqp_url("pandkalender"), publisher.database)


def test_a_relay_begins_with_nothing_in_hand(publisher: Side) -> None:
    fresh = publisher.relay
    assert (fresh.connected, fresh.holds_lease, fresh._one_by_one) == (False, False, 0)
    assert fresh._batch == 200
    terms = Terms({})
    given = Relay("pandkalender", "amqp://nowhere", publisher.database, terms=terms)
    assert given._terms is terms
    assert fresh._terms.of("archive", now().date()) is not None


async def test_a_lease_of_two_seconds_is_one_relays_alone(publisher: Side) -> None:
    first, second = another(publisher), another(publisher)
    async with publisher.database.connection() as conn:
        assert await first._holds_lease(conn, 0.5)
        held = await lease(conn)
        assert held is not None
        assert 1 < held <= 2
        assert not await second._holds_lease(conn, 0.5)
        assert not second.holds_lease
        await conn.execute("UPDATE bus_lease SET until = clock_timestamp() - interval '1 s'")
        assert await second._holds_lease(conn, 0.5)
    first.holds_lease = False
    await second._give_back()
    async with publisher.database.connection() as conn:
        assert await lease(conn) is None


async def test_who_has_no_lease_gives_none_back(publisher: Side) -> None:
    first, second = another(publisher), another(publisher)
    async with publisher.database.connection() as conn:
        assert await first._holds_lease(conn, 0.5)
        await second._give_back()
        assert await lease(conn) is not None


@pytest.mark.parametrize(
    ("after", "passed", "renewed"),
    [(0.5, 0.5, False), (0.5, 0.6, True), (1.2, 1.2, False), (1.2, 1.3, True)],
)
async def test_a_lease_is_renewed_when_it_is_older(
    publisher: Side, seconds: Seconds, after: float, passed: float, *, renewed: bool
) -> None:
    working = another(publisher)
    async with publisher.database.connection() as conn:
        assert await working._holds_lease(conn, after)
        await conn.execute("UPDATE bus_lease SET until = clock_timestamp() + interval '9 s'")
        seconds.now += passed
        assert await working._holds_lease(conn, after)
        held = await lease(conn)
        assert held is not None
        assert (held <= 2) is renewed
        if renewed:
            assert working._leased_at == seconds.now


async def test_a_lease_that_another_took_meanwhile_is_lost(
    publisher: Side, seconds: Seconds
) -> None:
    working = another(publisher)
    async with publisher.database.connection() as conn:
        assert await working._holds_lease(conn, 0.5)
        await conn.execute("UPDATE bus_lease SET owner = $1", uuid4())
        seconds.now += 1
        assert not await working._holds_lease(conn, 0.5)
        assert not working.holds_lease


async def test_who_has_no_lease_asks_for_it_four_times_a_second(
    publisher: Side, seconds: Seconds
) -> None:
    """Whatever was recorded meanwhile; but who stops asks at once."""
    working = another(publisher)
    async with publisher.database.connection() as conn, channel(publisher) as open_channel:
        await conn.execute(
            "INSERT INTO bus_lease VALUES ('relay', $1, clock_timestamp() + interval '1 hour')",
            uuid4(),
        )
        await recorded(publisher, 1)
        assert await working._publish_some(open_channel) == 0
        await conn.execute("DELETE FROM bus_lease")
        seconds.now += 0.2
        assert await working._publish_some(open_channel) == 0
        assert await left(publisher) == 1
        seconds.now += 0.05
        assert await working._publish_some(open_channel) == 1
        assert await left(publisher) == 0
        working.holds_lease = False
        await recorded(publisher, 1)
        working.stop()
        assert await working._publish_some(open_channel) == 1


@pytest.mark.parametrize(("one_by_one", "taken"), [(0, 3), (1, 1), (3, 1)])
async def test_what_waits_is_taken_together_or_one_by_one(
    publisher: Side, one_by_one: int, taken: int
) -> None:
    working = another(publisher)
    await recorded(publisher, 3)
    working._one_by_one = one_by_one
    async with publisher.database.connection() as conn:
        assert len(await working._next(conn)) == taken


async def test_a_batch_is_no_larger_than_was_said(publisher: Side) -> None:
    url = publisher.sandbox.amqp_url("pandkalender")
    small = Relay("pandkalender", url, publisher.database, batch=2)
    await recorded(publisher, 3)
    async with publisher.database.connection() as conn:
        assert len(await small._next(conn)) == 2
    async with channel(publisher) as open_channel:
        assert await small._publish_some(open_channel) == 2
        small._one_by_one = 2
        assert await small._publish_some(open_channel) == 1
        assert small._one_by_one == 1
        assert await small._publish_some(open_channel) == 0
        assert small._one_by_one == 0, "what is left of it was published by another one"


async def test_what_was_refused_is_tried_again_after_a_minute(
    publisher: Side, seconds: Seconds
) -> None:
    working = another(publisher)
    await recorded(publisher, 2)
    async with publisher.database.connection() as conn:
        (first, second) = await outbox.pending(conn, 2)
        await outbox.set_aside(conn, first, "RefusedError")
        await conn.execute(
            "UPDATE bus_outbox SET refused_at = refused_at - interval '59 s' WHERE position = $1",
            first.position,
        )
        assert await working._next(conn) == [second]
        await conn.execute(
            "UPDATE bus_outbox SET refused_at = refused_at - interval '1 s' WHERE position = $1",
            first.position,
        )
        seconds.now += 59.5
        assert await working._next(conn) == [second]
        seconds.now += 0.5
        assert await working._next(conn) == [first]
        assert await working._next(conn) == [second], "noted before it is tried"


async def test_of_many_that_the_broker_refuses_each_is_sent_by_itself(publisher: Side) -> None:
    """A login may not name another as the sender: the broker closes the channel."""
    working = another(publisher)
    await recorded(publisher, 3)
    async with publisher.database.connection() as conn:
        events = await outbox.pending(conn, 3)
        async with channel(publisher, "databank") as refusing:
            with pytest.raises(RefusedError):
                await working._send(conn, refusing, events)
        assert working._one_by_one == 3
        assert await outbox.pending(conn, 3) == events
        async with channel(publisher, "databank") as refusing:
            with pytest.raises(RefusedError):
                await working._send(conn, refusing, events[:1])
        assert working._one_by_one == 3
        assert await outbox.pending(conn, 3) == events[1:]
        why = await conn.fetchval("SELECT refused FROM bus_outbox WHERE refused IS NOT NULL")
        assert why == "ChannelPreconditionFailed"
        assert await outbox.refused(conn, 60.0) == []
        assert await outbox.refused(conn, 0.0) == events[:1]


async def test_a_relay_that_stops_publishes_what_is_there_and_gives_the_lease_back(
    publisher: Side,
) -> None:
    """Though nobody woke it, and in as many turns as it takes."""
    url = publisher.sandbox.amqp_url("pandkalender")
    small = Relay("pandkalender", url, publisher.database, batch=2)
    await recorded(publisher, 5)
    small.stop()
    async with channel(publisher) as open_channel, asyncio.timeout(20):
        await small._serve(open_channel, Backoff())
    assert await left(publisher) == 0
    assert (small.connected, small.holds_lease) == (False, False)
    async with publisher.database.connection() as conn:
        assert await lease(conn) is None
        assert await conn.fetchval("SELECT count(*) FROM bus_archive") == 5


async def test_a_replay_goes_in_batches_once_nothing_waits(publisher: Side) -> None:
    url = publisher.sandbox.amqp_url("pandkalender")
    small = Relay("pandkalender", url, publisher.database, batch=2)
    await recorded(publisher, 3)
    async with channel(publisher) as open_channel:
        counts = [await small._publish_some(open_channel) for _ in range(3)]
        assert counts == [2, 1, 0]
        async with publisher.database.begin(now()) as tx:
            number = await replay.ask_for_replay(
                tx, "databank", since=now().replace(year=2020), until=None, actor="a", reason="r"
            )
        counts = [await small._publish_some(open_channel) for _ in range(3)]
        assert counts == [2, 1, 0]
    async with publisher.database.connection() as conn:
        row = await conn.fetchrow("SELECT sent, done_at FROM bus_replay WHERE id = $1", number)
    assert row["sent"] == 3
    assert row["done_at"] is not None


async def test_who_is_woken_or_told_to_stop_looks_at_once() -> None:
    nowhere = Database("postgresql://nobody@127.0.0.1:1/nowhere")
    working = Relay("pandkalender", "amqp://nowhere", nowhere)
    for tell in (working.wake, working.stop):
        working._hint.clear()
        tell()
        assert working._hint.is_set()
    assert working._stopping.is_set()
