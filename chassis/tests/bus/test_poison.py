"""Many bad messages in a row hold up nobody: each is tried, parked, and forgotten."""

from time import monotonic
from uuid import uuid4

from chassis.bus import parking
from chassis.bus.breaker import MOST
from chassis.bus.parking import Selection
from chassis.db import Transaction
from contracts.enforcement import SuitabilityGranted
from contracts.pandkalender import ShiftDeclared

from .support.events import declared
from .support.handlers import message, note_declared, now, running
from .support.sides import Side, Table

POISON = MOST - 1
"""More in a row are taken for a fault of the reader's own, which stands then."""


async def test_a_run_of_bad_messages_does_not_slow_down_what_comes_after(reader: Side) -> None:
    async def some_are_bad(event: ShiftDeclared, tx: Transaction) -> None:
        if event.late:
            raise ValueError
        await note_declared(event, tx)

    table: Table = {ShiftDeclared: some_are_bad}
    bad = [declared().model_copy(update={"late": True}) for _ in range(POISON)]
    async with running(reader.consumer(table)):
        began = monotonic()
        ids = await reader.sandbox.publish(*bad, declared())
        await reader.sandbox.handled("databank", ids, seconds=30)
    assert monotonic() - began < 10
    assert len(await reader.sandbox.parked("databank")) == POISON
    assert len(await reader.effects()) == 1


async def test_a_forged_message_holds_up_nothing_of_the_key_that_it_names(reader: Side) -> None:
    """Parked once, however often it is delivered; the declaration of that key has its effect."""
    shift, event_id = declared(), uuid4()
    forged = message(reader, shift, event_id)
    async with running(reader.consumer({ShiftDeclared: note_declared})):
        for _ in range(2):
            await reader.sandbox.publish_body(
                forged,
                SuitabilityGranted.routing_key,
                publisher="enforcement",
                key=shift.partition_key,
            )
        await reader.sandbox.handled("databank", [event_id])
        ids = await reader.sandbox.publish(shift)
        await reader.sandbox.handled("databank", ids)
    (parked,) = await reader.sandbox.parked("databank")
    assert (parked["reason"], parked["event_id"]) == ("violation", event_id)
    assert [key for key, _ in await reader.effects()] == [str(shift.shift_id)]


async def test_what_comes_by_another_key_than_its_own_is_parked_for_good(reader: Side) -> None:
    """In another partition it could overtake the others of its key; a redrive changes nothing."""
    shift = declared()
    event_id = uuid4()
    async with running(reader.consumer({ShiftDeclared: note_declared})):
        await reader.sandbox.publish_body(
            message(reader, shift, event_id),
            shift.routing_key,
            publisher="pandkalender",
            key=str(uuid4()),
        )
        await reader.sandbox.handled("databank", [event_id])
    (parked,) = await reader.sandbox.parked("databank")
    assert parked["detail"] == "the header partitionkey is not the event's key"
    async with reader.database.begin(now()) as tx:
        await parking.request_redrive(
            tx, "databank", Selection(event_id), actor="beheerder-1", reason="a test"
        )
    assert await reader.redriver({ShiftDeclared: note_declared}).run_one()
    (parked,) = await reader.sandbox.parked("databank")
    assert parked["detail"] == "the header partitionkey is not the event's key"
    assert await reader.effects() == []
