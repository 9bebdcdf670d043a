"""A connection that is lost is noticed at once, and another one is made; whoever stops ends."""

import asyncio
from collections.abc import Callable
from types import ModuleType
from typing import Any
from uuid import uuid4

import pytest
from aio_pika.abc import AbstractConnection

from chassis.bus import connection as connections
from chassis.bus import outbox
from chassis.bus.backlog import Backlog
from chassis.bus.control import carrier
from chassis.bus.control.carrier import Carrier
from chassis.bus.control.plane import ControlPlane
from chassis.clock import SystemClock
from contracts.pandkalender import ShiftCancelled

from .support.events import cancelled
from .support.handlers import eventually, note_cancelled, now, running
from .support.sides import Side


class Made:
    """The connections that a module made, in order."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, module: ModuleType) -> None:
        self.all: list[AbstractConnection] = []
        connect = module.connect

        async def noting(*said: Any) -> AbstractConnection:
            self.all.append(await connect(*said))
            return self.all[-1]

        monkeypatch.setattr(module, "connect", noting)


def plane_of(reader: Side) -> ControlPlane:
    consumer = reader.consumer({})
    return ControlPlane(
        "databank",
        0,
        reader.sandbox.amqp_url("databank"),
        reader.database,
        SystemClock(),
        pace=consumer.pace,
        consumers=[consumer],
        backlog=Backlog(10),
        reload_keys=lambda: None,
    )


async def becomes(holds: Callable[[], bool]) -> None:
    async def held() -> bool:
        return holds()

    await eventually(held)


async def test_a_carrier_tells_of_its_loss(reader: Side, monkeypatch: pytest.MonkeyPatch) -> None:
    lost: list[bool] = []
    made = Made(monkeypatch, carrier)
    ours = Carrier(reader.sandbox.amqp_url("databank"), "test", lambda: lost.append(True))
    await ours.start()
    assert (len(made.all), lost) == (1, [])
    await made.all[0].close()
    await becomes(lambda: bool(lost))
    await ours.stop()
    silent = Carrier(reader.sandbox.amqp_url("databank"), "test")
    await silent.start()
    await made.all[1].close()
    await silent.stop()


async def test_a_control_plane_that_lost_its_connection_makes_another(
    reader: Side, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Made(monkeypatch, carrier)
    plane = plane_of(reader)
    task = asyncio.create_task(plane.run())
    await becomes(lambda: plane.connected)
    for count in (2, 3):
        await made.all[-1].close()
        await becomes(lambda count=count: len(made.all) == count and plane.connected)
    plane.stop()
    await asyncio.wait_for(task, 15)
    assert not plane.connected
    assert all(connection.is_closed for connection in made.all)


async def test_a_control_plane_that_was_stopped_before_serves_nobody(reader: Side) -> None:
    plane = plane_of(reader)
    plane.stop()
    await asyncio.wait_for(plane.run(), 15)
    assert not plane.connected


async def test_a_relay_that_lost_its_connection_makes_another(
    publisher: Side, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, relay = Made(monkeypatch, connections), publisher.relay
    async with running(relay):
        await becomes(lambda: relay.connected and relay.holds_lease)
        await made.all[0].close()
        await becomes(lambda: len(made.all) == 2 and relay.connected and relay.holds_lease)
        async with publisher.database.begin(now()) as tx:
            outbox.record(tx, cancelled(uuid4()))
        await eventually(publisher.has_sent_all)
    assert (relay.connected, relay.holds_lease) == (False, False)
    assert all(connection.is_closed for connection in made.all)


async def test_a_consumer_that_lost_its_connection_makes_another(
    publisher: Side, reader: Side, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Made(monkeypatch, connections)
    consumer = reader.consumer({ShiftCancelled: note_cancelled})
    async with running(consumer):
        await becomes(lambda: consumer.attached)
        await made.all[0].close()
        await becomes(lambda: len(made.all) == 2 and consumer.attached)
        ids = await reader.sandbox.publish(cancelled(uuid4()))
        await reader.sandbox.handled("databank", ids)
    assert not consumer.attached
    assert len(await reader.effects()) == 1
    assert all(connection.is_closed for connection in made.all)


async def test_a_consumer_that_is_paused_attaches_to_nothing(
    reader: Side, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Made(monkeypatch, connections)
    consumer = reader.consumer({})
    consumer.pace.order = consumer.pace.order.model_copy(update={"paused": True})
    async with running(consumer):
        await asyncio.sleep(0.1)
        assert (consumer.attached, made.all) == (False, [])
        consumer.pace.order = consumer.pace.order.model_copy(update={"paused": False})
        consumer.pace._changed.set()
        await becomes(lambda: consumer.attached)
