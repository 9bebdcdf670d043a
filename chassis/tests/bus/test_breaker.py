"""A reader most of whose messages fail stands and tells of it, and never parks everything."""

from collections.abc import Sequence
from uuid import UUID, uuid4

import pytest

from chassis.bus import breaker, parking
from chassis.bus.breaker import MOST
from chassis.bus.consumer import Consumer
from chassis.db import Transaction
from chassis.errors import RejectedError
from contracts.pandkalender import ShiftDeclared

from .support.events import declared
from .support.handlers import eventually, note_declared, now, running
from .support.sides import Side

MANY = 3 * MOST


class Handler:
    """Fails while ``broken``, or for the ``bad`` shifts only."""

    def __init__(self, bad: Sequence[UUID] = (), *, broken: bool = False) -> None:
        self.broken = broken
        self.bad = set(bad)

    async def __call__(self, event: ShiftDeclared, tx: Transaction) -> None:
        if self.broken or event.shift_id in self.bad:
            raise ZeroDivisionError
        await note_declared(event, tx)


def of(reader: Side, handler: Handler) -> Consumer:
    consumer = reader.consumer({ShiftDeclared: handler})
    consumer._backoff._longest = 0.05
    return consumer


async def stands(reader: Side) -> bool:
    async with reader.database.connection() as conn:
        return bool(await breaker.pauses(conn, "databank"))


async def test_a_reader_whose_handler_broke_stands_and_goes_on_when_it_is_mended(
    reader: Side,
) -> None:
    handler = Handler(broken=True)
    consumer = of(reader, handler)
    async with running(consumer):
        ids = await reader.sandbox.publish(*(declared() for _ in range(MANY)))

        async def paused() -> bool:
            return await stands(reader)

        await eventually(paused)
        assert consumer.breaker.is_open
        async with reader.database.connection() as conn:
            (pause,) = await breaker.pauses(conn, "databank")
        assert (pause.partition, pause.let_through_by) == (0, None)
        assert pause.detail.startswith("ZeroDivisionError at test_breaker.py:")
        assert len(await reader.sandbox.parked("databank")) == MOST
        handler.broken = False
        await reader.sandbox.handled("databank", ids)
    assert not consumer.breaker.is_open
    assert not await stands(reader)
    assert len(await reader.effects()) == MANY - MOST
    assert len(await reader.sandbox.parked("databank")) == MOST


async def test_a_pause_that_a_restart_mended_is_over_with_the_first_message(reader: Side) -> None:
    """Also where another instance takes the partition over: who noted the pause is gone."""
    async with running(of(reader, Handler(broken=True))):
        await reader.sandbox.publish(*(declared() for _ in range(MANY)))

        async def paused() -> bool:
            return await stands(reader)

        await eventually(paused)
    assert await stands(reader)

    async def over() -> bool:
        return not await stands(reader)

    async with running(of(reader, Handler())):
        await eventually(over)


async def test_few_that_fail_among_many_are_parked_and_nothing_stands(reader: Side) -> None:
    shifts = [declared() for _ in range(MANY)]
    bad = [shift.shift_id for shift in shifts[::3]]
    async with running(of(reader, Handler(bad))):
        await reader.sandbox.handled("databank", await reader.sandbox.publish(*shifts))
    assert len(await reader.sandbox.parked("databank")) == len(bad)
    assert not await stands(reader)


async def test_what_is_refused_for_what_it_says_is_parked_however_much_it_is(reader: Side) -> None:
    """Another service tells wrong things: nothing is broken here."""

    async def refuses(_event: ShiftDeclared, _tx: Transaction) -> None:
        raise RejectedError("never")

    async with running(reader.consumer({ShiftDeclared: refuses})):
        ids = await reader.sandbox.publish(*(declared() for _ in range(MANY)))
        await reader.sandbox.handled("databank", ids)
    assert len(await reader.sandbox.parked("databank")) == MANY


async def test_an_operator_lets_through_what_fails_and_it_is_recorded(reader: Side) -> None:
    async with running(of(reader, Handler(broken=True))):
        ids = await reader.sandbox.publish(*(declared() for _ in range(MANY)))

        async def paused() -> bool:
            return await stands(reader)

        await eventually(paused)
        async with reader.database.begin(now()) as tx:
            asked = {"actor": "beheerder-1", "reason": "wrong by birth"}
            assert await breaker.let_through(tx, "databank", **asked) == 1
        await reader.sandbox.handled("databank", ids)
        assert len(await reader.sandbox.parked("databank")) == MANY
    async with reader.database.connection() as conn:
        row = await conn.fetchrow(
            "SELECT actor, reason, type FROM bus_parking_log WHERE action = 'let-through'"
        )
    assert tuple(row) == ("beheerder-1", "wrong by birth", ShiftDeclared.type)


async def test_nobody_lets_through_what_does_not_stand(reader: Side) -> None:
    async with reader.database.begin(now()) as tx:
        assert await breaker.let_through(tx, "databank", actor="a", reason="for fun") == 0


async def test_what_failed_is_tried_again_by_itself_until_the_last_time(
    reader: Side, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While its key waits, in order: what came behind it follows when it has its effect."""
    monkeypatch.setattr(parking, "RETRY_AFTER", (0.0, 0.0, 3600.0))
    good, lost = uuid4(), uuid4()
    handler = Handler([good, lost])
    first, second, never = declared(good), declared(good, "Second"), declared(lost)
    async with running(of(reader, handler)):
        await reader.sandbox.handled("databank", await reader.sandbox.publish(first, second, never))
    redriver = reader.redriver({ShiftDeclared: handler})
    assert await redriver.run_one()
    handler.bad = {lost}
    while await redriver.run_one():
        pass
    assert [what for key, what in await reader.effects() if key == str(good)] == ["Ana", "Second"]
    (parked,) = await reader.sandbox.parked("databank")
    assert (parked["reason"], parked["attempts"]) == ("error", 5)
    async with reader.database.connection() as conn:
        waits = await conn.fetchval("SELECT retry_at > clock_timestamp() FROM bus_parked")
        grounds = await conn.fetch("SELECT actor, reason FROM bus_parking_log ORDER BY position")
    assert waits
    assert [tuple(row) for row in grounds] == [
        ("bus", "tried again later"),
        ("bus", "waited for its key"),
    ]


async def test_after_the_last_try_it_waits_for_somebody(
    reader: Side, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parking, "RETRY_AFTER", (0.0,))
    handler = Handler(broken=True)
    async with running(of(reader, handler)):
        await reader.sandbox.handled("databank", await reader.sandbox.publish(declared()))
    redriver = reader.redriver({ShiftDeclared: handler})
    assert await redriver.run_one()
    assert not await redriver.run_one()
    async with reader.database.connection() as conn:
        assert await conn.fetchval("SELECT retry_at FROM bus_parked") is None
