"""Tables of rows of older databases, and of the facts that came from them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
from sqlalchemy import Index
from sqlmodel import Field

from chassis.rows import fetch_all
from chassis.tables import CODE, MOMENT, one_of
from contracts.branches import Branch
from databank.files.rules.data_subject import Category
from databank.legacy_import.rules.balance import Outcome
from databank.legacy_import.rules.codes import Role
from databank.legacy_import.rules.facts import FactKind, FactState
from databank.legacy_import.rules.rows import Source
from databank.tables import Row, Table, columns


class LegacyRow(Table, table=True):
    """A row of an older database, with one content. Another content is another row beside it.

    ``is_fact``: something in it was established by an officer; else it is all assessment (DP-06).
    """

    __tablename__ = "legacy_row"
    __table_args__ = (
        Index("legacy_row_now", "source", "row_id", postgresql_where="superseded_at IS NULL"),
        one_of("outcome", Outcome),
    )
    id: UUID = Field(primary_key=True)
    run_id: UUID = Field(foreign_key="legacy_run.id", index=True)
    source: Source = Field(sa_type=CODE)
    row_id: str
    place: str
    outcome: Outcome = Field(sa_type=CODE)
    role: Role = Field(sa_type=CODE)
    category: Category = Field(sa_type=CODE)
    is_fact: bool
    has_text: bool
    claim_id: UUID | None = Field(default=None, foreign_key="claim.id", index=True)
    imported_at: datetime = Field(sa_type=MOMENT)
    superseded_at: datetime | None = Field(default=None, sa_type=MOMENT)


class LegacyFact(Table, table=True):
    """Something that a row tells.

    Of an observation, ``fact_id`` is the ``source_id`` of its sighting; of an establishment, the
    establishment. ``code`` is a branch or a note code; ``day`` may be a month or a year alone.
    ``run_id`` is the run that has to do something with it.
    """

    __tablename__ = "legacy_fact"
    __table_args__ = (
        Index(
            "legacy_fact_waiting",
            "run_id",
            postgresql_where="state IN ('te_verwerken', 'in_te_trekken')",
        ),
        Index("legacy_fact_fact", "fact_id"),
        one_of("kind", FactKind),
        one_of("state", FactState),
    )
    row_id: UUID = Field(primary_key=True, foreign_key="legacy_row.id")
    kind: FactKind = Field(primary_key=True, sa_type=CODE)
    fact_id: UUID = Field(primary_key=True)
    run_id: UUID = Field(foreign_key="legacy_run.id")
    code: str | None
    day: str | None
    happened_at: datetime | None = Field(default=None, sa_type=MOMENT)
    is_fact: bool
    state: FactState = Field(sa_type=CODE)


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row to insert."""

    id: UUID
    row_id: str
    place: str
    outcome: Outcome
    role: Role
    category: Category
    is_fact: bool
    has_text: bool
    claim_id: UUID | None


@dataclass(frozen=True, slots=True)
class NewFact:
    """A fact to insert; ``row`` is the id of its row."""

    row: UUID
    kind: FactKind
    fact_id: UUID
    code: str | None
    day: str | None
    happened_at: datetime | None
    is_fact: bool
    state: FactState


@dataclass(frozen=True, slots=True)
class WaitingFact:
    """An observation that a run still has to make a sighting of, or to withdraw."""

    row_id: UUID
    fact_id: UUID
    code: Branch
    happened_at: datetime
    state: FactState
    person_id: UUID
    confidence: float
    claim_id: UUID


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row behind a claim of a person, with what it tells."""

    id: UUID
    run_id: UUID
    source: Source
    row_id: str
    place: str
    role: Role
    category: Category
    is_fact: bool
    claim_id: UUID
    imported_at: datetime
    superseded_at: datetime | None
    facts: list[Row]


async def known(conn: asyncpg.Connection, ids: Iterable[UUID]) -> set[UUID]:
    """The rows, of these, that came in before with the same content."""
    rows = await conn.fetch("SELECT id FROM legacy_row WHERE id = ANY($1::uuid[])", list(ids))
    return {row["id"] for row in rows}


async def supersede(
    conn: asyncpg.Connection, run_id: UUID, source: Source, row_ids: Sequence[str], at: datetime
) -> None:
    """Replace rows that come with new content: what only the old one told is to be withdrawn."""
    await conn.execute(
        """
        WITH old AS (
            UPDATE legacy_row SET superseded_at = $4
             WHERE source = $2 AND row_id = ANY($3::text[]) AND superseded_at IS NULL
            RETURNING id)
        UPDATE legacy_fact SET run_id = $1, state = CASE state
               WHEN 'waargenomen' THEN 'in_te_trekken' ELSE 'ingetrokken' END
          FROM old WHERE legacy_fact.row_id = old.id AND kind = 'waarneming'
        """,
        run_id,
        source,
        list(row_ids),
        at,
    )


async def add(
    conn: asyncpg.Connection, run_id: UUID, source: Source, rows: Sequence[NewRow], at: datetime
) -> None:
    flat = [
        (
            row.id,
            row.row_id,
            row.place,
            row.outcome,
            row.role,
            row.category,
            row.is_fact,
            row.has_text,
            row.claim_id,
        )
        for row in rows
    ]
    await conn.execute(
        """
        INSERT INTO legacy_row (id, row_id, place, outcome, role, category, is_fact, has_text,
                                claim_id, run_id, source, imported_at)
        SELECT *, $10::uuid, $11::text, $12::timestamptz
          FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
               $7::boolean[], $8::boolean[], $9::uuid[])
        """,
        *columns(flat, 9),
        run_id,
        source,
        at,
    )


async def add_facts(conn: asyncpg.Connection, run_id: UUID, facts: Sequence[NewFact]) -> None:
    flat = [
        (
            fact.row,
            fact.kind,
            fact.fact_id,
            fact.code,
            fact.day,
            fact.happened_at,
            fact.is_fact,
            fact.state,
        )
        for fact in facts
    ]
    await conn.execute(
        """
        INSERT INTO legacy_fact (row_id, kind, fact_id, code, day, happened_at, is_fact, state,
                                 run_id)
        SELECT *, $9::uuid FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[],
               $6::timestamptz[], $7::boolean[], $8::text[])
        ON CONFLICT DO NOTHING
        """,
        *columns(flat, 8),
        run_id,
    )


async def waiting_persons(conn: asyncpg.Connection, run_id: UUID) -> list[UUID]:
    """Persons whose history this run still has to bring up to date, in order of their ids."""
    rows = await conn.fetch(
        """
        SELECT DISTINCT person_id FROM legacy_fact
          JOIN legacy_row ON legacy_row.id = legacy_fact.row_id
          JOIN membership ON membership.claim_id = legacy_row.claim_id AND until_at IS NULL
         WHERE legacy_fact.run_id = $1 AND state IN ('te_verwerken', 'in_te_trekken')
         ORDER BY person_id
        """,
        run_id,
    )
    return [row["person_id"] for row in rows]


async def waiting(
    conn: asyncpg.Connection, run_id: UUID, person_ids: Sequence[UUID]
) -> list[WaitingFact]:
    """The facts of these persons that wait, by time."""
    return await fetch_all(
        conn,
        WaitingFact,
        """
        SELECT legacy_fact.*, membership.person_id, membership.confidence, legacy_row.claim_id
          FROM membership
          JOIN legacy_row ON legacy_row.claim_id = membership.claim_id
          JOIN legacy_fact ON legacy_fact.row_id = legacy_row.id
         WHERE membership.person_id = ANY($2::uuid[]) AND until_at IS NULL
           AND legacy_fact.run_id = $1 AND state IN ('te_verwerken', 'in_te_trekken')
         ORDER BY happened_at, fact_id, claim_id
        """,
        run_id,
        list(person_ids),
    )


async def settle(
    conn: asyncpg.Connection, rows: Iterable[tuple[UUID, UUID]], state: FactState
) -> None:
    """Set the state of observations, by (row, fact)."""
    await conn.execute(
        """
        UPDATE legacy_fact SET state = $3 FROM unnest($1::uuid[], $2::uuid[]) AS t (r, f)
         WHERE row_id = r AND fact_id = f AND kind = 'waarneming'
        """,
        *columns(rows, 2),
        state,
    )


async def note_known(conn: asyncpg.Connection, since: Iterable[tuple[UUID, datetime]]) -> None:
    """Note since when officers know persons, so that nobody plans a first contact with them."""
    await conn.execute(
        """
        UPDATE person SET first_seen_at = least(first_seen_at, t.since)
          FROM unnest($1::uuid[], $2::timestamptz[]) AS t (id, since)
         WHERE person.id = t.id AND (first_seen_at IS NULL OR first_seen_at > t.since)
        """,
        *columns(since, 2),
    )


async def note_addresses(
    conn: asyncpg.Connection, rows: Iterable[tuple[UUID, str | None, str | None, str | None]]
) -> None:
    """Set (establishment, street, number, postcode); an address that is known already stays."""
    await conn.execute(
        """
        UPDATE establishment SET street = t.street, house_number = t.nr, postcode = t.pc
          FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) AS t (id, street, nr, pc)
         WHERE establishment.id = t.id AND establishment.street IS NULL AND t.street IS NOT NULL
        """,
        *columns(rows, 4),
    )


async def of_person(
    conn: asyncpg.Connection, person_id: UUID, offset: int, limit: int
) -> list[SourceRow]:
    """The rows behind a person's claims, with what they tell; superseded ones too."""
    return await fetch_all(
        conn,
        SourceRow,
        """
        SELECT legacy_row.*, (
               SELECT coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'fact_id', fact_id,
                      'code', code, 'day', day, 'is_fact', fact.is_fact, 'state', state)
                      ORDER BY kind, day, fact_id), '[]')
                 FROM legacy_fact AS fact WHERE fact.row_id = legacy_row.id) AS facts
          FROM membership JOIN legacy_row ON legacy_row.claim_id = membership.claim_id
         WHERE membership.person_id = $1 AND until_at IS NULL
         ORDER BY imported_at, source, legacy_row.row_id, legacy_row.id OFFSET $2 LIMIT $3
        """,
        person_id,
        offset,
        limit,
    )
