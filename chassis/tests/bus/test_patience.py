"""Patience with outages: a real one is waited for; what only looks like one comes to an end."""

import asyncio
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from chassis import outages
from chassis.bus import Timer, schedule
from chassis.bus.backlog import OutboxFullError
from chassis.bus.parking import Selection, request_redrive
from chassis.bus.timers import Timers
from chassis.clock import SystemClock
from chassis.db import Database, Transaction
from contracts.pandkalender import ShiftCancelled, ShiftDeclared

from .support.events import cancelled, declared
from .support.handlers import note_cancelled, note_declared, now, running
from .support.sides import Side


async def wrong_argument(_event: Any, tx: Transaction) -> None:
    await tx.conn.execute("SELECT $1::integer", "no number")


async def no_file(_event: Any, _tx: Transaction) -> None:
    Path("/nowhere/at/all").read_text()


async def endless(_event: Any, tx: Transaction) -> None:
    await tx.conn.execute("SELECT pg_sleep(60)", timeout=0.05)


async def too_long_in_thought(_event: Any, tx: Transaction) -> None:
    """The database ends the connection of who holds a transaction open and asks nothing."""
    await tx.conn.execute("SET LOCAL idle_in_transaction_session_timeout = '20ms'")
    await asyncio.sleep(0.1)
    await tx.conn.execute("SELECT 1")


async def ends_its_connection(_event: Any, tx: Transaction) -> None:
    await tx.conn.execute("SELECT pg_terminate_backend(pg_backend_pid())")


async def no_memory(_event: Any, _tx: Transaction) -> None:
    raise asyncpg.OutOfMemoryError


async def always_in_conflict(_event: Any, _tx: Transaction) -> None:
    raise asyncpg.SerializationError


@pytest.mark.parametrize(
    "handler",
    [
        wrong_argument,
        no_file,
        endless,
        too_long_in_thought,
        ends_its_connection,
        no_memory,
        always_in_conflict,
    ],
    ids=lambda each: each.__name__,
)
async def test_a_message_that_fails_while_the_database_answers_is_parked(
    reader: Side, handler: Any
) -> None:
    failing, good = uuid4(), uuid4()
    consumer = reader.consumer({ShiftDeclared: handler, ShiftCancelled: note_cancelled})
    consumer._backoff._longest = 0.05
    async with running(consumer):
        ids = await reader.sandbox.publish(declared(failing), cancelled(good))
        await reader.sandbox.handled("databank", ids, seconds=60)
    (parked,) = await reader.sandbox.parked("databank")
    assert parked["reason"] == "error"
    assert await reader.effects() == [(str(good), "cancelled")]


async def test_a_platform_that_can_record_no_more_holds_its_messages(reader: Side) -> None:
    """However long: the broker is away, and that is nobody's message."""
    tries = 0

    async def full_for_long(event: ShiftDeclared, tx: Transaction) -> None:
        nonlocal tries
        tries += 1
        if tries < 15:
            raise OutboxFullError
        await note_declared(event, tx)

    consumer = reader.consumer({ShiftDeclared: full_for_long})
    consumer._backoff._longest = 0.05
    async with running(consumer):
        ids = await reader.sandbox.publish(declared())
        await reader.sandbox.handled("databank", ids)
    assert await reader.sandbox.parked("databank") == []


async def test_a_database_that_does_not_answer_costs_no_message_a_try(
    reader: Side, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = 0

    async def times_out(event: ShiftDeclared, tx: Transaction) -> None:
        nonlocal tries
        tries += 1
        if tries < 15:
            raise TimeoutError
        await note_declared(event, tx)

    async def silence(_database: Database) -> bool:
        return False

    monkeypatch.setattr(Database, "answers", silence)
    consumer = reader.consumer({ShiftDeclared: times_out})
    consumer._backoff._longest = 0.05
    async with running(consumer):
        ids = await reader.sandbox.publish(declared())
        await reader.sandbox.handled("databank", ids)
    assert await reader.sandbox.parked("databank") == []


async def test_a_deadline_that_seems_to_meet_an_outage_lets_the_others_pass(reader: Side) -> None:
    fired = []

    async def fire(timer: Any, tx: Transaction) -> None:
        if timer.key == "bad":
            await wrong_argument(timer, tx)
        fired.append(timer.key)

    async with reader.database.begin(now()) as tx:
        await schedule(tx, "term", "bad", now())
        await schedule(tx, "term", "good", now())
    timers = Timers(reader.database, {"term": fire}, SystemClock())
    await until_passed(timers)
    assert fired == ["good"]


async def test_a_redrive_that_seems_to_meet_an_outage_lets_the_others_pass(reader: Side) -> None:
    bad, good = uuid4(), uuid4()

    async def broken(_event: Any, _tx: Transaction) -> None:
        raise ValueError

    async with running(reader.consumer({ShiftDeclared: broken})):
        ids = await reader.sandbox.publish(declared(bad), declared(good))
        await reader.sandbox.handled("databank", ids)
    async with reader.database.begin(now()) as tx:
        await request_redrive(tx, "databank", Selection(), actor="b", reason="repaired")

    async def note_good(event: ShiftDeclared, tx: Transaction) -> None:
        if event.shift_id == bad:
            await no_file(event, tx)
        await note_declared(event, tx)

    await until_passed(reader.redriver({ShiftDeclared: note_good}))
    assert await keys(reader) == [good]
    (parked,) = await reader.sandbox.parked("databank")
    assert parked["detail"].startswith("FileNotFoundError")


async def keys(side: Side) -> list[UUID]:
    return [UUID(key) for key, _ in await side.effects()]


async def until_passed(loop: Any) -> None:
    """As the loop does it: a turn that is interrupted is followed by another."""
    for _ in range(2 * outages.PATIENCE):
        try:
            while await loop.run_one():
                pass
            return
        except Exception as error:
            assert outages.is_transient(error)
    raise AssertionError("it is tried for ever")


async def test_the_tenth_try_of_the_job_that_comes_first_is_a_failure(reader: Side) -> None:
    """Counted anew for each job, only for what it may bring upon itself, and only while the
    database answers."""
    timers = Timers(reader.database, {}, SystemClock())
    first, second = Timer("term", "a", now(), {}), Timer("term", "b", now(), {})

    async def tries(job: Timer, error: Exception, number: int) -> list[bool]:
        return [await timers._is_lost(job, error) for _ in range(number)]

    assert await tries(first, TimeoutError(), 9) == [False] * 9
    assert await tries(second, TimeoutError(), 10) == [*[False] * 9, True]
    assert await tries(first, TimeoutError(), 10) == [*[False] * 9, True]
    assert await tries(second, asyncpg.TooManyConnectionsError(), 12) == [False] * 12


async def test_no_try_counts_while_the_database_does_not_answer() -> None:
    away = Database("postgresql://nobody@127.0.0.1:1/nowhere")
    timers = Timers(away, {}, SystemClock())
    job = Timer("term", "a", now(), {})
    assert [await timers._is_lost(job, TimeoutError()) for _ in range(12)] == [False] * 12
    await away.close()
