"""Which of two messages with one id counts."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from chassis.bus import inbox
from chassis.bus.envelope import decode, encode
from chassis.db import Cause
from contracts.pandkalender import ShiftCancelled

from .conftest import Side, cancelled


async def test_of_two_messages_with_one_id_in_a_batch_the_first_is_remembered(
    reader: Side,
) -> None:
    now = datetime.now(UTC)
    event_id = UUID("ffffffff-ffff-4fff-bfff-ffffffffffff")
    event: ShiftCancelled = cancelled(event_id)
    body = encode(event, event_id=event_id, at=now, sequence=1, cause=Cause())
    first = decode(body)
    others = [replace(first, digest=bytes([number]) * 16) for number in range(20)]
    async with reader.database.begin(now) as tx:
        assert await inbox.claim(tx, "databank", [first, *others]) == {event_id}
        assert await inbox.digests(tx, "databank", [event_id]) == {event_id: first.digest}
