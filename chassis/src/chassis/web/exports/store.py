"""Queries of exports: the requests, and the parts of their files."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import orjson

from chassis.db import Database, Transaction
from chassis.json_documents import json_bytes, json_text
from chassis.rows import typed
from chassis.web.exports.export_list import ExportQuery, Value
from chassis.web.exports.rules import HOLDS_ROWS, ExportRequest, State
from chassis.web.roles import DOMAIN_OF, Actor, Function

ROWS, FILE, ABOUT = "rows", "file", "about"
A_DAY = timedelta(days=1)
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Export:
    """A request as it is now. Prints nothing of why it was asked."""

    export_id: UUID
    listing: str
    first_day: date
    last_day: date
    choice: str | None
    format: str
    purpose: str
    reason: str | None = field(repr=False)
    personal: bool
    asked_rows: int
    made_rows: int
    read_after: list[Any] | None = field(repr=False)
    read_all: bool
    state: State
    asked_by: str
    asked_function: str
    organisation: str
    asked_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    refused_because: str | None = field(repr=False)
    made_at: datetime | None
    expires_at: datetime | None
    bytes: int | None
    downloads: int

    @property
    def request(self) -> ExportRequest:
        return ExportRequest(
            self.state, self.asked_by, self.asked_function, self.organisation, self.expires_at
        )

    @property
    def case(self) -> str | None:
        """The case within which it was asked."""
        return self.purpose.partition(":")[2] or None

    @property
    def wanted(self) -> ExportQuery:
        return ExportQuery(self.organisation, self.first_day, self.last_day, self.choice)

    @property
    def asker(self) -> Actor:
        function = Function(self.asked_function)
        return Actor(self.asked_by, function, self.organisation, DOMAIN_OF[function])

    @property
    def filename(self) -> str:
        return f"{self.listing}-{self.first_day}-{self.last_day}-{self.export_id}.{self.format}"


@dataclass(frozen=True, slots=True)
class NewExport:
    """A request as it is asked."""

    export_id: UUID
    listing: str
    wanted: ExportQuery
    format: str
    purpose: str
    reason: str | None = field(repr=False)
    personal: bool
    rows: int
    state: State


async def add(tx: Transaction, new: NewExport, actor: Actor, expires_at: datetime) -> None:
    """``expires_at``: until when it may wait for a second person."""
    await tx.conn.execute(
        """
        INSERT INTO export_request (export_id, listing, first_day, last_day, choice, format,
            purpose, reason, personal, asked_rows, state, asked_by, asked_function, organisation,
            asked_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        """,
        new.export_id,
        new.listing,
        new.wanted.first,
        new.wanted.last,
        new.wanted.choice,
        new.format,
        new.purpose,
        new.reason,
        new.personal,
        new.rows,
        new.state.value,
        actor.subject,
        actor.function.value,
        actor.organisation,
        tx.now,
        expires_at,
    )


async def find(tx: Transaction, export_id: UUID, *, lock: bool = False) -> Export | None:
    query = "SELECT * FROM export_request WHERE export_id = $1"
    row = await tx.conn.fetchrow(query + (" FOR UPDATE" if lock else ""), export_id)
    return typed(Export, row) if row else None


async def taken_lately(tx: Transaction, actor: Actor) -> int:
    """Rows about people that somebody took or asked for in the last day, as far as they count.

    Locks the person's own asking until the end of the transaction: two requests at once are
    counted one after the other.
    """
    key = f"export:{actor.organisation}:{actor.subject}"
    await tx.conn.execute("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", key)
    count: int = await tx.conn.fetchval(
        """
        SELECT coalesce(sum(asked_rows), 0) FROM export_request
         WHERE asked_by = $1 AND organisation = $2 AND personal AND decided_by IS NULL
           AND asked_at > $3 AND state IN ('bezig', 'klaar', 'gewist')
        """,
        actor.subject,
        actor.organisation,
        tx.now - A_DAY,
    )
    return count


async def own(tx: Transaction, actor: Actor) -> list[Export]:
    return _all(
        await tx.conn.fetch(
            """
            SELECT * FROM export_request WHERE asked_by = $1 AND organisation = $2
             ORDER BY asked_at DESC LIMIT $3
            """,
            actor.subject,
            actor.organisation,
            SHOWN,
        )
    )


async def waiting(tx: Transaction, actor: Actor) -> list[Export]:
    """Exports of colleagues that wait for a second person, oldest first."""
    return _all(
        await tx.conn.fetch(
            """
            SELECT * FROM export_request
             WHERE state IN ('gevraagd', 'wacht') AND organisation = $2 AND asked_by <> $1
             ORDER BY asked_at LIMIT $3
            """,
            actor.subject,
            actor.organisation,
            SHOWN,
        )
    )


async def own_waiting(tx: Transaction, organisation: str) -> list[Export]:
    """Large lists of own things that an organisation will get, whoever asked in its name."""
    return _all(
        await tx.conn.fetch(
            """
            SELECT * FROM export_request WHERE state = 'wacht' AND organisation = $1
             ORDER BY expires_at LIMIT $2
            """,
            organisation,
            SHOWN,
        )
    )


async def everybodys(tx: Transaction, limit: int, offset: int) -> list[Export]:
    """Every export, newest first, without its rows."""
    query = "SELECT * FROM export_request ORDER BY asked_at DESC, export_id LIMIT $1 OFFSET $2"
    return _all(await tx.conn.fetch(query, limit, offset))


async def set_state(tx: Transaction, export_id: UUID, state: State) -> None:
    """Change the state; where the new one holds no rows, they are erased with it."""
    await tx.conn.execute(
        "UPDATE export_request SET state = $2 WHERE export_id = $1", export_id, state.value
    )
    if state not in HOLDS_ROWS:
        await tx.conn.execute("DELETE FROM export_part WHERE export_id = $1", export_id)


async def set_decision(
    tx: Transaction, export_id: UUID, by: str, because: str | None = None
) -> None:
    await tx.conn.execute(
        """
        UPDATE export_request SET decided_by = $2, decided_at = $3, refused_because = $4
         WHERE export_id = $1
        """,
        export_id,
        by,
        tx.now,
        because,
    )


async def add_rows(
    tx: Transaction, export: Export, rows: Any, after: list[Any] | None, done: bool
) -> None:
    number = await _next(tx, export.export_id, ROWS)
    await _put(tx, export.export_id, ROWS, number, json_bytes(rows))
    await tx.conn.execute(
        """
        UPDATE export_request SET made_rows = made_rows + $2, read_after = $3::jsonb, read_all = $4
         WHERE export_id = $1
        """,
        export.export_id,
        len(rows),
        json_text(after) if after is not None else None,
        done,
    )


async def add_about(tx: Transaction, export_id: UUID, about: Sequence[tuple[str, str]]) -> None:
    """Keep whom or what a batch is about beside its rows, for as long as the file."""
    number = await _next(tx, export_id, ABOUT)
    await _put(tx, export_id, ABOUT, number, json_bytes(about))


async def about(tx: Transaction, export_id: UUID) -> list[tuple[str, str]] | None:
    """Subjects of a file, as (kind, id); None where an older release made it, and did not say."""
    found: list[tuple[str, str]] = []
    number = 0
    while (content := await _get(tx.conn, export_id, ABOUT, number)) is not None:
        found += [(kind, subject_id) for kind, subject_id in orjson.loads(content)]
        number += 1
    return found if number else None


async def rows(tx: Transaction, export_id: UUID) -> AsyncIterator[list[list[Value]]]:
    number = 0
    while (content := await _get(tx.conn, export_id, ROWS, number)) is not None:
        yield orjson.loads(content)
        number += 1


async def add_file_part(tx: Transaction, export_id: UUID, number: int, content: bytes) -> None:
    await _put(tx, export_id, FILE, number, content)


async def finish(tx: Transaction, export_id: UUID, size: int, expires_at: datetime) -> None:
    """Note that the file is there, and erase the rows that it was made of."""
    await tx.conn.execute(
        "DELETE FROM export_part WHERE export_id = $1 AND kind = $2", export_id, ROWS
    )
    await tx.conn.execute(
        """
        UPDATE export_request SET state = 'klaar', made_at = $2, expires_at = $3, bytes = $4
         WHERE export_id = $1
        """,
        export_id,
        tx.now,
        expires_at,
        size,
    )


async def count_download(tx: Transaction, export_id: UUID) -> None:
    await tx.conn.execute(
        "UPDATE export_request SET downloads = downloads + 1 WHERE export_id = $1", export_id
    )


async def file(database: Database, export_id: UUID) -> AsyncIterator[bytes]:
    """The file part by part, each on a connection of its own: a slow reader holds nothing up."""
    number = 0
    while True:
        async with database.connection() as conn:
            content = await _get(conn, export_id, FILE, number)
        if content is None:
            return
        yield content
        number += 1


async def _next(tx: Transaction, export_id: UUID, kind: str) -> int:
    number: int = await tx.conn.fetchval(
        "SELECT count(*) FROM export_part WHERE export_id = $1 AND kind = $2", export_id, kind
    )
    return number


async def _put(tx: Transaction, export_id: UUID, kind: str, number: int, content: bytes) -> None:
    await tx.conn.execute(
        "INSERT INTO export_part (export_id, kind, number, content) VALUES ($1, $2, $3, $4)",
        export_id,
        kind,
        number,
        content,
    )


async def _get(conn: asyncpg.Connection, export_id: UUID, kind: str, number: int) -> bytes | None:
    content: bytes | None = await conn.fetchval(
        "SELECT content FROM export_part WHERE export_id = $1 AND kind = $2 AND number = $3",
        export_id,
        kind,
        number,
    )
    return content


def _all(rows: list[asyncpg.Record]) -> list[Export]:
    return [typed(Export, row) for row in rows]
