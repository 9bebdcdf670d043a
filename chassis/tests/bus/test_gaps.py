"""A reader says which events it never got, as soon as a later one of their key names them."""

from collections import defaultdict
from datetime import UTC, datetime
from itertools import pairwise
from random import Random
from uuid import UUID, uuid4

import pytest

from chassis.bus import catch_up, gaps
from chassis.bus.backlog import Backlog
from chassis.bus.dispatcher import Delivery
from chassis.bus.envelope import Envelope, decode, encode
from chassis.bus.outbox import record
from chassis.bus.retention.policy import Terms
from chassis.bus.retention.sweep import Retention
from chassis.clock import SystemClock
from chassis.db import Cause, Transaction
from chassis.errors import RejectedError
from contracts import Event
from contracts.pandkalender import ShiftCancelled, ShiftConfirmed, ShiftDeclared

from .support.events import cancelled, declared
from .support.handlers import note_cancelled, note_declared, now, running
from .support.sides import Side, Table


async def note_confirmed(_event: ShiftConfirmed, _tx: Transaction) -> None:
    """Nothing is kept of it."""


TABLE: Table = {
    ShiftDeclared: note_declared,
    ShiftCancelled: note_cancelled,
    ShiftConfirmed: note_confirmed,
}


def confirmed(shift_id: UUID) -> ShiftConfirmed:
    return ShiftConfirmed(shift_id=shift_id, confirmed_at=now())


async def told(publisher: Side, *events: Event) -> list[bytes]:
    """Their messages, as the outbox wrote them; each recorded in a transaction of its own."""
    for event in events:
        async with publisher.database.begin(now()) as tx:
            record(tx, event)
    async with publisher.sandbox.asking("pandkalender") as conn:
        rows = await conn.fetch("SELECT body FROM bus_outbox ORDER BY position")
        await conn.execute("DELETE FROM bus_outbox")
    return [row["body"] for row in rows]


async def deliver(reader: Side, *bodies: bytes) -> list[Envelope]:
    envelopes = [decode(body) for body in bodies]
    for envelope, body in zip(envelopes, bodies, strict=True):
        await reader.sandbox.publish_body(
            body,
            envelope.routing_key,
            publisher="pandkalender",
            key=envelope.partition_key,
        )
    return envelopes


async def missing(reader: Side) -> set[UUID]:
    async with reader.database.connection() as conn:
        return {gap.event_id for gap in await gaps.look(conn, "databank")}


async def test_an_event_names_to_each_reader_what_that_reader_had_before(publisher: Side) -> None:
    """What only databank reads is no gap for reporting."""
    shift = uuid4()
    bodies = await told(publisher, declared(shift), confirmed(shift), cancelled(shift))
    first, second, third = map(decode, bodies)
    assert first.previous == {}
    assert second.previous == {"databank": first.id}
    assert third.previous == {"databank": second.id, "reporting": first.id}


async def test_events_of_one_transaction_name_each_other(publisher: Side) -> None:
    shift, other = uuid4(), uuid4()
    async with publisher.database.begin(now()) as tx:
        for event in (declared(shift), declared(other), cancelled(shift)):
            record(tx, event)
    first, second, third = map(decode, await told(publisher))
    assert (first.previous, second.previous) == ({}, {})
    assert third.previous == {"databank": first.id, "reporting": first.id}


@pytest.mark.parametrize("seed", range(4))
async def test_of_all_that_is_dropped_each_is_seen_with_the_next_of_its_key_and_nothing_else(
    publisher: Side, reader: Side, seed: int
) -> None:
    """Whatever is dropped, delivered twice, in batches or one by one."""
    chance = Random(seed)
    shifts = [uuid4() for _ in range(8)]
    kinds = (declared, confirmed, cancelled)
    bodies = await told(
        publisher, *(chance.choice(kinds)(chance.choice(shifts)) for _ in range(60))
    )
    dropped = {decode(body).id for body in bodies if chance.random() < 0.3}
    by_key: dict[str, list[UUID]] = defaultdict(list)
    for body in bodies:
        by_key[decode(body).partition_key].append(decode(body).id)
    seen = set()
    for ids in by_key.values():
        seen |= {
            event_id
            for event_id, following in pairwise(ids)
            if event_id in dropped and following not in dropped
        }
    assert seen, "something to see"
    twice = [body for body in bodies for _ in range(chance.choice((1, 1, 2)))]
    async with running(reader.consumer(TABLE, limit=chance.choice((1, 200)))):
        envelopes = await deliver(reader, *(b for b in twice if decode(b).id not in dropped))
        await reader.sandbox.handled("databank", list({each.id for each in envelopes}))
    assert await missing(reader) == seen
    backlog = Backlog(1000)
    await backlog.measure(reader.database)
    assert backlog.gaps == len(seen)


async def test_a_gap_closes_when_the_event_comes(publisher: Side, reader: Side) -> None:
    shift = uuid4()
    first, second = await told(publisher, declared(shift), cancelled(shift))
    async with running(reader.consumer(TABLE)):
        (later,) = await deliver(reader, second)
        await reader.sandbox.handled("databank", [later.id])
        assert await missing(reader) == {decode(first).id}
        (late,) = await deliver(reader, first)
        await reader.sandbox.handled("databank", [late.id])
    assert await missing(reader) == set()
    await Retention(reader.database, Terms.load(), SystemClock()).erase()
    async with reader.sandbox.asking("databank") as conn:
        assert await conn.fetchval("SELECT count(*) FROM bus_gap") == 0


async def test_what_is_refused_for_want_of_the_lost_one_tells_of_it(
    publisher: Side, reader: Side
) -> None:
    """It is parked, and no other may ever come of its key."""

    async def refuse(_event: ShiftCancelled, _tx: Transaction) -> None:
        raise RejectedError("nobody declared this shift")

    shift = uuid4()
    first, second = await told(publisher, declared(shift), cancelled(shift))
    async with running(reader.consumer({**TABLE, ShiftCancelled: refuse})):
        (later,) = await deliver(reader, second)
        await reader.sandbox.handled("databank", [later.id])
    assert await missing(reader) == {decode(first).id}


async def test_what_is_parked_or_waits_behind_it_is_no_gap(publisher: Side, reader: Side) -> None:
    async def refuse(_event: ShiftDeclared, _tx: Transaction) -> None:
        raise RejectedError("never")

    shift = uuid4()
    bodies = await told(publisher, declared(shift), confirmed(shift), cancelled(shift))
    async with running(reader.consumer({**TABLE, ShiftDeclared: refuse})):
        envelopes = await deliver(reader, *bodies)
        await reader.sandbox.handled("databank", [each.id for each in envelopes])
    assert await missing(reader) == set()


async def test_a_reader_that_catches_up_judges_nothing(publisher: Side, reader: Side) -> None:
    """What it lost is on its way: a rebuild of an hour would else call somebody."""
    shift = uuid4()
    _, second = await told(publisher, declared(shift), cancelled(shift))
    async with reader.database.begin(now()) as tx:
        await catch_up.begin(tx, "databank", actor="beheerder-1", reason="restored")
    async with running(reader.consumer(TABLE)):
        (later,) = await deliver(reader, second)
        await reader.sandbox.handled("databank", [later.id])
    assert await missing(reader) == set()


async def test_what_the_inbox_may_have_forgotten_is_not_judged(
    publisher: Side, reader: Side
) -> None:
    shift = uuid4()
    _, second = await told(publisher, declared(shift), cancelled(shift))
    async with reader.sandbox.asking("databank", owner=True) as owner:
        await owner.execute(
            "INSERT INTO bus_erasure (store, at, before, rule, events, held)"
            " VALUES ('inbox', now(), now() + interval '1 minute', 'a test', 1, 0)"
        )
    async with running(reader.consumer(TABLE)):
        (later,) = await deliver(reader, second)
        await reader.sandbox.handled("databank", [later.id])
    assert await missing(reader) == set()


async def test_an_operator_lets_go_what_will_never_come_and_it_is_recorded(
    publisher: Side, reader: Side
) -> None:
    shift = uuid4()
    first, second = await told(publisher, declared(shift), cancelled(shift))
    async with running(reader.consumer(TABLE)):
        (later,) = await deliver(reader, second)
        await reader.sandbox.handled("databank", [later.id])
    lost = decode(first).id
    said = {"actor": "beheerder-1", "reason": "given up at the publisher, ticket 12"}
    async with reader.database.begin(now()) as tx:
        assert await gaps.let_go(tx, "databank", lost, **said)
    async with reader.database.begin(now()) as tx:
        assert not await gaps.let_go(tx, "databank", lost, **said)
    assert await missing(reader) == set()
    async with reader.sandbox.asking("databank") as conn:
        row = await conn.fetchrow("SELECT action, actor, event_id FROM bus_parking_log")
    assert tuple(row) == ("let-go", "beheerder-1", lost)


def test_an_id_of_the_outbox_says_when_it_was_written() -> None:
    """RFC 9562, 5.7: 48 bits of milliseconds before all else; another id is as old as its event."""
    moment = datetime(2026, 1, 5, 8, 0, 0, 500_000, tzinfo=UTC)
    written = UUID(int=1_767_600_000_500 << 80 | 7 << 76 | 2 << 62 | 5)
    body = encode(cancelled(uuid4()), event_id=uuid4(), at=now(), sequence=1, cause=Cause())
    later = Delivery(decode(body), body, "pandkalender", True, True, None)
    assert gaps._written_at(written, later) == moment
    assert gaps._written_at(UUID(int=written.int | 1 << 75), later) == moment
    other = UUID(int=1_767_600_000_500 << 80 | 4 << 76 | 2 << 62 | 5)
    assert gaps._written_at(other, later) == later.envelope.time
