"""A topology over one that is there: what may change in place does, and nothing is lost by it."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import aio_pika
import pytest
from aio_pika.exceptions import AMQPError

from chassis.bus import topology as bus
from contracts import SERVICES, events_for
from contracts.pandkalender import ShiftEnded
from launcher import topology
from launcher.errors import LauncherError
from launcher.operations.management import Management
from launcher.operations.reshape import plan
from launcher.sandbox import Sandbox


@pytest.fixture
async def house(pytestconfig: pytest.Config) -> AsyncIterator[Sandbox]:
    """A broker's corner with two partitions for each reader, and nobody connected."""
    sandbox = await asyncio.to_thread(Sandbox.open, Path(pytestconfig.rootpath), partitions=2)
    yield sandbox
    await asyncio.to_thread(sandbox.close)


def ended() -> ShiftEnded:
    return ShiftEnded(
        shift_id=uuid4(), premises_id=uuid4(), ended_at=datetime.now(UTC), early=False
    )


async def apply(house: Sandbox, partitions: int, *, tap: bool = True) -> list[str]:
    return await asyncio.to_thread(
        topology.apply,
        Management.of(house.infra.broker, house.vhost),
        house.infra.credentials,
        count=partitions,
        tap=tap,
    )


def queues(house: Sandbox) -> dict[str, str]:
    """The sort of each queue by its name."""
    with house.management() as client:
        found = client.get(f"/api/queues/{house.vhost}").raise_for_status().json()
    return {queue["name"]: queue["type"] for queue in found}


async def depth(house: Sandbox, name: str) -> int:
    async with await aio_pika.connect(house.amqp_url("admin")) as connection:
        queue = await (await connection.channel()).declare_queue(name, passive=True)
        return queue.declaration_result.message_count or 0


async def empty(house: Sandbox, name: str) -> None:
    async with await aio_pika.connect(house.amqp_url("admin")) as connection:
        await (await (await connection.channel()).get_queue(name, ensure=False)).purge()


async def hang_up(house: Sandbox) -> None:
    """End the connection over which events were published: the management lists it late."""
    await house.kept.hang_up(house.amqp_url("pandkalender"))
    with house.management() as client:
        for _ in range(600):
            found = client.get(f"/api/vhosts/{house.vhost}/connections").json()
            if not [each for each in found if each.get("user") == "pandkalender"]:
                return
            await asyncio.sleep(0.05)
    raise AssertionError("the connection is still listed")


async def total(house: Sandbox, service: str) -> int:
    return sum([await depth(house, name) for name in queues(house) if name[:-2] == service])


def classic(name: str, vhost: str) -> dict[str, Any]:
    return {"name": name, "vhost": vhost, "durable": True, "auto_delete": False, "arguments": {}}


def as_it_was_once(house: Sandbox) -> dict[str, Any]:
    """The topology before every queue was a quorum queue."""
    document = deepcopy(house.definitions())
    document["queues"] = [
        classic(queue["name"], house.vhost) if queue["name"] in ("tap", bus.UNROUTED) else queue
        for queue in document["queues"]  # type: ignore[attr-defined]
    ]
    return document


@pytest.fixture
def old_house(house: Sandbox) -> Iterator[Sandbox]:
    with house.management() as client:
        client.delete(f"/api/vhosts/{house.vhost}").raise_for_status()
    house.define(as_it_was_once(house))
    yield house


def test_every_queue_outlives_a_lost_node() -> None:
    """A publisher waits for all queues of its event: one classic queue would hold up the rest."""
    document = bus.definitions("any", dict.fromkeys((*SERVICES, bus.TAP), "x"))
    sorts = {queue["name"]: queue["arguments"]["x-queue-type"] for queue in document["queues"]}
    assert {"tap", bus.UNROUTED, "databank.dead", "databank.0"} <= sorts.keys()
    assert set(sorts.values()) == {"quorum"}


def test_what_nobody_works_off_is_bounded_and_refuses_nothing() -> None:
    policies = bus.definitions("any", None)["policies"]
    assert {policy["name"] for policy in policies} == {
        *("client", "control", "dead", "unrouted", "tap")
    }
    for policy in policies:
        assert policy["definition"]["overflow"] == "drop-head"
        assert {"message-ttl", "max-length", "max-length-bytes"} <= policy["definition"].keys()


@pytest.mark.night(
    "fills what its policy bounds",
    stays="::test_what_nobody_works_off_is_bounded_and_refuses_nothing",
)
async def test_a_full_tap_lets_every_event_through(
    house: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, (pattern, limits) in bus.LIMITS.items():
        monkeypatch.setitem(bus.LIMITS, name, (pattern, {**limits, "max-length": 3}))
    assert await apply(house, 2) == []
    ids = await house.publish(*[ended() for _ in range(20)])  # each is confirmed, or this raises
    assert len(ids) == 20
    assert await depth(house, "tap") == 3
    assert await total(house, "databank") == 20


async def test_the_tap_is_there_only_where_a_simulator_plays(house: Sandbox) -> None:
    await house.publish(ended())
    assert await depth(house, "tap") == 1
    assert await apply(house, 2, tap=False) == ["tap"]
    assert "tap" not in queues(house)
    with pytest.raises(AMQPError):
        await aio_pika.connect(house.amqp_url("tap"))
    assert await house.publish(ended()), "nobody waits for it"
    assert await apply(house, 2, tap=False) == []
    assert await apply(house, 2, tap=True) == []
    await house.publish(ended())
    assert await depth(house, "tap") == 1


@pytest.mark.night(
    "the same upgrade once more, with events in it",
    stays="::test_unrouted_events_are_not_thrown_away_by_an_upgrade",
)
async def test_a_broker_from_before_gets_quorum_queues_and_keeps_its_events(
    old_house: Sandbox,
) -> None:
    await old_house.publish(*[ended() for _ in range(5)])
    assert queues(old_house)["tap"] == "classic"
    assert await apply(old_house, 2) == [bus.UNROUTED, "tap"]
    assert set(queues(old_house).values()) == {"quorum"}
    assert await total(old_house, "databank") == 5
    await old_house.publish(ended())
    assert await depth(old_house, "tap") == 1
    assert await apply(old_house, 2) == []


async def test_unrouted_events_are_not_thrown_away_by_an_upgrade(old_house: Sandbox) -> None:
    async with await aio_pika.connect(old_house.amqp_url("admin")) as connection:
        channel = await connection.channel()
        await channel.default_exchange.publish(aio_pika.Message(b"{}"), bus.UNROUTED)
    with pytest.raises(LauncherError, match=r"krachtlijn\.unrouted \(1\)"):
        await apply(old_house, 2)
    assert queues(old_house)[bus.UNROUTED] == "classic"
    await empty(old_house, bus.UNROUTED)
    assert await apply(old_house, 2) == [bus.UNROUTED, "tap"]


async def test_fewer_partitions_only_when_all_are_empty(house: Sandbox) -> None:
    await house.publish(*[ended() for _ in range(20)])
    await hang_up(house)
    before = queues(house)
    with pytest.raises(LauncherError, match=r"databank\.0 \(\d+\), databank\.1 \(\d+\)"):
        await apply(house, 1)
    assert queues(house) == before
    await house.publish(*[ended() for _ in range(20)])
    assert await total(house, "databank") == 40, "the refused attempt left the bindings alone"

    for name in before:
        await empty(house, name)
    await hang_up(house)
    readers = [service for service in SERVICES if events_for(service)]
    assert await apply(house, 1) == sorted(f"{reader}.1" for reader in readers)
    await house.publish(*[ended() for _ in range(20)])
    assert await depth(house, "databank.0") == 20


@pytest.mark.night(
    "the same refusal, the other way", stays="::test_fewer_partitions_only_when_all_are_empty"
)
async def test_more_partitions_only_when_all_are_empty(house: Sandbox) -> None:
    await house.publish(ended())
    await hang_up(house)
    with pytest.raises(LauncherError, match="There are still messages in databank"):
        await apply(house, 3)
    assert "databank.2" not in queues(house)
    for name in queues(house):
        await empty(house, name)
    await hang_up(house)
    assert await apply(house, 3) == []
    assert "databank.2" in queues(house)


@pytest.mark.night(
    "asks a broker what the plan says without one",
    stays="::test_a_partition_of_another_sort_needs_stopped_services_too",
)
async def test_the_number_of_partitions_stays_while_a_service_runs(house: Sandbox) -> None:
    async with await aio_pika.connect(house.amqp_url("pandkalender")):
        await until_seen(house)
        for number in (1, 3):
            with pytest.raises(LauncherError, match="pandkalender still connected"):
                await apply(house, number)
        assert await apply(house, 2) == [], "nothing changes, so nobody has to stop"


async def until_seen(house: Sandbox) -> None:
    """The broker's management knows of a connection a moment later."""
    with house.management() as client:
        for _ in range(600):
            if client.get(f"/api/vhosts/{house.vhost}/connections").json():
                return
            await asyncio.sleep(0.1)
    raise TimeoutError


def test_a_partition_of_another_sort_needs_stopped_services_too() -> None:
    quorum, other = {"x-queue-type": "quorum"}, {"x-queue-type": "classic"}
    found = plan({"databank.0": other, "tap": other}, {"databank.0": quorum, "tap": quorum})
    assert (found.anew, found.superfluous, found.readers) == (
        ["databank.0", "tap"],
        [],
        ["databank"],
    )


def test_a_new_reader_disturbs_nobody() -> None:
    quorum = {"x-queue-type": "quorum"}
    found = plan({"databank.0": quorum}, {"databank.0": quorum, "registry.0": quorum})
    assert (found.anew, found.superfluous, found.readers) == ([], [], [])
