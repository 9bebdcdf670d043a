"""Back-tests: what a version would have found in the past, kept with the version."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import ForeignKeyConstraint, Index
from sqlmodel import Field

from chassis.json_documents import json_text
from chassis.rows import fetch_all, fetch_one
from chassis.tables import CODE, DOCUMENT, MOMENT, one_of
from databank.detection.rule_versions.rules import BackTestState
from databank.detection.rules.version import Parameters
from databank.tables import Row, Table


class BackTest(Table, table=True):
    """A back-test that people asked for; ``done`` of ``total`` persons were looked at.

    Days are Brussels days, ``to_day`` exclusive.
    """

    __tablename__ = "back_test"
    __table_args__ = (
        ForeignKeyConstraint(
            ["rule_id", "version"], ["detection_rule.id", "detection_rule.version"]
        ),
        Index("back_test_version", "rule_id", "version", "requested_at"),
        Index(
            "back_test_waiting",
            "requested_at",
            postgresql_where="state IN ('wacht', 'bezig')",
        ),
        one_of("state", BackTestState),
    )
    id: UUID = Field(primary_key=True)
    rule_id: str
    version: int
    parameters: Row = Field(sa_type=DOCUMENT)
    from_day: date
    to_day: date
    state: BackTestState = Field(sa_type=CODE)
    requested_at: datetime = Field(sa_type=MOMENT)
    requested_by: str
    finished_at: datetime | None = Field(default=None, sa_type=MOMENT)
    done: int
    total: int | None = None
    result: Row | None = Field(default=None, sa_type=DOCUMENT)


async def add(
    conn: asyncpg.Connection,
    test_id: UUID,
    version: tuple[str, int],
    parameters: Parameters,
    period: tuple[date, date],
    at: datetime,
    by: str,
) -> None:
    await conn.execute(
        """
        INSERT INTO back_test (id, rule_id, version, parameters, from_day, to_day, state,
               requested_at, requested_by, done)
        VALUES ($1, $2, $3, $4::jsonb, $5, $6, 'wacht', $7, $8, 0)
        """,
        test_id,
        *version,
        json_text(parameters.document()),
        *period,
        at,
        by,
    )


@dataclass(frozen=True, slots=True)
class BackTestRow:
    """A back-test as it stands; ``result`` when it is done."""

    id: UUID
    rule_id: str
    version: int
    parameters: Row
    from_day: date
    to_day: date
    state: BackTestState
    requested_at: datetime
    requested_by: str
    finished_at: datetime | None
    done: int
    total: int | None
    result: Row | None


async def get(conn: asyncpg.Connection, test_id: UUID) -> BackTestRow | None:
    """A back-test by its id."""
    return await fetch_one(conn, BackTestRow, "SELECT * FROM back_test WHERE id = $1", test_id)


async def get_for_update(conn: asyncpg.Connection, test_id: UUID) -> BackTestRow | None:
    """A back-test, locked until the end of the transaction."""
    return await fetch_one(
        conn, BackTestRow, "SELECT * FROM back_test WHERE id = $1 FOR UPDATE", test_id
    )


async def of_rule(conn: asyncpg.Connection, rule_id: str) -> list[BackTestRow]:
    """The back-tests of all versions of a rule, the newest first."""
    return await fetch_all(
        conn,
        BackTestRow,
        "SELECT * FROM back_test WHERE rule_id = $1 ORDER BY requested_at DESC, id",
        rule_id,
    )


async def askers_of_finished(
    conn: asyncpg.Connection, version: tuple[str, int], parameters: Parameters
) -> list[str]:
    """The subjects who asked for finished back-tests of a version with these very parameters."""
    rows = await conn.fetch(
        """
        SELECT DISTINCT requested_by FROM back_test
         WHERE rule_id = $1 AND version = $2 AND state = 'klaar' AND parameters = $3::jsonb
        """,
        *version,
        json_text(parameters.document()),
    )
    return [row["requested_by"] for row in rows]


async def unfinished(conn: asyncpg.Connection) -> list[BackTestRow]:
    """The oldest first; one that is ``bezig`` may have lost who worked on it."""
    return await fetch_all(
        conn,
        BackTestRow,
        "SELECT * FROM back_test WHERE state IN ('wacht', 'bezig') ORDER BY requested_at, id",
    )


async def claim(conn: asyncpg.Connection, test_id: UUID) -> bool:
    """Lock it until the end of this transaction; False when somebody else works on it."""
    return bool(
        await conn.fetchval(
            "SELECT pg_try_advisory_xact_lock(hashtextextended($1::text, 0))", str(test_id)
        )
    )


async def stream(conn: asyncpg.Connection) -> None:
    """Have rows come as they are found for the rest of this transaction, in the order of an index
    and on one core: no long sort before the first row, and nothing others have to wait for."""
    for setting in (
        "max_parallel_workers_per_gather = 0",
        "enable_sort = off",
        "enable_hashjoin = off",
        "enable_mergejoin = off",
    ):
        await conn.execute(f"SET LOCAL {setting}")


async def progress(conn: asyncpg.Connection, test_id: UUID, done: int, total: int) -> bool:
    """Note how far it is; False when people cancelled it meanwhile."""
    return bool(
        await conn.fetchval(
            """
            UPDATE back_test SET state = 'bezig', done = $2, total = $3
             WHERE id = $1 AND state IN ('wacht', 'bezig') RETURNING true
            """,
            test_id,
            done,
            total,
        )
    )


async def finish(
    conn: asyncpg.Connection,
    test_id: UUID,
    state: BackTestState,
    at: datetime,
    result: dict[str, Any] | None = None,
) -> bool:
    """False when it was finished or cancelled already."""
    return bool(
        await conn.fetchval(
            """
            UPDATE back_test SET state = $2, finished_at = $3, result = $4::jsonb
             WHERE id = $1 AND state IN ('wacht', 'bezig') RETURNING true
            """,
            test_id,
            state.value,
            at,
            None if result is None else json_text(result),
        )
    )
