"""A reader that lost events holds what is live until a replay brought what went before."""

from uuid import UUID, uuid4

from chassis.bus import catch_up, record
from chassis.bus.parking import Selection, request_redrive
from chassis.bus.replay import ask_for_listed
from chassis.db import Transaction
from contracts import Event
from contracts.pandkalender import ShiftCancelled, ShiftDeclared

from .support.events import cancelled, declared
from .support.handlers import eventually, note_cancelled, note_declared, now, running
from .support.sides import Side, Table

TABLE: Table = {ShiftDeclared: note_declared, ShiftCancelled: note_cancelled}


async def tell(publisher: Side, *events: Event) -> None:
    async with publisher.database.begin(now()) as tx:
        for event in events:
            record(tx, event)


async def archived(publisher: Side, number: int) -> list[tuple[int, UUID]]:
    """Position and id of all in the archive, once it has so many."""

    async def all_there() -> bool:
        return len(await _archive(publisher)) == number

    await eventually(all_there)
    return await _archive(publisher)


async def _archive(publisher: Side) -> list[tuple[int, UUID]]:
    async with publisher.database.connection() as conn:
        rows = await conn.fetch("SELECT position, event_id FROM bus_archive ORDER BY position")
    return [(row["position"], row["event_id"]) for row in rows]


async def test_a_live_event_waits_for_the_replay_of_an_earlier_one(
    publisher: Side, reader: Side
) -> None:
    lost, new, other = uuid4(), uuid4(), uuid4()
    with reader.sandbox.management() as client:
        async with running(publisher.relay):
            await tell(publisher, declared(lost, "Lost"), declared(other, "Unlisted"))
            told = await archived(publisher, 2)
            client.delete(f"/api/queues/{reader.sandbox.vhost}/databank.0/contents")
            async with reader.database.begin(now()) as tx:
                await catch_up.begin(tx, "databank", actor="beheerder-1", reason="a restore")
            await tell(publisher, cancelled(lost), declared(new, "New"))
            live = [event_id for _, event_id in (await archived(publisher, 4))[2:]]
            async with running(reader.consumer(TABLE)):
                await reader.sandbox.handled("databank", live)
                assert await reader.effects() == []
                assert not await reader.redriver(TABLE).run_one(), "held is not behind"
                async with publisher.database.begin(now()) as tx:
                    await ask_for_listed(
                        tx, "databank", [told[0][0]], actor="beheerder-1", reason="a restore"
                    )
                publisher.relay.wake()
                await reader.sandbox.handled("databank", [told[0][1]])
                assert await reader.effects() == [(str(lost), "Lost")]
                async with reader.database.begin(now()) as tx:
                    assert await catch_up.end(tx, "databank") == 2
                redriver = reader.redriver(TABLE)
                while await redriver.run_one():
                    pass
                expected = [(str(lost), "Lost"), (str(lost), "cancelled"), (str(new), "New")]
                assert sorted(await reader.effects()) == sorted(expected)
                assert (await reader.effects())[0] == expected[0]
                await tell(publisher, cancelled(new))

                async def goes_on() -> bool:
                    return (str(new), "cancelled") in await reader.effects()

                await eventually(goes_on)
    assert await reader.sandbox.parked("databank") == []
    async with publisher.database.connection() as conn:
        assert await conn.fetchval("SELECT count(*) FROM bus_replay_event") == 0


async def test_what_is_replayed_waits_behind_a_live_event_of_its_key_that_is_held(
    publisher: Side, reader: Side
) -> None:
    """Else the later of two would have its effect first: the earlier one came live."""
    shift = uuid4()
    async with reader.database.begin(now()) as tx:
        await catch_up.begin(tx, "databank", actor="beheerder-1", reason="a restore")
    async with running(publisher.relay):
        async with running(reader.consumer(TABLE)):
            await tell(publisher, declared(shift, "Live"))
            ((_, live),) = await archived(publisher, 1)
            await reader.sandbox.handled("databank", [live])
        await tell(publisher, cancelled(shift))
        _, (position, later) = await archived(publisher, 2)
        with reader.sandbox.management() as client:
            client.delete(f"/api/queues/{reader.sandbox.vhost}/databank.0/contents")
        async with running(reader.consumer(TABLE)):
            async with publisher.database.begin(now()) as tx:
                await ask_for_listed(
                    tx, "databank", [position], actor="beheerder-1", reason="a restore"
                )
            publisher.relay.wake()
            await reader.sandbox.handled("databank", [later])
        assert await reader.effects() == []
        async with reader.database.begin(now()) as tx:
            assert await catch_up.end(tx, "databank") == 2
        while await reader.redriver(TABLE).run_one():
            pass
    assert await reader.effects() == [(str(shift), "Live"), (str(shift), "cancelled")]


async def test_a_parked_event_waits_for_all_batches_of_a_replay(
    publisher: Side, reader: Side
) -> None:
    """The first of a key is here again, and the next ones are in a batch to come: what is parked
    behind them is later than these, however often it is asked for."""
    shift = uuid4()
    refuses = True

    async def note_cancelled_later(event: ShiftCancelled, tx: Transaction) -> None:
        if refuses:
            raise RuntimeError
        await note_cancelled(event, tx)

    table: Table = {ShiftDeclared: note_declared, ShiftCancelled: note_cancelled_later}
    names = ["First", "Second", "Third"]
    async with running(publisher.relay):
        await tell(publisher, *(declared(shift, name) for name in names))
        lost = await archived(publisher, 3)
        with reader.sandbox.management() as client:
            client.delete(f"/api/queues/{reader.sandbox.vhost}/databank.0/contents")
        async with running(reader.consumer(table)):
            await tell(publisher, cancelled(shift))
            last = (await archived(publisher, 4))[3][1]
            await reader.sandbox.handled("databank", [last])
            async with reader.database.begin(now()) as tx:
                await catch_up.begin(tx, "databank", actor="beheerder-1", reason="a restore")
                await request_redrive(
                    tx, "databank", Selection(last), actor="beheerder-1", reason="mended"
                )
            refuses = False
            for position, event_id in lost:  # a batch each
                async with publisher.database.begin(now()) as tx:
                    await ask_for_listed(
                        tx, "databank", [position], actor="beheerder-1", reason="a restore"
                    )
                publisher.relay.wake()
                await reader.sandbox.handled("databank", [event_id])
                while await reader.redriver(table).run_one():
                    pass
            async with reader.database.begin(now()) as tx:
                await catch_up.end(tx, "databank")
            while await reader.redriver(table).run_one():
                pass
    effects = [(str(shift), each) for each in [*names, "cancelled"]]
    assert await reader.effects() == effects
    assert await reader.sandbox.parked("databank") == []
