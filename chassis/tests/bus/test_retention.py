"""DP-12: what is past its term goes, with proof of how much and by which rule, and no content."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from uuid import UUID

import asyncpg
import pytest

from chassis.bus import parking, record
from chassis.bus.parking import Selection
from chassis.bus.relay import Relay
from chassis.bus.replay import ask_for_replay
from chassis.bus.retention import legal_holds, sweep
from chassis.bus.retention.erase import YOUNGEST
from chassis.bus.retention.legal_holds import Erasure
from chassis.bus.retention.policy import Terms
from chassis.bus.retention.sweep import Retention
from chassis.clock import DrivenClock, ShiftedClock
from chassis.errors import RejectedError
from contracts.pandkalender import ShiftDeclared

from .support.events import declared
from .support.handlers import eventually, note_declared, now, running
from .support.sides import Side

TERMS = Terms.load()


async def owner(side: Side, statement: str) -> None:
    conn = await asyncpg.connect(side.sandbox.database(side.name, migrate=False).owner_url)
    await conn.execute(statement)
    await conn.close()


async def count(side: Side, table: str) -> int:
    async with side.database.connection() as conn:
        found: int = await conn.fetchval(f"SELECT count(*) FROM bus_{table}")
        return found


async def proofs(side: Side) -> list[Erasure]:
    async with side.database.connection() as conn:
        return await legal_holds.proofs(conn, 100)


class Time:
    """Travels: the services' clock, and the moment that the databases take for the present."""

    def __init__(self, *sides: Side) -> None:
        self.clock = DrivenClock()
        self.start = datetime.now(UTC)
        self._sides = sides

    async def go_to(self, days: int) -> None:
        moment = self.start + timedelta(days=days)
        self.clock.advance(moment)
        told = YOUNGEST.replace("clock_timestamp()", f"timestamptz '{moment.isoformat()}'")
        for side in self._sides:
            await owner(side, told.replace("CREATE", "CREATE OR REPLACE"))

    async def back(self) -> None:
        for side in self._sides:
            await owner(side, YOUNGEST.replace("CREATE", "CREATE OR REPLACE"))

    async def erase(self, side: Side) -> dict[str, int]:
        found = await Retention(side.database, TERMS, self.clock).erase()
        return {store: events for store, events in found.items() if events}


@pytest.fixture
async def time(publisher: Side, reader: Side) -> AsyncIterator[Time]:
    time = Time(publisher, reader)
    yield time
    await time.back()


async def had(publisher: Side, reader: Side, number: int) -> list[UUID]:
    """Events that were published, archived and had; their keys."""
    shifts = [declared() for _ in range(number)]
    async with running(publisher.relay, reader.consumer({ShiftDeclared: note_declared})):
        async with publisher.database.begin(now()) as tx:
            for shift in shifts:
                record(tx, shift)

        async def all_there() -> bool:
            archived = await count(publisher, "archive")
            return len(await reader.effects()) == number == archived

        await eventually(all_there)
    return [shift.shift_id for shift in shifts]


async def test_a_clock_that_jumped_ahead_erases_nothing(
    publisher: Side, reader: Side, time: Time
) -> None:
    """A replay could have a second effect where the reader forgot the first."""
    await had(publisher, reader, 3)
    await time.go_to(3000)  # so that it is not their youth that saves them
    ahead = ShiftedClock(timedelta(days=-3000))
    assert not any((await Retention(reader.database, TERMS, ahead).erase()).values())
    assert await count(reader, "inbox") == 3


async def test_an_archive_goes_when_its_term_ends_and_the_inbox_later(
    publisher: Side, reader: Side, time: Time
) -> None:
    await had(publisher, reader, 5)
    await time.go_to(1825)
    assert await time.erase(publisher) == await time.erase(reader) == {}
    await time.go_to(1827)
    assert await time.erase(publisher) == {"archive": 5}
    assert await time.erase(reader) == {}
    assert (await count(publisher, "archive"), await count(reader, "inbox")) == (0, 5)
    await time.go_to(1919)
    assert await time.erase(reader) == {"inbox": 5}
    assert await time.erase(publisher) == {}

    (proof,) = await proofs(publisher)
    assert (proof.store, proof.events, proof.held) == ("archive", 5, 0)
    assert proof.before == time.start + timedelta(days=1827 - 1826)
    assert proof.rule == "1826 days, from 2026-01-01"
    assert set(asdict(proof)) == {"store", "at", "before", "rule", "events", "held"}


async def test_a_key_of_which_nothing_is_kept_is_forgotten_and_begins_anew(
    publisher: Side, reader: Side, time: Time
) -> None:
    """A key may be a person's number; of one that is still at work the count goes on."""
    gone, kept = await had(publisher, reader, 2)
    await time.go_to(1827)
    async with publisher.database.begin(now()) as tx:
        record(tx, declared(kept))
    await time.erase(publisher)
    async with publisher.database.connection() as conn:
        rows = await conn.fetch("SELECT partition_key, last FROM bus_sequence")
    assert {row["partition_key"]: row["last"] for row in rows} == {str(kept): 2}
    async with publisher.database.begin(now()) as tx:
        record(tx, declared(gone))
    async with publisher.database.connection() as conn:
        last = "SELECT last FROM bus_sequence WHERE partition_key = $1"
        assert await conn.fetchval(last, str(gone)) == 1


async def test_effects_stay_when_the_bus_forgets(publisher: Side, reader: Side, time: Time) -> None:
    """How long a service keeps what it made of events is its own affair."""
    await had(publisher, reader, 3)
    await time.go_to(4000)
    await time.erase(publisher)
    await time.erase(reader)
    assert len(await reader.effects()) == 3


async def test_many_go_in_small_batches_with_one_proof_and_several_instances_help(
    publisher: Side, reader: Side, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweep, "BATCH", 100)
    monkeypatch.setattr(sweep, "BREATH_SECONDS", 0.0)
    await owner(
        reader,
        "INSERT INTO bus_inbox (consumer, event_id, digest)"
        " SELECT 'databank', gen_random_uuid(), '' FROM generate_series(1, 2500)",
    )
    await time.go_to(2000)
    found = await asyncio.gather(*(time.erase(reader) for _ in range(3)))
    assert sum(each.get("inbox", 0) for each in found) == 2500
    assert await count(reader, "inbox") == 0
    (proof,) = await proofs(reader)
    assert proof.events == 2500


async def test_a_hold_keeps_what_it_names_until_it_is_released(
    publisher: Side, reader: Side, time: Time
) -> None:
    first, second, *_ = await had(publisher, reader, 4)
    async with publisher.database.begin(now()) as tx:
        number = await legal_holds.hold(
            tx, partition_key=str(first), actor="jurist-2", reason="a case at court"
        )
        await legal_holds.hold(
            tx, event_id=await id_of(publisher, second), actor="jurist-2", reason="another"
        )
    await time.go_to(1830)
    assert await time.erase(publisher) == {"archive": 2}
    assert await time.erase(publisher) == {}
    assert [(each.events, each.held) for each in await proofs(publisher)] == [(2, 2)]

    async with publisher.database.begin(now()) as tx:
        assert await legal_holds.release(tx, number, actor="jurist-2", reason="it is closed")
        assert not await legal_holds.release(tx, number, actor="jurist-2", reason="twice")
    await time.go_to(1831)
    assert await time.erase(publisher) == {"archive": 1}
    assert await count(publisher, "archive") == 1


async def id_of(publisher: Side, key: UUID) -> UUID:
    async with publisher.database.connection() as conn:
        found: UUID = await conn.fetchval(
            "SELECT event_id FROM bus_archive WHERE partition_key = $1", str(key)
        )
        return found


@pytest.mark.parametrize("by_type", [True, False])
async def test_a_hold_on_a_type_or_on_everything(
    publisher: Side, reader: Side, time: Time, by_type: bool
) -> None:
    await had(publisher, reader, 2)
    named = ShiftDeclared.type if by_type else None
    for side in (publisher, reader):
        async with side.database.begin(now()) as tx:
            await legal_holds.hold(tx, type=named, actor="jurist-2", reason="a case at court")
    await time.go_to(4000)
    assert await time.erase(publisher) == {}
    assert await time.erase(reader) == ({"inbox": 2} if by_type else {})


async def test_what_only_a_hold_still_keeps_is_never_sent_again(
    publisher: Side, reader: Side, time: Time
) -> None:
    """Its reader has forgotten that it had it, so a replay would have a second effect."""
    (kept,) = await had(publisher, reader, 1)
    async with publisher.database.begin(now()) as tx:
        await legal_holds.hold(
            tx, partition_key=str(kept), actor="jurist-2", reason="a case at court"
        )
    await time.go_to(1920)
    await time.erase(publisher)
    await time.erase(reader)
    assert (await count(publisher, "archive"), await count(reader, "inbox")) == (1, 0)
    async with publisher.database.begin(now()) as tx:
        await ask_for_replay(
            tx,
            "databank",
            since=datetime(2026, 1, 1, tzinfo=UTC),
            until=None,
            actor="beheerder-1",
            reason="a test",
        )
    relay = Relay("pandkalender", publisher.sandbox.amqp_url("pandkalender"), publisher.database)
    async with running(relay, reader.consumer({ShiftDeclared: note_declared})):

        async def replayed() -> bool:
            async with publisher.database.connection() as conn:
                return await conn.fetchval("SELECT done_at IS NOT NULL FROM bus_replay")

        await eventually(replayed)
        await asyncio.sleep(0.3)
    assert len(await reader.effects()) == 1


async def test_the_record_of_what_was_discarded_outlasts_every_replay(
    publisher: Side, reader: Side, time: Time
) -> None:
    async def refuse(_event: ShiftDeclared, _tx: object) -> None:
        raise RejectedError("not this one")

    async with running(reader.consumer({ShiftDeclared: refuse})):
        ids = await reader.sandbox.publish(declared())
        await reader.sandbox.handled("databank", ids)
    async with reader.database.begin(now()) as tx:
        await parking.discard(tx, "databank", Selection(), actor="beheerder-1", reason="a test")
    await time.go_to(3652)
    assert "parking log" not in await time.erase(reader)
    await time.go_to(3654)
    assert (await time.erase(reader))["parking log"] == 1


async def test_parked_messages_wait_for_a_person_however_long(
    publisher: Side, reader: Side, time: Time
) -> None:
    async def fail(_event: ShiftDeclared, _tx: object) -> None:
        raise RejectedError("not this one")

    async with running(reader.consumer({ShiftDeclared: fail})):
        ids = await reader.sandbox.publish(declared())
        await reader.sandbox.handled("databank", ids)
    await time.go_to(4000)
    await time.erase(reader)
    assert len(await reader.sandbox.parked("databank")) == 1


async def test_the_database_refuses_what_is_too_young_whoever_asks(publisher: Side) -> None:
    async with publisher.database.connection() as conn:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await conn.fetchval(
                sweep.EXPIRE,
                "archive",
                datetime.now(UTC),
                datetime.now(UTC) - timedelta(days=29),
                "none",
                10,
            )


async def test_an_interrupted_erasure_goes_on_at_the_next_look(
    publisher: Side, reader: Side, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweep, "FIRST_SECONDS", 0.0)
    monkeypatch.setattr(sweep, "EVERY_SECONDS", 0.05)
    await had(publisher, reader, 2)
    await time.go_to(2000)
    await owner(publisher, "ALTER TABLE bus_erasure RENAME TO bus_erasure_away")
    erasing = Retention(publisher.database, TERMS, time.clock)
    task = asyncio.create_task(erasing.run())
    await asyncio.sleep(0.3)
    assert await count(publisher, "archive") == 2, "nothing goes without its proof"
    await owner(publisher, "ALTER TABLE bus_erasure_away RENAME TO bus_erasure")

    async def gone() -> bool:
        return await count(publisher, "archive") == 0

    await eventually(gone)
    erasing.stop()
    await asyncio.wait_for(task, 60)
