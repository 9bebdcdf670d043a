"""Producers go on while the broker is away, until the outbox may not grow; then they refuse."""

import asyncio

import pytest
from prometheus_client import REGISTRY

from chassis.bus import record
from chassis.bus.backlog import Backlog, OutboxFullError
from chassis.bus.outbox import Outbox
from chassis.bus.seal import Sealer
from chassis.db import Database

from .support.events import declared
from .support.handlers import eventually, now, running
from .support.sides import Side


async def test_a_full_outbox_refuses_and_takes_again_when_it_has_emptied(publisher: Side) -> None:
    sandbox = publisher.sandbox
    backlog = Backlog(limit=10)
    sealer = Sealer.load(sandbox.infra.credentials.seal_public)
    database = Database(
        sandbox.database("pandkalender", migrate=False).url,
        at_end=[Outbox("pandkalender", sealer, backlog=backlog).write],
    )
    async with database.begin(now()) as tx:
        for _ in range(10):
            record(tx, declared())
    await backlog.measure(database)
    assert (backlog.size, backlog.age > 0) == (10, True)
    assert REGISTRY.get_sample_value("krachtlijn_outbox_age_seconds") == backlog.age
    with pytest.raises(OutboxFullError):
        async with database.begin(now()) as tx:
            record(tx, declared())
    async with database.begin(now()) as tx:
        await tx.conn.execute("SELECT 1")

    async def emptied() -> bool:
        await backlog.measure(database)
        return backlog.size == 0

    async with running(publisher.relay):
        await eventually(emptied)
    async with database.begin(now()) as tx:
        record(tx, declared())
    await database.close()


async def test_who_stops_measures_no_more(publisher: Side) -> None:
    backlog = Backlog(limit=10)
    watching = asyncio.create_task(backlog.watch(publisher.database))
    await asyncio.sleep(0)
    backlog.stop()
    await asyncio.wait_for(watching, 30)
