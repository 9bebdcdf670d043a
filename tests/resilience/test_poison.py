"""What no reader can or may handle hurts only itself: its key waits in order, all others go on."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import aio_pika
import orjson
import pytest

from chassis.bus.envelope import CONTENT_TYPE, encode
from chassis.bus.seal import Sealer
from chassis.bus.topology import EXCHANGE
from chassis.db import Cause
from contracts.identity import IdentityClaim, WorkerClaim
from contracts.pandkalender import ShiftDeclared
from contracts.sealed import Sealed
from launcher.sandbox import Sandbox

from .support.city import City
from .support.instance import eventually

DEADLY = """
SELECT count(*) FROM bus_parked
WHERE detail = 'the service ended each time it handled this' AND requested_by IS NULL
"""
PARKED = (
    "SELECT count(*) FROM bus_parked WHERE reason IN ('rejected', 'violation') AND detail LIKE $1"
)
DEAD = 'krachtlijn_dead_lettered_total{{reason="{}"}} 1.0'


def true(sandbox: Sandbox, key: UUID, event_id: UUID | None = None, number: int = 50) -> bytes:
    """A message as the declarer would send it."""
    now = datetime.now(UTC)
    claim = IdentityClaim(given_names="Ana", family_name="Voorbeeld", birth_date="1999-02-03")
    event = ShiftDeclared(
        shift_id=key,
        premises_id=uuid4(),
        room_id=uuid4(),
        starts_at=now,
        ends_at=now + timedelta(hours=8),
        declared_at=now,
        lead_minutes=number,
        late=False,
        declared_by="eigenaar",
        worker=Sealed.of(WorkerClaim(worker_ref=uuid4(), identity=claim)),
    )
    event_id = event_id or uuid4()
    sealed = Sealer.load(sandbox.infra.credentials.seal_public).seal(event, event_id)
    return encode(sealed, event_id=event_id, at=now, sequence=1, cause=Cause())


def changed(body: bytes, **attributes: Any) -> bytes:
    return orjson.dumps(orjson.loads(body) | attributes)


def with_data(body: bytes, **fields: Any) -> bytes:
    return changed(body, data=orjson.loads(body)["data"] | fields)


Spoil = Callable[[Sandbox, UUID], bytes]

UNREADABLE: dict[str, Spoil] = {
    "malformed": lambda sandbox, key: true(sandbox, key)[:-20],
    "oversized": lambda sandbox, key: changed(true(sandbox, key), filling="x" * 256 * 1024),
    "attribute sequence is missing": lambda sandbox, key: orjson.dumps(
        {k: v for k, v in orjson.loads(true(sandbox, key)).items() if k != "sequence"}
    ),
}
"""By the reason with which it becomes a dead letter."""

UNACCEPTABLE: dict[str, Spoil] = {
    "unknown type or version": lambda sandbox, key: changed(
        true(sandbox, key), type=ShiftDeclared.type[:-1] + "9"
    ),
    "not a valid ShiftDeclared": lambda sandbox, key: with_data(true(sandbox, key), late="perhaps"),
}
"""By how the detail begins with which it is parked."""

FORGED: dict[str, Spoil] = {
    "the partition key is not": lambda sandbox, key: with_data(
        true(sandbox, key), shiftId=str(uuid4())
    ),
    "the sender is not the publisher": lambda sandbox, key: changed(
        true(sandbox, key), source="urn:krachtlijn:service:databank"
    ),
}
"""By how the detail begins with which it is parked."""


@pytest.fixture
async def forge(city: City) -> AsyncIterator[Callable[..., Any]]:
    """Sends whatever there is as the declarer, with its login."""
    await city.start()
    connection = await aio_pika.connect(city.sandbox.amqp_url("pandkalender"))
    async with connection:
        channel = await connection.channel(publisher_confirms=True)
        exchange = await channel.get_exchange(EXCHANGE, ensure=False)

        async def send(body: bytes, key: UUID, user_id: str | None = "pandkalender") -> None:
            message = aio_pika.Message(
                body,
                content_type=CONTENT_TYPE,
                user_id=user_id,
                delivery_mode=aio_pika.DeliveryMode.PERSISTENT,
                headers={"partitionkey": str(key)},
            )
            await exchange.publish(message, ShiftDeclared.routing_key, mandatory=True)

        yield send


async def noted(city: City, key: UUID, numbers: list[int]) -> None:
    query = "SELECT array_agg(number ORDER BY nr) FROM noted WHERE key = $1"

    async def are() -> bool:
        return bool(await city.fetch("databank", query, key) == numbers)

    await eventually(are, f"{numbers} were noted")


async def parked(city: City, detail: str) -> None:
    async def is_parked() -> bool:
        return bool(await city.fetch("databank", PARKED, f"%{detail}%"))

    await eventually(is_parked, f"parked with the reason: {detail}")


async def survives(city: City) -> None:
    """Starts the noter whenever it died, as an orchestrator does, until it parked what kills it."""

    async def has_parked_it() -> bool:
        if not city.noter.alive:
            city.noter.start(TOY_DEADLY="3")
        return bool(await city.fetch("databank", DEADLY))

    await eventually(has_parked_it, "what ends the process is parked")


async def in_the_middle(city: City, key: UUID, spoiled: Callable[[], Any]) -> None:
    """Three shifts of a key, something spoiled, and two more; another key has three."""
    for number in (1, 2, 3):
        assert await city.declare(key, number)
    await noted(city, key, [1, 2, 3])
    await spoiled()
    other = uuid4()
    for number in (4, 5):
        assert await city.declare(key, number)
        assert await city.declare(other, number)
    await noted(city, other, [4, 5])


async def test_what_cannot_be_read_is_a_dead_letter_and_holds_up_nothing(
    city: City, forge: Callable[..., Any]
) -> None:
    for reason, spoil in UNREADABLE.items():
        key = uuid4()
        body = spoil(city.sandbox, key)
        await in_the_middle(city, key, partial(forge, body, key))
        await noted(city, key, [1, 2, 3, 4, 5])
        assert DEAD.format(reason) in await city.noter.metrics()
    await city.noted_each_once_in_order()


async def test_what_may_not_have_an_effect_is_parked_and_its_key_waits_in_order(
    city: City, forge: Callable[..., Any]
) -> None:
    for detail, spoil in UNACCEPTABLE.items():
        key = uuid4()
        body = spoil(city.sandbox, key)
        await in_the_middle(city, key, partial(forge, body, key))
        await parked(city, detail)
        await noted(city, key, [1, 2, 3])
        await city.orders("discards", all=True)
        await noted(city, key, [1, 2, 3, 4, 5])
    await city.noted_each_once_in_order()


async def test_what_breaks_a_rule_of_the_bus_is_parked_and_holds_up_nothing(
    city: City, forge: Callable[..., Any]
) -> None:
    for detail, spoil in FORGED.items():
        key = uuid4()
        body = spoil(city.sandbox, key)
        await in_the_middle(city, key, partial(forge, body, key))
        await parked(city, detail)
        await noted(city, key, [1, 2, 3, 4, 5])
        await city.orders("discards", all=True)
    await city.noted_each_once_in_order()


async def test_what_ends_the_process_each_time_is_parked_and_the_rest_goes_on(city: City) -> None:
    """Also when somebody asks to try it again before the repair; after it, its key goes on."""
    city.declarer.start()
    await city.declarer.becomes_ready()
    key, other = uuid4(), uuid4()
    for number in range(1, 6):
        assert await city.declare(key, number)
        assert await city.declare(other, number + 10)
    await survives(city)
    await noted(city, other, [11, 12, 13, 14, 15])
    await noted(city, key, [1, 2])
    await city.orders("redrives", all=True)
    await survives(city)
    await noted(city, key, [1, 2])
    await city.noter.stop()
    city.noter.start()
    await city.noter.becomes_ready()
    await city.orders("redrives", all=True)
    await noted(city, key, [1, 2, 3, 4, 5])
    await city.noted_each_once_in_order()


async def test_a_seal_of_another_event_opens_nothing(city: City, forge: Callable[..., Any]) -> None:
    key = uuid4()
    stolen = orjson.loads(true(city.sandbox, key))["data"]["worker"]
    body = with_data(true(city.sandbox, key), worker=stolen)
    await in_the_middle(city, key, lambda: forge(body, key))
    await parked(city, "does not belong here")
    await city.orders("discards", all=True)
    await noted(city, key, [1, 2, 3, 4, 5])
    await city.noted_each_once_in_order()


async def test_an_id_that_comes_again_with_other_content_has_no_effect(
    city: City, forge: Callable[..., Any]
) -> None:
    """Neither for the same key nor for another; and the true one is never had twice."""
    query = "SELECT event_id FROM noted WHERE key = $1 AND number = 2"
    key = uuid4()

    async def again() -> None:
        event_id = await city.fetch("databank", query, key)
        await forge(true(city.sandbox, key, event_id, number=51), key)
        stranger = uuid4()
        await forge(true(city.sandbox, stranger, event_id, number=52), stranger)

    await in_the_middle(city, key, again)
    await parked(city, "an id was used again")
    await city.orders("discards", all=True)
    await noted(city, key, [1, 2, 3, 4, 5])
    assert await city.fetch("databank", "SELECT count(*) FROM noted WHERE number > 50") == 0
    assert 'krachtlijn_violations_total{event="' in await city.noter.metrics()
    await city.noted_each_once_in_order()


async def test_a_message_for_which_no_login_vouches_has_no_effect(
    city: City, forge: Callable[..., Any]
) -> None:
    """And the broker refuses one that names another login than its own."""
    key = uuid4()
    body = true(city.sandbox, key)
    await in_the_middle(city, key, lambda: forge(body, key, None))
    await parked(city, "the sender is not the publisher")
    await city.orders("discards", all=True)
    await noted(city, key, [1, 2, 3, 4, 5])
    with pytest.raises(aio_pika.exceptions.ChannelPreconditionFailed):
        await forge(body, key, "databank")
    await city.noted_each_once_in_order()


async def test_the_broker_takes_nothing_that_would_fill_a_readers_memory(
    city: City, forge: Callable[..., Any]
) -> None:
    with pytest.raises(aio_pika.exceptions.ChannelPreconditionFailed):
        await forge(b"x" * (5 * 256 * 1024), uuid4())
    assert await city.declare(uuid4(), 1)
    await city.noted_each_once_in_order()


async def test_a_dead_letter_lies_where_its_reader_can_be_asked_about_it(
    city: City, forge: Callable[..., Any]
) -> None:
    key = uuid4()
    await forge(b"nothing", key)
    assert await city.declare(key, 1)
    await noted(city, key, [1])
    with city.sandbox.management() as client:

        async def lies_there() -> bool:
            found = client.get(f"/api/queues/{city.sandbox.vhost}/databank.dead").json()
            return bool(found.get("messages") == 1)

        await eventually(lies_there, "the dead letter is in its queue")
    await city.noted_each_once_in_order()
