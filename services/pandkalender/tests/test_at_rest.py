"""DP-14: what owners say of workers is closed to whoever gets the database without its keys."""

import asyncio
import json
import os
from base64 import b64encode
from collections.abc import AsyncIterator
from pathlib import Path
from secrets import token_hex
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from chassis import migrations
from chassis.db import Database
from chassis.settings import Settings
from chassis.vault import VaultError, key_rotation, store
from contracts.identity import IdentityClaim
from launcher import databases, programs
from launcher.credentials.tree import OWNER
from launcher.databases import ServiceDatabase
from launcher.operations.places import Place
from launcher.operations.vaults import Safe
from pandkalender.app import build
from pandkalender.sealed_columns import CLAIM, SEALED
from pandkalender.workers.rules.worker_matching import keys_of

from .support.city import NOW, SERVICE, City, Owner, worker

SAID = {
    "givenNames": "Zsófikatalin",
    "familyName": "Onbestaandewicz",
    "birthDate": "1991-07-23",
    "phone": "0470199887766",
    "document": {"kind": "paspoort", "country": "ROU", "number": "SYNGEHEIM771"},
}
MARKS = ("sófikatalin", "Onbestaandewicz", "1991-07-23", "199887766", "SYNGEHEIM771")


async def dumped(database: ServiceDatabase) -> str:
    """The database as text, as a backup holds it; bytes as the hexadecimal digits of themselves."""
    program = programs.POSTGRESQL.find()
    assert program is not None
    process = await asyncio.create_subprocess_exec(
        program / "pg_dump",
        database.owner_url,
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await process.communicate()
    assert process.returncode == 0
    return out.decode()


def shows(dump: str) -> list[str]:
    lower = dump.lower()
    spelt = {mark: (mark.lower(), mark.encode().hex()) for mark in MARKS}
    return [mark for mark, ways in spelt.items() if any(way in lower for way in ways)]


async def test_a_dump_of_the_database_shows_nobody(city: City, owner: Owner) -> None:
    who = worker() | SAID
    declared = await owner.declare(who=who)
    assert declared.status_code == 201, declared.text
    minor = await owner.declare(who=worker() | SAID | {"birthDate": "2010-07-23"})
    assert minor.status_code == 422
    seen = await owner.get(f"/v1/shifts/{declared.json()['shiftId']}")
    assert seen.json()["worker"]["familyName"] == SAID["familyName"], "the owner reads it back"
    assert seen.json()["worker"]["document"]["number"] == "SYNGEHEIM771"
    dump = await dumped(city.sandbox.database(SERVICE))
    assert "worker_claim" in dump
    assert shows(dump) == []
    assert "2010-07-23" not in dump
    assert shows(f"{dump}\n{MARKS[1]}") == [MARKS[1]], "it would be found"


async def test_what_owners_said_of_two_workers_cannot_change_places(
    city: City, owner: Owner
) -> None:
    one, other = [await owner.declare(room=room, who=worker(81 + room)) for room in (0, 1)]
    swap = """
        UPDATE worker_claim AS mine SET said = theirs.said FROM worker_claim AS theirs, shift
         WHERE shift.shift_id = $1 AND mine.claim_id = shift.claim_id
           AND theirs.claim_id = (SELECT claim_id FROM shift WHERE shift_id = $2)
    """
    before = await city.query("SELECT claim_id, said FROM worker_claim")
    await city.query(swap, UUID(one.json()["shiftId"]), UUID(other.json()["shiftId"]))
    try:
        answer = await owner.get(f"/v1/shifts/{one.json()['shiftId']}")
        assert answer.status_code == 500
        assert "Ana" not in answer.text
        untouched = await owner.get(f"/v1/shifts/{other.json()['shiftId']}")
        assert untouched.status_code == 200
    finally:
        for row in before:
            restore = "UPDATE worker_claim SET said = $2 WHERE claim_id = $1"
            await city.query(restore, row["claim_id"], row["said"])


def key_file(path: Path, **keys: bytes) -> Path:
    texts = {name: b64encode(key).decode() for name, key in keys.items()}
    path.write_text(json.dumps({"current": max(keys), "keys": texts}))
    return path


@pytest.mark.parametrize("name", [None, "same", "other"])
async def test_a_service_with_the_wrong_keys_does_not_start_and_says_which_file_to_put_back(
    city: City, tmp_path: Path, name: str | None
) -> None:
    settings: Settings = city.sandbox.settings(SERVICE)
    right = json.loads(city.sandbox.infra.credentials.vault(SERVICE).read_text())["current"]
    names = {"same": right, "other": "1999-01"}
    file = key_file(tmp_path / "vault.json", **{names[name]: os.urandom(32)}) if name else None
    app = build(settings.model_copy(update={"vault": file}))
    told = "put back the key file that belongs to this database" if name else "KRACHTLIJN_VAULT"
    with pytest.raises(VaultError, match=told):
        async with app.router.lifespan_context(app):
            pass


@pytest.fixture
async def old(city: City) -> AsyncIterator[ServiceDatabase]:
    """The calendar as it was before anything was sealed."""
    suffix = f"_old_{token_hex(4)}"
    infra = city.sandbox.infra
    database = databases.create(infra, [SERVICE], suffix)[SERVICE]
    migrations.upgrade(SERVICE, database.owner_url, "0006")
    yield database
    databases.drop(infra, [SERVICE], suffix)


async def test_the_migration_seals_what_was_in_clear_and_finds_the_same_workers(
    city: City, old: ServiceDatabase, tmp_path: Path
) -> None:
    claim = IdentityClaim.model_validate(SAID)
    document = claim.document
    assert document is not None
    plain = keys_of(
        claim.given_names,
        claim.family_name,
        claim.birth_date,
        (document.country, document.number),
        lambda digest: digest,
    )
    ids = [(uuid4(), uuid4()) for _ in range(1_200)]
    conn = await asyncpg.connect(old.owner_url)
    await conn.executemany(
        "INSERT INTO worker (worker_id, owner, identity, known_since)"
        " VALUES ($1, 'O', 'in_orde', $2)",
        [(worker_id, NOW) for worker_id, _ in ids],
    )
    await conn.executemany(
        "INSERT INTO worker_claim (claim_id, worker_id, given_names, family_name, birth_date,"
        " phone, document_kind, document_country, document_number, document_expires_on, claimed_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, 'paspoort', 'ROU', $7, '2030-01-01', $8)",
        [
            (claim_id, worker_id, claim.given_names, claim.family_name, claim.birth_date,
             claim.phone, document.number, NOW)
            for worker_id, claim_id in ids
        ],
    )  # fmt: skip
    await conn.executemany(
        "INSERT INTO worker_key (key, worker_id, is_document) VALUES ($1, $2, $3)",
        [(plain.document, ids[0][0], True), (plain.identity, ids[0][0], False)],
    )
    await conn.close()
    assert set(shows(await dumped(old))) == set(MARKS)

    vault_file = city.sandbox.infra.credentials.vault(SERVICE)
    migrations.upgrade(SERVICE, old.owner_url, vault=vault_file)
    assert shows(await dumped(old)) == []
    database = Database(old.url)
    await key_rotation.KeyRotation(SERVICE, vault_file, SEALED).open(database)
    async with database.begin(NOW) as tx:
        rows = await tx.conn.fetch("SELECT claim_id, said FROM worker_claim")
        found = [tx.vault.open(CLAIM, row["claim_id"], row["said"]) for row in rows]
        keys = {row["key"] for row in await tx.conn.fetch("SELECT key FROM worker_key")}
        assert keys == {tx.vault.blind(key) for key in (plain.document or b"", plain.identity)}
        assert keys.isdisjoint({plain.document, plain.identity})
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with tx.conn.transaction():
                await tx.conn.execute("DELETE FROM vault_key")
    assert len(found) == len(ids)
    assert all(one == found[0] for one in found)
    assert (found[0]["family_name"], found[0]["document_expires_on"]) == (
        SAID["familyName"],
        "2030-01-01",
    )
    await database.close()


@pytest.fixture
async def kept(old: ServiceDatabase, tmp_path: Path) -> Safe:
    """The same database, sealed, with a key file that the test may change."""
    file = key_file(tmp_path / "pandkalender.json", **{"2026-01": os.urandom(32)})
    migrations.upgrade(SERVICE, old.owner_url, vault=file)
    place = Place({SERVICE: old.url, SERVICE + OWNER: old.owner_url}, None, None)
    return Safe.of(place, SERVICE, file)


async def test_keys_are_rotated_while_a_service_runs_and_old_ones_go_when_nothing_needs_them(
    kept: Safe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_rotation, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr("launcher.operations.vaults.WAIT_SECONDS", 0.2)
    monkeypatch.setattr(store, "AT_ONCE", 7)
    database = Database(kept.place.databases[SERVICE])
    keeper = key_rotation.KeyRotation(SERVICE, kept.file, SEALED)
    await keeper.open(database)
    said = {f"naam {nr}": nr for nr in range(3)}
    async with database.begin(NOW) as tx:
        worker_id, ids = uuid4(), [uuid4() for _ in range(30)]
        await tx.conn.execute(
            "INSERT INTO worker (worker_id, owner, identity, known_since)"
            " VALUES ($1, 'O', 'in_orde', $2)",
            worker_id,
            NOW,
        )
        await tx.conn.executemany(
            "INSERT INTO worker_claim (claim_id, worker_id, said, claimed_at)"
            " VALUES ($1, $2, $3, $4)",
            [(one, worker_id, tx.vault.seal(CLAIM, one, said), NOW) for one in ids],
        )
    before = database.vault.blind(b"ana")
    running = asyncio.create_task(keeper.run(database))
    assert await kept.prune() == ([], [])
    name = await kept.rotate()
    assert {key.kek for key in await kept.keys()} == {name}
    number = await kept.renew()
    async with asyncio.timeout(60):
        while any(k.values for k in await kept.keys() if k.number != number):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    assert await kept.prune() == ([1], ["2026-01"])
    async with database.begin(NOW) as tx:
        for row in await tx.conn.fetch("SELECT claim_id, said FROM worker_claim"):
            assert tx.vault.open(CLAIM, row["claim_id"], row["said"]) == said
    assert database.vault.blind(b"ana") == before
    keeper.stop()
    await running
    again = Database(kept.place.databases[SERVICE])
    await key_rotation.KeyRotation(SERVICE, kept.file, SEALED).open(again)
    assert again.vault.blind(b"ana") == before
    for one in (database, again):
        await one.close()


async def test_a_key_file_of_another_database_rotates_nothing(kept: Safe, tmp_path: Path) -> None:
    file = key_file(tmp_path / "other.json", **{"2026-01": os.urandom(32)})
    wrong = Safe(kept.place, SERVICE, file)
    with pytest.raises(Exception, match="put back the key file"):
        await wrong.rotate()
    assert {key.kek for key in await kept.keys()} == {"2026-01"}
    database: Any = Database(kept.place.databases[SERVICE])
    await key_rotation.KeyRotation(SERVICE, kept.file, SEALED).open(database)
    await database.close()
