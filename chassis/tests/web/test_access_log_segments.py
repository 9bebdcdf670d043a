"""A log that the law bounds: whole years go with a proof, and what is left still holds."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import asyncpg
import pytest

from chassis.db import Database
from chassis.web import Actor, Function, TrustDomain
from chassis.web.access_log import log, segments
from chassis.web.access_log.chain import Anchor, TamperedError, chain_head, verify_chain
from chassis.web.access_log.log import record_access
from chassis.web.access_log.segments import drop_over

AGENT = Actor("u-1", Function.SANCTIONEREND_AMBTENAAR, "STAD", TrustDomain.STAD)
SERVICE = "access_segment_tester"
YEARS = 5
THIS_YEAR = datetime.now(UTC).year
KEPT, OVER = THIS_YEAR - YEARS + 1, THIS_YEAR - YEARS


@pytest.fixture
async def owner(database_url: str) -> AsyncIterator[asyncpg.Connection]:
    """The owner of a fresh log that is kept five years at most."""
    conn = await asyncpg.connect(database_url)
    await _drop(conn)
    await conn.execute(f"CREATE ROLE {SERVICE}")
    statements: list[str] = []
    log.upgrade_0001(statements.append, SERVICE)
    segments.upgrade_0003(statements.append, SERVICE, YEARS)
    for statement in statements:
        await conn.execute(statement)
    yield conn
    await _drop(conn)
    await conn.close()


async def _drop(conn: asyncpg.Connection) -> None:
    await conn.execute(
        "DROP TABLE IF EXISTS access_log, access_log_head, access_log_segment CASCADE"
    )
    for name in ("access_log_refuses()", "access_year", "oldest_access_year", "open_access_years"):
        await conn.execute(f"DROP FUNCTION IF EXISTS {name} CASCADE")
    for name in ("close_access_segment", "drop_access_segment"):
        await conn.execute(f"DROP FUNCTION IF EXISTS {name} CASCADE")
    if await conn.fetchval("SELECT true FROM pg_roles WHERE rolname = $1", SERVICE):
        await conn.execute(f"DROP OWNED BY {SERVICE}; DROP ROLE {SERVICE}")


@pytest.fixture
async def years(database_url: str, owner: asyncpg.Connection) -> AsyncIterator[Database]:
    """Two looks in the first days of each year since seven years ago."""
    database = Database(database_url)
    for year in range(THIS_YEAR - 7, THIS_YEAR + 1):
        for day in (1, 2):
            async with database.begin(datetime(year, 1, day, 12, tzinfo=UTC)) as tx:
                await look(tx)
    yield database
    await database.close()


async def look(tx: Any) -> None:
    await record_access(
        tx, AGENT, action="consult", subject_kind="gas", subject_id="c-1", purpose="procedure"
    )


async def test_no_row_grows_older_than_the_law_allows_and_the_chain_holds(
    years: Database, owner: asyncpg.Connection
) -> None:
    before = await chain_head(owner)
    dropped = await drop_over(owner)
    assert (dropped.years, dropped.rows) == ([THIS_YEAR - 7, THIS_YEAR - 6, OVER], 6)
    oldest = await owner.fetchval("SELECT min(at) FROM access_log")
    assert oldest.year == KEPT
    assert datetime.now(UTC) - oldest < timedelta(days=YEARS * 365 + 2)
    assert await verify_chain(owner) == before
    assert (await drop_over(owner)).years == []
    async with years.begin(datetime.now(UTC)) as tx:
        await look(tx)
    assert (await verify_chain(owner)).position == before.position + 1


async def test_each_year_begins_with_the_hash_that_the_one_before_was_closed_with(
    years: Database, owner: asyncpg.Connection
) -> None:
    await drop_over(owner)
    kept = await owner.fetch("SELECT * FROM access_log_segment ORDER BY year")
    assert [row["year"] for row in kept] == [*range(THIS_YEAR - 7, THIS_YEAR)]
    assert [row["dropped_at"] is None for row in kept] == [row["year"] >= KEPT for row in kept]
    for before, after in pairwise(kept):
        assert after["first_position"] == before["last_position"] + 1
    first = await owner.fetchrow("SELECT * FROM access_log ORDER BY position LIMIT 1")
    (last,) = [row for row in kept if row["year"] == OVER]
    assert first["previous"] == last["last_hash"]


@pytest.mark.parametrize(
    "crime",
    [
        "DELETE FROM access_log WHERE position = (SELECT min(position) FROM access_log)",
        "UPDATE access_log SET purpose = 'x'",
        "UPDATE access_log_segment SET last_hash = sha256('x') WHERE dropped_at IS NOT NULL",
        "UPDATE access_log_segment SET last_hash = sha256('x') WHERE dropped_at IS NULL",
        "UPDATE access_log_segment SET dropped_at = NULL",
        "DELETE FROM access_log_segment",
        "TRUNCATE access_log",
    ],
)
async def test_what_is_left_cannot_be_changed_unseen(
    years: Database, owner: asyncpg.Connection, crime: str
) -> None:
    await drop_over(owner)
    await owner.execute("ALTER TABLE access_log DISABLE TRIGGER access_log_append_only")
    await owner.execute(crime)
    with pytest.raises(TamperedError):
        await verify_chain(owner)


async def test_of_a_log_that_somebody_changed_nothing_is_dropped(
    years: Database, owner: asyncpg.Connection
) -> None:
    await owner.execute("ALTER TABLE access_log DISABLE TRIGGER access_log_append_only")
    await owner.execute("UPDATE access_log SET purpose = 'x' WHERE position = 2")
    count = await owner.fetchval("SELECT count(*) FROM access_log")
    with pytest.raises(TamperedError):
        await drop_over(owner)
    assert await owner.fetchval("SELECT count(*) FROM access_log") == count


async def test_the_service_drops_no_year_that_may_be_kept_and_no_row_by_itself(
    years: Database, owner: asyncpg.Connection
) -> None:
    await owner.execute(f"SET ROLE {SERVICE}")
    try:
        for refused in (
            "DELETE FROM access_log",
            "INSERT INTO access_log_segment VALUES (2000, 1, 1, sha256('x'), now(), now())",
            "UPDATE access_log_segment SET dropped_at = now()",
            f"SELECT close_access_segment({THIS_YEAR})",
            f"SELECT drop_access_segment({OVER})",
        ):
            with pytest.raises(asyncpg.PostgresError):
                await owner.execute(refused)
        await drop_over(owner)
        for refused in (f"SELECT drop_access_segment({KEPT})", "DELETE FROM access_log"):
            with pytest.raises(asyncpg.PostgresError):
                await owner.execute(refused)
    finally:
        await owner.execute("RESET ROLE")


async def test_anchors_of_dropped_years_ask_for_nothing_and_later_ones_hold(
    years: Database, owner: asyncpg.Connection
) -> None:
    ends = {
        row["position"]: row["hash"]
        for row in await owner.fetch("SELECT position, hash FROM access_log")
    }
    await drop_over(owner)
    await verify_chain(owner, anchors=[Anchor(*each) for each in ends.items()])
    floor = await owner.fetchval("SELECT min(position) FROM access_log") - 1
    for position in (floor, floor + 1):
        with pytest.raises(TamperedError):
            await verify_chain(owner, anchors=[Anchor(position, bytes(32))])


async def test_a_clock_that_ran_backwards_costs_no_younger_row(
    years: Database, owner: asyncpg.Connection
) -> None:
    async with years.begin(datetime(OVER, 6, 1, tzinfo=UTC)) as tx:
        await look(tx)
    count = await owner.fetchval("SELECT count(*) FROM access_log")
    with pytest.raises(asyncpg.PostgresError, match="younger rows"):
        async with owner.transaction():
            await drop_over(owner)
    assert await owner.fetchval("SELECT count(*) FROM access_log") == count
