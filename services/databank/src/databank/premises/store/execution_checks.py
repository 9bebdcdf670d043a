"""Table of sanctions whose execution the city asks the police to check."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import asyncpg
from sqlalchemy import Column, Index, LargeBinary, text
from sqlmodel import Field

from chassis.days import city_day
from chassis.db import Transaction
from chassis.rows import fetch_all, fetch_one
from chassis.tables import CODE, MOMENT, one_of
from contracts.codes import SanctionKind
from contracts.enforcement import ExecutionCheckRequested
from databank.premises.rules import CheckState
from databank.sealed_columns import CHECK_PLACE
from databank.tables import Table

MICRO = timedelta(microseconds=1)


class ExecutionCheck(Table, table=True):
    """A check on the spot, by the city's case.

    ``place`` is sealed, and there where the city knows no premises, until a while after the answer.
    """

    __tablename__ = "execution_check"
    __table_args__ = (
        one_of("state", CheckState),
        Index("execution_check_place_key", text("substr(place, 1, 5)")),
    )
    case_id: UUID = Field(primary_key=True)
    premises_id: UUID = Field(index=True)
    kind: SanctionKind = Field(sa_type=CODE)
    effective_from: datetime = Field(sa_type=MOMENT)
    effective_to: datetime | None = Field(default=None, sa_type=MOMENT)
    requested_at: datetime = Field(sa_type=MOMENT)
    state: CheckState = Field(sa_type=CODE)
    checked_at: datetime | None = Field(default=None, sa_type=MOMENT)
    complied: bool | None = None
    place: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A row of ``execution_check``."""

    case_id: UUID
    premises_id: UUID
    kind: SanctionKind
    effective_from: datetime
    effective_to: datetime | None
    requested_at: datetime
    state: CheckState
    checked_at: datetime | None
    complied: bool | None

    @property
    def last_day(self) -> date | None:
        """The last day in Brussels on which the sanction or order works; empty without an end."""
        return None if self.effective_to is None else city_day(self.effective_to - MICRO)


async def request(tx: Transaction, event: ExecutionCheckRequested) -> None:
    """Keep a request; a repeated one opens the check again: the city wants to know anew."""
    place = event.place.value.model_dump() if event.place else None
    await tx.conn.execute(
        """
        INSERT INTO execution_check (case_id, premises_id, kind, effective_from, effective_to,
                                     requested_at, state, place)
        VALUES ($1, $2, $3, $4, $5, $6, 'open', $7)
        ON CONFLICT (case_id) DO UPDATE
        SET state = 'open', requested_at = $6, effective_from = $4, effective_to = $5,
            place = $7
        """,
        event.case_id,
        event.premises_id,
        event.kind.value,
        event.effective_from,
        event.effective_to,
        event.requested_at,
        tx.vault.seal(CHECK_PLACE, event.case_id, place) if place else None,
    )


async def note_lifted(conn: asyncpg.Connection, case_id: UUID, lifted_at: datetime) -> None:
    """The sanction of an open check ended; until then it could still be broken."""
    await conn.execute(
        """
        UPDATE execution_check SET effective_to = least(effective_to, $2)
         WHERE case_id = $1 AND state = 'open'
        """,
        case_id,
        lifted_at,
    )


async def withdraw(conn: asyncpg.Connection, case_id: UUID, withdrawn_at: datetime) -> None:
    """Take off a check that is still to be done; an answer that was given before stays."""
    await conn.execute(
        """
        UPDATE execution_check SET state = 'gecontroleerd'
         WHERE case_id = $1 AND state = 'open' AND requested_at <= $2 AND checked_at IS NOT NULL
        """,
        case_id,
        withdrawn_at,
    )
    await conn.execute(
        "DELETE FROM execution_check WHERE case_id = $1 AND state = 'open' AND requested_at <= $2",
        case_id,
        withdrawn_at,
    )


async def get(conn: asyncpg.Connection, case_id: UUID) -> CheckRow | None:
    query = "SELECT * FROM execution_check WHERE case_id = $1"
    return await fetch_one(conn, CheckRow, query, case_id)


async def get_for_update(conn: asyncpg.Connection, case_id: UUID) -> CheckRow | None:
    return await fetch_one(
        conn, CheckRow, "SELECT * FROM execution_check WHERE case_id = $1 FOR UPDATE", case_id
    )


async def set_checked(
    conn: asyncpg.Connection, case_id: UUID, checked_at: datetime, complied: bool
) -> None:
    await conn.execute(
        """
        UPDATE execution_check SET state = 'gecontroleerd', checked_at = $2, complied = $3
         WHERE case_id = $1
        """,
        case_id,
        checked_at,
        complied,
    )


async def page_of(
    conn: asyncpg.Connection, state: CheckState | None, offset: int, limit: int
) -> list[CheckRow]:
    """Checks in the order in which the city asked them."""
    return await fetch_all(
        conn,
        CheckRow,
        """
        SELECT * FROM execution_check WHERE $1::text IS NULL OR state = $1
         ORDER BY requested_at, case_id OFFSET $2 LIMIT $3
        """,
        state,
        offset,
        limit,
    )


@dataclass(frozen=True, slots=True)
class CheckTask(CheckRow):
    """A check with the label of its premises, as officers know the place; ``unlisted`` are those
    whose place is read apart."""

    label: str | None
    unlisted: bool


@dataclass(frozen=True, slots=True, repr=False)
class CheckPlace:
    """A place without a declaration; prints nothing."""

    label: str
    street: str | None
    house_number: str | None
    postcode: str | None


async def place_of(tx: Transaction, case_id: UUID) -> CheckPlace | None:
    """Empty where the premises are known, or the place is not kept any more."""
    query = "SELECT place FROM execution_check WHERE case_id = $1"
    sealed: bytes | None = await tx.conn.fetchval(query, case_id)
    return CheckPlace(**tx.vault.open(CHECK_PLACE, case_id, sealed)) if sealed else None


async def forget_place(conn: asyncpg.Connection, case_id: UUID) -> None:
    """Unless the city asked anew meanwhile."""
    query = "UPDATE execution_check SET place = NULL WHERE case_id = $1 AND state <> 'open'"
    await conn.execute(query, case_id)


async def tasks(conn: asyncpg.Connection) -> list[CheckTask]:
    """Checks that the city asks now, the oldest first, and the hundred that were done last."""
    return await fetch_all(
        conn,
        CheckTask,
        """
        SELECT execution_check.*, establishment.label, place IS NOT NULL AS unlisted
          FROM execution_check LEFT JOIN establishment USING (premises_id)
         WHERE state = 'open'
            OR case_id IN (SELECT case_id FROM execution_check WHERE state = 'gecontroleerd'
                            ORDER BY checked_at DESC LIMIT 100)
         ORDER BY checked_at DESC NULLS FIRST, requested_at, case_id
        """,
    )
