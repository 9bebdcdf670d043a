"""Cases that the patterns found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
import orjson
from sqlalchemy import ForeignKeyConstraint, Index, Uuid
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from databank.detection.patterns.rules.finding import Case, Finding, Judged, Subject
from databank.tables import DOCUMENT, MOMENT, Row, Table, columns, fetch


class PatternCase(Table, table=True):
    """A case stands while ``withdrawn_at`` is empty. Its subject is a person, premises, or the way
    from premises to others; ``persons`` are those whom it may concern. ``shadow``: found by a
    version in shadow, for leadership alone."""

    __tablename__ = "pattern_case"
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
    )
    id: UUID = Field(primary_key=True)
    rule_id: str
    rule_version: int
    shadow: bool
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
    confidence: float
    detected_at: datetime = Field(sa_type=MOMENT)
    state: str
    outcome: str | None = None
    held_by: str | None = None
    assessed_at: datetime | None = Field(default=None, sa_type=MOMENT)
    assessed_by: str | None = None
    withdrawn_at: datetime | None = Field(default=None, sa_type=MOMENT)
    withdrawn_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A case that stands, and the version in shadow that found it."""

    case: Case
    shadow: int | None


async def between(
    conn: asyncpg.Connection,
    rule_id: str,
    stretches: Iterable[tuple[Subject, datetime, datetime]],
) -> list[Standing]:
    """Standing cases of subjects with their anchor within a stretch of time, ends included."""
    rows = [
        (one.person_id, one.premises_id, one.to_premises_id, begins, ends)
        for one, begins, ends in stretches
    ]
    found = await fetch(
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
        *columns(rows, 5),
    )
    return [standing(row) for row in found]


def standing(row: asyncpg.Record) -> Standing:
    finding = Finding(
        subject=Subject(row["person_id"], row["premises_id"], row["to_premises_id"]),
        ground=row["ground"],
        anchor=row["anchor_at"],
        begins_at=row["begins_at"],
        ends_at=row["ends_at"],
        evidence=tuple((one["kind"], UUID(one["id"])) for one in row["evidence"]),
        persons=tuple(row["persons"]),
        confidence=row["confidence"],
        figures=row["figures"],
    )
    case = Case(row["id"], row["rule_version"], finding)
    return Standing(case, row["rule_version"] if row["shadow"] else None)


async def put(
    conn: asyncpg.Connection,
    rule_id: str,
    cases: Sequence[tuple[UUID, Judged, bool]],
    at: datetime,
) -> None:
    """Write (id, what was found, whether in shadow); of a case that is there, its evidence."""
    rows = [
        (
            case_id,
            one.version,
            shadow,
            one.finding.ground,
            one.finding.subject.person_id,
            one.finding.subject.premises_id,
            one.finding.subject.to_premises_id,
            one.finding.anchor,
            one.finding.begins_at,
            one.finding.ends_at,
            _evidence(one.finding),
            [*one.finding.persons],
            orjson.dumps(one.finding.figures).decode(),
            one.finding.confidence,
        )
        for case_id, one, shadow in cases
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
            persons = $12, figures = $13::jsonb, confidence = $14
        """,
        [(*row, rule_id, at) for row in rows],
    )


def _evidence(finding: Finding) -> str:
    return orjson.dumps(
        [{"kind": kind, "id": str(source_id)} for kind, source_id in finding.evidence]
    ).decode()


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


async def hold(conn: asyncpg.Connection, case_id: UUID) -> asyncpg.Record | None:
    return await conn.fetchrow("SELECT * FROM pattern_case WHERE id = $1 FOR UPDATE", case_id)


async def assess(conn: asyncpg.Connection, case_id: UUID, state: str, held_by: str | None) -> None:
    await conn.execute(
        "UPDATE pattern_case SET state = $2, held_by = $3 WHERE id = $1", case_id, state, held_by
    )


async def set_outcome(
    conn: asyncpg.Connection, case_id: UUID, outcome: str, at: datetime, by: str
) -> None:
    await conn.execute(
        """
        UPDATE pattern_case SET outcome = $2, assessed_at = $3, assessed_by = $4 WHERE id = $1
        """,
        case_id,
        outcome,
        at,
        by,
    )


async def outcomes(conn: asyncpg.Connection) -> dict[tuple[str, int], dict[str, int]]:
    """By rule and version: how often people gave each outcome."""
    rows = await conn.fetch(
        """
        SELECT rule_id, rule_version, outcome, count(*) FROM pattern_case
         WHERE outcome IS NOT NULL GROUP BY 1, 2, 3
        """
    )
    found: dict[tuple[str, int], dict[str, int]] = {}
    for rule_id, version, outcome, count in rows:
        found.setdefault((rule_id, version), {})[outcome] = count
    return found


async def known_between(
    conn: asyncpg.Connection, rule_id: str, begins: datetime, ends: datetime
) -> list[asyncpg.Record]:
    """Of what came about in [begins, ends): the cases that stand in force, and those of which
    people said what they are, also in shadow or withdrawn."""
    return await fetch(
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


async def listed(
    conn: asyncpg.Connection,
    rule_id: str | None,
    state: str | None,
    shadow: bool,
    offset: int,
    limit: int,
) -> list[asyncpg.Record]:
    """The newest first; ``ingetrokken`` are the withdrawn ones."""
    return await fetch(
        conn,
        """
        SELECT *, CASE WHEN withdrawn_at IS NULL THEN state ELSE 'ingetrokken' END AS stand
          FROM pattern_case
         WHERE shadow = $3 AND ($1::text IS NULL OR rule_id = $1)
           AND ($2::text IS NULL OR ($2 = 'ingetrokken' AND withdrawn_at IS NOT NULL)
                OR (state = $2 AND withdrawn_at IS NULL))
         ORDER BY anchor_at DESC, id OFFSET $4 LIMIT $5
        """,
        rule_id,
        state,
        shadow,
        offset,
        limit,
    )
