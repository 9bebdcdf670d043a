"""Shifts and their history: add them, find their occupancies, note what the police saw."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import BigInteger, Column, Computed, Identity, Index
from sqlalchemy.dialects.postgresql import TSTZRANGE, ExcludeConstraint
from sqlmodel import Field, col, select

from chassis.db import Transaction
from chassis.tables import code, one_of
from chassis.web import Actor
from pandkalender.moments.rules.period import Period
from pandkalender.shifts.rules.declaration import Lead
from pandkalender.shifts.rules.occupancy import Occupancy
from pandkalender.shifts.rules.planning_state import (
    STORED_PLANNING,
    PlanningState,
    Verification,
    replaces,
)
from pandkalender.shifts.rules.work import UNSAID, Work, WorkStatus
from pandkalender.tables import Table, moment, reference

OCCUPIES = (
    "CASE WHEN planning = ANY (ARRAY['geannuleerd', 'vervallen']) THEN 'empty'::tstzrange"
    " ELSE tstzrange(starts_at, COALESCE(ended_at, ends_at)) END"
)
"""The time that a shift fills its room. Empty ranges meet nothing: a cancelled shift is in no way.
"""

OCCUPANCIES = """
SELECT shift_id, room_id, worker_id, starts_at, COALESCE(ended_at, ends_at) AS ends_at
FROM (
  SELECT s.* FROM unnest($1::uuid[], $2::tstzrange[]) AS q (room_id, period)
    JOIN shift s ON s.room_id = q.room_id AND s.occupies && q.period
  UNION
  SELECT s.* FROM unnest($3::uuid[], $4::tstzrange[]) AS q (worker_id, period)
    JOIN shift s ON s.worker_id = q.worker_id AND s.occupies && q.period
) AS occupancies
"""
ADD = """
WITH given AS (
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[],
    $6::timestamptz[], $7::timestamptz[], $8::boolean[], $9::integer[], $10::text[], $11::text[],
    $12::date[])
  AS t (shift_id, premises_id, room_id, worker_id, claim_id, starts_at, ends_at, late, lead,
    work_status, recognition, recognised_until)
), added AS (
  INSERT INTO shift (shift_id, owner, premises_id, room_id, worker_id, claim_id, starts_at,
    ends_at, planning, late, lead_minutes, declared_at, verification, work_status, recognition,
    recognised_until)
  SELECT shift_id, $13, premises_id, room_id, worker_id, claim_id, starts_at,
    ends_at, $14, late, lead, $15, $16, work_status, recognition, recognised_until
  FROM given ORDER BY room_id, starts_at
  ON CONFLICT DO NOTHING
  RETURNING shift_id, room_id, starts_at, ends_at
), noted AS (
  INSERT INTO shift_step (shift_id, planning, at, actor, actor_function, room_id, starts_at,
    ends_at)
  SELECT shift_id, $14, $15, $17, $18, room_id, starts_at, ends_at FROM added
)
SELECT shift_id FROM added
"""
ONE_ROOM_PER_WORKER = "shift_worker_twice"
"""The constraint that keeps one owner's worker out of two rooms at once."""


class Shift(Table, table=True):
    """A declared shift. Its constraints hold under concurrent requests too.

    An empty ``work_status``: an older release declared it, which did not ask.
    """

    __tablename__ = "shift"
    __table_args__ = (
        one_of("planning", STORED_PLANNING),
        one_of("verification", Verification),
        one_of("work_status", WorkStatus),
        ExcludeConstraint(
            ("room_id", "="), ("occupies", "&&"), using="gist", name="shift_room_taken"
        ),
        ExcludeConstraint(
            ("worker_id", "="), ("occupies", "&&"), using="gist", name=ONE_ROOM_PER_WORKER
        ),
        Index("shift_owner", "owner", "starts_at"),
        Index("shift_start", "starts_at", "shift_id"),
        Index("shift_worker", "worker_id", "starts_at"),
        Index("shift_open", "ends_at", postgresql_where="planning IN ('aangegeven', 'gewijzigd')"),
    )

    shift_id: UUID = Field(primary_key=True)
    owner: str
    premises_id: UUID
    room_id: UUID = reference("room.room_id")
    worker_id: UUID = reference("worker.worker_id")
    claim_id: UUID = reference("worker_claim.claim_id")
    starts_at: datetime = moment()
    ends_at: datetime = moment()
    planning: PlanningState = Field(sa_type=code(PlanningState, varchar=True))
    late: bool
    lead_minutes: int
    declared_at: datetime = moment()
    ended_at: datetime | None = moment(nullable=True)
    verification: Verification = Field(sa_type=code(Verification, varchar=True))
    verification_at: datetime | None = moment(nullable=True)
    work_status: WorkStatus | None = Field(default=None, sa_type=code(WorkStatus, varchar=True))
    recognition: str | None = None
    recognised_until: date | None = None
    occupies: Any = Field(
        sa_column=Column(TSTZRANGE, Computed(OCCUPIES, persisted=True), nullable=False)
    )


class ShiftStep(Table, table=True):
    """The history of a shift: its state after each step, and who took it."""

    __tablename__ = "shift_step"
    __table_args__ = (one_of("planning", STORED_PLANNING),)

    step_id: int | None = Field(
        default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True)
    )
    shift_id: UUID = Field(foreign_key="shift.shift_id", index=True)
    planning: PlanningState = Field(sa_type=code(PlanningState, varchar=True))
    reason: str | None = None
    at: datetime = moment()
    actor: str
    actor_function: str
    room_id: UUID
    starts_at: datetime = moment()
    ends_at: datetime = moment()


@dataclass(frozen=True, slots=True)
class NewShift:
    """A shift that was accepted and is not stored yet."""

    shift_id: UUID
    premises_id: UUID
    room_id: UUID
    worker_id: UUID
    claim_id: UUID
    period: Period
    lead: Lead
    work: Work = UNSAID

    @property
    def occupancy(self) -> Occupancy:
        return Occupancy(self.shift_id, self.room_id, self.worker_id, self.period)


async def find_occupancies(
    tx: Transaction, wanted: Sequence[Occupancy], same_person: Sequence[Occupancy]
) -> list[Occupancy]:
    """Occupancies that fill the wanted rooms, or keep those workers and ``same_person`` busy."""
    by_worker = [*wanted, *same_person]
    rows = await tx.conn.fetch(
        OCCUPANCIES,
        [shift.room_id for shift in wanted],
        [_range(shift.period) for shift in wanted],
        [shift.worker_id for shift in by_worker],
        [_range(shift.period) for shift in by_worker],
    )
    return [
        Occupancy(
            row["shift_id"],
            row["room_id"],
            row["worker_id"],
            Period(row["starts_at"], row["ends_at"]),
        )
        for row in rows
    ]


async def add(tx: Transaction, actor: Actor, shifts: Sequence[NewShift]) -> set[UUID]:
    """Store new shifts, each with the first step of its history.

    Returns the ids of the shifts that found room; another request was first for the others.
    """
    if not shifts:
        return set()
    columns = zip(
        *(
            (
                shift.shift_id,
                shift.premises_id,
                shift.room_id,
                shift.worker_id,
                shift.claim_id,
                shift.period.starts_at,
                shift.period.ends_at,
                shift.lead.late,
                shift.lead.minutes,
                shift.work.status,
                shift.work.recognition,
                shift.work.recognised_until,
            )
            for shift in shifts
        ),
        strict=True,
    )
    rows = await tx.conn.fetch(
        ADD,
        *map(list, columns),
        actor.organisation,
        PlanningState.AANGEGEVEN,
        tx.now,
        Verification.NIET_GECONTROLEERD,
        actor.subject,
        actor.function.value,
    )
    return {row["shift_id"] for row in rows}


async def set_verification(
    tx: Transaction, shift_id: UUID, verification: Verification, at: datetime
) -> bool:
    """Keep the newest observation, the gravest of one moment; False for an unknown shift."""
    shift = await tx.session.get(Shift, shift_id, with_for_update=True, populate_existing=True)
    if shift is None:
        return False
    if replaces(verification, at, shift.verification, shift.verification_at):
        shift.verification, shift.verification_at = verification, at
        await tx.session.flush()
    return True


async def take_back_verification(
    tx: Transaction,
    shift_id: UUID,
    observed_at: datetime,
    standing: Verification,
    standing_at: datetime | None,
) -> None:
    """Put back what stands, if the observation of that moment is what the shift shows."""
    shift = await tx.session.get(Shift, shift_id, with_for_update=True, populate_existing=True)
    if shift is not None and shift.verification_at == observed_at:
        shift.verification, shift.verification_at = standing, standing_at
        await tx.session.flush()


async def list_steps(tx: Transaction, shift_id: UUID) -> Sequence[ShiftStep]:
    """The history of a shift, oldest first."""
    query = select(ShiftStep).where(ShiftStep.shift_id == shift_id)
    return (await tx.session.exec(query.order_by(col(ShiftStep.step_id)))).all()


def _range(period: Period) -> asyncpg.Range:
    if period.ends_at < period.starts_at:  # refused elsewhere; PostgreSQL cannot hold it
        return asyncpg.Range(empty=True)
    return asyncpg.Range(period.starts_at, period.ends_at)
