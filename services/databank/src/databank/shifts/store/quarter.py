"""The quarter now: the window rooms that should be in use, and their verification."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

import asyncpg

from chassis.days import city_day, day_start
from chassis.rows import fetch_all, fetch_one
from contracts.codes import LapseReason
from databank.identity_status.rules import ValidationOutcome
from databank.shifts.rules.shift import ShiftState
from databank.sightings.rules.verification_state import VerificationState

AHEAD = timedelta(hours=2)
"""A shift that begins this soon stands in the list already."""
CHECKED_AHEAD = timedelta(days=1)
"""A shift that begins so soon is still met today, as overdue checks of identities have it."""

ROOMS = """
SELECT shift.shift_id, shift.room_id, shift.premises_id, shift.starts_at, shift.ends_at, shift.late,
       shift.verification, shift.verified_at, person.identity_state,
       coalesce(establishment.street, '') AS street,
       coalesce(establishment.house_number, '') AS house_number,
       coalesce(establishment.label, 'pand') AS premises,
       coalesce(window_room.label, '?') AS room,
       EXISTS (SELECT FROM suspension WHERE suspension.premises_id = shift.premises_id
                  AND begins_at <= $1 AND (ends_at IS NULL OR ends_at > $1)
                  AND lifted_at IS NULL) AS is_suspended
  FROM shift
  JOIN membership ON membership.claim_id = shift.claim_id AND until_at IS NULL
  JOIN person ON person.id = membership.person_id
  LEFT JOIN establishment ON establishment.premises_id = shift.premises_id
  LEFT JOIN window_room ON window_room.room_id = shift.room_id
 WHERE shift.state IN ('aangegeven', 'gewijzigd') AND shift.starts_at < $2 AND shift.ends_at > $1
   AND ($3::text IS NULL OR establishment.street = $3)
 ORDER BY street, length(coalesce(establishment.house_number, '')), house_number, room,
       shift.starts_at
"""
DECLARED = """
SELECT shift.*, membership.person_id, person.identity_state, person.validated_at,
       claim.given_names, claim.family_name, claim.birth_date, claim.nationality,
       claim.document_kind, claim.document_country, claim.document_number,
       claim.document_expires_on, claim.national_number, claim.phone,
       nullif(establishment.label, 'pand') AS premises,
       coalesce(window_room.label, '?') AS room, false AS is_shielded
  FROM shift
  JOIN membership ON membership.claim_id = shift.claim_id AND until_at IS NULL
  JOIN person ON person.id = membership.person_id
  JOIN claim ON claim.id = shift.claim_id
  LEFT JOIN establishment ON establishment.premises_id = shift.premises_id
  LEFT JOIN window_room ON window_room.room_id = shift.room_id
 WHERE shift.shift_id = $1
"""


@dataclass(frozen=True, slots=True)
class QuarterRoom:
    """A room with the shift that is declared for it, without a name."""

    shift_id: UUID
    premises_id: UUID
    starts_at: datetime
    ends_at: datetime
    late: bool
    verification: VerificationState
    identity_state: str
    premises: str
    street: str
    house_number: str
    room: str
    is_suspended: bool

    @property
    def is_validated(self) -> bool:
        return self.identity_state == ValidationOutcome.GEVALIDEERD


@dataclass(frozen=True, slots=True)
class DeclaredShift:
    """A shift with the identity that was declared for it; its ``repr`` prints nothing."""

    shift_id: UUID
    claim_id: UUID
    person_id: UUID
    premises_id: UUID
    starts_at: datetime
    ends_at: datetime
    ended_at: datetime | None
    state: ShiftState
    verification: VerificationState
    identity_state: str
    given_names: str
    family_name: str
    birth_date: str
    nationality: str | None
    document_kind: str | None
    document_country: str | None
    document_number: str | None
    document_expires_on: date | None
    national_number: str | None
    premises: str | None
    room: str
    lapse_reason: LapseReason | None
    is_shielded: bool

    def __repr__(self) -> str:
        return "<declared shift>"

    def is_now(self, now: datetime) -> bool:
        """Whether somebody may stand at its door: it runs, or begins soon."""
        is_on = self.state in (ShiftState.AANGEGEVEN, ShiftState.GEWIJZIGD)
        return is_on and self.starts_at - AHEAD < now < self.ends_at

    def is_at_hand(self, now: datetime) -> bool:
        """Whether it is work of today: its hours touch this day of the city, or begin within a day
        (a check that is overdue can still be done then)."""
        ends_at = self.ended_at or self.ends_at
        return self.starts_at < now + CHECKED_AHEAD and ends_at > day_start(city_day(now))

    def at_the_door(self) -> "DeclaredShift":
        """Without what nobody needs to tell that the person present is who was declared."""
        return replace(self, is_shielded=True, national_number=None, nationality=None)

    @property
    def is_validated(self) -> bool:
        return self.identity_state == ValidationOutcome.GEVALIDEERD


async def rooms(conn: asyncpg.Connection, now: datetime, street: str | None) -> list[QuarterRoom]:
    """Declared shifts that run now or begin soon, by address; names are opened one by one."""
    return await fetch_all(conn, QuarterRoom, ROOMS, now, now + AHEAD, street)


async def streets(conn: asyncpg.Connection) -> list[str]:
    rows = await conn.fetch(
        "SELECT DISTINCT street FROM establishment WHERE premises_id IS NOT NULL"
        " AND street IS NOT NULL ORDER BY street"
    )
    return [row["street"] for row in rows]


async def shift(conn: asyncpg.Connection, shift_id: UUID) -> DeclaredShift | None:
    """A shift with the identity that was declared for it."""
    return await fetch_one(conn, DeclaredShift, DECLARED, shift_id)
