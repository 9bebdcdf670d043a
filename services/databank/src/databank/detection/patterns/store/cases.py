"""Cases of patterns: the table, what a sweep writes, and what people read."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
from sqlalchemy import ForeignKeyConstraint, Index, Uuid
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from chassis.json_documents import json_text
from chassis.rows import typed
from chassis.tables import DOCUMENT, MOMENT
from databank.detection.cases.rules import Outcome, Stand
from databank.detection.cases.store.cases import CaseColumns, CaseRow, CaseTable, checks
from databank.detection.patterns.rules.occurrence import Case, JudgedOccurrence, Occurrence, Subject
from databank.detection.patterns.rules.presence import Source
from databank.tables import Row, Table, columns, fetch


class PatternCase(Table, CaseColumns, table=True):
    """A case about a person, premises, or the way from premises to others.

    ``persons`` are those whom it may concern; ``evidence`` has kind and id of each source.
    """

    __tablename__ = CaseTable.PATTERN.value
    __table_args__ = (
        ForeignKeyConstraint(
            ["rule_id", "rule_version"], ["detection_rule.id", "detection_rule.version"]
        ),
        Index("pattern_of_person", "person_id", "rule_id", postgresql_where="withdrawn_at IS NULL"),
        Index(
            "pattern_of_premises",
            "premises_id",
            "rule_id",
            postgresql_where="withdrawn_at IS NULL",
        ),
        Index("pattern_time", "anchor_at", "id"),
        *checks(),
    )
    ground: str
    person_id: UUID | None = None
    premises_id: UUID | None = None
    to_premises_id: UUID | None = None
    anchor_at: datetime = Field(sa_type=MOMENT)
    begins_at: datetime = Field(sa_type=MOMENT)
    ends_at: datetime = Field(sa_type=MOMENT)
    evidence: list[Row] = Field(sa_type=DOCUMENT)
    persons: list[UUID] = Field(sa_type=ARRAY(Uuid()))
    figures: Row = Field(sa_type=DOCUMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternRow(CaseRow):
    """A case as a reader gets it."""

    ground: str
    person_id: UUID | None
    premises_id: UUID | None
    to_premises_id: UUID | None
    anchor_at: datetime
    begins_at: datetime
    ends_at: datetime
    evidence: tuple[Source, ...]
    persons: tuple[UUID, ...]
    figures: dict[str, float]

    @property
    def premises(self) -> tuple[UUID, ...]:
        """The premises that it is about, at most two."""
        return tuple(each for each in (self.premises_id, self.to_premises_id) if each)

    @property
    def occurrence(self) -> Occurrence:
        return Occurrence(
            subject=Subject(self.person_id, self.premises_id, self.to_premises_id),
            ground=self.ground,
            anchor=self.anchor_at,
            begins_at=self.begins_at,
            ends_at=self.ends_at,
            evidence=self.evidence,
            persons=self.persons,
            confidence=self.confidence,
            figures=self.figures,
        )


def _pattern(row: asyncpg.Record) -> PatternRow:
    evidence = tuple((source["kind"], UUID(source["id"])) for source in row["evidence"])
    return typed(PatternRow, {**row, "evidence": evidence, "persons": tuple(row["persons"])})


@dataclass(frozen=True, slots=True)
class StandingCase:
    """A case that stands, and the version in shadow that found it."""

    case: Case
    shadow: int | None


async def between(
    conn: asyncpg.Connection,
    rule_id: str,
    stretches: Iterable[tuple[Subject, datetime, datetime]],
) -> list[StandingCase]:
    """Standing cases of subjects with their anchor within a stretch of time, ends included."""
    subjects = [
        (subject.person_id, subject.premises_id, subject.to_premises_id, begins, ends)
        for subject, begins, ends in stretches
    ]
    rows = await fetch(
        conn,
        """
        SELECT c.* FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::timestamptz[],
                               $6::timestamptz[]) AS t (person, premises, others, begins, ends)
          JOIN pattern_case AS c ON c.rule_id = $1 AND c.withdrawn_at IS NULL
               AND (c.person_id = person OR (person IS NULL AND c.premises_id = premises
                    AND c.person_id IS NULL AND c.to_premises_id IS NOT DISTINCT FROM others))
               AND c.anchor_at BETWEEN begins AND ends
        """,
        rule_id,
        *columns(subjects, 5),
    )
    return [_standing(_pattern(row)) for row in rows]


def _standing(row: PatternRow) -> StandingCase:
    case = Case(row.id, row.rule_version, row.occurrence)
    return StandingCase(case, row.rule_version if row.shadow else None)


async def put(
    conn: asyncpg.Connection,
    rule_id: str,
    cases: Sequence[tuple[UUID, JudgedOccurrence, bool]],
    at: datetime,
) -> None:
    """Write (id, what was found, whether in shadow); of a case that is there, its evidence.

    One that was withdrawn stands again, with what people made of it.
    """
    rows = [
        (
            case_id,
            each.version,
            shadow,
            each.occurrence.ground,
            each.occurrence.subject.person_id,
            each.occurrence.subject.premises_id,
            each.occurrence.subject.to_premises_id,
            each.occurrence.anchor,
            each.occurrence.begins_at,
            each.occurrence.ends_at,
            _evidence(each.occurrence),
            [*each.occurrence.persons],
            json_text(each.occurrence.figures),
            each.occurrence.confidence,
        )
        for case_id, each, shadow in cases
    ]
    await conn.executemany(
        """
        INSERT INTO pattern_case (id, rule_version, shadow, ground, person_id, premises_id,
               to_premises_id, anchor_at, begins_at, ends_at, evidence, persons, figures,
               confidence, rule_id, detected_at, state)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::jsonb, $12, $13::jsonb, $14, $15,
                $16, 'gedetecteerd')
        ON CONFLICT (id) DO UPDATE
        SET rule_version = $2, anchor_at = $8, begins_at = $9, ends_at = $10, evidence = $11::jsonb,
            persons = $12, figures = $13::jsonb, confidence = $14,
            withdrawn_at = NULL, withdrawn_reason = NULL
        """,
        [(*row, rule_id, at) for row in rows],
    )


def _evidence(occurrence: Occurrence) -> str:
    return json_text(
        [{"kind": kind, "id": str(source_id)} for kind, source_id in occurrence.evidence]
    )


async def withdrawn_alike(
    conn: asyncpg.Connection, rule_id: str, judged: JudgedOccurrence, *, shadow: bool
) -> UUID | None:
    """The case that was withdrawn when the very facts behind it were away, and are back now, of the
    same persons: of others nobody judged it."""
    found, subject = judged.occurrence, judged.occurrence.subject
    case_id: UUID | None = await conn.fetchval(
        """
        SELECT id FROM pattern_case
         WHERE rule_id = $1 AND shadow = $2 AND withdrawn_at IS NOT NULL AND ground = $3
               AND anchor_at = $4 AND person_id IS NOT DISTINCT FROM $5
               AND premises_id IS NOT DISTINCT FROM $6 AND to_premises_id IS NOT DISTINCT FROM $7
               AND evidence = $8::jsonb AND persons = $9::uuid[]
         ORDER BY withdrawn_at DESC, id LIMIT 1
        """,
        rule_id,
        shadow,
        found.ground,
        found.anchor,
        subject.person_id,
        subject.premises_id,
        subject.to_premises_id,
        _evidence(found),
        [*found.persons],
    )
    return case_id


async def withdraw(
    conn: asyncpg.Connection, cases: Sequence[tuple[UUID, str]], at: datetime
) -> None:
    """(id, reason): the facts no longer show it."""
    await conn.execute(
        """
        UPDATE pattern_case SET withdrawn_at = $3, withdrawn_reason = reason
          FROM unnest($1::uuid[], $2::text[]) AS t (case_id, reason) WHERE id = case_id
        """,
        *columns(cases, 2),
        at,
    )


async def get_for_update(conn: asyncpg.Connection, case_id: UUID) -> PatternRow | None:
    """A case, locked until the end of the transaction."""
    row = await conn.fetchrow("SELECT * FROM pattern_case WHERE id = $1 FOR UPDATE", case_id)
    return None if row is None else _pattern(row)


async def outcomes(conn: asyncpg.Connection) -> dict[tuple[str, int], dict[Outcome, int]]:
    """By rule and version: how often people gave each outcome."""
    rows = await conn.fetch(
        """
        SELECT rule_id, rule_version, outcome, count(*) FROM pattern_case
         WHERE outcome IS NOT NULL GROUP BY 1, 2, 3
        """
    )
    counts: dict[tuple[str, int], dict[Outcome, int]] = {}
    for rule_id, version, outcome, count in rows:
        counts.setdefault((rule_id, version), {})[Outcome(outcome)] = count
    return counts


async def known_between(
    conn: asyncpg.Connection, rule_id: str, begins: datetime, ends: datetime
) -> list[PatternRow]:
    """Of what came about in [begins, ends): the cases that stand in force, and those that people
    assessed, also in shadow or withdrawn."""
    rows = await fetch(
        conn,
        """
        SELECT * FROM pattern_case WHERE rule_id = $1 AND anchor_at >= $2 AND anchor_at < $3
           AND (outcome IS NOT NULL OR (withdrawn_at IS NULL AND NOT shadow))
         ORDER BY anchor_at, id
        """,
        rule_id,
        begins,
        ends,
    )
    return [_pattern(row) for row in rows]


async def listed(
    conn: asyncpg.Connection,
    rule_id: str | None,
    stands: Collection[Stand],
    shadow: bool,
    offset: int,
    limit: int,
) -> list[PatternRow]:
    """The newest first; of any stand where none is given."""
    rows = await fetch(
        conn,
        """
        SELECT * FROM pattern_case
         WHERE shadow = $3 AND ($1::text IS NULL OR rule_id = $1)
           AND ($2::text[] = '{}' OR ('ingetrokken' = ANY($2) AND withdrawn_at IS NOT NULL)
                OR (state = ANY($2) AND withdrawn_at IS NULL))
         ORDER BY anchor_at DESC, id OFFSET $4 LIMIT $5
        """,
        rule_id,
        [stand.value for stand in stands],
        shadow,
        offset,
        limit,
    )
    return [_pattern(row) for row in rows]
