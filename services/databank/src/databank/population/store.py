"""Persons active in a period, establishments known at its end, and what was measured, once each."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from chassis.json_documents import json_text
from chassis.rows import fetch_all
from chassis.tables import DOCUMENT, MOMENT
from databank.population.rules.spans import Span
from databank.population.rules.told import RoundedCounts
from databank.population.rules.untold import (
    PERSONS,
    PLACES,
    SILENT_MONTHS,
    Untold,
    falls_silent,
    untold,
)
from databank.sightings.store.presence import OF_SHIFT, STANDS
from databank.tables import Table


class PopulationMeasurementRow(Table, table=True):
    """``counts`` as they left, rounded; ``first_day`` and ``months`` say of which period."""

    __tablename__ = "population_measurement"
    __table_args__ = (UniqueConstraint("first_day", "months", name="population_measurement_once"),)
    id: UUID = Field(primary_key=True)
    first_day: date
    months: int
    counts: dict[str, object] = Field(sa_type=DOCUMENT)
    measured_at: datetime = Field(sa_type=MOMENT)
    measured_by: str


@dataclass(frozen=True, slots=True)
class ActiveRow:
    """A person seen at work in a period. ``moves`` are those that came true in it, as
    ``straat:raam``; ``first_seen_at`` is of the first time at all."""

    branches: list[str]
    moves: list[str]
    first_seen_at: datetime
    birth_date: str
    nationality: str | None


@dataclass(frozen=True, slots=True)
class EstablishmentRow:
    branch: str


@dataclass(frozen=True, slots=True)
class Measurement:
    first_day: date
    months: int
    counts: dict[str, Any]
    measured_at: datetime

    @property
    def span(self) -> Span:
        return Span(self.first_day, self.months)

    @property
    def persons(self) -> RoundedCounts:
        return self._of(PERSONS)

    @property
    def places(self) -> RoundedCounts:
        return self._of(PLACES)

    @property
    def untold(self) -> list[Untold]:
        """What of it left nobody, since no draw was safe beside all that had."""
        return [*untold(PERSONS, self.persons), *untold(PLACES, self.places)]

    def _of(self, about: str) -> RoundedCounts:
        return RoundedCounts(self.counts[about]["total"], self.counts[about]["by"])


_ACTIVE = f"""
WITH RECURSIVE seen AS (
  SELECT sighting.person_id AS id, sighting.branch
    FROM sighting {OF_SHIFT}
   WHERE seen_at >= $1 AND seen_at < $2 AND {STANDS}
   GROUP BY 1, 2),
chain AS (
  SELECT id AS start, person.id, person.merged_into
    FROM person WHERE person.id IN (SELECT id FROM seen)
   UNION SELECT chain.start, person.id, person.merged_into
    FROM person JOIN chain ON person.id = chain.merged_into),
survivor AS (SELECT start, id FROM chain WHERE merged_into IS NULL),
active AS (
  SELECT survivor.id, array_agg(DISTINCT seen.branch) AS branches
    FROM seen JOIN survivor ON survivor.start = seen.id GROUP BY 1)
SELECT active.branches, moved.moves, coalesce(person.first_seen_at, $1) AS first_seen_at,
       coalesce(known.birth_date, '') AS birth_date, known.nationality
  FROM active JOIN person ON person.id = active.id
  LEFT JOIN LATERAL (
       SELECT claim.birth_date, claim.nationality
         FROM membership JOIN claim ON claim.id = claim_id
        WHERE membership.person_id = active.id AND until_at IS NULL
        ORDER BY from_at DESC, claim_id LIMIT 1) AS known ON true
  CROSS JOIN LATERAL (
       SELECT coalesce(array_agg(DISTINCT from_branch || ':' || to_branch), '{{}}') AS moves
         FROM branch_shift_case AS move
        WHERE move.person_id = active.id AND told AND NOT shadow AND withdrawn_at IS NULL
          AND to_seen_at >= $3 AND to_seen_at < $4) AS moved
"""  # noqa: S608 - no values


async def active(
    conn: asyncpg.Connection,
    days: tuple[datetime, datetime],
    service: tuple[datetime, datetime],
) -> list[ActiveRow]:
    """Different persons seen at work, or declared and not found absent; who is merged is one.

    ``days`` is the period by the calendar, ``service`` by days of service, for moves.
    """
    return await fetch_all(conn, ActiveRow, _ACTIVE, *days, *service)


async def establishments(conn: asyncpg.Connection, ends: datetime) -> list[EstablishmentRow]:
    """Establishments that were known before a moment."""
    return await fetch_all(
        conn,
        EstablishmentRow,
        "SELECT branch FROM establishment WHERE registered_at < $1",
        ends,
    )


async def add(
    conn: asyncpg.Connection,
    measurement_id: UUID,
    span: Span,
    counts: dict[str, Any],
    at: datetime,
    by: str,
) -> bool:
    """False when the period was measured before."""
    added = await conn.fetchval(
        """
        INSERT INTO population_measurement (id, first_day, months, counts, measured_at, measured_by)
        VALUES ($1, $2, $3, $4::text::jsonb, $5, $6)
        ON CONFLICT ON CONSTRAINT population_measurement_once DO NOTHING RETURNING id
        """,
        measurement_id,
        span.first,
        span.months,
        json_text(counts),
        at,
        by,
    )
    return added is not None


async def since(conn: asyncpg.Connection, first: date) -> list[Measurement]:
    """Measurements of periods that began on a day or later, the newest first."""
    return await fetch_all(
        conn,
        Measurement,
        "SELECT first_day, months, counts, measured_at FROM population_measurement"
        " WHERE first_day >= $1 ORDER BY first_day DESC, months",
        first,
    )


async def silent_since(conn: asyncpg.Connection, now: datetime) -> datetime | None:
    """When the last month was measured, if something is told by none of the last ones."""
    last = await fetch_all(
        conn,
        Measurement,
        "SELECT first_day, months, counts, measured_at FROM population_measurement"
        " WHERE months = 1 AND measured_at <= $1 ORDER BY first_day DESC LIMIT $2",
        now,
        SILENT_MONTHS,
    )
    return last[0].measured_at if falls_silent([each.untold for each in last]) else None
