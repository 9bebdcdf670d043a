"""An event that cannot be published holds up its own key and nothing else."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest

from chassis.bus import outbox, record, refused
from chassis.bus import relay as relaying
from chassis.bus.envelope import UnpublishableError, encode
from chassis.bus.relay import Relay
from chassis.db import Cause
from contracts.databank import ShiftVerified
from contracts.enforcement import SuitabilityConditionsMet
from contracts.pandkalender import ShiftDeclared

from .support.events import cancelled, declared
from .support.handlers import eventually, now
from .support.sides import Side

FORBIDDEN = ShiftVerified.routing_key
"""Nobody but the databank may publish under it."""


async def forbid(publisher: Side, key: UUID) -> None:
    """As if the broker's permissions were older than the release: this event is refused."""
    async with publisher.database.connection() as conn:
        await conn.execute(
            "UPDATE bus_outbox SET routing_key = $2 WHERE position ="
            " (SELECT min(position) FROM bus_outbox WHERE partition_key = $1)",
            str(key),
            FORBIDDEN,
        )


async def archived(publisher: Side) -> list[str]:
    async with publisher.database.connection() as conn:
        rows = await conn.fetch("SELECT partition_key FROM bus_archive ORDER BY published_at")
    return [row["partition_key"] for row in rows]


async def waiting(publisher: Side) -> list[tuple[str, bool]]:
    """Keys that still wait, and whether the event itself was refused."""
    async with publisher.database.connection() as conn:
        rows = await conn.fetch("SELECT partition_key, refused FROM bus_outbox ORDER BY position")
    return [(row["partition_key"], row["refused"] is not None) for row in rows]


async def test_what_the_broker_refuses_is_set_aside_with_its_key(
    publisher: Side, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, refused, after = uuid4(), uuid4(), uuid4()
    async with publisher.database.begin(now()) as tx:
        for key in (before, refused, after):
            record(tx, declared(key))
            record(tx, cancelled(key))
    await forbid(publisher, refused)
    working = asyncio.create_task(publisher.relay.run())

    async def others_are_published() -> bool:
        return len(await archived(publisher)) == 4

    await eventually(others_are_published)
    assert set(await archived(publisher)) == {str(before), str(after)}
    assert await waiting(publisher) == [(str(refused), True), (str(refused), False)]

    async with publisher.database.connection() as conn:
        await conn.execute(
            "UPDATE bus_outbox SET routing_key = $1 WHERE refused IS NOT NULL",
            ShiftDeclared.routing_key,
        )
    publisher.relay.stop()
    await working
    monkeypatch.setattr(relaying, "REFUSED_SECONDS", 0)
    again = Relay("pandkalender", publisher.sandbox.amqp_url("pandkalender"), publisher.database)
    working = asyncio.create_task(again.run())

    async def all_are_published() -> bool:
        return len(await archived(publisher)) == 6

    await eventually(all_are_published)
    assert (await archived(publisher))[4:] == [str(refused)] * 2
    again.stop()
    await working


async def test_an_event_that_is_too_large_is_refused_where_it_is_recorded(
    publisher: Side, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chassis.bus.envelope.MAX_BYTES", 200)
    with pytest.raises(UnpublishableError, match=r"shift-declared\.v1 has \d+ bytes"):
        async with publisher.database.begin(now()) as tx:
            record(tx, declared())
    assert await waiting(publisher) == []


async def test_what_is_given_up_lets_its_key_go_on_and_is_recorded(publisher: Side) -> None:
    """Not while it is tried: then it may be published, and would be both."""
    refused_key = uuid4()
    async with publisher.database.begin(now()) as tx:
        record(tx, declared(refused_key))
        record(tx, cancelled(refused_key))
    await forbid(publisher, refused_key)
    working = asyncio.create_task(publisher.relay.run())

    async def is_refused() -> bool:
        async with publisher.database.connection() as conn:
            return bool(await refused.look(conn))

    await eventually(is_refused)
    async with publisher.database.connection() as conn:
        (event,) = await refused.look(conn)
    assert (event.type, event.behind) == (ShiftDeclared.type, 1)
    assert not await given_up(publisher, event.event_id), "it was tried just now"
    async with publisher.database.connection() as conn:
        await conn.execute("UPDATE bus_outbox SET refused_at = refused_at - interval '40 seconds'")
    assert await given_up(publisher, event.event_id)
    assert not await given_up(publisher, event.event_id)

    async def the_later_one_is_published() -> bool:
        return await archived(publisher) == [str(refused_key)]

    publisher.relay.wake()
    await eventually(the_later_one_is_published)
    publisher.relay.stop()
    await working
    async with publisher.database.connection() as conn:
        entry = await conn.fetchrow("SELECT action, actor, type FROM bus_parking_log")
    assert tuple(entry) == ("given-up", "beheerder-1", ShiftDeclared.type)


async def given_up(publisher: Side, event_id: UUID) -> bool:
    async with publisher.database.begin(now()) as tx:
        return await refused.give_up(
            tx, "pandkalender", event_id, actor="beheerder-1", reason="a test"
        )


async def test_an_event_of_another_publisher_is_refused_where_it_is_recorded(
    publisher: Side,
) -> None:
    met = SuitabilityConditionsMet(premises_id=uuid4(), dossier_id=uuid4(), met_at=now())
    with pytest.raises(TypeError, match="pandkalender does not publish"):
        async with publisher.database.begin(now()) as tx:
            record(tx, met)
    assert await waiting(publisher) == []


def test_a_key_that_no_reader_would_take_is_refused_where_it_is_recorded() -> None:
    class Strange:
        """An event whose key is a text."""

        partition_key = "two words"
        type = "be.krachtlijn.pandkalender.strange.v1"
        publisher = "pandkalender"
        routing_key = "pandkalender.strange.v1"
        edition = 1

        def model_dump(self, **_: Any) -> dict[str, Any]:
            return {}

    with pytest.raises(UnpublishableError, match="key is no id and no code"):
        encode(Strange(), event_id=uuid4(), at=now(), sequence=1, cause=Cause())  # type: ignore[arg-type]


async def test_what_was_set_aside_makes_no_service_unready(publisher: Side) -> None:
    from chassis.bus.backlog import Backlog

    async with publisher.database.begin(now()) as tx:
        record(tx, declared())
    async with publisher.database.connection() as conn:
        (event,) = await outbox.pending(conn, 10)
        await outbox.set_aside(conn, event, "ACCESS_REFUSED")
        await conn.execute("UPDATE bus_outbox SET recorded_at = now() - interval '1 hour'")
        assert await outbox.pending(conn, 10) == []
    backlog = Backlog(100)
    await backlog.measure(publisher.database)
    assert (backlog.size, backlog.age) == (1, 0)


async def test_a_relay_that_is_cancelled_ends(publisher: Side) -> None:
    """Losing its channel cancels what waits on it, too: that it outlives."""
    task = asyncio.create_task(publisher.relay.run())

    async def connected() -> bool:
        return publisher.relay.connected

    await eventually(connected)
    task.cancel()
    await asyncio.wait({task}, timeout=15)
    publisher.relay.stop()
    await asyncio.wait({task}, timeout=15)
    assert task.cancelled()


async def test_a_relay_that_waits_for_another_one_ends_when_it_is_told(publisher: Side) -> None:
    async with publisher.sandbox.asking("pandkalender") as conn:
        await conn.execute(
            "INSERT INTO bus_lease VALUES ('relay', gen_random_uuid(), now() + interval '1 hour')"
        )
    task = asyncio.create_task(publisher.relay.run())

    async def connected() -> bool:
        return publisher.relay.connected

    await eventually(connected)
    publisher.relay.stop()
    await asyncio.wait({task}, timeout=15)
    ended = task.done()
    task.cancel()
    assert ended
