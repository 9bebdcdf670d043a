"""Queries of lists that leave the databank, in a fixed order, from a place on.

They stand together, since each joins tables of several capabilities, and none may show a shielded
file.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from chassis.days import service_start
from chassis.db import Transaction
from chassis.rows import fetch_all
from chassis.web.exports import ExportQuery
from contracts.branches import Branch
from contracts.codes import SignalKind
from databank.detection.cases.rules import State
from databank.sightings.rules.basis import Basis


def _not_shielded(person_id: str) -> str:
    """A shielded file opens with an agreement of its own, never by way of a list."""
    return f"""NOT EXISTS (
  SELECT 1 FROM membership link JOIN shield_claim ON shield_claim.claim_id = link.claim_id
   WHERE link.person_id = {person_id} AND link.until_at IS NULL AND lifted_at IS NULL)"""  # noqa: S608


BRANCH_SHIFTS_OF_PERIOD = f"""
FROM branch_shift_case
WHERE to_seen_at >= $1 AND to_seen_at < $2 AND withdrawn_at IS NULL AND NOT shadow
  AND {_not_shielded("branch_shift_case.person_id")}
"""
BRANCH_SHIFTS = f"""
SELECT id, person_id, from_branch, to_branch, from_seen_at, to_seen_at, confidence, rule_version,
       state, detected_at, basis
{BRANCH_SHIFTS_OF_PERIOD} AND ($3::timestamptz IS NULL OR (to_seen_at, id) > ($3, $4::uuid))
ORDER BY to_seen_at, id LIMIT $5
"""
INSPECTIONS_OF_PERIOD = """
FROM inspection i
WHERE completed_at >= $1 AND completed_at < $2 AND ($3::text IS NULL OR branch = $3)
"""
INSPECTIONS = f"""
SELECT id, branch, visibility, kind, result, completed_at, officer,
  (SELECT count(*) FROM inspection_person p
    WHERE p.inspection_id = i.id AND p.withdrawn_at IS NULL) AS persons,
  (SELECT string_agg(e.label, ', ' ORDER BY e.label) FROM inspection_establishment ie
     JOIN establishment e ON e.id = ie.establishment_id
    WHERE ie.inspection_id = i.id AND e.branch <> 'prive_thuis') AS places
{INSPECTIONS_OF_PERIOD} AND ($4::timestamptz IS NULL OR (completed_at, id) > ($4, $5::uuid))
ORDER BY completed_at, id LIMIT $6
"""  # noqa: S608 - no values
SEEN_THERE = f"""
WITH place AS (SELECT id, premises_id FROM establishment WHERE id = $1::uuid),
everybody AS (
  SELECT p.person_id, p.claim_id, p.role, i.completed_at AS at
    FROM place JOIN inspection_establishment ie ON ie.establishment_id = place.id
    JOIN inspection i ON i.id = ie.inspection_id JOIN inspection_person p ON p.inspection_id = i.id
   WHERE i.completed_at >= $2 AND i.completed_at < $3 AND p.withdrawn_at IS NULL
  UNION ALL
  SELECT m.person_id, s.claim_id, 'sekswerker', s.starts_at
    FROM place JOIN shift s ON s.premises_id = place.premises_id
    JOIN membership m ON m.claim_id = s.claim_id AND m.until_at IS NULL
   WHERE s.starts_at >= $2 AND s.starts_at < $3 AND s.state <> 'geannuleerd'
),
seen AS (SELECT * FROM everybody WHERE {_not_shielded("everybody.person_id")})
"""  # noqa: S608 - no values
COUNT_PERSONS = f"{SEEN_THERE} SELECT count(DISTINCT person_id) FROM seen"  # noqa: S608 - no values
PERSONS = f"""
{SEEN_THERE}, person_there AS (
  SELECT person_id, string_agg(DISTINCT role, ', ') AS roles, min(at) AS first_at,
         max(at) AS last_at, count(*) AS times, (array_agg(claim_id ORDER BY at DESC))[1] AS newest
    FROM seen WHERE $4::uuid IS NULL OR person_id > $4
   GROUP BY person_id ORDER BY person_id LIMIT $5
)
SELECT t.*, c.given_names, c.family_name, c.birth_date, person.identity_state
  FROM person_there t JOIN claim c ON c.id = t.newest JOIN person ON person.id = t.person_id
 ORDER BY t.person_id
"""  # noqa: S608 - no values
SIGNALS = """
SELECT to_char(raised_at AT TIME ZONE 'Europe/Brussels', 'YYYY-MM') AS month, kind, state,
       count(*) AS signals
  FROM signal WHERE raised_at >= $1 AND raised_at < $2 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""

Place = tuple[datetime, UUID] | None
"""Moment and id of the last row that was read, or nothing at the start."""


@dataclass(frozen=True, slots=True)
class BranchShiftLine:
    id: UUID
    person_id: UUID
    from_branch: Branch
    to_branch: Branch
    from_seen_at: datetime
    to_seen_at: datetime
    confidence: float
    rule_version: int
    state: State
    detected_at: datetime
    basis: Basis | None


@dataclass(frozen=True, slots=True)
class InspectionLine:
    id: UUID
    branch: Branch
    visibility: str
    kind: str
    result: str
    completed_at: datetime
    officer: str
    persons: int
    places: str | None


@dataclass(frozen=True, slots=True, repr=False)
class PersonLine:
    """Somebody at a place, with the name of the newest claim there; prints nothing."""

    person_id: UUID
    roles: str
    first_at: datetime
    last_at: datetime
    times: int
    given_names: str | None
    family_name: str | None
    birth_date: str | None
    identity_state: str


@dataclass(frozen=True, slots=True)
class SignalCount:
    """Signals of a month, by kind and state; of nobody."""

    month: str
    kind: SignalKind
    state: str
    signals: int


@dataclass(frozen=True, slots=True)
class EstablishmentChoice:
    id: UUID
    label: str
    branch: Branch


async def count_branch_shifts(tx: Transaction, query: ExportQuery) -> int:
    count = f"SELECT count(*) {BRANCH_SHIFTS_OF_PERIOD}"
    return await _count(tx, count, *_days_of_service(query))


async def branch_shifts(
    tx: Transaction, query: ExportQuery, after: Place, limit: int
) -> list[BranchShiftLine]:
    values = (*_days_of_service(query), *(after or (None, None)), limit)
    return await fetch_all(tx.conn, BranchShiftLine, BRANCH_SHIFTS, *values)


async def count_inspections(tx: Transaction, query: ExportQuery) -> int:
    count = f"SELECT count(*) {INSPECTIONS_OF_PERIOD}"
    return await _count(tx, count, *_period(query), query.choice)


async def inspections(
    tx: Transaction, query: ExportQuery, after: Place, limit: int
) -> list[InspectionLine]:
    values = (*_period(query), query.choice, *(after or (None, None)), limit)
    return await fetch_all(tx.conn, InspectionLine, INSPECTIONS, *values)


async def count_persons(tx: Transaction, query: ExportQuery) -> int:
    return await _count(tx, COUNT_PERSONS, _chosen(query), *_period(query))


async def persons(
    tx: Transaction, query: ExportQuery, after: UUID | None, limit: int
) -> list[PersonLine]:
    """Persons who were checked or declared at an establishment."""
    values = (_chosen(query), *_period(query), after, limit)
    return await fetch_all(tx.conn, PersonLine, PERSONS, *values)


async def signals(tx: Transaction, query: ExportQuery) -> list[SignalCount]:
    return await fetch_all(tx.conn, SignalCount, SIGNALS, *_period(query))


async def establishments(tx: Transaction, limit: int) -> list[EstablishmentChoice]:
    return await fetch_all(
        tx.conn,
        EstablishmentChoice,
        "SELECT id, label, branch FROM establishment ORDER BY label, id LIMIT $1",
        limit,
    )


async def _count(tx: Transaction, query: str, *values: Any) -> int:
    count: int = await tx.conn.fetchval(query, *values)
    return count


def _period(query: ExportQuery) -> tuple[datetime, datetime]:
    return query.starts_at, query.ends_at


def _days_of_service(query: ExportQuery) -> tuple[datetime, datetime]:
    """The night after the last day belongs to it."""
    return service_start(query.first), service_start(query.last + timedelta(days=1))


def _chosen(query: ExportQuery) -> UUID | None:
    return UUID(query.choice) if query.choice else None
