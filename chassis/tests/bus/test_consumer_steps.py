"""The consumer and its pipeline step by step, on the real database and without the broker."""

from dataclasses import replace
from typing import Any, cast
from uuid import UUID, uuid4

import asyncpg
import pytest
from aiormq.abc import AbstractChannel
from prometheus_client import REGISTRY

from chassis.bus import catch_up
from chassis.bus.backlog import Backlog
from chassis.bus.consumer import Consumer
from chassis.bus.control import plane
from chassis.bus.control.commands import Ask, Command, Pause, ReloadKeys, Resume, Slow, Step
from chassis.bus.control.plane import ControlPlane
from chassis.bus.deliveries import Message
from chassis.bus.dispatcher import Delivery
from chassis.bus.envelope import decode
from chassis.bus.message_reader import read
from chassis.bus.topology import queue_name
from chassis.clock import SystemClock
from chassis.db import Transaction
from chassis.errors import ViolationError
from contracts.pandkalender import ShiftCancelled, ShiftDeclared

from .support.events import cancelled, declared
from .support.handlers import message, note_cancelled, note_declared
from .support.sides import Side

NO_CHANNEL = cast(AbstractChannel, None)
"""Of the broker: nothing is said to it while all can be read, and handled by this release."""
TABLE: dict[Any, Any] = {ShiftDeclared: note_declared, ShiftCancelled: note_cancelled}


class Notes:
    """A handler that looks how many tries are written down while it works."""

    def __init__(self, reader: Side) -> None:
        self.reader = reader
        self.seen: list[int] = []

    async def __call__(self, event: ShiftDeclared, tx: Transaction) -> None:
        async with self.reader.database.connection() as conn:
            self.seen.append(await conn.fetchval("SELECT count(*) FROM bus_attempt"))
        await note_declared(event, tx)


def arrived(reader: Side, tag: int, unanswered: int | None = None, **headers: Any) -> Message:
    body = message(reader, declared(UUID(int=tag)), uuid4())
    known = {"partitionkey": str(UUID(int=tag)), **headers}
    if unanswered is not None:
        known["x-delivery-count"] = unanswered
    return Message(tag, "krachtlijn.events", ShiftDeclared.routing_key, "pandkalender", known, body)


def total(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(f"krachtlijn_{name}", labels) or 0.0


@pytest.mark.parametrize(
    ("unanswered", "noted"),
    [
        ([None, 0, 1], [0, 0, 0]),
        ([2], [1]),
        ([3], [1]),
        ([0, 2, 0], [1, 1, 1]),  # any of them may be the one that ended the process
        ([0, 0, 2], [1, 1, 1]),
    ],
    ids=str,
)
async def test_what_came_twice_without_an_answer_is_tried_alone_after_a_note(
    reader: Side, unanswered: list[int | None], noted: list[int]
) -> None:
    handler = Notes(reader)
    consumer = reader.consumer({ShiftDeclared: handler})
    batch = [arrived(reader, tag, count) for tag, count in enumerate(unanswered, 1)]
    before = total("batch_messages_sum")
    await consumer._process(batch, NO_CHANNEL)
    assert handler.seen == noted
    assert [key for key, _ in await reader.effects()] == [
        str(UUID(int=tag)) for tag in range(1, len(batch) + 1)
    ]
    assert total("batch_messages_sum") - before == len(batch)
    async with reader.database.connection() as conn:
        assert await conn.fetchval("SELECT count(*) FROM bus_attempt") == 0


@pytest.mark.parametrize(
    ("counted", "unanswered"),
    [
        ({}, 0),
        ({"x-delivery-count": 2}, 2),  # RabbitMQ 4.0 to 4.2
        ({"x-acquired-count": 2}, 2),  # 4.3 counts what was no fault of the reader here alone
        ({"x-delivery-count": 1, "x-acquired-count": 3}, 3),
        ({"x-delivery-count": "2", "x-acquired-count": True}, 0),
    ],
    ids=str,
)
def test_how_often_it_came_before_is_read_in_the_words_of_each_broker(
    reader: Side, counted: dict[str, Any], unanswered: int
) -> None:
    assert read(arrived(reader, 1, **counted)).unanswered == unanswered


async def test_a_batch_with_a_fault_is_done_again_one_by_one(reader: Side) -> None:
    calls: list[UUID] = []

    async def second_fails(event: ShiftDeclared, tx: Transaction) -> None:
        calls.append(event.shift_id)
        if event.shift_id == UUID(int=2):
            raise ZeroDivisionError
        await note_declared(event, tx)

    consumer = reader.consumer({ShiftDeclared: second_fails})
    consumer._backoff._longest = 0.001
    await consumer._process([arrived(reader, tag) for tag in (1, 2, 3)], NO_CHANNEL)
    assert [call.int for call in calls] == [1, 2, 1, 2, 2, 2, 3]
    assert [key for key, _ in await reader.effects()] == [str(UUID(int=1)), str(UUID(int=3))]


def test_a_partition_has_its_queue_and_an_instance_its_rank(reader: Side) -> None:
    def of(**said: Any) -> Consumer:
        table = reader.dispatcher_of(TABLE)
        return Consumer("amqp://nowhere", reader.database, table, SystemClock(), **said)

    assert of()._queue_name == queue_name("databank", 0) == "databank.0"
    assert of(partition=3)._queue_name == "databank.3"
    plain, second = of(), of(priority=1)
    assert (plain._rank, second._rank, plain.attached) == (0, 1, False)
    second.hold.given_up = True
    assert second._rank == -1
    assert (plain._most(), of(limit=50)._most()) == (200, 50)
    assert plain.hold.overdue_after == 600
    assert of(ahead_alarm_seconds=5).hold.overdue_after == 5


def delivery_of(reader: Side, event: Any, event_id: UUID, **more: Any) -> Delivery:
    body = message(reader, event, event_id, more.pop("sequence", 1))
    return Delivery(decode(body), body, "pandkalender", True, True, None, **more)


def test_a_delivery_is_live_and_new_unless_it_says_otherwise(reader: Side) -> None:
    plain = delivery_of(reader, declared(), uuid4())
    assert (plain.replayed, plain.unanswered) == (False, 0)


async def test_each_effect_and_each_repetition_is_counted_once(reader: Side) -> None:
    pipeline = reader.consumer(TABLE)._pipeline
    event_id, label = uuid4(), ShiftDeclared.type
    first = delivery_of(reader, declared(), event_id)
    others = [delivery_of(reader, declared(), uuid4()) for _ in range(2)]
    handled, doubled = (total(name, event=label) for name in ("handled_total", "duplicates_total"))
    await pipeline.take_together([first, *others, first])
    assert total("handled_total", event=label) - handled == 3
    assert total("duplicates_total", event=label) - doubled == 1
    await pipeline.take_together([first])
    assert total("handled_total", event=label) - handled == 3
    assert total("duplicates_total", event=label) - doubled == 2
    assert len(await reader.effects()) == 3


async def test_an_id_that_comes_with_another_message_is_a_violation(reader: Side) -> None:
    pipeline, event_id = reader.consumer(TABLE)._pipeline, uuid4()
    first = delivery_of(reader, declared(), event_id)
    other = delivery_of(reader, declared(), event_id)
    with pytest.raises(ViolationError):
        await pipeline.take_together([first, other])
    await pipeline.take_together([first])
    violations = total("violations_total", event=ShiftDeclared.type)
    parked = total("parked_total", event=ShiftDeclared.type, reason="violation")
    await pipeline.take_alone(other)
    await pipeline.take_alone(other)
    assert total("violations_total", event=ShiftDeclared.type) - violations == 1
    assert total("parked_total", event=ShiftDeclared.type, reason="violation") - parked == 1
    (kept,) = await reader.sandbox.parked("databank")
    assert (kept["reason"], kept["event_id"]) == ("violation", event_id)


async def test_a_reader_that_catches_up_holds_what_comes_live(reader: Side) -> None:
    """What is replayed has its effect, unless what came before it of its key is held."""
    pipeline = reader.consumer(TABLE)._pipeline
    async with reader.database.begin(SystemClock().now()) as tx:
        await catch_up.begin(tx, "databank", actor="operator", reason="it lost events")
    one, two = UUID(int=1), UUID(int=2)
    live = delivery_of(reader, cancelled(one), uuid4(), sequence=5)
    parked = total("parked_total", event=ShiftCancelled.type, reason="held")
    await pipeline.take_together([live])
    assert total("parked_total", event=ShiftCancelled.type, reason="held") - parked == 1
    assert await reader.effects() == []
    earlier = delivery_of(reader, declared(one), uuid4(), sequence=4, replayed=True)
    later = delivery_of(reader, cancelled(one), uuid4(), sequence=6, replayed=True)
    other = delivery_of(reader, cancelled(two), uuid4(), sequence=9, replayed=True)
    await pipeline.take_together([earlier, later, other])
    assert await reader.effects() == [(str(one), "Ana"), (str(two), "cancelled")]
    held = await reader.sandbox.parked("databank")
    assert [row["reason"] for row in held] == ["held", "held"]
    async with reader.database.begin(SystemClock().now()) as tx:
        assert await catch_up.end(tx, "databank") == 2
    async with reader.database.connection() as conn:
        assert await catch_up.since(conn, "databank") is None
        details = await conn.fetch("SELECT reason, detail FROM bus_parked")
    assert {tuple(row) for row in details} == {("behind", "waits for its key")}


async def test_what_waits_behind_a_parked_message_needs_nobody(reader: Side) -> None:
    async def fails(_event: ShiftDeclared, _tx: Transaction) -> None:
        raise ZeroDivisionError

    consumer = reader.consumer({ShiftDeclared: fails, ShiftCancelled: note_cancelled})
    consumer._backoff._longest = 0.001
    one = UUID(int=1)
    await consumer._pipeline.take_alone(delivery_of(reader, declared(one), uuid4()))
    await consumer._pipeline.take_together(
        [delivery_of(reader, cancelled(one), uuid4(), sequence=2)]
    )
    first, behind = await reader.sandbox.parked("databank")
    assert (first["reason"], first["attempts"]) == ("error", 3)
    assert (behind["reason"], behind["detail"]) == ("behind", "waits for its key")
    assert (behind["attempts"], behind["retry_at"]) == (0, None)


class Reloads:
    """How often a control plane had its keys read again."""

    def __init__(self) -> None:
        self.reloaded = 0

    def __call__(self) -> None:
        self.reloaded += 1


def plane_of(
    reader: Side, consumer: Consumer, reload_keys: Reloads, backlog: Backlog
) -> ControlPlane:
    made = ControlPlane(
        "databank",
        4,
        "amqp://nowhere",
        reader.database,
        SystemClock(),
        pace=consumer.pace,
        consumers=[consumer],
        backlog=backlog,
        reload_keys=reload_keys,
    )
    return made


async def operator(token: str) -> str:
    if token != "operator":
        raise plane.CommandRefusedError("the token was revoked")
    return "operator-1"


async def test_the_state_is_told_to_a_tenth_of_a_second(
    reader: Side, monkeypatch: pytest.MonkeyPatch
) -> None:
    consumer, backlog = reader.consumer(TABLE), Backlog(10)
    control = plane_of(reader, consumer, Reloads(), backlog)
    monkeypatch.setattr("chassis.bus.in_hand.monotonic", lambda: 112.3456)
    consumer.in_hand._since = 100.0
    backlog.size, backlog.age = 7, 1.26
    (partition,) = control._state().partitions
    assert partition.model_dump() == {
        "partition": 0,
        "attached": False,
        "stands": False,
        "in_hand_seconds": 12.3,
        "waits_for_newer": None,
    }
    assert (control._state().outbox_events, control._state().outbox_age_seconds) == (7, 1.3)
    monkeypatch.undo()
    consumer.hold.meet(delivery_of(reader, declared(), uuid4()))
    consumer.attached = consumer.breaker.is_open = True
    (partition,) = control._state().partitions
    assert (partition.attached, partition.stands) == (True, True)
    assert partition.waits_for_newer == ShiftDeclared.type


async def test_a_command_is_obeyed_for_an_operator_alone(reader: Side) -> None:
    consumer, keys = reader.consumer(TABLE), Reloads()
    control = plane_of(reader, consumer, keys, Backlog(10))
    assert not control.connected

    async def said(step: Step, token: str = "operator") -> Any:
        command = Command.model_validate({"token": token, "step": step.model_dump()})
        return await control.obey(uuid4(), command)

    nobody = await said(Pause(because="mended"))
    assert (nobody.refused, nobody.state) == ("this service trusts no operator", None)
    control.trust(operator)
    refused = await said(ReloadKeys(), token="x")
    assert (refused.service, refused.instance, refused.refused) == (
        "databank",
        4,
        "the token was revoked",
    )
    assert keys.reloaded == 0
    assert (await said(ReloadKeys())).refused is None
    assert keys.reloaded == 1
    paused = await said(Pause(because="being mended"))
    assert (paused.service, paused.instance, paused.state.order.paused) == ("databank", 4, True)
    asked = await said(Ask())
    assert (asked.state.order.actor, asked.state.order.because) == ("operator-1", "being mended")
    slowed = await said(Slow(because="the disk is slow", per_second=7))
    assert (slowed.state.order.paused, slowed.state.order.per_second) == (False, 7)
    assert not (await said(Resume(because="mended"))).state.order.per_second
    async with reader.database.connection() as conn:
        rows = await conn.fetch(
            "SELECT action, actor, reason, parked_detail FROM bus_parking_log ORDER BY position"
        )
    assert [tuple(row) for row in rows] == [
        ("pause", "operator-1", "being mended", ""),
        ("slow", "operator-1", "the disk is slow", "7 a second"),
        ("resume", "operator-1", "mended", ""),
    ]
    assert keys.reloaded == 1


async def test_an_order_is_looked_up_when_it_changed_and_told_to_who_waits(reader: Side) -> None:
    consumer, told = reader.consumer(TABLE), []
    consumer.pace.on_change(lambda: told.append(consumer.pace.order.paused))
    await consumer.pace.look()
    assert told == []
    async with reader.database.connection() as conn:
        await conn.execute(
            "INSERT INTO bus_reader_order (consumer, paused, actor, because)"
            " VALUES ('databank', true, 'operator-1', 'mended')"
        )
    changed = consumer.pace._changed
    await consumer.pace.look()
    await consumer.pace.look()
    assert told == [True]
    assert changed.is_set()
    assert not consumer.pace._changed.is_set()


async def test_what_cannot_be_parked_says_so_and_what_is_parked_is_so_once(reader: Side) -> None:
    consumer = reader.consumer(TABLE)
    one = delivery_of(reader, declared(), uuid4())
    pipeline = consumer._pipeline
    async with reader.sandbox.asking("databank", owner=True) as owner:
        await owner.execute("ALTER TABLE bus_parked RENAME TO elsewhere")
        try:
            with pytest.raises(asyncpg.UndefinedTableError):
                await pipeline._park(one, ZeroDivisionError(), 3)
        finally:
            await owner.execute("ALTER TABLE elsewhere RENAME TO bus_parked")
    assert await pipeline._park(one, ZeroDivisionError(), 3)
    assert await pipeline._park(replace(one, unanswered=1), ZeroDivisionError(), 3)
    (parked,) = await reader.sandbox.parked("databank")
    assert (parked["attempts"], parked["reason"]) == (3, "error")
