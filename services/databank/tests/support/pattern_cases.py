"""Cases of patterns in tests: what changes the facts under them, and those that stand."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import orjson

from contracts.codes import ChangeReason
from contracts.pandkalender import ShiftChanged, ShiftDeclared, ShiftEnded

from .databank import Databank
from .patterns import swept

HOUR = 1 / 24


def ends(shift: ShiftDeclared, hours: float) -> ShiftEnded:
    return ShiftEnded(
        shift_id=shift.shift_id,
        premises_id=shift.premises_id,
        ended_at=shift.starts_at + timedelta(hours=hours),
        early=True,
    )


def moves(shift: ShiftDeclared, starts_at: datetime, premises: UUID) -> ShiftChanged:
    return ShiftChanged(
        shift_id=shift.shift_id,
        premises_id=premises,
        room_id=shift.room_id,
        starts_at=starts_at,
        ends_at=starts_at + (shift.ends_at - shift.starts_at),
        previous_room_id=shift.room_id,
        previous_starts_at=shift.starts_at,
        previous_ends_at=shift.ends_at,
        changed_at=shift.starts_at,
        after_start=False,
        reason=ChangeReason.UREN,
    )


def _read(row: asyncpg.Record) -> dict[str, Any]:
    return {
        **row,
        "evidence": orjson.loads(row["evidence"]),
        "figures": orjson.loads(row["figures"]),
    }


async def cases(databank: Databank, rule_id: str, *about: UUID) -> list[dict[str, Any]]:
    """The cases that stand about persons or premises."""
    await swept(databank)
    rows = await databank.fetch(
        "SELECT * FROM pattern_case WHERE rule_id = $1 AND withdrawn_at IS NULL"
        " AND (person_id = ANY($2) OR premises_id = ANY($2)) ORDER BY anchor_at, id",
        rule_id,
        list(about),
    )
    return [_read(row) for row in rows]


async def verify(databank: Databank, shift: ShiftDeclared, outcome: str) -> None:
    at = shift.starts_at + timedelta(hours=1)
    body = {
        "shiftId": str(shift.shift_id),
        "outcome": outcome,
        "observedAt": at.isoformat(),
    }
    answer = await databank.post("/v1/verifications", body, at)
    assert answer.status_code in (200, 201, 207), answer.text
