"""How often one message is tried, by what fails; on the real database, without the broker."""

from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from prometheus_client import REGISTRY

from chassis.bus.attempts import written
from chassis.bus.breaker import Breaker
from chassis.bus.consumer import Consumer
from chassis.bus.dispatcher import Delivery
from chassis.bus.envelope import decode
from chassis.bus.pipeline import StoppingError
from chassis.db import Database, Transaction
from chassis.errors import RejectedError, TransientError
from contracts.pandkalender import ShiftDeclared

from .support.events import declared
from .support.handlers import message, note_declared
from .support.sides import Side


class Fails:
    """A handler that fails so many times, and counts its calls."""

    def __init__(self, error: Exception, times: int) -> None:
        self.error, self.times, self.calls = error, times, 0

    async def __call__(self, event: ShiftDeclared, tx: Transaction) -> None:
        self.calls += 1
        if self.calls <= self.times:
            raise self.error
        await note_declared(event, tx)


def consumer_of(reader: Side, handler: Any) -> Consumer:
    consumer = reader.consumer({ShiftDeclared: handler})
    consumer._backoff._longest = 0.001
    return consumer


def delivery_of(reader: Side, shift_id: UUID) -> Delivery:
    body = message(reader, declared(shift_id), uuid4())
    return Delivery(decode(body), body, "pandkalender", True, True, None)


def retries(kind: str) -> float:
    return REGISTRY.get_sample_value("krachtlijn_retries_total", {"kind": kind}) or 0.0


@pytest.mark.parametrize(
    ("error", "times", "calls", "kind"),
    [
        (ZeroDivisionError(), 2, 3, "error"),
        (TransientError(), 14, 15, "transient"),  # something else is away, however long
        (asyncpg.SerializationError(), 9, 10, "transient"),
    ],
    ids=["a fault", "an outage", "a conflict with itself"],
)
async def test_what_passes_in_the_end_has_its_effect_once_and_each_try_is_counted(
    reader: Side, error: Exception, times: int, calls: int, kind: str
) -> None:
    handler, shift_id, before = Fails(error, times), uuid4(), retries(kind)
    await consumer_of(reader, handler)._pipeline.take_alone(delivery_of(reader, shift_id))
    assert handler.calls == calls
    assert await reader.effects() == [(str(shift_id), "Ana")]
    assert await reader.sandbox.parked("databank") == []
    assert retries(kind) - before == times


@pytest.mark.parametrize(
    ("error", "calls", "reason"),
    [
        (ZeroDivisionError(), 3, "error"),
        (RejectedError("a person must look"), 1, "rejected"),
        (asyncpg.SerializationError(), 10, "error"),  # the database answers others
    ],
    ids=["a fault", "a refusal", "a conflict with itself"],
)
async def test_what_fails_again_and_again_is_parked_after_so_many_tries(
    reader: Side, error: Exception, calls: int, reason: str
) -> None:
    handler = Fails(error, 100)
    await consumer_of(reader, handler)._pipeline.take_alone(delivery_of(reader, uuid4()))
    assert handler.calls == calls
    (parked,) = await reader.sandbox.parked("databank")
    assert (parked["reason"], parked["attempts"]) == (reason, calls)


async def test_what_may_not_be_parked_stays_in_hand_until_the_service_stops(
    reader: Side, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(_breaker: Breaker, _delivery: Delivery, _reason: str, _detail: str) -> bool:
        return False

    monkeypatch.setattr(Breaker, "lets_park", never)
    handler = Fails(ZeroDivisionError(), 100)
    consumer = consumer_of(reader, handler)

    async def until_fifth(event: ShiftDeclared, tx: Transaction) -> None:
        if handler.calls == 4:
            consumer.stop()
        await handler(event, tx)

    consumer = consumer_of(reader, until_fifth)
    with pytest.raises(StoppingError):
        await consumer._pipeline.take_alone(delivery_of(reader, uuid4()))
    assert handler.calls == 5
    assert await reader.sandbox.parked("databank") == []


async def test_an_outage_of_the_database_is_nobodys_message(
    reader: Side, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def silence(_database: Database) -> bool:
        return False

    monkeypatch.setattr(Database, "answers", silence)
    handler, shift_id = Fails(asyncpg.SerializationError(), 25), uuid4()
    await consumer_of(reader, handler)._pipeline.take_alone(delivery_of(reader, shift_id))
    assert handler.calls == 26
    assert await reader.sandbox.parked("databank") == []


async def test_a_partition_that_stands_shows_in_its_measure(reader: Side) -> None:
    consumer = consumer_of(reader, note_declared)
    shown = {"partition": "0"}
    assert REGISTRY.get_sample_value("krachtlijn_reader_paused", shown) == 0
    consumer.breaker.is_open = True
    assert REGISTRY.get_sample_value("krachtlijn_reader_paused", shown) == 1


async def test_a_try_that_cannot_be_struck_out_says_so(reader: Side) -> None:
    """Unless the database is away: then the note stays, and counts as a try."""
    rename = "ALTER TABLE {} RENAME TO {}"
    async with reader.sandbox.asking("databank", owner=True) as owner:
        try:
            with pytest.raises(asyncpg.UndefinedTableError):
                async with written(reader.database, "databank", uuid4()):
                    await owner.execute(rename.format("bus_attempt", "bus_attempt_away"))
        finally:
            await owner.execute(rename.format("bus_attempt_away", "bus_attempt"))
