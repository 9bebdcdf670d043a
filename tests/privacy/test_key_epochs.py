"""When the key of an epoch is destroyed, what it sealed is unreadable wherever it still lies."""

import asyncio
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import uuid4

import aiormq
import asyncpg
import pytest

from chassis.bus import parking
from chassis.bus.envelope import decode
from chassis.bus.keyfile import LOOK_SECONDS
from chassis.bus.parking import Selection
from chassis.bus.seal import Opener, Sealer
from chassis.db import Database
from chassis.errors import RejectedError
from contracts.identity import WorkerClaim
from launcher.names import ADMIN, VHOST
from launcher.operations.epochs import Ring

from .support.events import declared, sealed
from .support.story import Story

GONE = "sealed in an epoch whose key is gone"
STORED = [("pandkalender", "bus_archive"), ("databank", "bus_parked")]


async def stored(story: Story) -> list[bytes]:
    """The bodies of events that have something sealed to databank in them."""
    found: list[bytes] = []
    for service, table in STORED:
        conn = await asyncpg.connect(story.sandbox.infra.superuser_dsn(service))
        rows = await conn.fetch(
            f"SELECT body FROM {table} WHERE position(':{{\"databank\":{{' in "
            "convert_from(body, 'UTF8')) > 0"
        )
        await conn.close()
        assert rows, f"{service}.{table}"
        found += [row["body"] for row in rows]
    return found


async def dead_letters(story: Story) -> list[bytes]:
    infra = story.sandbox.infra
    password = infra.credentials.broker[ADMIN]
    connection = await aiormq.connect(infra.amqp_url(ADMIN, password, VHOST))
    channel = await connection.channel()
    found = []
    while (message := await channel.basic_get("databank.dead")).delivery_tag is not None:
        found.append(message.body)
    await connection.close()
    return found


def opened(opener: Opener, bodies: Iterable[bytes]) -> int:
    """How many of the events open, at least in one field."""
    count = 0
    for body in bodies:
        envelope = decode(body)
        try:
            event = opener.open(envelope.read(), envelope.id)
        except RejectedError:
            continue
        count += any(getattr(event, name).is_open for name in event.seals)
    return count


@pytest.fixture(scope="session")
async def destroyed(story: Story) -> str:
    """The epoch in which everything so far was sealed to databank, now destroyed."""
    secrets = story.sandbox.infra.credentials
    ring = Ring(secrets, "databank")
    old = ring.current
    story.left_over = sealed(Sealer.load(secrets.seal_public), late(story))
    opener = Opener.load("databank", secrets.seal_private("databank"))
    assert opened(opener, await stored(story)) > 30
    ring.rotate()
    ring.destroy(old)
    await asyncio.sleep(LOOK_SECONDS + 0.5)
    return old


def late(story: Story):  # type: ignore[no-untyped-def]
    return declared(WorkerClaim(worker_ref=uuid4(), identity=story.somebody().identity()))


async def test_nothing_of_a_destroyed_epoch_opens_in_archives_and_parked_messages(
    story: Story, destroyed: str
) -> None:
    opener = Opener.load("databank", story.sandbox.infra.credentials.seal_private("databank"))
    assert opened(opener, await stored(story)) == 0


async def test_dead_letters_name_no_epoch_that_is_left(story: Story, destroyed: str) -> None:
    letters = await dead_letters(story)
    assert letters
    epochs = {epoch for body in letters for epoch in re.findall(rb'"epoch":"([^"]+)"', body)}
    assert epochs == {destroyed.encode()}
    left = Ring(story.sandbox.infra.credentials, "databank").private
    assert destroyed not in left


async def test_an_event_of_a_destroyed_epoch_is_parked_with_that_reason(
    story: Story, destroyed: str
) -> None:
    """At once, without tries; asking again changes nothing, and others go on."""
    envelope = decode(story.left_over)
    await story.sandbox.publish_body(
        story.left_over,
        "pandkalender.shift-declared.v1",
        publisher="pandkalender",
        key=envelope.partition_key,
    )
    await story.sandbox.handled("databank", [envelope.id])
    chosen = Selection(event_id=envelope.id)
    database = Database(story.sandbox.database("databank").url)
    async with database.begin(datetime.now(UTC)) as tx:
        (parked,) = await parking.look(tx.conn, "databank", chosen)
        assert (parked.reason, parked.detail, parked.attempts) == ("rejected", GONE, 1)
        await parking.request_redrive(tx, "databank", chosen, actor="test", reason="nog-eens")
    for _ in range(600):
        async with database.connection() as conn:
            (parked,) = await parking.look(conn, "databank", chosen)
        if parked.attempts == 2:
            break
        await asyncio.sleep(0.1)
    await database.close()
    assert (parked.reason, parked.detail, parked.requested_by) == ("rejected", GONE, None)


async def test_what_is_declared_after_it_opens_in_the_new_epoch(
    story: Story, destroyed: str
) -> None:
    shift = story.shift(story.there, 40, story.somebody().worker())
    answer = await story.done("pandkalender", "/v1/shifts", shift, organisation="OWN-B")
    await story.settled(
        "databank", f"SELECT count(*) = 1 FROM shift WHERE shift_id = '{answer['shiftId']}'"
    )
