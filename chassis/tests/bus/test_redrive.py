"""Parked messages are tried again or given up, in order, by somebody, for a reason."""

import asyncio
from uuid import UUID, uuid4

from chassis.bus.parking import (
    ParkedMessage,
    Selection,
    discard,
    finish_redrive,
    look,
    request_redrive,
    take_redrive,
)
from chassis.db import Transaction
from chassis.errors import RejectedError
from contracts.enforcement import SuitabilityConditionsMet
from contracts.pandkalender import ShiftCancelled, ShiftDeclared

from .support.events import cancelled, declared
from .support.handlers import (
    effect,
    eventually,
    message,
    note_cancelled,
    note_declared,
    now,
    running,
)
from .support.sides import Side, Table

WAITING = "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)"
WORKING: Table = {ShiftDeclared: note_declared, ShiftCancelled: note_cancelled}


async def broken(_event: ShiftDeclared, _tx: Transaction) -> None:
    raise ValueError


async def parked_pair(reader: Side, shift_id: UUID) -> None:
    """A declaration that met a bug, and its cancellation waiting behind."""
    table: Table = {ShiftDeclared: broken, ShiftCancelled: note_cancelled}
    async with running(reader.consumer(table)):
        ids = await reader.sandbox.publish(declared(shift_id), cancelled(shift_id))
        await reader.sandbox.handled("databank", ids)
    assert await reader.effects() == []


async def ask(reader: Side, selection: Selection = Selection()) -> int:
    async with reader.database.begin(now()) as tx:
        chosen = await request_redrive(
            tx, "databank", selection, actor="beheerder-1", reason="bug fixed"
        )
    return len(chosen)


async def log_of(reader: Side) -> list[tuple[str, str, str]]:
    async with reader.database.connection() as conn:
        rows = await conn.fetch("SELECT * FROM bus_parking_log ORDER BY position")
    return [(row["action"], row["actor"], row["reason"]) for row in rows]


async def test_nothing_is_tried_again_before_somebody_asks(reader: Side) -> None:
    await parked_pair(reader, uuid4())
    assert not await reader.redriver(WORKING).run_one()


async def test_a_redrive_has_the_effects_in_order_and_is_recorded(reader: Side) -> None:
    shift_id = uuid4()
    await parked_pair(reader, shift_id)
    assert await ask(reader) == 1
    redriver = reader.redriver(WORKING)
    while await redriver.run_one():
        pass
    assert await reader.effects() == [(str(shift_id), "Ana"), (str(shift_id), "cancelled")]
    assert await reader.sandbox.parked("databank") == []
    assert await log_of(reader) == [
        ("redrive-requested", "beheerder-1", "bug fixed"),
        ("redriven", "beheerder-1", "bug fixed"),
        ("redriven", "bus", "waited for its key"),
    ]


async def test_a_message_that_fails_again_stays_first_of_its_key(reader: Side) -> None:
    await parked_pair(reader, uuid4())
    await ask(reader)
    still_broken: Table = {ShiftDeclared: broken, ShiftCancelled: note_cancelled}
    redriver = reader.redriver(still_broken)
    while await redriver.run_one():
        pass
    first, second = await reader.sandbox.parked("databank")
    assert (first["attempts"], first["requested_by"]) == (4, None)
    assert second["reason"] == "behind"
    assert await reader.effects() == []


async def test_what_waited_behind_a_discarded_message_goes_on(reader: Side) -> None:
    shift_id = uuid4()
    await parked_pair(reader, shift_id)
    async with reader.database.begin(now()) as tx:
        await discard(tx, "databank", Selection(), actor="beheerder-1", reason="test data")
    redriver = reader.redriver(WORKING)
    while await redriver.run_one():
        pass
    assert await reader.effects() == [(str(shift_id), "cancelled")]
    assert (await log_of(reader))[0] == ("discarded", "beheerder-1", "test data")


async def test_what_a_redrive_has_in_hand_is_not_given_up_as_well(reader: Side) -> None:
    """Else the log would say that it was, and a rebuild would leave out what had its effect."""
    await parked_pair(reader, uuid4())
    await ask(reader)

    async def give_up() -> list[ParkedMessage]:
        async with reader.database.begin(now()) as tx:
            return await discard(
                tx, "databank", Selection(), actor="beheerder-2", reason="test data"
            )

    async with reader.database.begin(now()) as tx:
        job = await take_redrive(tx, "databank")
        assert job is not None
        giving_up = asyncio.create_task(give_up())

        async def waits() -> bool:
            return giving_up.done() or bool(await tx.conn.fetchval(WAITING))

        await eventually(waits)
        await finish_redrive(tx, job)
    assert await giving_up == []
    assert [action for action, _, _ in await log_of(reader)] == ["redrive-requested", "redriven"]


async def test_a_selection_by_id_type_or_reason_takes_only_what_fits(reader: Side) -> None:
    await parked_pair(reader, uuid4())
    await parked_pair(reader, uuid4())
    one = (await reader.sandbox.parked("databank"))[0]
    async with reader.database.connection() as conn:
        assert len(await look(conn, "databank", Selection())) == 2
        assert len(await look(conn, "databank", Selection(event_id=one["event_id"]))) == 1
        assert len(await look(conn, "databank", Selection(type=ShiftDeclared.type))) == 2
        assert await look(conn, "databank", Selection(type=ShiftCancelled.type)) == []
        assert await look(conn, "databank", Selection(reason="rejected")) == []


async def test_an_event_with_an_effect_already_is_not_had_again_by_its_redelivery(
    reader: Side,
) -> None:
    shift_id = uuid4()
    await parked_pair(reader, shift_id)
    first, second = await reader.sandbox.parked("databank")
    await ask(reader)
    redriver = reader.redriver(WORKING)
    while await redriver.run_one():
        pass
    async with running(reader.consumer(WORKING)):
        for row, event in ((first, ShiftDeclared), (second, ShiftCancelled)):
            await reader.sandbox.publish_body(
                row["body"], event.routing_key, publisher="pandkalender", key=str(shift_id)
            )
        ids = await reader.sandbox.publish(declared())
        await reader.sandbox.handled("databank", ids)
    assert [what for key, what in await reader.effects() if key == str(shift_id)] == [
        "Ana",
        "cancelled",
    ]


async def refuse_unknown(event: ShiftCancelled, tx: Transaction) -> None:
    """As the databank does: what was never declared cannot be cancelled."""
    if not await tx.conn.fetchval("SELECT true FROM effect WHERE key = $1", str(event.shift_id)):
        raise RejectedError("nobody declared this shift")
    await note_cancelled(event, tx)


async def test_what_was_refused_for_want_of_an_earlier_event_follows_it_when_it_comes(
    reader: Side,
) -> None:
    """A replayed declaration comes after the live cancellation: nobody has to ask for either."""
    table: Table = {ShiftDeclared: note_declared, ShiftCancelled: refuse_unknown}
    shift_id = uuid4()
    ids = [uuid4(), uuid4()]
    async with running(reader.consumer(table)):
        for sequence, event in ((2, cancelled(shift_id)), (1, declared(shift_id))):
            body = message(reader, event, ids[sequence - 1], sequence)
            await reader.sandbox.publish_body(
                body, event.routing_key, publisher="pandkalender", key=event.partition_key
            )
            await reader.sandbox.handled("databank", [ids[sequence - 1]])
    assert await reader.effects() == []
    redriver = reader.redriver(table)
    while await redriver.run_one():
        pass
    assert await reader.effects() == [(str(shift_id), "Ana"), (str(shift_id), "cancelled")]
    assert await reader.sandbox.parked("databank") == []


async def test_two_publishers_of_one_key_never_wait_for_each_other(reader: Side) -> None:
    """What the city granted waits behind a refused declaration that waits for the grant."""
    key = uuid4()
    granted = SuitabilityConditionsMet(premises_id=key, dossier_id=uuid4(), met_at=now())

    async def note_granted(event: SuitabilityConditionsMet, tx: Transaction) -> None:
        await effect(tx, event.premises_id, "granted")

    async def only_once_granted(event: ShiftDeclared, tx: Transaction) -> None:
        known = "SELECT true FROM effect WHERE key = $1"
        if not await tx.conn.fetchval(known, str(event.shift_id)):
            raise RejectedError("nobody granted this")
        await note_declared(event, tx)

    table: Table = {ShiftDeclared: only_once_granted, SuitabilityConditionsMet: note_granted}
    async with running(reader.consumer(table)):
        for event in (declared(key), granted):
            ids = await reader.sandbox.publish(event)
            await reader.sandbox.handled("databank", ids)
    redriver = reader.redriver(table)
    while await redriver.run_one():
        pass
    assert await reader.effects() == [(str(key), "granted")]
    await ask(reader)
    while await redriver.run_one():
        pass
    assert await reader.effects() == [(str(key), "granted"), (str(key), "Ana")]
    assert await reader.sandbox.parked("databank") == []
