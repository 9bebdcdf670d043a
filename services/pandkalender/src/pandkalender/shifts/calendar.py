"""The calendar of an owner for some days: rooms, and the shifts that lie in them.

A room that the owner no longer has is there as long as a shift of the owner's fills it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from chassis.days import city_moment, day_start
from chassis.db import Transaction
from chassis.messages import LazyMessage, lazy
from chassis.web import Actor
from contracts.codes import LapseReason
from pandkalender.moments.rules.period import Period
from pandkalender.premises import store as premises
from pandkalender.premises.rules import FORMER_OWNER, why_blocked
from pandkalender.premises.store import Facts
from pandkalender.shifts.read import blocked_reason
from pandkalender.shifts.rules.hours import Bar, DayLine
from pandkalender.shifts.rules.planning_state import CALLED_OFF, PlanningState
from pandkalender.shifts.store import shift_rows
from pandkalender.shifts.store.shift_rows import ShiftQuery, ShiftRow
from pandkalender.workers import log_access
from pandkalender.workers.rules.identity_status import IdentityStatus
from pandkalender.workers.rules.owner_view import seen_since

MOST_ROOMS = 500
MOST_SHIFTS = 5_000
FORMER_ROOM = lazy("Deze kamer hoort niet meer bij het pand.")


@dataclass(frozen=True, slots=True, repr=False)
class CalendarShift:
    """A shift as a calendar shows it, and no more: the largest house has 700 of them a week."""

    shift_id: UUID
    premises_label: str
    room_label: str
    starts_at: datetime
    ends_at: datetime
    ended_at: datetime | None
    name: str
    identity_status: IdentityStatus
    blocked_reason: LazyMessage | None
    lapse_reason: LapseReason | None


@dataclass(slots=True)
class ShiftBar:
    """A shift on the line of a day."""

    shift: CalendarShift
    bar: Bar

    @property
    def name(self) -> str:
        return self.shift.name


@dataclass(slots=True)
class CalendarRoom:
    """A room with its shifts, by day."""

    room_id: UUID
    label: str
    blocked: LazyMessage | None
    days: dict[date, list[ShiftBar]] = field(default_factory=dict)

    def on(self, day: date) -> list[ShiftBar]:
        return self.days.get(day, [])


@dataclass(slots=True)
class CalendarPremises:
    """Premises of the owner with their rooms, in the order of their labels."""

    label: str
    blocked: LazyMessage | None
    rooms: list[CalendarRoom] = field(default_factory=list)

    def taken(self, day: date) -> int:
        """The number of rooms with a shift."""
        return sum(bool(room.on(day)) for room in self.rooms)


@dataclass(slots=True)
class Calendar:
    """``lapsed`` are the shifts that could not take place; cancelled ones are nowhere."""

    premises: list[CalendarPremises]
    lapsed: list[CalendarShift]


async def read_calendar(tx: Transaction, actor: Actor, first: date, days: int) -> Calendar:
    """All rooms of the owner with their shifts from ``first`` on, as far back as owners look."""
    owner = actor.organisation
    await log_access.log_shifts(tx, actor, first.isoformat())
    rows = await premises.list_rooms(tx, owner, MOST_ROOMS, 0)
    facts = await premises.list_facts(tx, {row.premises_id for row in rows})
    by_premises: dict[UUID, CalendarPremises] = {}
    rooms: dict[UUID, CalendarRoom] = {}
    for row in rows:
        blocked = why_blocked(facts[row.premises_id], _noon(first))
        shown = by_premises.setdefault(
            row.premises_id, CalendarPremises(row.premises_label, blocked)
        )
        room = CalendarRoom(row.room_id, row.label, blocked)
        shown.rooms.append(room)
        rooms[row.room_id] = room
    after = max(day_start(first), seen_since(tx.now))
    query = ShiftQuery(owner, after, day_start(first + timedelta(days=days)))
    shifts = await shift_rows.list_shifts(tx, query, MOST_SHIFTS)
    facts |= await premises.list_facts(tx, {row.premises_id for row in shifts} - facts.keys())
    standing = [row for row in shifts if row.planning not in CALLED_OFF]
    _add_former_rooms(by_premises, rooms, standing)
    _place(rooms, standing, facts, [DayLine.of(first + timedelta(days=nr)) for nr in range(days)])
    lapsed = [
        _calendar_shift(row, None) for row in shifts if row.planning is PlanningState.VERVALLEN
    ]
    return Calendar(list(by_premises.values()), lapsed)


def _add_former_rooms(
    by_premises: dict[UUID, CalendarPremises],
    rooms: dict[UUID, CalendarRoom],
    shifts: Iterable[ShiftRow],
) -> None:
    """Rooms that were sold, or that the declaration no longer names, with shifts that stand."""
    for row in shifts:
        if row.room_id not in rooms:
            blocked = FORMER_OWNER if row.is_of_former_owner else FORMER_ROOM
            shown = by_premises.setdefault(
                row.premises_id, CalendarPremises(row.premises_label, blocked)
            )
            rooms[row.room_id] = CalendarRoom(row.room_id, row.room_label, blocked)
            shown.rooms.append(rooms[row.room_id])


def _place(
    rooms: dict[UUID, CalendarRoom],
    shifts: Iterable[ShiftRow],
    facts: Facts,
    lines: list[DayLine],
) -> None:
    stretches = [(line.start, line.end, line) for line in lines]
    for row in shifts:
        room = rooms[row.room_id]
        shift = _calendar_shift(row, blocked_reason(row, facts))
        filled = Period(shift.starts_at, shift.ended_at or shift.ends_at)
        for starts, ends, line in stretches:
            bar = line.bar(filled) if filled.starts_at < ends and filled.ends_at > starts else None
            if bar is not None:
                room.days.setdefault(line.on, []).append(ShiftBar(shift, bar))


def _calendar_shift(row: ShiftRow, blocked: LazyMessage | None) -> CalendarShift:
    return CalendarShift(
        row.shift_id,
        row.premises_label,
        row.room_label,
        row.starts_at,
        row.ends_at,
        row.ended_at,
        row.worker.name,
        row.identity_status,
        blocked,
        row.lapse_reason,
    )


def _noon(on: date) -> Period:
    """Whether premises can be used on a day is judged at noon; each declaration exactly."""
    return Period.at(city_moment(on, time(12)))
