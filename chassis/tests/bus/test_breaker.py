"""A reader most of whose messages fail stands and tells of it, and never parks everything."""

from collections.abc import Sequence
from uuid import UUID, uuid4

import pytest

from chassis.bus import breaker, catch_up, parking
from chassis.bus.breaker import MOST
from chassis.bus.consumer import Consumer
from chassis.db import Transaction
from chassis.errors import RejectedError, ViolationError
from contracts import Event
from contracts.enforcement import SuitabilityConditionsMet, SuitabilityGranted
from contracts.pandkalender import ShiftDeclared

from .support.events import declared
from .support.handlers import effect, eventually, message, note_declared, now, running
from .support.sides import Side

MANY = 3 * MOST


class Handler:
    """Fails while ``broken``, or for the ``bad`` shifts only."""

    def __init__(self, bad: Sequence[UUID] = (), *, broken: bool = False) -> None:
        self.broken = broken
        self.bad = set(bad)

    async def __call__(self, event: ShiftDeclared, tx: Transaction) -> None:
        if self.broken or event.shift_id in self.bad:
            raise ZeroDivisionError
        await note_declared(event, tx)


def of(reader: Side, handler: Handler) -> Consumer:
    consumer = reader.consumer({ShiftDeclared: handler})
    consumer._backoff._longest = 0.05
    return consumer


async def stands(reader: Side) -> bool:
    async with reader.database.connection() as conn:
        return bool(await breaker.pauses(conn, "databank"))


async def test_a_reader_whose_handler_broke_stands_and_goes_on_when_it_is_mended(
    reader: Side,
) -> None:
    handler = Handler(broken=True)
    consumer = of(reader, handler)
    async with running(consumer):
        ids = await reader.sandbox.publish(*(declared() for _ in range(MANY)))

        async def paused() -> bool:
            return await stands(reader)

        await eventually(paused)
        assert consumer.breaker.is_open
        async with reader.database.connection() as conn:
            (pause,) = await breaker.pauses(conn, "databank")
        assert (pause.partition, pause.let_through_by) == (0, None)
        assert pause.detail.startswith("ZeroDivisionError at test_breaker.py:")
        assert len(await reader.sandbox.parked("databank")) == MOST
        handler.broken = False
        await reader.sandbox.handled("databank", ids)
    assert not consumer.breaker.is_open
    assert not await stands(reader)
    assert len(await reader.effects()) == MANY - MOST
    assert len(await reader.sandbox.parked("databank")) == MOST


async def test_a_pause_that_a_restart_mended_is_over_with_the_first_message(reader: Side) -> None:
    """Also where another instance takes the partition over: who noted the pause is gone."""
    async with running(of(reader, Handler(broken=True))):
        await reader.sandbox.publish(*(declared() for _ in range(MANY)))

        async def paused() -> bool:
            return await stands(reader)

        await eventually(paused)
    assert await stands(reader)

    async def over() -> bool:
        return not await stands(reader)

    async with running(of(reader, Handler())):
        await eventually(over)


async def test_few_that_fail_among_many_are_parked_and_nothing_stands(reader: Side) -> None:
    shifts = [declared() for _ in range(MANY)]
    bad = [shift.shift_id for shift in shifts[::3]]
    async with running(of(reader, Handler(bad))):
        await reader.sandbox.handled("databank", await reader.sandbox.publish(*shifts))
    assert len(await reader.sandbox.parked("databank")) == len(bad)
    assert not await stands(reader)


def of_two(count: int) -> list[Event]:
    """By turns of two publishers, each of a key of its own."""
    return [
        SuitabilityConditionsMet(premises_id=uuid4(), dossier_id=uuid4(), met_at=now())
        if number % 2
        else declared()
        for number in range(count)
    ]


async def say(reader: Side, *events: Event, spoiled: Sequence[int] = ()) -> list[UUID]:
    """Sent by their publishers' own logins; those at ``spoiled`` are no valid event."""
    ids = [uuid4() for _ in events]
    for number, (event_id, event) in enumerate(zip(ids, events, strict=True)):
        body = message(reader, event, event_id)
        if number in spoiled:
            body = body.replace(b'"late":false', b'"late":"perhaps"')
            body = body.replace(b'"metAt":"', b'"metAt":"perhaps ')
        publisher, _, _ = event.routing_key.partition(".")
        await reader.sandbox.publish_body(
            body, event.routing_key, publisher=publisher, key=event.partition_key
        )
    return ids


async def test_a_reader_that_can_read_nothing_any_more_stands(reader: Side) -> None:
    """A release with broken contracts, here or at the publisher, must not park the whole queue."""
    async with running(of(reader, Handler())):
        ids = await say(reader, *of_two(25), spoiled=range(25))

        async def paused() -> bool:
            return await stands(reader)

        await eventually(paused)
        assert len(await reader.sandbox.parked("databank")) == 20
        async with reader.database.connection() as conn:
            (pause,) = await breaker.pauses(conn, "databank")
        assert pause.detail == "not a valid ShiftDeclared: late (bool_parsing)"
        async with reader.database.begin(now()) as tx:
            asked = {"actor": "beheerder-1", "reason": "wrong by birth"}
            assert await breaker.let_through(tx, "databank", **asked) == 1
        await reader.sandbox.handled("databank", ids)
    assert len(await reader.sandbox.parked("databank")) == 25
    async with reader.database.connection() as conn:
        reason = await conn.fetchval(
            "SELECT parked_reason FROM bus_parking_log WHERE action = 'let-through'"
        )
    assert reason == "rejected"


async def test_boxes_that_a_wrong_key_file_opens_none_of_wait_until_it_is_right(
    reader: Side,
) -> None:
    """Twenty are parked as violations, and the others have their effect by themselves."""
    wrong = True

    async def note(event: ShiftDeclared | SuitabilityConditionsMet, tx: Transaction) -> None:
        if wrong:
            raise ViolationError("the box of worker does not belong here")
        await effect(tx, UUID(event.partition_key), "opened")

    consumer = reader.consumer({ShiftDeclared: note, SuitabilityConditionsMet: note})
    consumer._backoff._longest = 0.05
    async with running(consumer):
        await say(reader, *of_two(25))

        async def paused() -> bool:
            return await stands(reader)

        await eventually(paused)
        wrong = False

        async def five() -> bool:
            return len(await reader.effects()) == 5

        await eventually(five)
    assert not await stands(reader)
    reasons = [row["reason"] for row in await reader.sandbox.parked("databank")]
    assert reasons == ["violation"] * 20


async def test_one_publisher_that_tells_wrong_stops_nobody_elses_events(reader: Side) -> None:
    """Its release is bad; what another tells right comes behind and has its effect at once."""

    async def note(event: SuitabilityConditionsMet, tx: Transaction) -> None:
        await effect(tx, event.premises_id, "met")

    consumer = reader.consumer({ShiftDeclared: note_declared, SuitabilityConditionsMet: note})
    async with running(consumer):
        wrong = [declared() for _ in range(40)]
        right = SuitabilityConditionsMet(premises_id=uuid4(), dossier_id=uuid4(), met_at=now())
        ids = await say(reader, *wrong, right, spoiled=range(40))
        await reader.sandbox.handled("databank", ids)
    assert await reader.effects() == [(str(right.premises_id), "met")]
    assert len(await reader.sandbox.parked("databank")) == 40
    assert not await stands(reader)


async def test_one_that_has_its_effect_among_twenty_keeps_the_reader_going(reader: Side) -> None:
    """What others tell wrong must not hold up what is right."""
    shifts = [declared() for _ in range(60)]
    async with running(of(reader, Handler())):
        ids = await say(reader, *shifts, spoiled=[n for n in range(60) if n % 20])
        await reader.sandbox.handled("databank", ids)
    assert len(await reader.sandbox.parked("databank")) == 57
    assert len(await reader.effects()) == 3
    assert not await stands(reader)


async def test_a_reader_that_stands_over_refusals_goes_on_when_it_catches_up(reader: Side) -> None:
    """Its database came back older: what it lost comes by the very queue at which it stands."""

    async def refuse(_event: Event, _tx: Transaction) -> None:
        raise RejectedError("nobody declared this")

    consumer = reader.consumer({ShiftDeclared: refuse, SuitabilityConditionsMet: refuse})
    consumer._backoff._longest = 0.05
    async with running(consumer):
        ids = await say(reader, *of_two(25))

        async def paused() -> bool:
            return await stands(reader)

        await eventually(paused)
        async with reader.database.begin(now()) as tx:
            await catch_up.begin(tx, "databank", actor="beheerder-1", reason="restored")
        await reader.sandbox.handled("databank", ids)
    reasons = [row["reason"] for row in await reader.sandbox.parked("databank")]
    assert reasons == ["rejected"] * 20 + ["held"] * 5


async def test_forged_messages_stop_no_reader_however_many_they_are(reader: Side) -> None:
    """Else whoever has one login of the bus could silence every reader."""
    async with running(of(reader, Handler())):
        for _ in range(25):
            shift = declared()
            await reader.sandbox.publish_body(
                message(reader, shift, uuid4()),
                SuitabilityGranted.routing_key,
                publisher="enforcement",
                key=shift.partition_key,
            )

        async def all_parked() -> bool:
            return len(await reader.sandbox.parked("databank")) == 25

        await eventually(all_parked)
        await reader.sandbox.handled("databank", await say(reader, declared()))
    assert len(await reader.effects()) == 1
    assert not await stands(reader)


async def test_an_operator_lets_through_what_fails_and_it_is_recorded(reader: Side) -> None:
    async with running(of(reader, Handler(broken=True))):
        ids = await reader.sandbox.publish(*(declared() for _ in range(MANY)))

        async def paused() -> bool:
            return await stands(reader)

        await eventually(paused)
        async with reader.database.begin(now()) as tx:
            asked = {"actor": "beheerder-1", "reason": "wrong by birth"}
            assert await breaker.let_through(tx, "databank", **asked) == 1
        await reader.sandbox.handled("databank", ids)
        assert len(await reader.sandbox.parked("databank")) == MANY
    async with reader.database.connection() as conn:
        row = await conn.fetchrow(
            "SELECT actor, reason, type FROM bus_parking_log WHERE action = 'let-through'"
        )
    assert tuple(row) == ("beheerder-1", "wrong by birth", ShiftDeclared.type)


async def test_nobody_lets_through_what_does_not_stand(reader: Side) -> None:
    async with reader.database.begin(now()) as tx:
        assert await breaker.let_through(tx, "databank", actor="a", reason="for fun") == 0


async def test_what_failed_is_tried_again_by_itself_until_the_last_time(
    reader: Side, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While its key waits, in order: what came behind it follows when it has its effect."""
    monkeypatch.setattr(parking, "RETRY_AFTER", (0.0, 0.0, 3600.0))
    good, lost = uuid4(), uuid4()
    handler = Handler([good, lost])
    first, second, never = declared(good), declared(good, "Second"), declared(lost)
    async with running(of(reader, handler)):
        await reader.sandbox.handled("databank", await reader.sandbox.publish(first, second, never))
    redriver = reader.redriver({ShiftDeclared: handler})
    assert await redriver.run_one()
    handler.bad = {lost}
    while await redriver.run_one():
        pass
    assert [what for key, what in await reader.effects() if key == str(good)] == ["Ana", "Second"]
    (parked,) = await reader.sandbox.parked("databank")
    assert (parked["reason"], parked["attempts"]) == ("error", 5)
    async with reader.database.connection() as conn:
        waits = await conn.fetchval("SELECT retry_at > clock_timestamp() FROM bus_parked")
        grounds = await conn.fetch("SELECT actor, reason FROM bus_parking_log ORDER BY position")
    assert waits
    assert [tuple(row) for row in grounds] == [
        ("bus", "tried again later"),
        ("bus", "waited for its key"),
    ]


async def test_after_the_last_try_it_waits_for_somebody(
    reader: Side, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parking, "RETRY_AFTER", (0.0,))
    handler = Handler(broken=True)
    async with running(of(reader, handler)):
        await reader.sandbox.handled("databank", await reader.sandbox.publish(declared()))
    redriver = reader.redriver({ShiftDeclared: handler})
    assert await redriver.run_one()
    assert not await redriver.run_one()
    async with reader.database.connection() as conn:
        assert await conn.fetchval("SELECT retry_at FROM bus_parked") is None
