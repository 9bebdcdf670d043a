"""Tables of who read how many persons on a day of the city, and of requests to read more."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import asyncpg
from sqlmodel import Field

from chassis.rows import fetch_all, fetch_one
from chassis.tables import MOMENT
from databank.access.reading_budget.rules import ReadCount, RoomRequest
from databank.tables import Table


class PersonRead(Table, table=True):
    """A person whom somebody read on a day, once however often; kept for that day alone."""

    __tablename__ = "person_read"
    subject: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    person_id: UUID = Field(primary_key=True)


class ReadingDay(Table, table=True):
    """Number of persons whom somebody read on a day, of a budget with what was added to it."""

    __tablename__ = "reading_day"
    subject: str = Field(primary_key=True)
    day: date = Field(primary_key=True, index=True)
    function: str
    persons: int
    budget: int
    added: int


class ReadingRequest(Table, table=True):
    """A request for more room. ``reason`` is free text: shown to who decides, nowhere else."""

    __tablename__ = "reading_request"
    id: UUID = Field(primary_key=True)
    asked_by: str
    asked_function: str
    day: date = Field(index=True)
    reason: str
    asked_at: datetime = Field(sa_type=MOMENT)
    decided_by: str | None = None
    decided_at: datetime | None = Field(default=None, sa_type=MOMENT)
    granted: bool | None = None


@dataclass(frozen=True, slots=True)
class DayRow:
    """The day of one reader; ``added``: room that a second person agreed to."""

    persons: int
    budget: int
    added: int

    @property
    def reading(self) -> ReadCount:
        return ReadCount(self.persons, self.budget + self.added)


async def note(conn: asyncpg.Connection, subject: str, day: date, persons: Collection[UUID]) -> int:
    """Note whom somebody reads; how many of them are new on this day."""
    new: int = await conn.fetchval(
        """
        WITH old AS (DELETE FROM person_read WHERE subject = $1 AND day < $2),
             new AS (
               INSERT INTO person_read (subject, day, person_id)
               SELECT $1, $2, unnest($3::uuid[]) ON CONFLICT DO NOTHING RETURNING 1)
        SELECT count(*) FROM new
        """,
        subject,
        day,
        sorted(persons),
    )
    return new


async def add(
    conn: asyncpg.Connection,
    subject: str,
    day: date,
    function: str,
    budget: int,
    *,
    persons: int = 0,
    room: int = 0,
) -> DayRow:
    """Count what somebody read, or what was added to the budget, and give the day as it is now.

    Requests of one reader wait for each other here, at their very end.
    """
    row = await fetch_one(
        conn,
        DayRow,
        """
        INSERT INTO reading_day (subject, day, function, budget, persons, added)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (subject, day)
        DO UPDATE SET persons = reading_day.persons + EXCLUDED.persons, budget = EXCLUDED.budget,
                      added = reading_day.added + EXCLUDED.added
        RETURNING *
        """,
        subject,
        day,
        function,
        budget,
        persons,
        room,
    )
    assert row is not None  # it was just written
    return row


async def of_day(conn: asyncpg.Connection, subject: str, day: date) -> DayRow | None:
    return await fetch_one(
        conn, DayRow, "SELECT * FROM reading_day WHERE subject = $1 AND day = $2", subject, day
    )


async def unusual_readers(conn: asyncpg.Connection, first: date, last: date, share: float) -> int:
    """The number of people who read at least this share of their budget on one of these days."""
    number: int = await conn.fetchval(
        """
        SELECT count(DISTINCT subject) FROM reading_day
         WHERE day BETWEEN $1 AND $2 AND persons >= (budget + added) * $3::float8
        """,
        first,
        last,
        share,
    )
    return number


async def asked(conn: asyncpg.Connection, first: date, last: date) -> tuple[int, int]:
    """Requests for more room on these days, and those that were agreed to."""
    row = await conn.fetchrow(
        """
        SELECT count(*), count(*) FILTER (WHERE granted) FROM reading_request
         WHERE day BETWEEN $1 AND $2
        """,
        first,
        last,
    )
    return row[0], row[1]


async def ask(conn: asyncpg.Connection, request: RoomRequest) -> None:
    """Keep a request; one sent again is the same."""
    await conn.execute(
        """
        INSERT INTO reading_request (id, asked_by, asked_function, day, reason, asked_at)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING
        """,
        request.id,
        request.asked_by,
        request.asked_function,
        request.day,
        request.reason,
        request.asked_at,
    )


async def get_for_update(conn: asyncpg.Connection, request_id: UUID) -> RoomRequest | None:
    return await fetch_one(
        conn, RoomRequest, "SELECT * FROM reading_request WHERE id = $1 FOR UPDATE", request_id
    )


async def answer(
    conn: asyncpg.Connection, request_id: UUID, by: str, at: datetime, *, granted: bool
) -> None:
    await conn.execute(
        "UPDATE reading_request SET decided_by = $2, decided_at = $3, granted = $4 WHERE id = $1",
        request_id,
        by,
        at,
        granted,
    )


async def recent(conn: asyncpg.Connection, since: date) -> list[RoomRequest]:
    """Requests from a day on, the newest first."""
    return await fetch_all(
        conn,
        RoomRequest,
        "SELECT * FROM reading_request WHERE day >= $1 ORDER BY asked_at DESC, id LIMIT 100",
        since,
    )
