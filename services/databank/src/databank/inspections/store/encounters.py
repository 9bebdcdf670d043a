"""The persons of an inspection: added one by one, withdrawn where that was wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
from sqlalchemy import Index
from sqlmodel import Field

from chassis.rows import fetch_all, fetch_one
from chassis.tables import CODE, MOMENT, one_of
from contracts.branches import Branch
from databank.identity_status.rules import ValidationOutcome
from databank.inspections.rules import PersonOutcome, Role
from databank.matching.rules.outcomes import LinkOutcome
from databank.sightings.rules.basis import Basis
from databank.tables import Table, columns

PRESENT = """
SELECT encounter.*, claim.given_names, claim.family_name, claim.alias, claim.birth_date,
       claim.document_kind, claim.document_country, claim.document_number, claim.nationality,
       person.identity_state, person.provisional
  FROM inspection_person AS encounter
  LEFT JOIN claim ON claim.id = encounter.claim_id
  LEFT JOIN person ON person.id = encounter.person_id
 WHERE encounter.inspection_id = $1 AND encounter.withdrawn_at IS NULL
"""
BRANCH_SHIFTS = """
SELECT DISTINCT seen.claim_id, moved.id AS case_id, moved.from_branch, moved.to_branch,
       moved.from_seen_at, moved.to_seen_at, moved.basis
  FROM sighting AS seen
  JOIN branch_shift_case AS moved
       ON moved.person_id = seen.person_id AND moved.withdrawn_at IS NULL AND NOT moved.shadow
          AND seen.id IN (moved.from_sighting, moved.to_sighting)
 WHERE seen.source_kind = 'inspection' AND seen.source_id = $1 AND seen.withdrawn_at IS NULL
 ORDER BY moved.to_seen_at, moved.id
"""

UNSURE = """
SELECT DISTINCT ON (seen.claim_id) seen.claim_id, task.id AS review_id
  FROM sighting AS seen
  JOIN sighting AS doubted ON doubted.person_id = seen.person_id
       AND doubted.withdrawn_at IS NULL AND doubted.confidence < $2
  JOIN review_task AS task ON task.person_id = seen.person_id AND task.state = 'open'
       AND task.kind <> 'steekproef'
 WHERE seen.source_kind = 'inspection' AND seen.source_id = $1 AND seen.withdrawn_at IS NULL
 ORDER BY seen.claim_id, task.opened_at, task.id
"""


class InspectionPersonRow(Table, table=True):
    """Somebody who was there, in the capacity of ``role`` (DP-06).

    Without any words about them there is no person and no claim. ``key`` is of the form that added
    them, ``decision`` the matcher's then. An entry that was withdrawn stays, and counts no more.
    """

    __tablename__ = "inspection_person"
    __table_args__ = (
        Index("inspection_person_key", "key", unique=True),
        one_of("role", Role),
        one_of("outcome", PersonOutcome),
        one_of("decision", LinkOutcome),
    )
    inspection_id: UUID = Field(primary_key=True, foreign_key="inspection.id")
    position: int = Field(primary_key=True)
    person_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    claim_id: UUID | None = Field(default=None, foreign_key="claim.id", index=True)
    role: Role = Field(sa_type=CODE)
    key: UUID | None = None
    outcome: PersonOutcome | None = Field(default=None, sa_type=CODE)
    decision: LinkOutcome | None = Field(default=None, sa_type=CODE)
    added_at: datetime | None = Field(default=None, sa_type=MOMENT)
    added_by: str | None = None
    withdrawn_at: datetime | None = Field(default=None, sa_type=MOMENT)
    withdrawn_reason: str | None = None


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """An entry of an inspection that was recorded at once, with its person where anybody knew."""

    person_id: UUID | None
    claim_id: UUID | None
    role: Role


@dataclass(frozen=True, slots=True)
class NewEncounter:
    """An entry as an officer makes it; ``key`` is of the form."""

    key: UUID
    person_id: UUID | None
    claim_id: UUID | None
    role: Role
    outcome: PersonOutcome
    decision: LinkOutcome | None
    added_at: datetime
    added_by: str


@dataclass(frozen=True, slots=True)
class Encounter:
    """Somebody who was checked, as they were known by then; its ``repr`` prints nothing."""

    position: int
    person_id: UUID | None
    claim_id: UUID | None
    role: Role
    outcome: PersonOutcome | None
    decision: LinkOutcome | None
    given_names: str | None
    family_name: str | None
    alias: str | None
    birth_date: str | None
    document_country: str | None
    document_number: str | None
    identity_state: str | None

    def __repr__(self) -> str:
        return "<encounter>"

    @property
    def is_validated(self) -> bool:
        return self.identity_state == ValidationOutcome.GEVALIDEERD


@dataclass(frozen=True, slots=True)
class RevealedBranchShift:
    """A case that stands on somebody's being seen in an inspection."""

    claim_id: UUID
    case_id: UUID
    from_branch: Branch
    to_branch: Branch
    basis: Basis | None


async def add_checked(
    conn: asyncpg.Connection, inspection_id: UUID, persons: Sequence[CheckedClaim]
) -> None:
    """Add all persons of an inspection that was recorded at once, in their order."""
    rows = [
        (position, person.person_id, person.claim_id, person.role)
        for position, person in enumerate(persons)
    ]
    await conn.execute(
        """
        INSERT INTO inspection_person (inspection_id, position, person_id, claim_id, role)
        SELECT $1, t.* FROM unnest($2::integer[], $3::uuid[], $4::uuid[], $5::text[]) AS t
        """,
        inspection_id,
        *columns(rows, 4),
    )


async def was_added(conn: asyncpg.Connection, key: UUID) -> bool:
    """Whether the form with this key added somebody before, and so may not do it again."""
    return bool(await conn.fetchval("SELECT true FROM inspection_person WHERE key = $1", key))


async def add(conn: asyncpg.Connection, inspection_id: UUID, encounter: NewEncounter) -> None:
    """Add to a locked inspection; a position among the others is never given again."""
    await conn.execute(
        """
        INSERT INTO inspection_person (inspection_id, position, key, person_id, claim_id, role,
                                       outcome, decision, added_at, added_by)
        SELECT $1, coalesce(max(position) + 1, 0), $2, $3, $4, $5, $6, $7, $8, $9
          FROM inspection_person WHERE inspection_id = $1
        """,
        inspection_id,
        encounter.key,
        encounter.person_id,
        encounter.claim_id,
        encounter.role,
        encounter.outcome,
        encounter.decision,
        encounter.added_at,
        encounter.added_by,
    )


async def present(conn: asyncpg.Connection, inspection_id: UUID) -> list[Encounter]:
    """The persons that were checked, without the entries that were withdrawn."""
    return await fetch_all(conn, Encounter, PRESENT + " ORDER BY encounter.position", inspection_id)


async def count_present(conn: asyncpg.Connection, inspection_id: UUID) -> int:
    """The number of entries that were not withdrawn."""
    count: int = await conn.fetchval(
        "SELECT count(*) FROM inspection_person WHERE inspection_id = $1 AND withdrawn_at IS NULL",
        inspection_id,
    )
    return count


async def get(conn: asyncpg.Connection, inspection_id: UUID, position: int) -> Encounter | None:
    return await fetch_one(
        conn, Encounter, PRESENT + " AND encounter.position = $2", inspection_id, position
    )


async def withdraw(
    conn: asyncpg.Connection, inspection_id: UUID, position: int, at: datetime, reason: str
) -> None:
    await conn.execute(
        """
        UPDATE inspection_person SET withdrawn_at = $3, withdrawn_reason = $4
         WHERE inspection_id = $1 AND position = $2
        """,
        inspection_id,
        position,
        at,
        reason,
    )


async def unname(
    conn: asyncpg.Connection, inspection_id: UUID, person_id: UUID
) -> dict[int, UUID | None]:
    """Leave the entries of a person with somebody whom nobody can name; gives their claims, by
    position."""
    rows = await conn.fetch(
        """
        WITH entry AS MATERIALIZED (
             SELECT inspection_id, position, claim_id FROM inspection_person
              WHERE inspection_id = $1 AND person_id = $2 AND withdrawn_at IS NULL
              ORDER BY position FOR UPDATE)
        UPDATE inspection_person AS unnamed
           SET person_id = NULL, claim_id = NULL, decision = NULL
          FROM entry
         WHERE (unnamed.inspection_id, unnamed.position) = (entry.inspection_id, entry.position)
        RETURNING entry.position, entry.claim_id
        """,
        inspection_id,
        person_id,
    )
    return {row["position"]: row["claim_id"] for row in rows}


async def note_stranger(
    conn: asyncpg.Connection, inspection_id: UUID, position: int, person_id: UUID, claim_id: UUID
) -> None:
    """Whoever was there in the name of another is a person of its own."""
    await conn.execute(
        """
        UPDATE inspection_person SET person_id = $3, claim_id = $4, decision = 'nieuw'
         WHERE inspection_id = $1 AND position = $2
        """,
        inspection_id,
        position,
        person_id,
        claim_id,
    )


async def branch_shifts(conn: asyncpg.Connection, inspection_id: UUID) -> list[RevealedBranchShift]:
    """Cases that stand on somebody's being seen in this inspection."""
    return await fetch_all(conn, RevealedBranchShift, BRANCH_SHIFTS, inspection_id)


async def visible_branch_shifts(
    conn: asyncpg.Connection, case_ids: Sequence[UUID]
) -> tuple[UUID, ...]:
    """Those of these cases that the reader may see."""
    rows = await conn.fetch("SELECT id FROM branch_shift_case WHERE id = ANY($1)", case_ids)
    visible = {row["id"] for row in rows}
    return tuple(case_id for case_id in case_ids if case_id in visible)


async def unsure(
    conn: asyncpg.Connection, inspection_id: UUID, certainty: float
) -> dict[UUID, UUID]:
    """Claims whose person is still in question, with that question.

    Their sightings count less than ``certainty``, so that a branch shift may exist that no case
    shows yet.
    """
    rows = await conn.fetch(UNSURE, inspection_id, certainty)
    return {row["claim_id"]: row["review_id"] for row in rows}
