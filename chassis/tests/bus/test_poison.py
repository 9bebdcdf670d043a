"""Many bad messages in a row hold up nobody: each is tried, parked, and forgotten."""

from time import monotonic
from uuid import UUID, uuid4

import asyncpg

from chassis.bus import parking
from chassis.bus.breaker import MOST
from chassis.bus.parking import Selection
from chassis.db import Transaction
from chassis.errors import RejectedError, ViolationError
from contracts.enforcement import SuitabilityGranted
from contracts.pandkalender import ShiftDeclared

from .support.events import declared
from .support.handlers import eventually, message, note_declared, now, running
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


async def forge(reader: Side, body: bytes, key: str, times: int = 1) -> None:
    """Send it by the login of another service, under a routing key of its own."""
    for _ in range(times):
        await reader.sandbox.publish_body(
            body, SuitabilityGranted.routing_key, publisher="enforcement", key=key
        )


async def parked(reader: Side, count: int) -> list[asyncpg.Record]:
    async def so_many() -> bool:
        return len(await reader.sandbox.parked("databank")) == count

    await eventually(so_many)
    return await reader.sandbox.parked("databank")


async def test_a_forged_message_holds_up_nothing_of_the_key_that_it_names(reader: Side) -> None:
    """Parked once, however often it is delivered; the declaration of that key has its effect."""
    shift, event_id = declared(), uuid4()
    forged = message(reader, shift, event_id)
    async with running(reader.consumer({ShiftDeclared: note_declared})):
        await forge(reader, forged, shift.partition_key, times=2)
        await parked(reader, 1)
        ids = await reader.sandbox.publish(shift)
        await reader.sandbox.handled("databank", ids)
    (violation,) = await reader.sandbox.parked("databank")
    assert (violation["reason"], violation["event_id"]) == ("violation", event_id)
    assert [key for key, _ in await reader.effects()] == [str(shift.shift_id)]


async def test_a_forged_message_takes_no_id_from_the_event_that_it_apes(reader: Side) -> None:
    """Else whoever reads an event first could have it refused by those that read it later."""
    shift, event_id = declared(), uuid4()
    genuine = message(reader, shift, event_id)
    forged = message(reader, shift.model_copy(update={"late": True}), event_id)
    async with running(reader.consumer({ShiftDeclared: note_declared})):
        await forge(reader, forged, shift.partition_key)
        await parked(reader, 1)
        await reader.sandbox.publish_body(
            genuine, shift.routing_key, publisher="pandkalender", key=shift.partition_key
        )
        await reader.sandbox.handled("databank", [event_id])
    assert [key for key, _ in await reader.effects()] == [str(shift.shift_id)]
    (violation,) = await reader.sandbox.parked("databank")
    assert violation["sender"] == "enforcement"


async def test_a_forged_message_that_nobody_can_read_holds_up_nothing_either(reader: Side) -> None:
    """Who sent it is looked at before what it says."""
    shift = declared()
    body = message(reader, shift, uuid4())
    spoiled = (
        body.replace(b"shift-declared.v1", b"shift-declared.v9"),
        body.replace(b'"late":false', b'"late":"perhaps"'),
    )
    async with running(reader.consumer({ShiftDeclared: note_declared})):
        for number, forged in enumerate(spoiled, start=1):
            assert forged != body
            await forge(reader, forged, shift.partition_key)
            await parked(reader, number)
        ids = await reader.sandbox.publish(shift)
        await reader.sandbox.handled("databank", ids)
    reasons = {row["reason"] for row in await reader.sandbox.parked("databank")}
    assert reasons == {"violation"}
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
        await parked(reader, 1)
    (violation,) = await reader.sandbox.parked("databank")
    assert violation["detail"] == "the header partitionkey is not the event's key"
    await asked(reader, event_id)
    assert await reader.redriver({ShiftDeclared: note_declared}).run_one()
    (violation,) = await reader.sandbox.parked("databank")
    assert violation["detail"] == "the header partitionkey is not the event's key"
    assert await reader.effects() == []


async def test_what_comes_by_another_key_than_its_own_waits_for_nothing_of_that_key(
    reader: Side,
) -> None:
    """Whether it is here before the one that its key waits for, or after, is luck."""
    shift = declared()

    async def refuse(_event: ShiftDeclared, _tx: Transaction) -> None:
        raise RejectedError("not this one")

    async with running(reader.consumer({ShiftDeclared: refuse})):
        for number, key in enumerate((shift.partition_key, str(uuid4())), start=1):
            await reader.sandbox.publish_body(
                message(reader, shift, uuid4()),
                shift.routing_key,
                publisher="pandkalender",
                key=key,
            )
            await parked(reader, number)
    assert [row["reason"] for row in await reader.sandbox.parked("databank")] == [
        "rejected",
        "violation",
    ]


async def test_what_came_by_another_key_takes_no_id_from_the_event_itself(reader: Side) -> None:
    """Sent again by its own key it has its effect, once, also where the other is tried again."""
    shift, event_id = declared(), uuid4()
    body = message(reader, shift, event_id)
    async with running(reader.consumer({ShiftDeclared: note_declared})):
        for key in (str(uuid4()), shift.partition_key, shift.partition_key):
            await reader.sandbox.publish_body(
                body, shift.routing_key, publisher="pandkalender", key=key
            )
            await parked(reader, 1)
        await reader.sandbox.handled("databank", [event_id])
    assert [key for key, _ in await reader.effects()] == [str(shift.shift_id)]
    await asked(reader, event_id)
    assert await reader.redriver({ShiftDeclared: note_declared}).run_one()
    assert await reader.sandbox.parked("databank") == []
    assert [key for key, _ in await reader.effects()] == [str(shift.shift_id)]


async def test_a_violation_that_is_mended_has_its_effect_once(reader: Side) -> None:
    """A key file that was restored wrong makes a genuine box a foreign one, until it is right."""
    shift, event_id = declared(), uuid4()
    body = message(reader, shift, event_id)
    wrong, away = True, False

    async def note(event: ShiftDeclared, tx: Transaction) -> None:
        if wrong:
            raise ViolationError("the box of worker does not belong here")
        if away:
            raise RuntimeError
        await note_declared(event, tx)

    async with running(reader.consumer({ShiftDeclared: note})):
        await reader.sandbox.publish_body(
            body, shift.routing_key, publisher="pandkalender", key=shift.partition_key
        )
        await parked(reader, 1)
        async with reader.sandbox.asking("databank") as conn:
            had = await conn.fetchval(
                "SELECT count(*) FROM bus_inbox WHERE event_id = $1", event_id
            )
        assert had == 0, "nobody has had it"
        wrong, away = False, True
        await asked(reader, event_id)
        assert await reader.redriver({ShiftDeclared: note}).run_one()
        (waiting,) = await reader.sandbox.parked("databank")
        assert waiting["reason"] == "error"
        away = False
        await asked(reader, event_id)
        assert await reader.redriver({ShiftDeclared: note}).run_one()
        for _ in range(2):
            await reader.sandbox.publish_body(
                body, shift.routing_key, publisher="pandkalender", key=shift.partition_key
            )
        other = await reader.sandbox.publish(declared())
        await reader.sandbox.handled("databank", other)
    assert [key for key, _ in await reader.effects()].count(str(shift.shift_id)) == 1
    assert await reader.sandbox.parked("databank") == []


async def asked(reader: Side, event_id: UUID) -> None:
    """An operator asks that it is tried again."""
    async with reader.database.begin(now()) as tx:
        await parking.request_redrive(
            tx, "databank", Selection(event_id), actor="beheerder-1", reason="a test"
        )
