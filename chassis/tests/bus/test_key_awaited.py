"""A sealed message whose key comes later waits as ``key``, and has its effect by itself, once."""

from pathlib import Path
from uuid import UUID, uuid4

import pytest

from chassis.bus import rebuild
from chassis.bus.backlog import Backlog
from chassis.bus.outbox import Outbox, record
from chassis.bus.parking import Selection, request_redrive
from chassis.bus.redrive import Redriver
from chassis.bus.seal import Opener, Sealer
from chassis.db import Database
from contracts import Event
from contracts.pandkalender import ShiftCancelled, ShiftDeclared

from .support.events import cancelled, declared
from .support.handlers import eventually, message, note_cancelled, note_declared, now, running
from .support.keys import Keys
from .support.sides import Side, Table

TABLE: Table = {ShiftDeclared: note_declared, ShiftCancelled: note_cancelled}
OLD, NEW, NEWEST = "2026-11", "2026-12", "2027-01"
TRY_NOW = "UPDATE bus_parked SET retry_at = clock_timestamp() WHERE retry_at IS NOT NULL"
WAIT = """
SELECT extract(epoch FROM retry_at - clock_timestamp())::float FROM bus_parked
WHERE reason = 'key' ORDER BY position
"""


class Rotation:
    """Keys of the databank: publishers seal with the newest, the reader has what was given."""

    def __init__(self, folder: Path, reader: Side) -> None:
        self._published, self._given = Keys(folder / "published"), Keys(folder / "given")
        for keys in (self._published, self._given):
            keys.folder.mkdir()
        self._reader, self._sequence = reader, 0
        self.rotate(OLD)
        self.give(OLD)

    def rotate(self, epoch: str) -> None:
        self._published.add("databank", epoch)

    def give(self, *epochs: str) -> None:
        """Lay these epochs, and no other, into the reader's file."""
        ring = self._published.private["databank"]
        self._given.private["databank"] = {epoch: ring[epoch] for epoch in epochs}
        self.opener()

    def opener(self) -> Opener:
        """As a process has it that starts now."""
        return self._given.opener("databank")

    def sealer(self) -> Sealer:
        return self._published.sealer()

    async def publish(self, *events: Event) -> list[UUID]:
        ids = [uuid4() for _ in events]
        for event_id, event in zip(ids, events, strict=True):
            self._sequence += 1
            await self._reader.sandbox.publish_body(
                message(self._reader, event, event_id, self._sequence, self.sealer()),
                event.routing_key,
                publisher="pandkalender",
                key=event.partition_key,
            )
        return ids


@pytest.fixture
def rotation(tmp_path: Path, reader: Side) -> Rotation:
    return Rotation(tmp_path, reader)


async def waiting(reader: Side) -> list[tuple[str, str]]:
    return [(row["reason"], row["detail"]) for row in await reader.sandbox.parked("databank")]


async def tried(reader: Side, redriver: Redriver) -> int:
    """What the redriver takes when the next try of each has come; how often it tried."""
    async with reader.sandbox.asking("databank") as conn:
        await conn.execute(TRY_NOW)
    tries = 0
    while await redriver.run_one():
        tries += 1
    return tries


HERE = ("key", f"the key of the epoch {NEW} has not come yet")
BEHIND = ("behind", "waits for its key")


@pytest.mark.parametrize("limit", [1, 200], ids=["one-by-one", "batch"])
async def test_it_waits_in_the_order_of_its_key_and_has_its_effect_once_when_the_key_comes(
    reader: Side, rotation: Rotation, limit: int
) -> None:
    """Over restarts; what is sealed in a known epoch, or not at all, waits for nothing."""
    first, other, known, plain = uuid4(), uuid4(), uuid4(), uuid4()
    early = await rotation.publish(declared(known, "Bea"), cancelled(plain))
    rotation.rotate(NEW)
    ids = await rotation.publish(
        declared(first), cancelled(first), declared(other, "Ema"), cancelled(known)
    )
    async with running(reader.consumer(TABLE, limit=limit, opener=rotation.opener())):
        await reader.sandbox.handled("databank", [*early, *ids])
    assert await waiting(reader) == [HERE, BEHIND, HERE]
    before = [(str(known), "Bea"), (str(plain), "cancelled"), (str(known), "cancelled")]
    assert await reader.effects() == before

    assert not await reader.redriver(TABLE, opener=rotation.opener()).run_one(), "not at once"
    for _ in range(3):  # as many processes, one after the other
        assert await tried(reader, reader.redriver(TABLE, opener=rotation.opener())) == 1
    assert await waiting(reader) == [HERE, BEHIND, HERE]
    living = reader.redriver(TABLE, opener=rotation.opener())
    async with running(reader.consumer(TABLE, limit=limit, opener=rotation.opener())):
        again = await rotation.publish(declared(uuid4(), "Fay"), cancelled(other))
        await reader.sandbox.handled("databank", again)
    assert await waiting(reader) == [HERE, BEHIND, HERE, HERE, BEHIND]
    assert await reader.effects() == before

    rotation.give(OLD, NEW)
    await tried(reader, living)
    assert await waiting(reader) == []
    effects = (await reader.effects())[len(before) :]
    assert [what for key, what in effects if key == str(first)] == ["Ana", "cancelled"]
    assert [what for key, what in effects if key == str(other)] == ["Ema", "cancelled"]
    assert sorted(what for _, what in effects) == ["Ana", "Ema", "Fay", "cancelled", "cancelled"]


async def test_each_epoch_is_waited_for_by_itself_and_the_wait_is_bounded(
    reader: Side, rotation: Rotation
) -> None:
    """However often it was tried: a minute after the key came it has its effect."""
    rotation.rotate(NEW)
    ids = await rotation.publish(declared(uuid4()))
    rotation.rotate(NEWEST)
    ids += await rotation.publish(declared(uuid4(), "Ema"))
    async with running(reader.consumer(TABLE, opener=rotation.opener())):
        await reader.sandbox.handled("databank", ids)
    redriver = reader.redriver(TABLE, opener=rotation.opener())
    for _ in range(20):
        assert await tried(reader, redriver) == 2
    async with reader.sandbox.asking("databank") as conn:
        waits = [row[0] for row in await conn.fetch(WAIT)]
    assert len(waits) == 2
    assert all(0 < seconds <= 60 for seconds in waits)

    rotation.give(OLD, NEW)
    await tried(reader, redriver)
    assert [what for _, what in await reader.effects()] == ["Ana"]
    assert await waiting(reader) == [("key", f"the key of the epoch {NEWEST} has not come yet")]
    rotation.give(OLD, NEW, NEWEST)
    await tried(reader, redriver)
    assert [what for _, what in await reader.effects()] == ["Ana", "Ema"]


async def test_many_that_wait_for_one_key_cost_one_try(reader: Side, rotation: Rotation) -> None:
    """A night's declarations must not keep a redriver from what somebody asks for."""
    rotation.rotate(NEW)
    ids = await rotation.publish(*(declared(uuid4()) for _ in range(12)))
    async with running(reader.consumer(TABLE, opener=rotation.opener())):
        await reader.sandbox.handled("databank", ids)
    redriver = reader.redriver(TABLE, opener=rotation.opener())
    assert await tried(reader, redriver) == 1
    rotation.give(OLD, NEW)
    assert await tried(reader, redriver) == 12
    assert len(await reader.effects()) == 12


async def test_a_destroyed_epoch_is_not_waited_for(reader: Side, rotation: Rotation) -> None:
    ids = await rotation.publish(declared(uuid4()))
    rotation.rotate(NEW)
    rotation.give(NEW)
    async with running(reader.consumer(TABLE, opener=rotation.opener())):
        await reader.sandbox.handled("databank", ids)
    (parked,) = await reader.sandbox.parked("databank")
    assert (parked["reason"], parked["retry_at"]) == ("rejected", None)
    assert parked["detail"] == "sealed in an epoch whose key is gone"


async def test_a_fault_after_the_key_came_has_its_own_tries(
    reader: Side, rotation: Rotation
) -> None:
    """The many tries for the key are none of the handler's."""
    rotation.rotate(NEW)
    ids = await rotation.publish(declared(uuid4()))
    async with running(reader.consumer(TABLE, opener=rotation.opener())):
        await reader.sandbox.handled("databank", ids)
    redriver = reader.redriver(TABLE, opener=rotation.opener())
    for _ in range(9):
        await tried(reader, redriver)

    async def broken(_event: Event, _tx: object) -> None:
        raise ValueError

    rotation.give(OLD, NEW)
    broken_one = reader.redriver({ShiftDeclared: broken}, opener=rotation.opener())
    assert await tried(reader, broken_one) == 1
    (parked,) = await reader.sandbox.parked("databank")
    assert parked["reason"] == "error"
    assert parked["retry_at"] is not None
    await tried(reader, reader.redriver(TABLE, opener=rotation.opener()))
    assert [what for _, what in await reader.effects()] == ["Ana"]


async def test_who_asks_before_the_key_is_there_changes_nothing(
    reader: Side, rotation: Rotation
) -> None:
    rotation.rotate(NEW)
    ids = await rotation.publish(declared(uuid4()))
    async with running(reader.consumer(TABLE, opener=rotation.opener())):
        await reader.sandbox.handled("databank", ids)
    redriver = reader.redriver(TABLE, opener=rotation.opener())
    async with reader.database.begin(now()) as tx:
        chosen = Selection(reason="key")
        asked = await request_redrive(tx, "databank", chosen, actor="beheerder-1", reason="x")
        assert len(asked) == 1
    assert await redriver.run_one()
    assert not await redriver.run_one()
    assert await waiting(reader) == [HERE]
    rotation.give(OLD, NEW)
    await tried(reader, redriver)
    assert [what for _, what in await reader.effects()] == ["Ana"]


async def test_what_is_read_from_an_archive_waits_alike(
    reader: Side, publisher: Side, rotation: Rotation
) -> None:
    """A rebuild, and what is replayed after it: the same pipeline, and once in all."""
    rotation.rotate(NEW)
    shift_id = uuid4()
    outbox = Outbox("pandkalender", rotation.sealer())
    database = Database(publisher.sandbox.database("pandkalender").url, at_end=[outbox.write])
    for event in (declared(shift_id), cancelled(shift_id)):
        async with database.begin(now()) as tx:
            record(tx, event)
    await database.close()
    async with running(publisher.relay):
        await eventually(publisher.has_sent_all)
    consumer = reader.consumer(TABLE, opener=rotation.opener())
    async with publisher.database.connection() as archive:
        positions = [row[0] for row in await archive.fetch("SELECT position FROM bus_archive")]
        await rebuild.take_listed("pandkalender", archive, positions, consumer._pipeline)
    assert await waiting(reader) == [HERE, BEHIND]
    async with running(consumer):  # what the relay sent to the queue is the same, once more
        marker = await rotation.publish(cancelled(uuid4()))
        await reader.sandbox.handled("databank", marker)
    assert await waiting(reader) == [HERE, BEHIND]
    rotation.give(OLD, NEW)
    await tried(reader, reader.redriver(TABLE, opener=rotation.opener()))
    assert [what for key, what in await reader.effects() if key == str(shift_id)] == [
        "Ana",
        "cancelled",
    ]


async def test_the_service_measures_how_many_wait_for_a_key(
    reader: Side, rotation: Rotation
) -> None:
    backlog = Backlog(1000)
    await backlog.measure(reader.database)
    assert backlog.key_awaited == 0
    rotation.rotate(NEW)
    shift_id = uuid4()
    ids = await rotation.publish(declared(shift_id), cancelled(shift_id), declared(uuid4()))
    async with running(reader.consumer(TABLE, opener=rotation.opener())):
        await reader.sandbox.handled("databank", ids)
    await backlog.measure(reader.database)
    assert backlog.key_awaited == 2
