"""What the screens of a day and of a week show: rooms, and the shifts that lie in them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from chassis.db import Transaction
from chassis.web import Actor
from pandkalender.premises import store as premises
from pandkalender.premises.rules import why_blocked
from pandkalender.premises.store import Facts
from pandkalender.shifts.api.views import identity_of
from pandkalender.shifts.rules import planning
from pandkalender.shifts.rules.hours import Bar, Line
from pandkalender.shifts.rules.period import Period, midnight
from pandkalender.shifts.rules.planning import Identity, Planning
from pandkalender.shifts.store import views
from pandkalender.shifts.store.views import Wanted
from pandkalender.workers import log_access

MOST_ROOMS = 500
MOST_SHIFTS = 5_000
CALLED_OFF = frozenset({Planning.GEANNULEERD, Planning.VERVALLEN})


@dataclass(frozen=True, slots=True)
class Shown:
    """What a calendar shows of a shift, and no more: the largest house has 700 of them a week."""

    shift_id: UUID
    premises_label: str
    room_label: str
    starts_at: datetime
    ends_at: datetime
    ended_at: datetime | None
    name: str
    identity_status: Identity
    blocked_reason: str | None

    def __repr__(self) -> str:
        return "<shown>"


@dataclass(slots=True)
class Placed:
    """A shift on the line of a day."""

    shift: Shown
    bar: Bar

    @property
    def name(self) -> str:
        return self.shift.name


@dataclass(slots=True)
class Room:
    room_id: UUID
    label: str
    blocked: str | None
    days: dict[date, list[Placed]] = field(default_factory=dict)

    def on(self, day: date) -> list[Placed]:
        return self.days.get(day, [])


@dataclass(slots=True)
class House:
    """Premises of the owner with their rooms, in the order of their labels."""

    label: str
    blocked: str | None
    rooms: list[Room] = field(default_factory=list)

    def taken(self, day: date) -> int:
        return sum(bool(room.on(day)) for room in self.rooms)


async def houses(tx: Transaction, actor: Actor, first: date, days: int) -> list[House]:
    """All rooms of the owner with what is declared in them; called-off shifts left out."""
    owner = actor.organisation
    await log_access.at_shifts(tx, actor, first.isoformat())
    rows = await premises.list_rooms(tx, owner, MOST_ROOMS, 0)
    facts = await premises.facts(tx, {row["premises_id"] for row in rows})
    period = Period(midnight(first), midnight(first + timedelta(days=days)))
    found: dict[UUID, House] = {}
    rooms: dict[UUID, Room] = {}
    for row in rows:
        blocked = why_blocked(facts[row["premises_id"]], _noon(first))
        house = found.setdefault(row["premises_id"], House(row["premises_label"], blocked))
        room = Room(row["room_id"], row["label"], blocked)
        house.rooms.append(room)
        rooms[row["room_id"]] = room
    wanted = Wanted(owner, period.starts_at, period.ends_at, None)
    shifts = await views.shifts(tx, wanted, MOST_SHIFTS, 0)
    lines = [Line.of(first + timedelta(days=number)) for number in range(days)]
    _place(tx, rooms, shifts, facts, lines)
    return list(found.values())


def _place(
    tx: Transaction,
    rooms: dict[UUID, Room],
    rows: Iterable[Any],
    facts: Facts,
    lines: list[Line],
) -> None:
    stretches = [(line.start, line.end, line) for line in lines]
    for row in rows:
        room = rooms.get(row["room_id"])
        period = Period(row["starts_at"], row["ends_at"])
        if room is None or planning.shown(Planning(row["planning"]), period, tx.now) in CALLED_OFF:
            continue
        shift = _shown(row, why_blocked(facts[row["premises_id"]], period))
        shown = Period(shift.starts_at, shift.ended_at or shift.ends_at)
        for starts, ends, line in stretches:
            bar = line.bar(shown) if shown.starts_at < ends and shown.ends_at > starts else None
            if bar is not None:
                room.days.setdefault(line.on, []).append(Placed(shift, bar))


def _shown(row: Any, blocked_reason: str | None) -> Shown:
    return Shown(
        row["shift_id"],
        row["premises"],
        row["room"],
        row["starts_at"],
        row["ends_at"],
        row["ended_at"],
        f"{row['given_names']} {row['family_name']}",
        identity_of(row),
        blocked_reason,
    )


def _noon(on: date) -> Period:
    """Whether premises can be used on a day is judged at noon; each declaration exactly."""
    return Period.at((midnight(on) + timedelta(hours=12)).astimezone(UTC))
