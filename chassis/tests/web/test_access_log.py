"""DP-04: who looked at whom is written with the answer, and cannot be changed unseen."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import asyncpg
import pytest
from prometheus_client import REGISTRY

from chassis import telemetry
from chassis.db import Cause, Database
from chassis.refusals import RefusedError
from chassis.web import Actor, Function, TrustDomain
from chassis.web.access_log import chain, log
from chassis.web.access_log.chain import Anchor, TamperedError, chain_head, verify_chain
from chassis.web.access_log.log import for_case, record_access, within_case
from chassis.web.access_log.watch import AccessLogWatch

AGENT = Actor("u-1", Function.POLITIE_AGENT, "LPA", TrustDomain.POLITIE)
NOW = datetime(2026, 11, 24, 19, 0, 0, 123456, tzinfo=UTC)
PURPOSES = "SELECT purpose FROM access_log ORDER BY position"
SERVICE = "access_log_tester"


@pytest.fixture
async def owner(database_url: str) -> AsyncIterator[asyncpg.Connection]:
    """The owner of a fresh log; ``SERVICE`` is the role of the service."""
    conn = await asyncpg.connect(database_url)
    await _drop(conn)
    await conn.execute(f"CREATE ROLE {SERVICE}")
    statements: list[str] = []
    log.upgrade_0001(statements.append, SERVICE)
    for statement in statements:
        await conn.execute(statement)
    yield conn
    await _drop(conn)
    await conn.close()


async def _drop(conn: asyncpg.Connection) -> None:
    await conn.execute("DROP TABLE IF EXISTS access_log, access_log_head")
    await conn.execute("DROP FUNCTION IF EXISTS access_log_refuses")
    if await conn.fetchval("SELECT true FROM pg_roles WHERE rolname = $1", SERVICE):
        await conn.execute(f"DROP OWNED BY {SERVICE}; DROP ROLE {SERVICE}")


@pytest.fixture
async def database(database_url: str, owner: asyncpg.Connection) -> AsyncIterator[Database]:
    database = Database(database_url)
    yield database
    await database.close()


async def look(tx: Any, person: str = "p-1") -> None:
    await record_access(
        tx,
        AGENT,
        action="consult",
        subject_kind="person",
        subject_id=person,
        purpose="toezicht",
    )


async def look_at(database: Database, *persons: str) -> None:
    async with database.begin(NOW) as tx:
        for person in persons:
            await look(tx, person)


async def test_an_access_is_written_with_its_transaction(
    database: Database, owner: asyncpg.Connection
) -> None:
    await look_at(database, "p-1", "p-2")
    rows = await owner.fetch("SELECT * FROM access_log ORDER BY position")
    assert [(row["position"], row["subject_id"]) for row in rows] == [(1, "p-1"), (2, "p-2")]
    assert rows[0]["at"] == NOW
    assert (rows[0]["actor_function"], rows[0]["purpose"]) == ("politie_agent", "toezicht")
    assert rows[1]["previous"] == rows[0]["hash"]
    assert (await verify_chain(owner)).position == 2
    assert await chain_head(owner) == Anchor(2, rows[1]["hash"])


async def test_no_answer_no_access(database: Database, owner: asyncpg.Connection) -> None:
    async def fails() -> None:
        async with database.begin(NOW) as tx:
            await look(tx)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fails()
    await look_at(database, "p-2")
    assert await owner.fetchval("SELECT string_agg(subject_id, ',') FROM access_log") == "p-2"
    assert (await verify_chain(owner)).position == 1


async def test_a_look_is_kept_though_what_came_of_it_is_undone(
    database: Database, owner: asyncpg.Connection
) -> None:
    """A page that shows a refusal commits: whom it looked at before and after, the log says too."""
    async with database.begin(NOW) as tx:
        with pytest.raises(RefusedError):
            async with tx.savepoint():
                await look(tx, "p-1")
                raise RefusedError("no")
        await look(tx, "p-2")
    seen = await owner.fetch("SELECT subject_id FROM access_log ORDER BY position")
    assert [row["subject_id"] for row in seen] == ["p-1", "p-2"]
    assert (await verify_chain(owner)).position == 2


async def test_messages_of_one_batch_share_the_chain(
    database: Database, owner: asyncpg.Connection
) -> None:
    async with database.begin(NOW) as tx:
        for number in range(3):
            view = tx.caused_by(Cause(), NOW)
            await look(view, f"p-{number}")
            await look(view, f"q-{number}")
    assert (await verify_chain(owner)).position == 6


async def test_many_at_once_make_one_chain(database: Database, owner: asyncpg.Connection) -> None:
    await asyncio.gather(*(look_at(database, *"abcde") for _ in range(40)))
    assert (await verify_chain(owner)).position == 200


async def test_an_empty_log_is_whole(owner: asyncpg.Connection) -> None:
    assert (await verify_chain(owner)).position == 0


@pytest.mark.parametrize(
    ("crime", "position"),
    [
        ("UPDATE access_log SET purpose = 'dossier' WHERE position = 2", 2),
        ("UPDATE access_log SET at = at + interval '1 microsecond' WHERE position = 2", 2),
        ("UPDATE access_log SET actor_subject = 'u-2' WHERE position = 1", 1),
        ("UPDATE access_log SET hash = sha256('x') WHERE position = 3", 3),
        ("DELETE FROM access_log WHERE position = 2", 2),
        ("DELETE FROM access_log WHERE position = 1", 1),
        ("DELETE FROM access_log WHERE position = 3", 3),
        (
            "INSERT INTO access_log SELECT 4, at, 'u-9', actor_function, actor_organisation,"
            " action, subject_kind, subject_id, purpose, hash, hash FROM access_log"
            " WHERE position = 3",
            4,
        ),
        (
            "INSERT INTO access_log SELECT 0, at, 'u-9', actor_function, actor_organisation,"
            " action, subject_kind, subject_id, purpose, hash, hash FROM access_log"
            " WHERE position = 3",
            0,
        ),
        ("TRUNCATE access_log", 1),
        ("UPDATE access_log_head SET hash = sha256('x')", 3),
        (
            "UPDATE access_log a SET subject_id = b.subject_id FROM access_log b"
            " WHERE a.position = 1 AND b.position = 2",
            1,
        ),
    ],
)
async def test_dp04_tampering_is_seen_where_it_happened(
    database: Database, owner: asyncpg.Connection, crime: str, position: int
) -> None:
    await look_at(database, "p-1", "p-2", "p-3")
    await owner.execute("ALTER TABLE access_log DISABLE TRIGGER USER")
    await owner.execute(crime)
    with pytest.raises(TamperedError) as caught:
        await verify_chain(owner)
    assert caught.value.position == position


async def test_dp04_a_rewritten_past_does_not_fit_an_anchor(
    database: Database, owner: asyncpg.Connection
) -> None:
    await look_at(database, "p-1", "p-2")
    anchor = await chain_head(owner)
    await look_at(database, "p-3")
    assert (await verify_chain(owner, anchors=[anchor])).position == 3
    await owner.execute("ALTER TABLE access_log DISABLE TRIGGER USER")
    await owner.execute("TRUNCATE access_log")
    await owner.execute("UPDATE access_log_head SET position = 0, hash = $1", log.START)
    with pytest.raises(TamperedError):
        await verify_chain(owner, anchors=[anchor])
    await look_at(database, "p-1", "p-4", "p-3")
    assert (await verify_chain(owner)).position == 3
    with pytest.raises(TamperedError):
        await verify_chain(owner, anchors=[anchor])


async def test_who_checks_is_told_how_far_it_is(
    database: Database, owner: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chain, "BATCH", 2)
    await look_at(database, *"abcde")
    told: list[tuple[int, int]] = []
    await verify_chain(owner, progress=lambda done, of: told.append((done, of)))
    assert told == [(2, 5), (4, 5), (5, 5)]


async def test_a_check_of_the_last_rows_takes_earlier_ones_for_granted(
    database: Database, owner: asyncpg.Connection
) -> None:
    await look_at(database, *"abcde")
    await owner.execute("ALTER TABLE access_log DISABLE TRIGGER USER")
    await owner.execute("UPDATE access_log SET purpose = 'dossier' WHERE position = 2")
    assert (await verify_chain(owner, since=2)).position == 5
    with pytest.raises(TamperedError):
        await verify_chain(owner, since=1)


@pytest.mark.parametrize(
    "change",
    ["UPDATE access_log SET purpose = 'x'", "DELETE FROM access_log", "TRUNCATE access_log"],
)
async def test_the_log_is_append_only_for_its_owner_too(
    database: Database, owner: asyncpg.Connection, change: str
) -> None:
    await look_at(database, "p-1")
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="append-only"):
        await owner.execute(change)


@pytest.mark.parametrize(
    ("privilege", "table", "held"),
    [
        ("SELECT", "access_log", True),
        ("INSERT", "access_log", True),
        ("UPDATE", "access_log", False),
        ("DELETE", "access_log", False),
        ("TRUNCATE", "access_log", False),
        ("SELECT", "access_log_head", True),
        ("INSERT", "access_log_head", False),
        ("DELETE", "access_log_head", False),
    ],
)
async def test_the_service_may_only_add_and_read(
    owner: asyncpg.Connection, privilege: str, table: str, held: bool
) -> None:
    found = await owner.fetchval(
        "SELECT has_table_privilege($1, $2, $3)", SERVICE, table, privilege
    )
    assert found is held


async def test_the_service_can_do_its_work_with_these_rights(
    database: Database, owner: asyncpg.Connection
) -> None:
    async with database.begin(NOW) as tx:
        await tx.conn.execute(f"SET LOCAL ROLE {SERVICE}")
        await look(tx)
    assert (await verify_chain(owner)).position == 1


async def test_an_unknown_action_is_a_bug(database: Database) -> None:
    async with database.begin(NOW) as tx:
        with pytest.raises(ValueError, match="gluren"):
            await record_access(
                tx,
                AGENT,
                action="gluren",
                subject_kind="person",
                subject_id="p-1",
                purpose="toezicht",
            )


def test_a_role_is_a_name_and_nothing_more() -> None:
    with pytest.raises(ValueError, match="role"):
        log.upgrade_0001(print, 'x"; DROP TABLE person; --')


async def test_within_a_case_every_access_says_which(
    database: Database, owner: asyncpg.Connection
) -> None:
    async with database.begin(NOW) as tx:
        within_case(tx, "AN.37.L4.000123/2026")
        await look(tx)
    async with database.begin(NOW) as tx:
        await look(tx)
    found = [row["purpose"] for row in await owner.fetch(PURPOSES)]
    assert found == ["toezicht:AN.37.L4.000123/2026", "toezicht"]
    await verify_chain(owner)


def test_a_case_is_said_once() -> None:
    assert for_case("dossier", None) == "dossier"
    assert for_case(for_case("dossier", "AB-1234"), "AB-1234") == "dossier:AB-1234"


def gauge(name: str) -> float | None:
    return REGISTRY.get_sample_value(f"krachtlijn_access_log_{name}")


async def test_the_watch_tells_a_whole_chain_from_a_broken_one(
    database: Database, owner: asyncpg.Connection
) -> None:
    await look_at(database, "p-1", "p-2")
    watch = AccessLogWatch()
    await watch.check(database)
    await look_at(database, "p-3")
    await watch.check(database)
    assert gauge("broken") == 0
    checked = gauge("checked_timestamp_seconds")
    await look_at(database, "p-4")
    await owner.execute("ALTER TABLE access_log DISABLE TRIGGER USER")
    await owner.execute("UPDATE access_log SET purpose = 'dossier' WHERE position = 4")
    await watch.check(database)
    await watch.check(database)
    assert (gauge("broken"), gauge("checked_timestamp_seconds")) == (1, checked)
    telemetry.ACCESS_LOG_BROKEN.set(0)


async def test_a_service_without_a_log_has_none_to_watch(
    database: Database, owner: asyncpg.Connection
) -> None:
    checked = gauge("checked_timestamp_seconds")
    await owner.execute("DROP TABLE access_log, access_log_head")
    await AccessLogWatch().check(database)
    assert gauge("checked_timestamp_seconds") == checked
