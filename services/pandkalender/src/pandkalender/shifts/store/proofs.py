"""Proofs of declarations: a code that nobody can guess, and the shift that its holder may see."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from chassis.db import Transaction
from pandkalender.shifts.rules.planning_state import PlanningState
from pandkalender.tables import Table, moment

PROVEN_SHIFT = """
SELECT s.starts_at, s.ends_at, s.ended_at, s.planning, s.declared_at,
  r.label AS room, p.label AS premises, proof.code
FROM proof JOIN shift s USING (shift_id) JOIN room r USING (room_id)
  JOIN premises p ON p.premises_id = s.premises_id
WHERE s.shift_id = $1
"""
CODE_BYTES = 9
"""Randomness in a code."""


class Proof(Table, table=True):
    """The code on the paper proof of a declaration."""

    __tablename__ = "proof"

    shift_id: UUID = Field(primary_key=True, foreign_key="shift.shift_id")
    code: str
    made_at: datetime = moment()


@dataclass(frozen=True, slots=True)
class ProvenShift:
    """Room, hours and state of a shift, never who works there."""

    premises: str
    room: str
    starts_at: datetime
    ends_at: datetime
    ended_at: datetime | None
    declared_at: datetime
    planning: PlanningState


async def get_code(tx: Transaction, shift_id: UUID) -> str:
    """The code of a shift, made at the first request and the same ever after."""
    new = insert(Proof).values(
        shift_id=shift_id, code=secrets.token_urlsafe(CODE_BYTES), made_at=tx.now
    )
    await tx.session.exec(new.on_conflict_do_nothing())
    return (await tx.session.get_one(Proof, shift_id)).code


async def get_proven(tx: Transaction, shift_id: UUID, code: str) -> ProvenShift | None:
    """The shift that a code proves; None for a wrong code."""
    row = await tx.conn.fetchrow(PROVEN_SHIFT, shift_id)
    if row is None or not secrets.compare_digest(row["code"].encode(), code.encode()):
        return None
    return ProvenShift(
        row["premises"],
        row["room"],
        row["starts_at"],
        row["ends_at"],
        row["ended_at"],
        row["declared_at"],
        PlanningState(row["planning"]),
    )
