"""Epochs of seal keys are rotated and destroyed while the service runs."""

import asyncio
import json
from datetime import UTC, datetime
from uuid import uuid4

import aio_pika
import asyncpg
import pytest

from chassis.bus import keyfile, parking, record
from chassis.bus.outbox import Outbox
from chassis.bus.relay import Relay
from chassis.bus.seal import Sealer
from chassis.db import Database
from contracts import Event, Sealed
from contracts.databank import FindingTransferred
from contracts.generate.example import example
from contracts.identity import OffenderIdentity
from launcher.credentials import Credentials
from launcher.operations.epochs import next_epoch
from launcher.rundir import write_private
from launcher.sandbox import Sandbox

from .support.databank import Databank
from .support.events import NAME, cancelled, declared
from .support.operator import Operator


def epochs(keys: Credentials) -> list[str]:
    return sorted(json.loads(keys.seal_private("databank").read_text()))


def destroy(reader: str, epoch: str, *options: str) -> list[str]:
    why = ["--actor", "beheerder-1", "--because", "old"]
    return ["keys", "destroy", reader, "--epoch", epoch, *why, *options, "--yes"]


def transferred() -> FindingTransferred:
    plain = FindingTransferred.model_validate(example(FindingTransferred)["data"])
    offender = Sealed.of(OffenderIdentity(name=NAME))
    changes = {"finding_id": uuid4(), "offender": offender, "place": None}
    return plain.model_copy(update=changes)


async def record_one(corner: Sandbox, keys: Credentials, event: Event) -> None:
    """As its publisher does, whether or not that runs."""
    outbox = Outbox(event.publisher, Sealer.load(keys.seal_public))
    database = Database(corner.database(event.publisher).url, at_end=[outbox.write])
    async with database.begin(datetime.now(UTC)) as tx:
        record(tx, event)
    await database.close()


async def publish_all(corner: Sandbox, publisher: str) -> None:
    """A relay publishes what is there before it stops."""
    database = Database(corner.database(publisher).url)
    relay = Relay(publisher, corner.amqp_url(publisher), database)
    running = asyncio.create_task(relay.run())
    while not relay.connected:  # noqa: ASYNC110  # the relay tells nobody
        await asyncio.sleep(0.05)
    relay.stop()
    await running
    await database.close()


async def queued(corner: Sandbox, queue: str) -> int:
    async with await aio_pika.connect(corner.amqp_url("admin")) as connection:
        found = await (await connection.channel()).declare_queue(queue, passive=True)
        return found.declaration_result.message_count or 0


async def test_a_rotation_needs_no_restart_and_a_destroyed_epoch_opens_nothing(
    databank: Databank, operator: Operator, keys: Credentials, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyfile, "LOOK_SECONDS", 0.0)
    *older, old = epochs(keys)
    early, late = declared(), declared()
    await databank.owner("ALTER TABLE shift RENAME TO shift_away")
    try:
        await databank.told(early)
    finally:
        await databank.owner("ALTER TABLE shift_away RENAME TO shift")

    new = (await operator("keys", "rotate", "databank", "--json")).json["epoch"]
    assert epochs(keys) == [*older, old, new]
    await databank.told(late)
    assert late.shift_id in await databank.shifts()

    current = await operator(*destroy("databank", new))
    assert "rotate first" in current.error
    parked = await operator(*destroy("databank", old))
    assert "(databank parked): nothing was destroyed" in parked.error
    refused = await operator(*destroy("databank", old, "--anyway")[:-1], answer="n\n")
    assert refused.code == 1
    assert "databank parked" in refused.text
    assert epochs(keys) == [*older, old, new]

    gone = await operator(*destroy("databank", old, "--anyway"), "--json")
    assert [(each["where"], each["events"]) for each in gone.json["unreadable"]] == [
        ("databank parked", 1)
    ]
    written = json.loads(keys.destroyed.read_text().splitlines()[-1])
    assert (written["epoch"], written["actor"], written["because"]) == (old, "beheerder-1", "old")
    assert written["unreadable"] == gone.json["unreadable"]
    listed = (await operator("keys", "list", "databank", "--json")).json
    assert listed == {"databank": {"current": new, "epochs": [*older, new]}}

    again = await operator.orders("redrive", "--all", "--json")
    assert again.code == 3
    assert again.json["again"][0]["detail"] == "sealed in an epoch whose key is gone"
    assert early.shift_id not in await databank.shifts()


async def test_a_message_that_is_there_before_its_key_calls_somebody_and_follows_by_itself(
    corner: Sandbox,
    databank: Databank,
    operator: Operator,
    keys: Credentials,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Publishers have the new public key, and the databank's file comes later."""
    monkeypatch.setattr(parking, "KEY_RETRY_AFTER", (0.2,))
    file = keys.seal_private("databank")
    before = file.read_text()
    epoch = (await operator("keys", "rotate", "databank", "--json")).json["epoch"]
    after = file.read_text()
    write_private(file, before)
    early = declared()
    await databank.told(early, cancelled(early.shift_id))
    assert await databank.parked() == [("shift-declared", "key"), ("shift-cancelled", "behind")]

    status = await operator("status", "databank", "--check", "--json")
    assert (status.code, status.json["databank"]["attention"]) == (
        3,
        ["2 parked", "1 without a seal key yet"],
    )
    (listed,) = (await operator("parked", "databank", "--reason", "key", "--json")).json
    assert (listed["detail"], listed["behind"]) == (
        f"the key of the epoch {epoch} has not come yet",
        1,
    )
    (shown,) = (await databank.asks("GET", "/v1/bus/parked?reason=key")).json()["_embedded"][
        "parked"
    ]
    assert (shown["reason"], shown["behind"]) == ("key", 1)
    async with corner.internal(databank.app) as probe, asyncio.timeout(60):
        said = "1 of its messages wait for a seal key that has not come"
        while (await probe.get("/health/ready")).json().get("degraded") != [said]:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        assert (await probe.get("/health/ready")).status_code == 200
        assert "krachtlijn_key_awaited_messages 1.0" in (await probe.get("/metrics")).text

        write_private(file, after)
        await databank.until_parked()
        while "degraded" in (await probe.get("/health/ready")).json():  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    assert early.shift_id in await databank.shifts()
    assert await databank.log() == [
        ("redriven", "bus", "the key of its epoch came"),
        ("redriven", "bus", "waited for its key"),
    ]


async def test_an_epoch_is_not_destroyed_blindly(operator: Operator, keys: Credentials) -> None:
    await operator("keys", "rotate", "enforcement")
    ring = json.loads(keys.seal_private("enforcement").read_text())
    found = await asyncio.to_thread(
        operator._run,
        [*destroy("enforcement", min(ring)), "--secrets", str(keys.folder)],
        None,
    )
    assert found.code == 1
    assert "--uncounted" in found.error
    assert json.loads(keys.seal_private("enforcement").read_text()) == ring


async def test_an_epoch_stays_while_a_queue_or_an_outbox_holds_what_it_sealed(
    corner: Sandbox, databank: Databank, operator: Operator, keys: Credentials
) -> None:
    """Enforcement does not run here, so what the running databank tells it stays in its queue."""
    await record_one(corner, keys, transferred())
    async with asyncio.timeout(60):
        while await queued(corner, "enforcement.0") == 0:  # noqa: ASYNC110  # another program does it
            await asyncio.sleep(0.05)
    old = json.loads(keys.seal_public.read_text())["enforcement"]["current"]
    await operator("keys", "rotate", "enforcement")
    refused = await operator(*destroy("enforcement", old))
    assert refused.code == 1
    assert "1 event sealed" in refused.error
    assert "(enforcement queue): nothing was destroyed" in refused.error
    assert old in json.loads(keys.seal_private("enforcement").read_text())

    await record_one(corner, keys, declared())
    old = json.loads(keys.seal_public.read_text())["databank"]["current"]
    await operator("keys", "rotate", "databank")
    refused = await operator(*destroy("databank", old))
    assert "(pandkalender outbox): nothing was destroyed" in refused.error

    owner = await asyncpg.connect(corner.database("pandkalender").owner_url)
    await owner.execute("TRUNCATE bus_outbox")
    await owner.close()
    with corner.management() as client:
        client.delete(f"/api/queues/{corner.vhost}/enforcement.0/contents").raise_for_status()


async def test_what_had_its_effect_may_become_unreadable(
    corner: Sandbox, databank: Databank, operator: Operator, keys: Credentials
) -> None:
    """That is how keeping ends for what is sealed: the archive stays, and says nothing more."""
    old = json.loads(keys.seal_public.read_text())["databank"]["current"]
    shift = declared()
    await record_one(corner, keys, shift)
    await publish_all(corner, "pandkalender")
    async with asyncio.timeout(60):
        while shift.shift_id not in await databank.shifts():  # noqa: ASYNC110  # as above
            await asyncio.sleep(0.05)
    await operator("keys", "rotate", "databank")
    gone = await operator(*destroy("databank", old), "--json")
    assert [(each["where"], each["waits"]) for each in gone.json["unreadable"]] == [
        ("pandkalender archive", False)
    ]


def test_names_of_epochs_sort_as_they_were_made() -> None:
    now, known = datetime(2026, 11, 24, tzinfo=UTC), {"2026-11": ""}
    for _ in range(12):
        known[next_epoch(known, now)] = ""
    known[next_epoch(known, datetime(2026, 11, 23, tzinfo=UTC))] = ""
    known[next_epoch(known, datetime(2026, 11, 25, tzinfo=UTC))] = ""
    assert list(known) == sorted(known)
    assert len(known) == 15
