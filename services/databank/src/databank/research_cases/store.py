"""Tables of the cases for which recherche reads, and of the one in which somebody works now."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
from sqlalchemy import Index
from sqlmodel import Field

from chassis.rows import fetch_all, fetch_one
from chassis.tables import CODE, MOMENT, one_of
from databank.finding_register.rules.steps import FindingState
from databank.research_cases.rules import Source
from databank.tables import Table
from databank.welfare.rules.protection import State as SignalState


class ResearchCase(Table, table=True):
    """A case of recherche; of a number there is one open case at most.

    ``about`` is the report or the signal it is of, where the databank has that.
    """

    __tablename__ = "research_case"
    __table_args__ = (
        Index("research_case_open", "reference", unique=True, postgresql_where="closed_at IS NULL"),
        Index("research_case_owner", "owner", "opened_at"),
        one_of("source", Source),
    )
    id: UUID = Field(primary_key=True)
    reference: str
    source: Source = Field(sa_type=CODE)
    about: UUID | None = None
    owner: str
    opened_at: datetime = Field(sa_type=MOMENT)
    closed_at: datetime | None = Field(default=None, sa_type=MOMENT)


class CaseChoice(Table, table=True):
    """The case in which a session works; ``session`` is the digest of the browser's session."""

    __tablename__ = "case_choice"
    session: bytes = Field(primary_key=True)
    case_id: UUID = Field(foreign_key="research_case.id")
    subject: str
    chosen_at: datetime = Field(sa_type=MOMENT)


@dataclass(frozen=True, slots=True)
class Case:
    id: UUID
    reference: str
    source: Source
    about: UUID | None
    owner: str
    opened_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReportRow:
    """The finding that a report is of."""

    id: UUID
    state: FindingState


async def chosen(
    conn: asyncpg.Connection, session: bytes, subject: str, since: datetime
) -> Case | None:
    """The open case that somebody chose in this session, after a moment."""
    return await fetch_one(
        conn,
        Case,
        """
        SELECT research_case.* FROM case_choice
          JOIN research_case ON research_case.id = case_id AND closed_at IS NULL
         WHERE session = $1 AND subject = $2 AND chosen_at > $3
        """,
        session,
        subject,
        since,
    )


async def open_under(conn: asyncpg.Connection, reference: str) -> Case | None:
    """The open case of a number, whoever opened it."""
    return await fetch_one(
        conn,
        Case,
        "SELECT * FROM research_case WHERE reference = $1 AND closed_at IS NULL",
        reference,
    )


async def open_of(conn: asyncpg.Connection, owner: str) -> list[Case]:
    return await fetch_all(
        conn,
        Case,
        """
        SELECT * FROM research_case WHERE owner = $1 AND closed_at IS NULL ORDER BY opened_at DESC
        """,
        owner,
    )


async def get_for_update(conn: asyncpg.Connection, case_id: UUID) -> Case | None:
    return await fetch_one(
        conn, Case, "SELECT * FROM research_case WHERE id = $1 FOR UPDATE", case_id
    )


async def add(conn: asyncpg.Connection, case: Case) -> bool:
    """Open a case. False when a colleague opened the same one at the same time."""
    done = await conn.execute(
        """
        INSERT INTO research_case (id, reference, source, about, owner, opened_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (reference) WHERE closed_at IS NULL DO NOTHING
        """,
        case.id,
        case.reference,
        case.source,
        case.about,
        case.owner,
        case.opened_at,
    )
    return bool(done.endswith(" 1"))


async def choose(
    conn: asyncpg.Connection, session: bytes, case_id: UUID, subject: str, at: datetime
) -> None:
    await conn.execute(
        """
        INSERT INTO case_choice (session, case_id, subject, chosen_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (session) DO UPDATE SET case_id = $2, subject = $3, chosen_at = $4
        """,
        session,
        case_id,
        subject,
        at,
    )


async def forget_choices(conn: asyncpg.Connection, before: datetime) -> None:
    """Delete the choices of sessions whose term is over."""
    await conn.execute("DELETE FROM case_choice WHERE chosen_at < $1", before)


async def close(conn: asyncpg.Connection, case_id: UUID, at: datetime) -> None:
    await conn.execute("UPDATE research_case SET closed_at = $2 WHERE id = $1", case_id, at)


async def report_under(conn: asyncpg.Connection, number: str) -> ReportRow | None:
    """The finding whose report has this number, however it is written."""
    return await fetch_one(
        conn,
        ReportRow,
        """
        SELECT id, state FROM finding
         WHERE upper(regexp_replace(report_number, '\\s', '', 'g')) = $1 ORDER BY noted_at LIMIT 1
        """,
        number,
    )


async def signal_state(conn: asyncpg.Connection, signal_id: UUID) -> SignalState | None:
    state = await conn.fetchval("SELECT state FROM signal WHERE id = $1", signal_id)
    return SignalState(state) if state else None
