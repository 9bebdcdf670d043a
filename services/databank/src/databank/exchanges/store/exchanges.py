"""Table of exchanges. Its note is sealed; a row about a person is kept back with their file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import ARRAY, Column, Index, LargeBinary, String, text
from sqlmodel import Field

from chassis.db import Transaction
from chassis.rows import fetch_all, fetch_one
from chassis.tables import CODE, MOMENT, one_of
from contracts.branches import Branch
from databank.access.purposes.rules import PurposeCode
from databank.entries import store as entries
from databank.exchanges.rules.codes import (
    About,
    Direction,
    FollowUp,
    Outcome,
    Phenomenon,
    WhichExchanges,
)
from databank.exchanges.rules.exchange import Answer, NewExchange, Subject
from databank.exchanges.rules.steps import ExchangeState, first_state
from databank.sealed_columns import EXCHANGE_NOTE
from databank.tables import Table


class ExchangeRow(Table, table=True):
    """``claim_id``: the claim by which the person was known then; the exchange follows it.

    ``categories`` went over at first, ``answer_categories`` with the answer, the other way.
    """

    __tablename__ = "exchange"
    __table_args__ = (
        Index("exchange_due", "due_on", postgresql_where="state = 'open'"),
        Index("exchange_note_key", text("substr(note, 1, 5)")),
        one_of("direction", Direction),
        one_of("about", About),
        one_of("phenomenon", Phenomenon),
        one_of("purpose", PurposeCode),
        one_of("state", ExchangeState),
        one_of("outcome", Outcome),
        one_of("follow_up", FollowUp),
    )
    id: UUID = Field(primary_key=True)
    direction: Direction = Field(sa_type=CODE)
    partner: str
    about: About = Field(sa_type=CODE)
    person_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    claim_id: UUID | None = Field(default=None, foreign_key="claim.id", index=True)
    establishment_id: UUID | None = Field(default=None, foreign_key="establishment.id", index=True)
    case_number: str | None = None
    phenomenon: Phenomenon | None = Field(default=None, sa_type=CODE)
    branch: Branch | None = Field(default=None, sa_type=CODE)
    purpose: PurposeCode = Field(sa_type=CODE)
    basis: str
    categories: Any = Field(sa_column=Column(ARRAY(String), nullable=False))
    judicial_leave: str | None = None
    happened_at: datetime = Field(sa_type=MOMENT)
    due_on: date | None = None
    recorded_at: datetime = Field(sa_type=MOMENT)
    recorded_by: str
    state: ExchangeState = Field(sa_type=CODE)
    outcome: Outcome | None = Field(default=None, sa_type=CODE)
    answer_categories: Any = Field(default=None, sa_column=Column(ARRAY(String), nullable=True))
    answered_at: datetime | None = Field(default=None, sa_type=MOMENT)
    answered_by: str | None = None
    follow_up: FollowUp | None = Field(default=None, sa_type=CODE)
    ended_at: datetime | None = Field(default=None, sa_type=MOMENT)
    ended_by: str | None = None
    withdrawn_reason: str | None = None
    note: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


@dataclass(frozen=True, slots=True)
class ListedExchange:
    """A line of the list, which names nobody."""

    id: UUID
    direction: Direction
    partner: str
    about: About
    phenomenon: Phenomenon | None
    branch: Branch | None
    purpose: PurposeCode
    case_number: str | None
    happened_at: datetime
    due_on: date | None
    state: ExchangeState
    outcome: Outcome | None
    answered_at: datetime | None

    def is_late(self, today: date) -> bool:
        return self.state is ExchangeState.OPEN and self.due_on is not None and self.due_on < today


@dataclass(frozen=True, slots=True)
class Exchange(ListedExchange):
    """An exchange with its subject; the notes are apart (``notes``)."""

    person_id: UUID | None
    establishment_id: UUID | None
    basis: str
    categories: list[str]
    judicial_leave: str | None
    recorded_at: datetime
    recorded_by: str
    answer_categories: list[str] | None
    answered_by: str | None
    follow_up: FollowUp | None
    ended_at: datetime | None
    ended_by: str | None
    withdrawn_reason: str | None

    @property
    def subject(self) -> Subject:
        return Subject(
            self.about,
            self.person_id,
            self.establishment_id,
            self.case_number,
            self.phenomenon,
            self.branch,
        )


@dataclass(frozen=True, slots=True)
class Notes:
    """The free text of both sides, which is sealed at rest."""

    first: str | None = None
    answer: str | None = None


async def add(tx: Transaction, new: NewExchange, claim_id: UUID | None, by: str) -> None:
    subject = new.subject
    row = ExchangeRow(
        id=new.id,
        direction=new.direction,
        partner=new.partner,
        about=subject.about,
        person_id=subject.person_id,
        claim_id=claim_id,
        establishment_id=subject.establishment_id,
        case_number=subject.case_number,
        phenomenon=subject.phenomenon,
        branch=subject.branch,
        purpose=new.purpose,
        basis=new.basis,
        categories=sorted(new.categories),
        judicial_leave=new.judicial_leave,
        happened_at=new.happened_at,
        due_on=new.due_on,
        recorded_at=tx.now,
        recorded_by=by,
        state=first_state(new.direction),
        note=tx.vault.seal(EXCHANGE_NOTE, new.id, {"first": new.note, "answer": None}),
    )
    await entries.add(tx.conn, row)


async def get(conn: asyncpg.Connection, exchange_id: UUID) -> Exchange | None:
    return await fetch_one(conn, Exchange, "SELECT * FROM exchange WHERE id = $1", exchange_id)


async def get_for_update(conn: asyncpg.Connection, exchange_id: UUID) -> Exchange | None:
    query = "SELECT * FROM exchange WHERE id = $1 FOR UPDATE"
    return await fetch_one(conn, Exchange, query, exchange_id)


async def notes(tx: Transaction, exchange_id: UUID) -> Notes:
    sealed = await tx.conn.fetchval("SELECT note FROM exchange WHERE id = $1", exchange_id)
    return Notes(**tx.vault.open(EXCHANGE_NOTE, exchange_id, sealed))


async def set_answered(tx: Transaction, exchange_id: UUID, answer: Answer, by: str) -> None:
    first = (await notes(tx, exchange_id)).first
    note = tx.vault.seal(EXCHANGE_NOTE, exchange_id, {"first": first, "answer": answer.note})
    await tx.conn.execute(
        """
        UPDATE exchange SET state = 'beantwoord', outcome = $2, answer_categories = $3,
               answered_at = $4, answered_by = $5, judicial_leave = coalesce($6, judicial_leave),
               note = $7
         WHERE id = $1
        """,
        exchange_id,
        answer.outcome,
        sorted(answer.categories),
        answer.answered_at,
        by,
        answer.judicial_leave,
        note,
    )


async def set_ended(
    conn: asyncpg.Connection,
    exchange_id: UUID,
    state: ExchangeState,
    at: datetime,
    by: str,
    *,
    follow_up: FollowUp | None = None,
    reason: str | None = None,
) -> None:
    await conn.execute(
        """
        UPDATE exchange SET state = $2, ended_at = $3, ended_by = $4, follow_up = $5,
               withdrawn_reason = $6
         WHERE id = $1
        """,
        exchange_id,
        state,
        at,
        by,
        follow_up,
        reason,
    )


LISTED = """
  FROM exchange
 WHERE ($1 = 'alle' OR state = $1 OR ($1 = 'over_tijd' AND state = 'open' AND due_on < $2))
   AND ($3::text IS NULL OR partner = $3)
   AND ($4::text IS NULL OR case_number IS NULL OR case_number = $4)
"""


async def listed(
    conn: asyncpg.Connection,
    which: WhichExchanges,
    today: date,
    partner: str | None,
    within_case: str | None,
    offset: int,
    limit: int,
) -> Sequence[ListedExchange]:
    """Open ones by the day of their answer, all others from the newest on."""
    return await fetch_all(
        conn,
        ListedExchange,
        f"SELECT * {LISTED} ORDER BY CASE WHEN state = 'open' THEN due_on END,"
        " happened_at DESC, id OFFSET $5 LIMIT $6",
        which,
        today,
        partner,
        within_case,
        offset,
        limit,
    )


async def count(
    conn: asyncpg.Connection,
    which: WhichExchanges,
    today: date,
    partner: str | None,
    within_case: str | None,
) -> int:
    counted: int = await conn.fetchval(
        f"SELECT count(*) {LISTED}",
        which,
        today,
        partner,
        within_case,
    )
    return counted


async def about_person(conn: asyncpg.Connection, person_id: UUID) -> list[ListedExchange]:
    """Of one person, the newest first, those that were withdrawn left out."""
    return await fetch_all(
        conn,
        ListedExchange,
        "SELECT * FROM exchange WHERE person_id = $1 AND state <> 'ingetrokken'"
        " ORDER BY happened_at DESC, id",
        person_id,
    )


async def about_place(conn: asyncpg.Connection, establishment_id: UUID) -> list[ListedExchange]:
    """Of one establishment, as ``about_person``."""
    return await fetch_all(
        conn,
        ListedExchange,
        "SELECT * FROM exchange WHERE establishment_id = $1 AND state <> 'ingetrokken'"
        " ORDER BY happened_at DESC, id",
        establishment_id,
    )


async def late_since(conn: asyncpg.Connection, now: datetime) -> datetime | None:
    """When the last day was over of the open question that waits longest for its answer."""
    late: datetime | None = await conn.fetchval(
        """
        SELECT min((due_on + 1)::timestamp AT TIME ZONE 'Europe/Brussels')
          FROM exchange
         WHERE state = 'open' AND (due_on + 1)::timestamp AT TIME ZONE 'Europe/Brussels' <= $1
        """,
        now,
    )
    return late


async def place_label(conn: asyncpg.Connection, establishment_id: UUID) -> str | None:
    """None where there is no such establishment."""
    query = "SELECT label FROM establishment WHERE id = $1"
    label: str | None = await conn.fetchval(query, establishment_id)
    return label


async def erase(conn: asyncpg.Connection, exchange_id: UUID) -> None:
    await conn.execute("DELETE FROM exchange WHERE id = $1", exchange_id)
