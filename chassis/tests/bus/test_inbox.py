"""Which of two messages with one id counts."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

from chassis.bus import inbox, parking
from chassis.bus.dispatcher import Delivery
from chassis.bus.envelope import Envelope, decode, encode
from chassis.bus.inbox import Intake
from chassis.db import Cause
from contracts.pandkalender import ShiftCancelled

from .support.events import cancelled
from .support.sides import Side


def told(shift_id: UUID, event_id: UUID) -> Envelope:
    event: ShiftCancelled = cancelled(shift_id)
    moment = datetime.now(UTC)
    return decode(encode(event, event_id=event_id, at=moment, sequence=1, cause=Cause()))


async def test_of_two_messages_with_one_id_in_a_batch_the_first_is_remembered(
    reader: Side,
) -> None:
    event_id = UUID("ffffffff-ffff-4fff-bfff-ffffffffffff")
    first = told(event_id, event_id)
    others = [replace(first, digest=bytes([number]) * 16) for number in range(20)]
    async with reader.database.begin(datetime.now(UTC)) as tx:
        intake = await inbox.take(tx, "databank", [first, *others])
        assert intake == Intake({event_id}, set(), catching_up=False)
        assert await inbox.digests(tx, "databank", [event_id]) == {event_id: first.digest}


async def test_what_another_instance_parks_meanwhile_holds_its_key(reader: Side) -> None:
    """It hung, and was given up; its commit comes while the next instance waits for it."""
    shift_id = uuid4()
    first, second, other = (told(key, uuid4()) for key in (shift_id, shift_id, uuid4()))
    now = datetime.now(UTC)

    async def next_instance() -> Intake:
        async with reader.database.begin(now) as tx:
            return await inbox.take(tx, "databank", [first, second, other])

    async with reader.database.begin(now) as tx:
        await inbox.claim(tx, "databank", [first])
        taking = asyncio.create_task(next_instance())
        await asyncio.sleep(0.3)
        assert not taking.done()
        delivery = Delivery(first, b"x", "pandkalender", True, True, None)
        await parking.park(tx, "databank", delivery, "rejected", "a test", 1)
    assert await taking == Intake({second.id, other.id}, {str(shift_id)}, catching_up=False)
