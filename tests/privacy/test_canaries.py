"""After all that happened to them, the canaries are in clear only where the plan puts them."""

from base64 import b64encode
from uuid import uuid4

import aiormq
import asyncpg
import pytest

from launcher.names import ADMIN, VHOST

from .support import places
from .support.canaries import Canary, Finder
from .support.story import Story

PLANTED = Canary.number(99)
"""Put somewhere on purpose, to see that it is found there."""


@pytest.fixture(scope="session")
async def finder(story: Story) -> Finder:
    return Finder(story.canaries)


async def test_the_canaries_did_live_here(story: Story, finder: Finder) -> None:
    """Each in the tables that are for them; else the tests below would find nothing anywhere."""
    kept = {
        place: finder.found_in(content)
        for service in places.OWN_TABLES
        for place, content in await places.rows(story.sandbox.infra, service)
        if place.partition(".")[2] in places.OWN_TABLES[service]
    }
    assert len(kept["databank.claim"]) > 100
    assert {one.partition(" ")[0] for one, _ in story.problems} >= {"400", "401", "404", "422"}


async def test_no_log_names_a_canary(story: Story, finder: Finder) -> None:
    found = list(places.logs(story.run))
    assert {place for place, _ in found} >= {
        "log databank.log",
        "log pandkalender.log",
        "log postgres.log",
        "log rabbitmq.log",
    }
    assert finder.found_at(found) == {}
    (story.run.logs / "planted.log").write_text(f"caf\u00e9 {PLANTED.name.upper()}")
    assert Finder([PLANTED]).found_at(places.logs(story.run)) != {}


async def test_the_database_does_not_write_a_refused_row_into_its_log(story: Story) -> None:
    conn = await asyncpg.connect(story.sandbox.database("databank").url)
    with pytest.raises(asyncpg.NotNullViolationError) as refused:
        await conn.execute(
            "INSERT INTO follow_up (case_id, kind) VALUES ($1, $2)", uuid4(), PLANTED.document
        )
    await conn.close()
    assert PLANTED.document in str(refused.value.detail)
    log = (story.run.logs / "postgres.log").read_bytes()
    assert b"follow_up" in log
    assert Finder([PLANTED]).found_in(log) == set()


async def test_no_refusal_repeats_what_was_sent(story: Story, finder: Finder) -> None:
    assert len(story.problems) > 50
    assert finder.found_at(story.problems) == {}


async def test_no_metrics_or_health_page_shows_a_canary(story: Story, finder: Finder) -> None:
    assert finder.found_at(places.faces(list(story.services.values()))) == {}


async def test_no_event_carries_a_canary_outside_a_seal(story: Story, finder: Finder) -> None:
    events = [place async for place in places.tapped(story.sandbox.infra)]
    assert len(events) > 50, "what went by since somebody looked last"
    assert finder.found_at(events) == {}
    await story.sandbox.publish_body(
        b"{}", "pandkalender.shift-ended.v1", publisher="pandkalender", key=PLANTED.document
    )
    planted = [place async for place in places.tapped(story.sandbox.infra)]
    assert Finder([PLANTED]).found_at(planted) != {}


async def test_no_file_of_the_broker_holds_a_canary(story: Story, finder: Finder) -> None:
    assert finder.found_at(places.broker_files(story.run)) == {}
    infra = story.sandbox.infra
    connection = await aiormq.connect(infra.amqp_url(ADMIN, infra.credentials.broker[ADMIN], VHOST))
    channel = await connection.channel(publisher_confirms=True)
    await channel.queue_declare("planted", durable=True, arguments={"x-queue-type": "quorum"})
    await channel.basic_publish(PLANTED.name.encode(), exchange="", routing_key="planted")
    await connection.close()
    assert Finder([PLANTED]).found_at(places.broker_files(story.run)) != {}


async def test_no_other_table_holds_a_canary(story: Story, finder: Finder) -> None:
    """Outbox, archive, inbox, parked messages and access log of every service among them."""
    infra = story.sandbox.infra
    tables = await places.databases(infra)
    assert {f"{service}.bus_archive" for service in story.services} <= {t for t, _ in tables}
    assert finder.found_at(tables) == {}
    conn = await asyncpg.connect(infra.superuser_dsn("reporting"))
    await conn.execute(
        "INSERT INTO bus_parked (consumer, event_id, type, partition_key, body, reason, detail,"
        " attempts) VALUES ('reporting', $1, 'x', 'x', $2, 'x', 'x', 1)",
        uuid4(),
        f"Naam: {PLANTED.family}".encode(),
    )
    await conn.close()
    assert set(Finder([PLANTED]).found_at(await places.databases(infra))) == {
        "reporting.bus_parked"
    }


@pytest.mark.parametrize(
    "spelling",
    [
        PLANTED.given,
        PLANTED.family.upper(),
        PLANTED.name.lower(),
        '{"n": "Zvjezdani\\u00ebl' + PLANTED.given[11:] + '"}',
        PLANTED.family.encode().hex(),
        "0032" + PLANTED.phone[1:].replace(" ", ""),
        PLANTED.birth.replace("-", ""),
        "UXVvcmxpbnRow6ll",
    ],
)
def test_a_canary_is_found_however_it_is_spelled(spelling: str) -> None:
    finder = Finder([PLANTED])
    if spelling == "UXVvcmxpbnRow6ll":
        for before in (b"", b"x", b"xy"):
            assert finder.found_in(b64encode(before + PLANTED.family.encode() + b"tail"))
        return
    assert finder.found_in(f"before {spelling} after".encode())
    assert not Finder([Canary.number(98)]).found_in(spelling.encode())
