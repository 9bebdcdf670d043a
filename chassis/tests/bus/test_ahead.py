"""Messages that only a newer release knows wait for one: untried, not parked, not overtaken."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any
from uuid import UUID, uuid4

import orjson
import pytest
from prometheus_client import REGISTRY

from chassis.bus import record, schedule
from chassis.bus.consumer import Consumer
from chassis.bus.parking import Selection, request_redrive
from chassis.bus.timers import Timers
from chassis.clock import SystemClock
from chassis.db import Transaction
from contracts import EVENTS, Event
from contracts.pandkalender import ShiftCancelled, ShiftDeclared
from launcher.sandbox import Sandbox

from .support.events import cancelled, declared
from .support.handlers import effect, eventually, message, note_cancelled, note_declared, now
from .support.newer import pandkalender as newer
from .support.sides import Side, Table

OLD: Table = {ShiftDeclared: note_declared, ShiftCancelled: note_cancelled}


async def note_announced(event: Any, tx: Transaction) -> None:
    await effect(tx, event.shift_id, "announced")


@contextmanager
def newer_contracts() -> Iterator[None]:
    """As long as the block lasts this process knows what a newer release knows."""
    events = (newer.ShiftAnnounced, newer.ShiftDeclared)
    EVENTS.update({event.type: event for event in events})
    try:
        yield
    finally:
        for event in events:
            del EVENTS[event.type]


@pytest.fixture(scope="module", autouse=True)
def newer_topology(sandbox: Sandbox) -> None:
    """The broker knows first: a topology is applied before any service is renewed."""
    with newer_contracts():
        document = sandbox.definitions()
    sandbox.define(document)


def older(reader: Side, **options: Any) -> Consumer:
    return Consumer(
        reader.sandbox.amqp_url(reader.name),
        reader.database,
        reader.dispatcher_of(OLD),
        SystemClock(),
        priority=1,
        **options,
    )


def newer_instance(reader: Side) -> Consumer:
    """An instance of the newer release, to be made while its contracts are known."""
    table: Table = {
        **OLD,
        newer.ShiftAnnounced: note_announced,
        newer.ShiftDeclared: note_announced,
    }
    url = reader.sandbox.amqp_url(reader.name)
    return Consumer(url, reader.database, reader.dispatcher_of(table), SystemClock())


@asynccontextmanager
async def at_work(*consumers: Consumer) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(consumer.run()) for consumer in consumers]
    try:
        yield
    finally:
        for consumer in consumers:
            consumer.stop()
        await asyncio.wait_for(asyncio.gather(*tasks), 15)


async def send(reader: Side, event: Event, **attributes: Any) -> UUID:
    """Publish as the publisher would, with some attributes of the envelope or data changed."""
    event_id = uuid4()
    body = orjson.loads(message(reader, event, event_id))
    body["data"] |= attributes.pop("data", {})
    await reader.sandbox.publish_body(
        orjson.dumps(body | attributes),
        event.routing_key,
        publisher=event.publisher,
        key=event.partition_key,
    )
    return event_id


def shown(metric: str, **labels: str) -> float:
    """What Prometheus would be told; 0 when there is nothing yet."""
    return REGISTRY.get_sample_value(metric, labels) or 0


async def held(consumer: Consumer) -> None:
    async def waits() -> bool:
        return consumer.hold.seconds > 0

    await eventually(waits)


async def told(reader: Side, *effects: tuple[UUID, str]) -> None:
    async def all_there() -> bool:
        return len(await reader.effects()) >= len(effects)

    await eventually(all_there)
    assert await reader.effects() == [(str(key), what) for key, what in effects]


async def nothing_is_parked(reader: Side) -> None:
    assert await reader.sandbox.parked("databank") == []


NEWER: dict[str, Callable[[UUID], Event]] = {
    "type": lambda key: newer.ShiftAnnounced(shift_id=key),
    "version": lambda key: newer.ShiftDeclared(shift_id=key),
}


@pytest.mark.parametrize("kind", NEWER)
async def test_a_newer_event_is_held_until_a_newer_instance_takes_over(
    reader: Side, kind: str
) -> None:
    first, then = uuid4(), uuid4()
    old = older(reader)
    async with at_work(old):
        await send(reader, declared(first))
        await send(reader, NEWER[kind](first))
        await send(reader, cancelled(first))
        await send(reader, declared(then))
        await held(old)
        await told(reader, (first, "Ana"))
        await asyncio.sleep(1)
        await told(reader, (first, "Ana"))
        await nothing_is_parked(reader)
        with newer_contracts():
            async with at_work(newer_instance(reader)):
                await told(
                    reader,
                    (first, "Ana"),
                    (first, "announced"),
                    (first, "cancelled"),
                    (then, "Ana"),
                )
                await eventually(lambda: is_free(old))
    await nothing_is_parked(reader)


async def is_free(consumer: Consumer) -> bool:
    return consumer.hold.seconds == 0


async def test_an_older_instance_that_returns_leaves_the_partition_to_the_newer_one(
    reader: Side,
) -> None:
    """It outranks the newer one by its share, until it meets what it does not know."""
    key, old = uuid4(), older(reader)
    with newer_contracts():
        async with at_work(newer_instance(reader)):
            await send(reader, declared(key))
            await told(reader, (key, "Ana"))
            async with at_work(old):
                for _ in range(5):
                    await send(reader, newer.ShiftAnnounced(shift_id=key))
                await send(reader, cancelled(key))
                announced = [(key, "announced")] * 5
                await told(reader, (key, "Ana"), *announced, (key, "cancelled"))
    await nothing_is_parked(reader)


async def test_a_code_that_only_a_newer_edition_has_is_held(reader: Side) -> None:
    key = uuid4()
    old = older(reader)
    async with at_work(old):
        await send(reader, cancelled(key), edition="2", data={"reason": "verhuisd"})
        await held(old)
        await nothing_is_parked(reader)


async def test_what_no_edition_can_say_is_parked(reader: Side) -> None:
    async with at_work(older(reader)):
        event_id = await send(reader, cancelled(uuid4()), data={"reason": "verhuisd"})
        await reader.sandbox.handled("databank", [event_id])
    (parked,) = await reader.sandbox.parked("databank")
    assert parked["detail"] == "not a valid ShiftCancelled: reason (enum)"


async def test_a_newer_field_that_may_be_left_out_holds_nothing_up(reader: Side) -> None:
    key = uuid4()
    async with at_work(older(reader)):
        await send(reader, cancelled(key), edition="2", data={"notedBy": "eigenaar-01"})
        await told(reader, (key, "cancelled"))


async def test_what_waits_behind_a_parked_message_is_not_parked_by_an_older_instance(
    reader: Side,
) -> None:
    key = uuid4()
    old = older(reader)
    async with at_work(old):
        event_id = await send(reader, cancelled(key), data={"reason": "verhuisd"})
        await reader.sandbox.handled("databank", [event_id])
        await send(reader, newer.ShiftAnnounced(shift_id=key))
        await held(old)
        assert len(await reader.sandbox.parked("databank")) == 1


async def test_rubbish_in_the_same_batch_becomes_one_dead_letter_however_long_it_is_held(
    reader: Side,
) -> None:
    old = older(reader)
    before = shown("krachtlijn_dead_lettered_total", reason="malformed")
    await send(reader, newer.ShiftAnnounced(shift_id=uuid4()))
    await reader.sandbox.publish_body(
        b"rubbish", ShiftDeclared.routing_key, publisher="pandkalender", key="k"
    )
    async with at_work(old):
        await held(old)
        await asyncio.sleep(1)
    assert shown("krachtlijn_dead_lettered_total", reason="malformed") == before + 1


async def test_it_becomes_an_alarm_after_a_time(reader: Side) -> None:
    old = older(reader, ahead_alarm_seconds=0.2)
    async with at_work(old):
        await send(reader, newer.ShiftAnnounced(shift_id=uuid4()))
        await held(old)

        async def overdue() -> bool:
            return shown("krachtlijn_ahead_overdue", partition="0") == 1

        await eventually(overdue)


async def test_after_a_roll_back_for_good_it_can_be_parked(reader: Side) -> None:
    dispatcher = reader.dispatcher_of(OLD, hold_newer=False)
    url = reader.sandbox.amqp_url("databank")
    async with at_work(Consumer(url, reader.database, dispatcher, SystemClock())):
        event_id = await send(reader, newer.ShiftAnnounced(shift_id=uuid4()))
        await reader.sandbox.handled("databank", [event_id])
    (parked,) = await reader.sandbox.parked("databank")
    assert parked["detail"] == "unknown type or version"


async def test_a_parked_message_is_tried_again_by_a_newer_instance_alone(reader: Side) -> None:
    """And the older one goes on with the others."""
    newest, known = uuid4(), uuid4()

    async def broken(_event: Any, _tx: Transaction) -> None:
        raise ValueError

    with newer_contracts():
        table: Table = {newer.ShiftAnnounced: broken, ShiftDeclared: broken}
        dispatcher = reader.dispatcher_of(table)
        url = reader.sandbox.amqp_url("databank")
        async with at_work(Consumer(url, reader.database, dispatcher, SystemClock())):
            ids = [
                await send(reader, newer.ShiftAnnounced(shift_id=newest)),
                await send(reader, declared(known)),
            ]
            await reader.sandbox.handled("databank", ids)
    async with reader.database.begin(now()) as tx:
        await request_redrive(tx, "databank", Selection(), actor="b", reason="repaired")
    old = reader.redriver(OLD)
    while await old.run_one():
        pass
    await told(reader, (known, "Ana"))
    (parked,) = await reader.sandbox.parked("databank")
    assert (parked["attempts"], parked["requested_by"]) == (3, "b")
    with newer_contracts():
        assert await reader.redriver({newer.ShiftAnnounced: note_announced}).run_one()
    await told(reader, (known, "Ana"), (newest, "announced"))


async def test_a_deadline_that_only_a_newer_release_knows_is_left_to_it(reader: Side) -> None:
    fired = []

    async def fire(timer: Any, _tx: Transaction) -> None:
        fired.append(timer.name)

    async with reader.database.begin(now()) as tx:
        await schedule(tx, "newer-term", "a", now())
        await schedule(tx, "term", "b", now())
    old = Timers(reader.database, {"term": fire}, SystemClock())
    while await old.run_one():
        pass
    assert fired == ["term"]
    assert await Timers(reader.database, {"newer-term": fire}, SystemClock()).run_one()
    assert fired == ["term", "newer-term"]


async def test_the_older_relay_publishes_what_a_newer_instance_recorded(
    publisher: Side, reader: Side
) -> None:
    key = uuid4()
    with newer_contracts():
        async with publisher.database.begin(now()) as tx:
            record(tx, newer.ShiftAnnounced(shift_id=key))
    relay = asyncio.create_task(publisher.relay.run())
    with newer_contracts():
        async with at_work(newer_instance(reader)):
            await told(reader, (key, "announced"))
    publisher.relay.stop()
    await relay
