"""A database that takes nothing, a full disk, a queue for dead letters that refuses: all wait.

On servers of their own, since what is done to them would disturb others.
"""

import asyncio
import os
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from pathlib import Path

import aio_pika
import asyncpg
import httpx
import pytest
from fastapi import FastAPI

from chassis import telemetry
from chassis.bus import record
from chassis.bus.topology import definitions
from chassis.clock import SystemClock
from chassis.edge import Tx
from chassis.web import install
from contracts.pandkalender import ShiftDeclared
from launcher.accounts import account_for
from launcher.sandbox import Sandbox

from .support.events import declared
from .support.handlers import eventually, note_declared, now, running
from .support.sides import Side, make_tables, side_of

WHILE = 1.5
"""Seconds in which a consumer that does not hold back has long given up."""
FULL = 3
DIE_AT_COMMIT = """
CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_terminate_backend(pg_backend_pid());
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER die AFTER INSERT ON effect DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION die()
"""

Away = Callable[[Sandbox], AbstractAsyncContextManager[None]]


@pytest.fixture(scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Sandbox]:
    root = tmp_path_factory.mktemp("no_room")
    sandbox = await asyncio.to_thread(Sandbox.open, root)
    await make_tables(sandbox)
    yield sandbox
    sandbox.infra.stop()
    sandbox.infra.run.wipe()


@pytest.fixture
async def reader(house: Sandbox) -> AsyncIterator[Side]:
    async for side in side_of(house, "databank"):
        yield side


@pytest.fixture
async def publisher(house: Sandbox) -> AsyncIterator[Side]:
    async for side in side_of(house, "pandkalender"):
        yield side


async def as_administrator(house: Sandbox, *statements: str, database: str = "postgres") -> None:
    conn = await asyncpg.connect(house.infra.superuser_dsn(database))
    for statement in statements:
        await conn.execute(statement)
    await conn.close()


async def read_only(house: Sandbox, side: Side, yes: bool) -> None:
    name = house.database(side.name, migrate=False).name
    await as_administrator(
        house,
        f'ALTER DATABASE "{name}" SET default_transaction_read_only = {"on" if yes else "off"}',
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'",
    )


def tries(kind: str) -> float:
    found = telemetry.RETRIES.labels(kind)._value.get()
    assert isinstance(found, float)
    return found


async def tried_again(kind: str, before: float) -> None:
    async def so() -> bool:
        return tries(kind) > before

    await eventually(so)


@asynccontextmanager
async def effects_on_a_small_disk(house: Sandbox, name: str) -> AsyncIterator[Path]:
    """The table of effects lies there meanwhile: not below the folder of the tests, which
    the server's account cannot enter."""
    folder = house.infra.run.servers.resolve() / "small"
    folder.mkdir()
    with small_disk(folder) as disk:
        await as_administrator(house, f"CREATE TABLESPACE small LOCATION '{disk}'")
        await as_administrator(house, "ALTER TABLE effect SET TABLESPACE small", database=name)
        try:
            yield disk
        finally:
            back = "ALTER TABLE effect SET TABLESPACE pg_default"
            await as_administrator(house, back, database=name)
            await as_administrator(house, "DROP TABLESPACE small")


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A file system of two megabytes that the database server may write on."""
    account = account_for("postgres")
    options = f"size=2m,mode=700,uid={account.uid},gid={account.gid}" if account else ""
    mount = ["mount", "-t", "tmpfs", "-o", options, "krachtlijn", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False).returncode != 0:
        pytest.skip("only who may mount a file system can have a small one")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


async def test_messages_wait_for_a_database_that_takes_nothing(
    house: Sandbox, reader: Side
) -> None:
    shifts = [declared() for _ in range(3)]
    consumer = reader.consumer({ShiftDeclared: note_declared})
    async with running(consumer):
        ids = await house.publish(declared())
        await house.handled("databank", ids)
        await read_only(house, reader, yes=True)
        before = {kind: tries(kind) for kind in ("transient", "error", "consumer")}
        await house.publish(*shifts)
        await tried_again("transient", before["transient"])
        await asyncio.sleep(WHILE)
        assert consumer.attached
        assert [tries(kind) - before[kind] for kind in ("error", "consumer")] == [0, 0]
        await read_only(house, reader, yes=False)

        async def all_there() -> bool:
            return len(await reader.effects()) == 4

        await eventually(all_there)
    assert [key for key, _ in await reader.effects()][1:] == [str(each.shift_id) for each in shifts]
    assert await house.parked("databank") == []


async def test_a_request_to_a_database_that_takes_nothing_is_asked_to_come_back(
    house: Sandbox, publisher: Side
) -> None:
    app = FastAPI()
    app.state.name, app.state.clock = "pandkalender", SystemClock()
    app.state.database = publisher.database
    install(app, max_body=1000)

    @app.post("/declare")
    async def declare(tx: Tx) -> None:
        record(tx, declared())

    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app, raise_app_exceptions=False), base_url="http://service"
    ) as client:
        await read_only(house, publisher, yes=True)
        refused = await client.post("/declare")
        await read_only(house, publisher, yes=False)
        assert refused.status_code == httpx.codes.SERVICE_UNAVAILABLE
        assert refused.headers["Retry-After"]
        assert "Er is niets veranderd" in refused.text

        async def taken() -> bool:  # the connections were cut, and the first may notice it only now
            return (await client.post("/declare")).status_code == httpx.codes.OK

        await eventually(taken)
    assert len(await house.recorded("pandkalender")) == 1


async def test_who_loses_the_database_during_the_commit_is_not_told_that_nothing_changed(
    house: Sandbox, publisher: Side
) -> None:
    owner = await asyncpg.connect(house.database("pandkalender", migrate=False).owner_url)
    await owner.execute(DIE_AT_COMMIT)
    app = FastAPI()
    app.state.name, app.state.clock = "pandkalender", SystemClock()
    app.state.database = publisher.database
    install(app, max_body=1000)

    @app.post("/declare")
    async def declare(tx: Tx) -> None:
        await tx.conn.execute("INSERT INTO effect (key, what) VALUES ('a', 'b')")

    try:
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app, raise_app_exceptions=False),
            base_url="http://service",
        ) as client:
            answer = await client.post("/declare")
    finally:
        await owner.execute("DROP TRIGGER die ON effect; DROP FUNCTION die")
        await owner.close()
    assert answer.status_code == httpx.codes.SERVICE_UNAVAILABLE
    assert answer.json()["type"].endswith("uitkomst-onbekend")
    assert "niets veranderd" not in answer.text


async def test_a_relay_publishes_nothing_twice_for_a_database_that_takes_nothing(
    house: Sandbox, publisher: Side, reader: Side
) -> None:
    """What it cannot note as published it does not publish."""
    async with publisher.database.begin(now()) as tx:
        record(tx, declared())
    await read_only(house, publisher, yes=True)
    async with running(publisher.relay):
        await asyncio.sleep(WHILE)
        assert await waiting(house, "databank.0") == 0
        await read_only(house, publisher, yes=False)

        async def published() -> bool:
            return await waiting(house, "databank.0") == 1

        await eventually(published)


async def waiting(house: Sandbox, queue: str) -> int:
    async with await aio_pika.connect(house.amqp_url("admin")) as connection:
        found = await (await connection.channel()).declare_queue(queue, passive=True)
        return found.declaration_result.message_count or 0


async def test_messages_wait_for_room_on_the_disk(house: Sandbox, reader: Side) -> None:
    name = house.database("databank", migrate=False).name
    shifts = [declared() for _ in range(3)]
    async with effects_on_a_small_disk(house, name) as disk:
        filling = disk / "filling"
        with pytest.raises(OSError, match="No space left"), filling.open("wb") as file:
            while True:
                file.write(b"x" * 4096)
        consumer = reader.consumer({ShiftDeclared: note_declared})
        async with running(consumer):

            async def attached() -> bool:
                return consumer.attached

            await eventually(attached)
            before = {kind: tries(kind) for kind in ("transient", "error", "consumer")}
            await house.publish(*shifts)
            await tried_again("transient", before["transient"])
            await asyncio.sleep(WHILE)
            assert consumer.attached
            assert [tries(kind) - before[kind] for kind in ("error", "consumer")] == [0, 0]
            assert await reader.effects() == []
            filling.unlink()

            async def all_there() -> bool:
                return len(await reader.effects()) == 3

            await eventually(all_there)
        assert await house.parked("databank") == []


@asynccontextmanager
async def refusing_dead_letters(house: Sandbox) -> AsyncIterator[None]:
    """Full, and of the kind that takes no more: it was declared so once, or by somebody else."""
    async with await aio_pika.connect(house.amqp_url("admin")) as connection:
        channel = await connection.channel()
        for _ in range(FULL):
            await channel.default_exchange.publish(aio_pika.Message(b"x"), "databank.dead")
    path = f"/api/policies/{house.vhost}/refuse"
    policy = {
        "pattern": r"^databank\.dead$",
        "apply-to": "queues",
        "priority": 9,
        "definition": {"max-length": FULL - 1, "overflow": "reject-publish"},
    }
    with house.management() as client:
        client.put(path, json=policy).raise_for_status()
        try:
            yield
        finally:
            client.delete(path).raise_for_status()


@asynccontextmanager
async def without_dead_letters(house: Sandbox) -> AsyncIterator[None]:
    with house.management() as client:
        client.delete(f"/api/queues/{house.vhost}/databank.dead").raise_for_status()
        try:
            yield
        finally:
            users = house.infra.credentials.broker_users
            document = definitions(house.vhost, users)
            client.post("/api/definitions", json=document).raise_for_status()


@pytest.mark.parametrize(
    ("away", "others"), [(refusing_dead_letters, FULL), (without_dead_letters, 0)]
)
async def test_a_dead_letter_that_no_queue_takes_is_kept_and_so_is_what_follows(
    house: Sandbox, reader: Side, away: Away, others: int
) -> None:
    shift = declared()
    consumer = reader.consumer({ShiftDeclared: note_declared})
    async with running(consumer):
        async with away(house):
            await asyncio.sleep(0.5)
            await house.publish_body(
                b"nobody can read this",
                ShiftDeclared.routing_key,
                publisher="pandkalender",
                key="k",
            )
            await house.publish(shift)
            before = tries("consumer")
            await tried_again("consumer", before)
            await asyncio.sleep(WHILE)
            assert await reader.effects() == []

        async def both() -> bool:
            had = [key for key, _ in await reader.effects()] == [str(shift.shift_id)]
            return had and await waiting(house, "databank.dead") == others + 1

        await eventually(both)
    with house.management() as client:
        client.delete(f"/api/queues/{house.vhost}/databank.dead/contents").raise_for_status()
