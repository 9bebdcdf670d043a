"""Shifts as owners declare, change, cancel and end them over the days."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from contracts.codes import CancelReason, ChangeReason
from simulator.city.grid import Grid, Spot
from simulator.city.people import Person
from simulator.city.span import Slot, Span, moment
from simulator.city.workforce import Workforce

DAY_OCCUPANCY, NIGHT_OCCUPANCY = 0.48, 0.74
WEEKEND = 1.12
SEASON = {1: 0.94, 2: 0.96, 7: 1.05, 8: 1.03, 12: 1.04}
LATE, CHANGED, CANCELLED, ENDED_EARLY = 0.03, 0.08, 0.06, 0.05
ROSTER_FROM_ROOMS = 7
"""Owners with so many rooms send a day's shifts together, the others one by one."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a declared shift."""

    at: datetime
    reason: ChangeReason
    starts_at: datetime
    ends_at: datetime
    room: str


@dataclass(frozen=True, slots=True)
class Cancellation:
    """A declared shift that is called off."""

    at: datetime
    reason: CancelReason


@dataclass(frozen=True, slots=True)
class Shift:
    """One shift of the plan. ``left_at`` is when work ended, if before the declared end."""

    id: str
    owner: str
    spot: Spot
    slot: Slot
    person: Person
    declared_at: datetime
    in_roster: bool
    left_at: datetime | None = None
    change: Change | None = None
    cancellation: Cancellation | None = None

    @property
    def starts_at(self) -> datetime:
        return self.slot.starts_at

    @property
    def ends_at(self) -> datetime:
        return self.slot.ends_at

    @property
    def over_at(self) -> datetime:
        """The end of the work, after all changes."""
        return self.left_at or (self.change.ends_at if self.change else self.ends_at)

    @property
    def late(self) -> bool:
        return self.declared_at > self.starts_at


@dataclass(frozen=True, slots=True)
class BookedShift:
    """A shift that must be in the plan; the plan only chooses the room."""

    person: Person
    slot: Slot
    cancelled: bool = False


class Roster:
    """Plans all shifts, first those that are booked, then ordinary life in the rooms left."""

    def __init__(self, span: Span, grid: Grid, workforce: Workforce, chance: Random) -> None:
        self._span = span
        self._grid = grid
        self._workforce = workforce
        self._chance = chance
        rooms: dict[str, int] = {}
        for house in grid.houses:
            rooms[house.owner.code] = rooms.get(house.owner.code, 0) + len(house.rooms)
        self._rosters = {owner for owner, count in rooms.items() if count >= ROSTER_FROM_ROOMS}
        self._minutes = {
            house.owner.code: chance.randint(14 * 60, 20 * 60) for house in grid.houses
        }
        self.shifts: list[Shift] = []

    def book(self, bookings: Iterable[BookedShift]) -> None:
        """Plan booked shifts, each declared alone the day before, in a known order."""
        for booking in bookings:
            slot = booking.slot
            free = [spot for house in self._grid.houses for spot in self._grid.free(house, slot)]
            spot = self._chance.choice(free)
            self._grid.take(spot, slot, booking.person)
            before = slot.starts_at - timedelta(hours=self._chance.uniform(9, 11))
            shift = self._shift(spot, slot, booking.person, max(before, self._opening()), False)
            if booking.cancelled:
                at = slot.starts_at - timedelta(hours=1)
                shift = replace(shift, cancellation=Cancellation(at, CancelReason.ZIEK))
            self.shifts.append(shift)

    def fill(self) -> None:
        """Plan ordinary life in the rooms that are left."""
        for slot in self._span.slots:
            occupancy = _occupancy(slot)
            for house in self._grid.houses:
                free = self._grid.free(house, slot)
                let = [spot for spot in free if self._chance.random() < occupancy]
                empty = [spot for spot in free if spot not in let]
                for spot in let:
                    person = self._workforce.choose(house, slot, self._grid)
                    if person is None:
                        break
                    self._grid.take(spot, slot, person)
                    self.shifts.append(self._ordinary(empty, spot, slot, person))

    def _ordinary(self, empty: list[Spot], spot: Spot, slot: Slot, person: Person) -> Shift:
        """``empty`` are the rooms of the house to which the shift may move."""
        owner, chance = self._grid.houses[spot.premises].owner.code, self._chance
        if chance.random() < LATE:
            declared = slot.starts_at + timedelta(minutes=chance.randint(10, 110))
            return self._shift(spot, slot, person, declared, False)
        if owner in self._rosters:
            declared = self._roster_at(owner, slot.day)
            shift = self._shift(spot, slot, person, declared, True)
        else:
            before = timedelta(minutes=chance.randint(45, 1200))
            declared = max(slot.starts_at - before, self._opening())
            shift = self._shift(spot, slot, person, declared, False)
        fate = chance.random()
        if fate < CANCELLED:
            return self._cancelled(shift)
        if fate < CANCELLED + CHANGED:
            return self._changed(shift, empty)
        if fate > 1 - ENDED_EARLY:
            early = timedelta(minutes=chance.randint(60, 180))
            return replace(shift, left_at=shift.ends_at - early)
        return shift

    def _roster_at(self, owner: str, day: int) -> datetime:
        """The day before, at the owner's own hour; on the first day, before work starts."""
        if day == 0:
            return moment(0, 6, 1 + self._minutes[owner] % 40)
        return moment(day - 1, 0) + timedelta(minutes=self._minutes[owner])

    def _opening(self) -> datetime:
        return self._span.starts_at + timedelta(minutes=self._chance.randint(1, 45))

    def _shift(
        self, spot: Spot, slot: Slot, person: Person, declared_at: datetime, in_roster: bool
    ) -> Shift:
        return Shift(
            id=f"S{len(self.shifts) + 1:06d}",
            owner=self._grid.houses[spot.premises].owner.code,
            spot=spot,
            slot=slot,
            person=person,
            declared_at=declared_at.replace(second=0, microsecond=0),
            in_roster=in_roster,
        )

    def _cancelled(self, shift: Shift) -> Shift:
        at = self._before_start(shift)
        if at is None:
            return shift
        reason = self._chance.choice(list(CancelReason))
        return replace(shift, cancellation=Cancellation(at, reason))

    def _changed(self, shift: Shift, empty: list[Spot]) -> Shift:
        at = self._before_start(shift)
        if at is None:
            return shift
        change = Change(at, ChangeReason.UREN, shift.starts_at, shift.ends_at, shift.spot.room)
        kind = self._chance.random()
        if kind < 0.3 and empty:
            spot = empty.pop(self._chance.randrange(len(empty)))
            self._grid.take(spot, shift.slot)
            return replace(
                shift, change=replace(change, reason=ChangeReason.RUIMTE, room=spot.room)
            )
        if kind < 0.6:
            ends = shift.ends_at - timedelta(minutes=30 * self._chance.randint(2, 6))
            shorter = replace(change, reason=ChangeReason.INKORTING, ends_at=ends)
            return replace(shift, change=shorter)
        starts = shift.starts_at + timedelta(minutes=30 * self._chance.randint(1, 4))
        return replace(shift, change=replace(change, starts_at=starts))

    def _before_start(self, shift: Shift) -> datetime | None:
        """A moment well after the declaration and before the start, if there is one."""
        room = int((shift.starts_at - shift.declared_at).total_seconds() / 60)
        if room < 40:
            return None
        return shift.declared_at + timedelta(minutes=self._chance.randint(20, room - 10))


def _occupancy(slot: Slot) -> float:
    base = NIGHT_OCCUPANCY if slot.night else DAY_OCCUPANCY
    on = slot.starts_at
    weekend = WEEKEND if on.weekday() >= 4 else 1.0
    return min(0.97, base * weekend * SEASON.get(on.month, 1.0))
