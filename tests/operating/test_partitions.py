"""A fresh platform with eight partitions per reader: every one is worked off, in order per key."""

import asyncio
import importlib
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI

from chassis.bus.topology import queue_name
from contracts.codes import CancelReason
from contracts.identity import IdentityClaim, WorkerClaim
from contracts.pandkalender import ShiftCancelled, ShiftDeclared
from contracts.sealed import Sealed
from launcher.sandbox import Sandbox

PARTITIONS = 8
READERS = ("databank", "reporting")
START = datetime(2026, 3, 2, 20, tzinfo=UTC)


@pytest.fixture
async def wide(pytestconfig: pytest.Config) -> AsyncIterator[tuple[Sandbox, dict[str, FastAPI]]]:
    root = Path(pytestconfig.rootpath)
    sandbox = await asyncio.to_thread(Sandbox.open, root, "test", PARTITIONS)
    apps = {}
    async with AsyncExitStack() as running:
        for service in READERS:
            settings = await asyncio.to_thread(sandbox.settings, service)
            apps[service] = importlib.import_module(f"{service}.app").build(settings)
            await running.enter_async_context(sandbox.serve(apps[service]))
        yield sandbox, apps
    await asyncio.to_thread(sandbox.close)


@pytest.mark.night(
    "a platform begun for one look at its partitions",
    stays="tests/resilience/test_partitions.py::test_no_key_moves_to_another_partition_when_the_broker_restarts",
)
async def test_every_partition_of_a_fresh_platform_is_worked_off(
    wide: tuple[Sandbox, dict[str, FastAPI]],
) -> None:
    sandbox, apps = wide
    shifts = [_declared(number) for number in range(60)]
    told = await sandbox.publish(*shifts, at=START)
    told += await sandbox.publish(*(_cancelled(shift) for shift in shifts), at=START)
    for reader in READERS:
        consumers = apps[reader].state.platform.consumers
        assert [consumer.attached for consumer in consumers] == [True] * PARTITIONS
        await sandbox.handled(reader, told, seconds=60)
        assert await sandbox.parked(reader) == []
    async with sandbox.asking("databank") as conn:
        states = await conn.fetch("SELECT state, count(*) FROM shift GROUP BY state")
    assert [tuple(row) for row in states] == [("geannuleerd", len(shifts))]
    await _each_queue_had_its_share(sandbox)


async def _each_queue_had_its_share(sandbox: Sandbox) -> None:
    names = {queue_name(reader, number) for reader in READERS for number in range(PARTITIONS)}
    with sandbox.management() as client:
        for _ in range(600):
            queues = client.get(f"/api/queues/{sandbox.vhost}").raise_for_status().json()
            had = {
                queue["name"]
                for queue in queues
                if queue.get("message_stats", {}).get("ack", 0) and queue.get("messages") == 0
            }
            if names <= had:
                return
            await asyncio.sleep(0.1)
    raise AssertionError(f"nothing came to {sorted(names - had)}")


def _shift_id(number: int) -> UUID:
    """The same in each run: sixty of chance now and then leave one of eight partitions out."""
    return UUID(int=Random(number).getrandbits(128), version=4)


def _declared(number: int) -> ShiftDeclared:
    claim = IdentityClaim(
        given_names=f"Ana{number}", family_name=f"Voorbeeld{number}", birth_date="1999-02-03"
    )
    return ShiftDeclared(
        shift_id=_shift_id(number),
        premises_id=uuid4(),
        room_id=uuid4(),
        starts_at=START + timedelta(days=2),
        ends_at=START + timedelta(days=2, hours=8),
        declared_at=START,
        lead_minutes=2880,
        late=False,
        declared_by="eigenaar",
        worker=Sealed.of(WorkerClaim(worker_ref=uuid4(), identity=claim)),
    )


def _cancelled(shift: ShiftDeclared) -> ShiftCancelled:
    return ShiftCancelled(
        shift_id=shift.shift_id,
        premises_id=shift.premises_id,
        cancelled_at=START,
        reason=CancelReason.ZIEK,
    )
