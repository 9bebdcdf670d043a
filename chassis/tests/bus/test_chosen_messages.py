"""Choose parked messages by key, type, cause and moment, as an order of an operator names them."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from chassis.bus import parking
from chassis.bus.admin import queries
from chassis.bus.dispatcher import Delivery
from chassis.bus.envelope import decode
from chassis.bus.parking import Selection

from .support.events import cancelled
from .support.handlers import message, now
from .support.sides import Side

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


async def parked(reader: Side, key: int, at: datetime, reason: str = "error", nr: int = 1) -> UUID:
    event_id = uuid4()
    body = message(reader, cancelled(UUID(int=key)), event_id, nr)
    delivery = Delivery(decode(body), body, "pandkalender", True, True, None)
    async with reader.database.begin(now()) as tx:
        await parking.park(tx, "databank", delivery, reason, "a detail", 3)
        await tx.conn.execute(
            "UPDATE bus_parked SET parked_at = $2 WHERE event_id = $1", event_id, at
        )
    return event_id


async def chosen(reader: Side, selection: Selection) -> list[UUID]:
    """As an order would touch them, and as the list shows them: the same."""
    async with reader.database.connection() as conn:
        found = [each.event_id for each in await parking.look(conn, "databank", selection)]
        shown = await queries.blocking(conn, "databank", selection, limit=9)
    assert [each.event_id for each in shown] == found
    return found


async def test_messages_are_chosen_by_their_key_but_not_what_waits_behind(reader: Side) -> None:
    first = await parked(reader, 1, NOON)
    await parked(reader, 1, NOON, "behind", 2)
    await parked(reader, 2, NOON)
    assert await chosen(reader, Selection(partition_key=str(UUID(int=1)))) == [first]
    assert await chosen(reader, Selection(partition_key=str(UUID(int=3)))) == []


@pytest.mark.parametrize(
    ("since", "until", "is_chosen"),
    [
        (NOON - SECOND, None, True),
        (NOON, None, True),
        (NOON + SECOND, None, False),
        (None, NOON - SECOND, False),
        (None, NOON, False),
        (None, NOON + SECOND, True),
        (NOON, NOON + SECOND, True),
        (NOON + SECOND, NOON - SECOND, False),
    ],
)
async def test_messages_are_chosen_from_a_moment_and_before_another(
    reader: Side, since: datetime | None, until: datetime | None, *, is_chosen: bool
) -> None:
    event_id = await parked(reader, 1, NOON)
    found = await chosen(reader, Selection(since=since, until=until))
    assert found == ([event_id] if is_chosen else [])


async def test_all_that_is_said_of_a_choice_must_fit(reader: Side) -> None:
    key, type_ = str(UUID(int=1)), cancelled(UUID(int=1)).type
    event_id = await parked(reader, 1, NOON, "rejected")
    whole = Selection(event_id, type_, "rejected", key, NOON, NOON + SECOND)
    assert await chosen(reader, whole) == [event_id]
    for other in (
        Selection(event_id, type_, "error", key, NOON, None),
        Selection(event_id, type_, "rejected", "another", NOON, None),
        Selection(event_id, "another", "rejected", key, NOON, None),
        Selection(event_id, type_, "rejected", key, NOON + SECOND, None),
    ):
        assert await chosen(reader, other) == []


async def test_an_order_leaves_what_was_not_chosen(reader: Side) -> None:
    old, young = await parked(reader, 1, NOON), await parked(reader, 2, NOON + SECOND)
    async with reader.database.begin(now()) as tx:
        touched = await parking.request_redrive(
            tx, "databank", Selection(until=NOON + SECOND), actor="operator-1", reason="mended"
        )
    assert [each.event_id for each in touched] == [old]
    async with reader.database.connection() as conn:
        shown = await queries.blocking(conn, "databank", Selection(), limit=9)
    assert [(each.event_id, each.requested_by) for each in shown] == [
        (old, "operator-1"),
        (young, None),
    ]
