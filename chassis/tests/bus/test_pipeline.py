from typing import Any
from uuid import uuid4

import pytest
from prometheus_client import REGISTRY

from chassis.bus import record
from chassis.bus.handlers import Batched
from chassis.db import Transaction
from chassis.errors import RejectedError, TransactionOverError, TransientError
from contracts.pandkalender import ShiftCancelled, ShiftDeclared

from .support.events import cancelled, declared
from .support.handlers import (
    effect,
    eventually,
    message,
    note_cancelled,
    note_declared,
    now,
    running,
)
from .support.sides import Side


async def test_a_recorded_event_has_its_effect_elsewhere_with_its_seal_opened(
    publisher: Side, reader: Side
) -> None:
    shift = declared(name="Ilinca")
    consumer = reader.consumer({ShiftDeclared: note_declared})
    async with running(publisher.relay, consumer):
        async with publisher.database.begin(now()) as tx:
            record(tx, shift)

        async def arrived() -> bool:
            return await reader.effects() == [(str(shift.shift_id), "Ilinca")]

        await eventually(arrived)


async def test_what_is_rolled_back_is_never_published(publisher: Side) -> None:
    with pytest.raises(RuntimeError):
        async with publisher.database.begin(now()) as tx:
            record(tx, declared())
            raise RuntimeError
    async with publisher.database.connection() as conn:
        assert await conn.fetchval("SELECT count(*) FROM bus_outbox") == 0


async def test_what_a_step_before_the_commit_records_is_published_too(publisher: Side) -> None:
    shift = declared()

    async def later(tx: Transaction) -> None:
        record(tx, shift)

    async with publisher.database.begin(now()) as tx:
        tx.before_commit(later)
    async with publisher.database.connection() as conn:
        keys = await conn.fetch("SELECT partition_key FROM bus_outbox")
    assert [row["partition_key"] for row in keys] == [shift.partition_key]


async def test_a_step_may_bring_another_step_that_records(publisher: Side) -> None:
    shift = declared()

    async def at_last(tx: Transaction) -> None:
        record(tx, shift)

    async def later(tx: Transaction) -> None:
        tx.before_commit(at_last)

    async with publisher.database.begin(now()) as tx:
        tx.before_commit(later)
    async with publisher.database.connection() as conn:
        assert await conn.fetchval("SELECT count(*) FROM bus_outbox") == 1


async def test_what_a_savepoint_undoes_is_told_to_nobody(publisher: Side) -> None:
    """A page that shows a refusal commits; what the refused step recorded before it goes."""
    async with publisher.database.begin(now()) as tx:
        async with tx.savepoint():
            record(tx, declared())
        with pytest.raises(RejectedError):
            async with tx.savepoint():
                record(tx, declared())
                raise RejectedError("refused")
    async with publisher.database.connection() as conn:
        assert await conn.fetchval("SELECT count(*) FROM bus_outbox") == 1


async def test_what_comes_after_the_last_step_is_refused_and_not_lost(publisher: Side) -> None:
    """Nobody would ever write it."""

    async def nothing(_tx: Transaction) -> None:
        return

    async with publisher.database.begin(now()) as tx:
        pass
    with pytest.raises(TransactionOverError):
        record(tx, declared())
    with pytest.raises(TransactionOverError):
        tx.before_commit(nothing)


async def test_events_of_one_key_arrive_in_the_order_of_their_commits(
    publisher: Side, reader: Side
) -> None:
    shifts = [uuid4() for _ in range(100)]
    table = {ShiftDeclared: note_declared, ShiftCancelled: note_cancelled}
    async with running(publisher.relay, reader.consumer(table)):
        for shift_id in shifts:
            async with publisher.database.begin(now()) as tx:
                record(tx, declared(shift_id))
                record(tx, declared(shift_id, "Second"))
        async with publisher.database.begin(now()) as tx:
            for shift_id in shifts:
                record(tx, cancelled(shift_id))

        async def all_there() -> bool:
            return len(await reader.effects()) == 300

        await eventually(all_there)
    effects = await reader.effects()
    for shift_id in shifts:
        assert [what for key, what in effects if key == str(shift_id)] == [
            "Ana",
            "Second",
            "cancelled",
        ]


async def test_a_second_delivery_has_no_second_effect(publisher: Side, reader: Side) -> None:
    shift = declared()
    body = message(reader, shift, uuid4())
    consumer = reader.consumer({ShiftDeclared: note_declared})
    async with running(consumer):
        for _ in range(3):
            await reader.sandbox.publish_body(
                body, shift.routing_key, publisher="pandkalender", key=shift.partition_key
            )
        other = declared()
        ids = await reader.sandbox.publish(other)
        await reader.sandbox.handled("databank", ids)
    assert [key for key, _ in await reader.effects()].count(str(shift.shift_id)) == 1


async def test_a_failing_message_is_parked_and_hurts_only_its_own_key(
    publisher: Side, reader: Side
) -> None:
    bad, good = uuid4(), uuid4()

    async def fail_for_bad(event: ShiftDeclared, tx: Transaction) -> None:
        if event.shift_id == bad:
            raise ValueError("a secret name in an exception text")
        await note_declared(event, tx)

    table = {ShiftDeclared: fail_for_bad, ShiftCancelled: note_cancelled}
    consumer = reader.consumer(table)
    async with running(publisher.relay):
        async with publisher.database.begin(now()) as tx:
            for shift_id in (bad, good):
                record(tx, declared(shift_id))
            for shift_id in (bad, good):
                record(tx, cancelled(shift_id))
        async with running(consumer):

            async def settled() -> bool:
                parked = await reader.sandbox.parked("databank")
                return len(await reader.effects()) == 2 and len(parked) == 2

            await eventually(settled)
    assert await reader.effects() == [(str(good), "Ana"), (str(good), "cancelled")]
    first, second = await reader.sandbox.parked("databank")
    assert (first["reason"], first["attempts"]) == ("error", 3)
    assert second["reason"] == "behind"
    assert {first["partition_key"], second["partition_key"]} == {str(bad)}
    assert "secret" not in first["detail"]
    assert b"Ana" not in first["body"]


async def test_a_rejected_message_is_parked_at_once_with_its_reason(reader: Side) -> None:
    async def reject(_event: ShiftDeclared, _tx: Transaction) -> None:
        raise RejectedError("the room is unknown")

    async with running(reader.consumer({ShiftDeclared: reject})):
        ids = await reader.sandbox.publish(declared())
        await reader.sandbox.handled("databank", ids)
    (parked,) = await reader.sandbox.parked("databank")
    assert (parked["reason"], parked["detail"]) == ("rejected", "the room is unknown")
    assert parked["attempts"] == 1


async def test_a_transient_error_holds_the_message_until_it_passes(reader: Side) -> None:
    tries = 0

    async def away_twice(event: ShiftDeclared, tx: Transaction) -> None:
        nonlocal tries
        tries += 1
        if tries < 4:
            raise TransientError
        await note_declared(event, tx)

    async with running(reader.consumer({ShiftDeclared: away_twice})):
        ids = await reader.sandbox.publish(declared())
        await reader.sandbox.handled("databank", ids)
    assert len(await reader.effects()) == 1
    assert await reader.sandbox.parked("databank") == []


async def test_a_batch_handler_gets_neighbours_together(publisher: Side, reader: Side) -> None:
    sizes = []

    async def many(items: Any) -> None:
        sizes.append(len(items))
        for event, tx in items:
            await note_declared(event, tx)

    async with running(publisher.relay):
        async with publisher.database.begin(now()) as tx:
            for _ in range(50):
                record(tx, declared())
        await eventually(publisher.has_sent_all)
        async with running(reader.consumer({ShiftDeclared: Batched(many)})):

            async def all_there() -> bool:
                return len(await reader.effects()) == 50

            await eventually(all_there)
    assert max(sizes) > 1


async def test_events_of_two_types_with_one_batch_handler_come_together_and_in_order(
    publisher: Side, reader: Side
) -> None:
    shifts = [uuid4() for _ in range(20)]
    sizes = []

    async def both(items: Any) -> None:
        sizes.append(len(items))
        for event, tx in items:
            await effect(tx, event.shift_id, type(event).__name__)

    async with running(publisher.relay):
        async with publisher.database.begin(now()) as tx:
            for shift in shifts:
                record(tx, declared(shift))
                record(tx, cancelled(shift))
        await eventually(publisher.has_sent_all)
        together = Batched(both)
        consumer = reader.consumer({ShiftDeclared: together, ShiftCancelled: together})
        async with running(consumer):

            async def all_there() -> bool:
                return len(await reader.effects()) == 40

            await eventually(all_there)
    assert max(sizes) > 1
    expected = [(str(s), what) for s in shifts for what in ("ShiftDeclared", "ShiftCancelled")]
    assert await reader.effects() == expected


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"{}",
        b"[1, 2]",
        b'{"specversion": "1.0", "data": {}}',
        b'"\xff"',
        b"x" * 300_000,
    ],
)
async def test_what_cannot_be_read_goes_to_the_dead_letters_and_stops_nobody(
    reader: Side, body: bytes
) -> None:
    shift = declared()
    async with running(reader.consumer({ShiftDeclared: note_declared})):
        await reader.sandbox.publish_body(
            body, ShiftDeclared.routing_key, publisher="pandkalender", key="k"
        )
        ids = await reader.sandbox.publish(shift)
        await reader.sandbox.handled("databank", ids)
    with reader.sandbox.management() as client:
        response = client.post(
            f"/api/queues/{reader.sandbox.vhost}/databank.dead/get",
            json={"count": 10, "ackmode": "ack_requeue_false", "encoding": "auto"},
        )
    letters = response.json()
    assert len(letters) == 1
    assert letters[0]["properties"]["headers"]["reason"]


async def test_an_unknown_type_is_parked_and_what_follows_it_waits_for_it(reader: Side) -> None:
    shift = declared()
    async with running(reader.consumer({ShiftDeclared: note_declared})):
        (first,) = await reader.sandbox.publish(shift)
        await reader.sandbox.handled("databank", [first])
        ids = [uuid4(), uuid4()]
        other = declared()
        body = message(reader, other, ids[0])
        await reader.sandbox.publish_body(
            body.replace(b"shift-declared.v1", b"shift-declared.v9"),
            ShiftDeclared.routing_key,
            publisher="pandkalender",
            key=other.partition_key,
        )
        moved = message(reader, other, ids[1])
        await reader.sandbox.publish_body(
            moved, ShiftDeclared.routing_key, publisher="pandkalender", key=other.partition_key
        )
        await reader.sandbox.handled("databank", ids)
    parked = await reader.sandbox.parked("databank")
    assert [row["detail"] for row in parked] == ["unknown type or version", "waits for its key"]
    assert len(await reader.effects()) == 1


async def test_of_a_batch_that_had_its_effect_nothing_comes_again(reader: Side) -> None:
    shifts = [declared() for _ in range(10)]

    def came_again() -> float:
        labels = {"event": ShiftDeclared.type}
        return REGISTRY.get_sample_value("krachtlijn_duplicates_total", labels) or 0.0

    before = came_again()
    ids = await reader.sandbox.publish(*shifts)
    async with running(reader.consumer({ShiftDeclared: note_declared})):
        await reader.sandbox.handled("databank", ids)
    async with running(reader.consumer({ShiftDeclared: note_declared})):
        await reader.sandbox.handled("databank", await reader.sandbox.publish(declared()))
    assert came_again() == before
