"""Parked messages are tried again or given up, in order, by somebody, for a reason."""

import asyncio
import json
from typing import Any
from uuid import UUID, uuid4

from chassis.bus.parking import (
    ANY_READY,
    NEXT_REDRIVE,
    ParkedMessage,
    Selection,
    any_ready,
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
FILL = """
INSERT INTO bus_parked (consumer, event_id, type, partition_key, sender, in_place, body, reason,
  detail, attempts, sequence, requested_by, requested_reason)
SELECT 'databank', gen_random_uuid(), 'a', 'key', 'pandkalender', true, '',
  CASE WHEN nr = 0 THEN 'rejected' ELSE 'behind' END, '', 1, nr,
  CASE WHEN nr = 0 THEN $2::text END, CASE WHEN nr = 0 THEN $2::text END
FROM generate_series(0, $1::integer) AS nr
"""
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


async def fill(reader: Side, behind: int, *, asked: bool) -> None:
    """A refused head, which somebody may have asked for, and so many behind it."""
    async with reader.sandbox.asking("databank", owner=True) as conn:
        await conn.execute("TRUNCATE bus_parked")
        await conn.execute(FILL, behind, "beheerder-1" if asked else None)
        await conn.execute("VACUUM ANALYZE bus_parked")


async def steps_of(reader: Side, query: str, *arguments: object) -> list[dict[str, Any]]:
    """The steps that the database takes to answer."""

    def steps(plan: dict[str, Any]) -> list[dict[str, Any]]:
        return [plan, *(step for part in plan.get("Plans", []) for step in steps(part))]

    async with reader.sandbox.asking("databank", owner=True) as conn:
        (told,) = await conn.fetchrow(
            f"EXPLAIN (ANALYZE, FORMAT JSON) {query}", "databank", *arguments
        )
    (found,) = json.loads(told)
    return steps(found["Plan"])


def rows_of(steps: list[dict[str, Any]]) -> int:
    """How many rows the steps hand on, or read and leave."""
    return sum(
        int((step["Actual Rows"] + step.get("Rows Removed by Filter", 0)) * step["Actual Loops"])
        for step in steps
    )


async def rows_read(reader: Side) -> int:
    """How many rows the steps of a pick hand on."""
    steps = await steps_of(reader, NEXT_REDRIVE, [])
    return sum(int(step["Actual Rows"] * step["Actual Loops"]) for step in steps)


async def test_a_pick_reads_no_more_when_thousands_wait_behind_its_head(reader: Side) -> None:
    """Else each message of a long key costs as much as all of them: 32 ms with 18,000."""
    await fill(reader, 10, asked=True)
    few = await rows_read(reader)
    await fill(reader, 5000, asked=True)
    assert await rows_read(reader) <= 2 * few


async def test_a_pick_reads_few_rows_of_twenty_thousand(reader: Side) -> None:
    """Also of those that it leaves: whether a key has two publishers its first and last tell."""
    await fill(reader, 20_000, asked=True)
    steps = await steps_of(reader, NEXT_REDRIVE, [])
    assert [step["Node Type"] for step in steps if step["Actual Loops"]].count("Seq Scan") == 0
    assert rows_of(steps) < 50


async def test_a_look_reads_no_more_when_thousands_wait_behind_a_head(reader: Side) -> None:
    """The redriver looks each second; what waits behind one that nobody asks for waits on."""
    await fill(reader, 10, asked=False)
    few = rows_of(await steps_of(reader, ANY_READY))
    await fill(reader, 20_000, asked=False)
    steps = await steps_of(reader, ANY_READY)
    assert [step["Node Type"] for step in steps if step["Node Type"] == "Seq Scan"] == []
    assert rows_of(steps) <= 2 * few


async def test_a_look_passes_from_key_to_key_and_sees_the_one_that_is_free(reader: Side) -> None:
    async with reader.sandbox.asking("databank", owner=True) as conn:
        await conn.execute("TRUNCATE bus_parked")
        for number in range(30):
            await conn.execute(FILL.replace("'key'", f"'key {number:02}'"), 100, None)
        await conn.execute("VACUUM ANALYZE bus_parked")
        assert not await any_ready(conn, "databank")
        assert not await any_ready(conn, "reporting")
        for number in (0, 17, 29):
            free = f"key {number:02}"
            await conn.execute("DELETE FROM bus_parked WHERE partition_key = $1", free)
            assert not await any_ready(conn, "databank")
            await conn.execute(FILL.replace("'key'", f"'{free}'"), 100, None)
            refused = "partition_key = $1 AND reason = 'rejected'"
            await conn.execute(f"DELETE FROM bus_parked WHERE {refused}", free)
            assert await any_ready(conn, "databank"), free
            await conn.execute("DELETE FROM bus_parked WHERE partition_key = $1", free)


async def test_a_key_that_waits_for_somebody_has_nothing_ready_until_it_is_asked_for(
    reader: Side,
) -> None:
    """The redriver looks each second: it tries no pick then, however many wait."""

    async def ready() -> bool:
        async with reader.database.connection() as conn:
            return await any_ready(conn, "databank")

    async def change(statement: str) -> None:
        async with reader.sandbox.asking("databank", owner=True) as conn:
            await conn.execute(statement)

    await fill(reader, 10, asked=False)
    assert not await ready()
    await change("UPDATE bus_parked SET retry_at = clock_timestamp() - interval '1 second'")
    assert await ready(), "its time has come"
    await fill(reader, 10, asked=True)
    assert await ready(), "somebody asked"
    await fill(reader, 10, asked=False)
    await change("UPDATE bus_parked SET sender = NULL WHERE sequence = 5")
    assert await ready(), "of another publisher, whose head it is"
    await fill(reader, 10, asked=False)
    await change("DELETE FROM bus_parked WHERE reason = 'rejected'")
    assert await ready(), "the head was given up"
    await change("UPDATE bus_parked SET reason = 'held'")
    assert not await ready(), "they wait for a replay"
    await fill(reader, 10, asked=False)
    await change("UPDATE bus_parked SET reason = 'violation' WHERE reason = 'rejected'")
    assert await ready(), "what broke a rule holds up nobody"
