"""Questions of identity for people, as they are kept, with what people answered."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

import asyncpg
from sqlalchemy import Column, Float, Index
from sqlmodel import Field

from chassis.rows import fetch_all, fetch_one
from chassis.tables import CODE, DOCUMENT, MOMENT, one_of
from databank.matching.rules.outcomes import LinkOutcome
from databank.matching.rules.second_look import FITS_ANOTHER
from databank.review.rules.question import ANSWER_WITHIN, Answer, Ground, Kind, State
from databank.tables import Row, Table

ANSWERED = "state = 'beantwoord'"
SECOND_LOOK = f"reason = '{FITS_ANOTHER}'"


class ReviewTask(Table, table=True):
    """``person_id`` is whom the claim stands with; ``ranked`` are those it may be, with the bits.

    ``entropy`` in bits, of the posterior when the question was put; ``place`` in the queue, the
    least first (``store.queue``). ``held_by`` looks at it until ``held_until``.
    ``change_id``: the merge or split that the answer brought about, or the merge that left nothing
    to ask.
    """

    __tablename__ = "review_task"
    __table_args__ = (
        Index("review_queue", "state", "place", "opened_at", "id"),
        Index("review_queue_kind", "state", "kind", "place", "opened_at", "id"),
        Index("review_queue_id", "id", postgresql_where="state = 'open'"),
        Index("review_sample", "claim_id", unique=True, postgresql_where="kind = 'steekproef'"),
        Index("review_answered", "answered_by", "answered_at", postgresql_where=ANSWERED),
        Index("review_second_look", "opened_at", "id", postgresql_where=SECOND_LOOK),
        one_of("state", State),
        one_of("kind", Kind),
        one_of("answer", Answer),
        one_of("ground", Ground),
    )
    id: UUID = Field(primary_key=True)
    claim_id: UUID = Field(foreign_key="claim.id", index=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    reason: str
    ranked: list[Row] = Field(sa_type=DOCUMENT)
    opened_at: datetime = Field(sa_type=MOMENT)
    state: State = Field(sa_type=CODE)
    kind: Kind = Field(sa_type=CODE)
    other_person_id: UUID | None = Field(default=None, foreign_key="person.id")
    entropy: float
    place: float = Field(sa_column=Column(Float, nullable=False, server_default="-Infinity"))
    held_by: str | None = None
    held_until: datetime | None = Field(default=None, sa_type=MOMENT)
    asked_by: str | None = None
    answer: Answer | None = Field(default=None, sa_type=CODE)
    answered_at: datetime | None = Field(default=None, sa_type=MOMENT)
    answered_by: str | None = None
    ground: Ground | None = Field(default=None, sa_type=CODE)
    change_id: UUID | None = Field(default=None, foreign_key="person_change.id")


class SampleRate(Table, table=True):
    """Of ten thousand automatic decisions, how many people look at blindly, from a day on."""

    __tablename__ = "sample_rate"
    valid_from: date = Field(primary_key=True)
    per_myriad: int


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question as it is kept: ``person_id`` and ``ranked`` are of when it was put."""

    id: UUID
    kind: Kind
    reason: str
    claim_id: UUID
    person_id: UUID
    other_person_id: UUID | None
    ranked: list[Row]
    opened_at: datetime
    state: State
    held_by: str | None
    held_until: datetime | None
    answer: Answer | None
    answered_by: str | None
    answered_at: datetime | None
    change_id: UUID | None


@dataclass(frozen=True, slots=True)
class SampledAnswer:
    """A blind question: what the matcher decided, and what people answered, if they did.

    ``said``: the probability, when it was decided, that the two sides are one person.
    """

    decision: LinkOutcome
    answer: Answer | None
    family_name: str | None
    said: float


async def propose(
    conn: asyncpg.Connection,
    claim_id: UUID,
    person_id: UUID,
    other_person_id: UUID,
    ground: Ground,
    by: str,
    at: datetime,
) -> UUID:
    """An officer's question whether two persons are one. Nobody computed how likely it is."""
    review_id = uuid4()
    await conn.execute(
        """
        INSERT INTO review_task (id, claim_id, person_id, other_person_id, reason, ranked,
                                 opened_at, state, kind, entropy, asked_by)
        VALUES ($1, $2, $3, $4, $5, '[]', $6, 'open', 'samenvoegen', 1, $7)
        """,
        review_id,
        claim_id,
        person_id,
        other_person_id,
        ground.value,
        at,
        by,
    )
    return review_id


async def get(conn: asyncpg.Connection, review_id: UUID) -> QuestionRow | None:
    return await fetch_one(conn, QuestionRow, "SELECT * FROM review_task WHERE id = $1", review_id)


async def get_for_update(conn: asyncpg.Connection, review_id: UUID) -> QuestionRow | None:
    return await fetch_one(
        conn, QuestionRow, "SELECT * FROM review_task WHERE id = $1 FOR UPDATE", review_id
    )


async def lease(
    conn: asyncpg.Connection, review_id: UUID, by: str | None, until: datetime | None
) -> None:
    await conn.execute(
        "UPDATE review_task SET held_by = $2, held_until = $3 WHERE id = $1", review_id, by, until
    )


async def close(
    conn: asyncpg.Connection,
    review_id: UUID,
    answer: Answer,
    ground: Ground,
    by: str,
    at: datetime,
    change_id: UUID | None,
) -> None:
    await conn.execute(
        """
        UPDATE review_task SET state = 'beantwoord', answer = $2, ground = $3, answered_by = $4,
               answered_at = $5, change_id = $6, held_by = NULL, held_until = NULL WHERE id = $1
        """,
        review_id,
        answer.value,
        ground.value,
        by,
        at,
        change_id,
    )


async def lapse(conn: asyncpg.Connection, person_id: UUID, change_id: UUID) -> None:
    """After a merge: open questions of a person whose other side is that same person now."""
    await conn.execute(
        """
        WITH RECURSIVE merged AS (
          SELECT $1::uuid AS id
           UNION SELECT person.id FROM person JOIN merged ON merged_into = merged.id)
        UPDATE review_task SET state = 'vervallen', change_id = $2, held_by = NULL,
               held_until = NULL
         WHERE state = 'open' AND kind <> 'steekproef' AND person_id = $1
           AND (other_person_id IS NOT NULL OR ranked <> '[]')
           AND NOT EXISTS (
               SELECT FROM jsonb_array_elements(ranked) AS t (one)
                WHERE (one->>'personId')::uuid NOT IN (SELECT id FROM merged))
           AND (other_person_id IS NULL OR other_person_id IN (SELECT id FROM merged))
        """,
        person_id,
        change_id,
    )


async def reopen(conn: asyncpg.Connection, change_id: UUID) -> None:
    """Questions that a merge answered or made void are questions again once it is undone."""
    await conn.execute(
        """
        UPDATE review_task SET state = 'open', answer = NULL, ground = NULL, answered_by = NULL,
               answered_at = NULL, change_id = NULL WHERE change_id = $1 AND kind <> 'steekproef'
        """,
        change_id,
    )


async def open_about(conn: asyncpg.Connection, person_id: UUID) -> list[QuestionRow]:
    """Open questions about a person, without the blind sample: that must stay blind."""
    return await fetch_all(
        conn,
        QuestionRow,
        """
        SELECT * FROM review_task
         WHERE person_id = $1 AND state = 'open' AND kind <> 'steekproef' ORDER BY opened_at, id
        """,
        person_id,
    )


async def sampled(conn: asyncpg.Connection) -> list[SampledAnswer]:
    """The whole blind sample."""
    return await fetch_all(
        conn,
        SampledAnswer,
        """
        SELECT reason AS decision, answer, family_name,
               coalesce((SELECT coalesce(one->>'said', one->>'posterior')::float8
                           FROM jsonb_array_elements(ranked) WITH ORDINALITY AS t (one, place)
                          ORDER BY (one->>'personId')::uuid = other_person_id DESC, place
                          LIMIT 1), 0) AS said
          FROM review_task JOIN claim ON claim.id = claim_id
         WHERE kind = 'steekproef'
        """,
    )


async def decided(conn: asyncpg.Connection) -> dict[str, int]:
    """Automatic decisions that the sample is drawn from, counted by kind."""
    rows = await conn.fetch(
        """
        SELECT decision, count(*) FROM membership
         WHERE decided_by = 'auto' AND waterfall <> '[]' GROUP BY decision
        """
    )
    return {row["decision"]: row["count"] for row in rows}


async def waiting(conn: asyncpg.Connection) -> dict[str, int]:
    """Open questions by kind."""
    rows = await conn.fetch(
        "SELECT kind, count(*) FROM review_task WHERE state = 'open' GROUP BY kind"
    )
    return {row["kind"]: row["count"] for row in rows}


async def late_since(conn: asyncpg.Connection, now: datetime) -> datetime | None:
    """When the oldest open question should have been answered. A blind sample waits for nobody."""
    late: datetime | None = await conn.fetchval(
        "SELECT min(opened_at) + $2::interval FROM review_task"
        " WHERE state = 'open' AND kind <> 'steekproef' AND opened_at + $2::interval < $1",
        now,
        ANSWER_WITHIN,
    )
    return late
