"""Protective signals and their evidence. Beyond the police a signal is only counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import asyncpg
from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from chassis.days import city_day
from chassis.json_documents import json_text
from chassis.rows import fetch_all, fetch_one, typed
from chassis.tables import CODE, DOCUMENT, MOMENT, one_of
from contracts.codes import Priority, SignalKind
from databank.persons.store.persons import OWN_FIRST
from databank.tables import Row, Table
from databank.welfare.rules.protection import State


class SignalRow(Table, table=True):
    """``source``: the thing that it is about, so that the same thing raises one signal only.

    ``claim_id``: the claim by which the person was known then; the signal follows it. Somebody must
    have looked at it by ``triage_due_at``.
    """

    __tablename__ = "signal"
    __table_args__ = (
        UniqueConstraint("kind", "source"),
        Index(
            "signal_open",
            "priority",
            "triage_due_at",
            postgresql_where="state <> 'afgesloten'",
        ),
        one_of("priority", Priority),
        one_of("state", State),
    )
    id: UUID = Field(primary_key=True)
    kind: SignalKind = Field(sa_type=CODE)
    priority: Priority = Field(sa_type=CODE)
    source: str
    person_id: UUID | None = Field(foreign_key="person.id", index=True)
    claim_id: UUID | None = Field(default=None, foreign_key="claim.id", index=True)
    raised_at: datetime = Field(sa_type=MOMENT, index=True)
    state: State = Field(sa_type=CODE)
    triage_due_at: datetime = Field(sa_type=MOMENT)


class SignalEvidenceRow(Table, table=True):
    """``facts`` holds ids, times and codes; names stay in the claim."""

    __tablename__ = "signal_evidence"
    signal_id: UUID = Field(primary_key=True, foreign_key="signal.id")
    position: int = Field(primary_key=True)
    at: datetime = Field(sa_type=MOMENT)
    kind: str
    claim_id: UUID | None = Field(foreign_key="claim.id")
    facts: Row = Field(sa_type=DOCUMENT)


@dataclass(frozen=True, slots=True)
class Signal:
    """A protective signal as it stands; ``source`` names the thing that raised it."""

    id: UUID
    kind: SignalKind
    priority: Priority
    source: str
    person_id: UUID | None
    raised_at: datetime
    state: State
    triage_due_at: datetime

    @property
    def is_urgent(self) -> bool:
        return self.priority is Priority.DRINGEND


@dataclass(frozen=True, slots=True)
class Evidence:
    """A fact that a signal stands on: ids, times and codes."""

    at: datetime
    kind: str
    claim_id: UUID | None
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class RaisedSignal:
    """``is_reopened``: it was closed, and there is more about it now."""

    id: UUID
    is_new: bool
    is_reopened: bool


async def raise_once(
    conn: asyncpg.Connection,
    kind: SignalKind,
    priority: Priority,
    source: str,
    person_id: UUID | None,
    at: datetime,
    claim_id: UUID | None = None,
) -> RaisedSignal:
    """The signal as it is now; locks it until the end of the transaction.

    ``claim_id``: by which of the person's claims; without it, its anchor. One that was closed is
    reported anew, with a term of its own: there is more about it than people knew.
    """
    row = await conn.fetchrow(
        f"""
        WITH before AS (SELECT state FROM signal WHERE kind = $2 AND source = $4)
        INSERT INTO signal (id, kind, priority, source, person_id, raised_at, state, claim_id,
                            triage_due_at)
        VALUES ($1, $2, $3::text, $4, $5, $6, 'gemeld', (
               SELECT claim_id FROM membership WHERE person_id = $5 AND until_at IS NULL
                ORDER BY claim_id = $7 DESC NULLS LAST, {OWN_FIRST} LIMIT 1),
               $6::timestamptz + make_interval(mins => (
                   SELECT minutes FROM signal_term
                    WHERE priority = $3::text AND valid_from <= $8::date
                    ORDER BY valid_from DESC LIMIT 1)))
        ON CONFLICT (kind, source)
        DO UPDATE SET person_id = coalesce(signal.person_id, EXCLUDED.person_id),
                      claim_id = coalesce(signal.claim_id, EXCLUDED.claim_id),
                      state = CASE signal.state WHEN 'afgesloten' THEN 'gemeld'
                                   ELSE signal.state END,
                      triage_due_at = CASE signal.state WHEN 'afgesloten'
                                      THEN EXCLUDED.triage_due_at ELSE signal.triage_due_at END
        RETURNING id, xmax = 0 AS is_new,
                  EXISTS (SELECT FROM before WHERE before.state = 'afgesloten') AS is_reopened
        """,  # noqa: S608 - a constant
        uuid4(),
        kind,
        priority,
        source,
        person_id,
        at,
        claim_id,
        city_day(at),
    )
    return RaisedSignal(row["id"], row["is_new"], row["is_reopened"])


async def of_source(conn: asyncpg.Connection, kind: SignalKind, source: str) -> UUID | None:
    """The signal that was raised about a thing."""
    signal_id: UUID | None = await conn.fetchval(
        "SELECT id FROM signal WHERE kind = $1 AND source = $2", kind, source
    )
    return signal_id


async def raised_by(conn: asyncpg.Connection, fact: str, id_: UUID) -> UUID | None:
    """The signal of which the evidence names that thing, for whoever sends the same form again."""
    signal_id: UUID | None = await conn.fetchval(
        """
        SELECT signal_id FROM signal_evidence JOIN signal ON signal.id = signal_id
         WHERE facts ->> $1 = $2 ORDER BY signal.kind, signal_id LIMIT 1
        """,
        fact,
        str(id_),
    )
    return signal_id


async def unreviewed(
    conn: asyncpg.Connection, kind: SignalKind, source: str, person_ids: Sequence[UUID]
) -> UUID | None:
    """A signal about a thing or these persons at which nobody looked yet, also one reopened."""
    signal_id: UUID | None = await conn.fetchval(
        """
        SELECT id FROM signal
         WHERE kind = $1 AND state = 'gemeld' AND (source = $2 OR person_id = ANY($3::uuid[]))
         ORDER BY raised_at, id LIMIT 1
        """,
        kind,
        source,
        person_ids,
    )
    return signal_id


async def give_person(
    conn: asyncpg.Connection, signal_id: UUID, person_id: UUID, claim_id: UUID
) -> UUID | None:
    """Say whom a signal is about; gives the person whom it was about before, if any."""
    before: UUID | None = await conn.fetchval(
        "SELECT person_id FROM signal WHERE id = $1 FOR UPDATE", signal_id
    )
    await conn.execute(
        "UPDATE signal SET person_id = $2, claim_id = $3 WHERE id = $1",
        signal_id,
        person_id,
        claim_id,
    )
    return before


async def nameless_claims(conn: asyncpg.Connection) -> list[UUID]:
    """The claims behind open urgent signals about somebody whom nobody knows yet."""
    rows = await conn.fetch(
        """
        SELECT DISTINCT evidence.claim_id FROM signal
          JOIN signal_evidence AS evidence ON signal_id = signal.id
         WHERE priority = 'dringend' AND state <> 'afgesloten' AND person_id IS NULL
           AND evidence.claim_id IS NOT NULL
         ORDER BY evidence.claim_id
        """
    )
    return [row["claim_id"] for row in rows]


async def add_evidence(
    conn: asyncpg.Connection,
    signal_id: UUID,
    at: datetime,
    kind: str,
    facts: dict[str, Any],
    claim_id: UUID | None = None,
) -> None:
    """Add to a signal that this transaction raised or locked."""
    await conn.execute(
        """
        INSERT INTO signal_evidence (signal_id, position, at, kind, claim_id, facts)
        SELECT $1, count(*) + 1, $2, $3, $4, $5::jsonb FROM signal_evidence WHERE signal_id = $1
        """,
        signal_id,
        at,
        kind,
        claim_id,
        json_text(facts),
    )


async def listed(
    conn: asyncpg.Connection,
    kind: SignalKind | None,
    offset: int,
    limit: int,
    *,
    closed: bool | None = None,
) -> list[Signal]:
    """The urgent first; of those, first the ones nobody looked at, by term, then the newest."""
    return await fetch_all(
        conn,
        Signal,
        """
        SELECT * FROM signal
         WHERE ($1::text IS NULL OR kind = $1)
           AND ($4::boolean IS NULL OR (state = 'afgesloten') = $4)
         ORDER BY priority <> 'dringend', state <> 'gemeld',
                  CASE state WHEN 'gemeld' THEN triage_due_at END, raised_at DESC, id
        OFFSET $2 LIMIT $3
        """,
        kind,
        offset,
        limit,
        closed,
    )


async def get_for_update(conn: asyncpg.Connection, signal_id: UUID) -> Signal | None:
    return await fetch_one(conn, Signal, "SELECT * FROM signal WHERE id = $1 FOR UPDATE", signal_id)


async def advance(
    conn: asyncpg.Connection, signal_id: UUID, state: State, *, urgent: bool = False
) -> None:
    """People can make a signal urgent; nothing makes one less urgent."""
    await conn.execute(
        """
        UPDATE signal SET state = $2,
               priority = CASE WHEN $3 THEN 'dringend' ELSE priority END WHERE id = $1
        """,
        signal_id,
        state,
        urgent,
    )


async def get(conn: asyncpg.Connection, signal_id: UUID) -> Signal | None:
    return await fetch_one(conn, Signal, "SELECT * FROM signal WHERE id = $1", signal_id)


async def evidence_of(
    conn: asyncpg.Connection, signal_ids: Sequence[UUID]
) -> dict[UUID, list[Evidence]]:
    """The evidence of each of these signals, in the order in which it came."""
    rows = await conn.fetch(
        "SELECT * FROM signal_evidence WHERE signal_id = ANY($1::uuid[]) ORDER BY position",
        list(signal_ids),
    )
    evidence: dict[UUID, list[Evidence]] = {signal_id: [] for signal_id in signal_ids}
    for row in rows:
        evidence[row["signal_id"]].append(typed(Evidence, row))
    return evidence


async def late_since(conn: asyncpg.Connection, now: datetime, *, urgent: bool) -> datetime | None:
    """When the term was over of the signal that waits longest for somebody to look at it."""
    late: datetime | None = await conn.fetchval(
        """
        SELECT min(triage_due_at) FROM signal
         WHERE state = 'gemeld' AND (priority = 'dringend') = $2 AND triage_due_at < $1
        """,
        now,
        urgent,
    )
    return late
