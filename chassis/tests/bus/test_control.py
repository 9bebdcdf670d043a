"""An operator pauses, slows down and resumes a reader over the bus, and is answered."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic
from typing import Any
from uuid import uuid4

import pytest
from pydantic import SecretStr

from chassis.bus.admin import queries
from chassis.bus.backlog import Backlog
from chassis.bus.consumer import Consumer
from chassis.bus.control.carrier import CONTROL_EXCHANGE, Carrier
from chassis.bus.control.commands import Answer, Ask, Command, Pause, ReloadKeys, Resume, Slow, Step
from chassis.bus.control.pace import Pace
from chassis.bus.control.plane import CommandRefusedError, ControlPlane
from chassis.clock import SystemClock
from contracts.pandkalender import ShiftDeclared
from launcher.errors import LauncherError
from launcher.operations import control

from .support.events import declared
from .support.handlers import eventually, note_declared
from .support.sides import Side

OPERATOR = "operator-1"
MENDED = "the release is being mended"


class Instance:
    """One instance of the reader: its partition, its pace and its control plane."""

    def __init__(self, reader: Side, number: int = 0) -> None:
        self.side = reader
        self.reloaded = 0
        self.pace = Pace(reader.database, "databank")
        self.consumer = Consumer(
            reader.sandbox.amqp_url("databank"),
            reader.database,
            reader.dispatcher_of({ShiftDeclared: note_declared}),
            SystemClock(),
            pace=self.pace,
        )
        self.plane = ControlPlane(
            "databank",
            number,
            reader.sandbox.amqp_url("databank"),
            reader.database,
            SystemClock(),
            pace=self.pace,
            consumers=[self.consumer],
            backlog=Backlog(10),
            reload_keys=self._reload,
        )
        self.plane.trust(known_operator)

    def _reload(self) -> None:
        self.reloaded += 1

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Instance"]:
        loops: list[Any] = [self.pace, self.consumer, self.plane]
        tasks = [asyncio.create_task(loop.run()) for loop in loops]

        async def connected() -> bool:
            return self.plane.connected

        await eventually(connected)
        try:
            yield self
        finally:
            for loop in loops:
                loop.stop()
            await asyncio.wait_for(asyncio.gather(*tasks), 15)

    async def ordered(self, step: Step, token: str = "operator") -> Answer:
        url = self.side.sandbox.amqp_url("operator")
        return await control.send(url, "databank", Command(token=SecretStr(token), step=step), 30)


async def known_operator(token: str) -> str:
    if token != "operator":
        raise CommandRefusedError("this is for operators")
    return OPERATOR


@pytest.fixture
async def instance(reader: Side) -> AsyncIterator[Instance]:
    async with Instance(reader).running() as running:
        yield running


async def detached(instance: Instance) -> None:
    async def gone() -> bool:
        return not instance.consumer.attached

    await eventually(gone)


async def test_a_paused_reader_takes_nothing_until_it_may_again_and_in_the_same_order(
    instance: Instance,
) -> None:
    reader = instance.side
    answer = await instance.ordered(Pause(because=MENDED))
    assert answer.refused is None
    assert answer.state
    assert (answer.state.order.paused, answer.state.order.actor) == (True, OPERATOR)
    await detached(instance)
    shifts = [declared() for _ in range(20)]
    ids = await reader.sandbox.publish(*shifts)
    assert await reader.effects() == []
    await instance.ordered(Resume(because="mended"))
    await reader.sandbox.handled("databank", ids)
    assert [key for key, _ in await reader.effects()] == [str(each.shift_id) for each in shifts]


async def test_a_pause_outlives_the_process_and_every_instance_follows_it(reader: Side) -> None:
    async with Instance(reader).running() as first, Instance(reader, 1).running() as second:
        await first.ordered(Pause(because=MENDED))
        await detached(first)
        await detached(second)
    ids = await reader.sandbox.publish(declared())
    async with Instance(reader).running() as again:
        await again.pace.look()
        assert again.pace.is_paused
        assert not again.consumer.attached
        assert await reader.effects() == []
        await again.ordered(Resume(because="mended"))
        await reader.sandbox.handled("databank", ids)


async def test_a_slowed_reader_takes_so_many_a_second_at_most(instance: Instance) -> None:
    reader = instance.side
    answer = await instance.ordered(Slow(because="the disk is full of work", per_second=10))
    assert answer.state
    assert answer.state.order.per_second == 10
    began = monotonic()
    ids = await reader.sandbox.publish(*(declared() for _ in range(21)))
    await reader.sandbox.handled("databank", ids)
    assert monotonic() - began >= 1.1  # the last batch, of ten at most, rests after it
    await instance.ordered(Resume(because="done"))
    assert instance.pace.limit(200) == 200


async def test_an_order_that_ends_a_slow_pace_is_not_waited_for(instance: Instance) -> None:
    reader = instance.side
    await instance.ordered(Slow(because="one by one", per_second=1))
    ids = await reader.sandbox.publish(*(declared() for _ in range(400)))
    await instance.ordered(Resume(because="enough seen"))
    await reader.sandbox.handled("databank", ids)


async def test_each_order_is_kept_with_actor_and_reason(instance: Instance) -> None:
    await instance.ordered(Pause(because=MENDED))
    await instance.ordered(Slow(because="carefully", per_second=5))
    async with instance.side.database.connection() as conn:
        rows = await queries.log(conn, "databank", event_id=None, limit=10, offset=0)
    kept = [(row.action, row.actor, row.reason, row.parked_detail) for row in rows]
    assert kept == [
        ("slow", OPERATOR, "carefully", "5 a second"),
        ("pause", OPERATOR, MENDED, ""),
    ]
    await instance.ordered(Resume(because="done"))


async def test_nothing_is_done_for_who_is_no_operator(instance: Instance) -> None:
    answer = await instance.ordered(Pause(because=MENDED), token="officer")
    assert (answer.refused, answer.state) == ("this is for operators", None)
    assert not instance.pace.is_paused
    asked = await instance.ordered(Ask())
    assert asked.state
    assert not asked.state.order.paused


async def test_keys_are_read_again_and_the_state_is_told(instance: Instance) -> None:
    await instance.ordered(ReloadKeys())
    assert instance.reloaded == 1
    answer = await instance.ordered(Ask())
    assert answer.state
    (partition,) = answer.state.partitions
    assert (partition.partition, partition.attached, partition.stands) == (0, True, False)
    assert (answer.service, answer.instance) == ("databank", 0)


async def test_what_is_no_command_costs_itself_alone(instance: Instance) -> None:
    carrier = Carrier(instance.side.sandbox.amqp_url("operator"), "somebody")
    await carrier.start()
    for body in ("", "{}", '{"token": "operator", "step": {"do": "explode"}}', b"\xff\xfe"):
        for correlation in ("no id", str(uuid4())):
            await carrier.publish(
                body,
                exchange=CONTROL_EXCHANGE,
                routing_key="databank",
                correlation_id=correlation,
            )
    await carrier.stop()
    assert (await instance.ordered(Ask())).refused is None


async def test_the_plane_comes_back_after_its_connection_was_lost(instance: Instance) -> None:
    with instance.side.sandbox.management() as client:

        async def cut() -> bool:
            found = client.get("/api/connections").json()
            ours = [
                each["name"]
                for each in found
                if each.get("client_properties", {}).get("connection_name") == "databank control"
                and each["vhost"] == instance.side.sandbox.vhost
            ]
            for name in ours:
                client.delete(f"/api/connections/{name}")
            return bool(ours)

        await eventually(cut)
    assert (await instance.ordered(Ask())).refused is None


async def test_a_service_that_does_not_answer_is_said_so(reader: Side) -> None:
    command = Command(token=SecretStr("operator"), step=Ask())
    with pytest.raises(LauncherError, match="databank did not answer within 1 seconds"):
        await control.send(reader.sandbox.amqp_url("operator"), "databank", command, 1)


async def test_a_control_plane_that_is_cancelled_ends(reader: Side) -> None:
    """Losing its channel cancels what waits on it, too: that it outlives."""
    instance = Instance(reader)
    task = asyncio.create_task(instance.plane.run())

    async def connected() -> bool:
        return instance.plane.connected

    await eventually(connected)
    task.cancel()
    await asyncio.wait({task}, timeout=15)
    instance.plane.stop()
    await asyncio.wait({task}, timeout=15)
    assert task.cancelled()
