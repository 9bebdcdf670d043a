"""Days and hours as owners speak of them, in the city's own time, and back.

A day may have 23 or 25 hours. Hours of a night that begin before midnight end on the next day.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from chassis.days import city_day, city_moment, city_time, day_start
from pandkalender.moments.rules.period import Period

HALF_HOUR = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Slot:
    """Half a day in which rooms are rented."""

    code: str
    starts: time
    ends: time


DAY = Slot("dag", time(7), time(19))
NIGHT = Slot("nacht", time(19), time(7))
SLOTS = {slot.code: slot for slot in (DAY, NIGHT)}


def period(on: date, starts: time, ends: time) -> Period:
    """The period from ``starts`` on that day to ``ends``, the next day when that is not later."""
    last = on if ends > starts else on + timedelta(days=1)
    return Period(city_moment(on, starts), city_moment(last, ends))


def move(before: Period, days: int) -> Period:
    """The same hours on the clock, some days later."""
    return Period(_later(before.starts_at, days), _later(before.ends_at, days))


def _later(at: datetime, days: int) -> datetime:
    return city_moment(city_day(at) + timedelta(days=days), city_time(at).time())


def next_slot(now: datetime) -> tuple[date, Slot]:
    """The slot that begins next: the most likely one to be declared now."""
    local = city_time(now)
    for slot in (DAY, NIGHT):
        if local.time() < slot.starts:
            return city_day(now), slot
    return city_day(now) + timedelta(days=1), DAY


def likely_slot(on: date, now: datetime) -> Slot:
    """The slot of a given day that is declared now: the next, else the night that runs.

    After midnight last night still runs. On a day on which neither is so, the usual slot.
    """
    begins, usual = next_slot(now)
    runs = period(on, NIGHT.starts, NIGHT.ends).overlaps(Period.at(now))
    return NIGHT if runs and on != begins else usual


def clock_change(on: date) -> int:
    """Hours that the clock moves in the day and night from ``on``: 1 forward, -1 back, mostly 0."""
    whole = day_start(on + timedelta(days=2)) - day_start(on)
    return round((timedelta(hours=48) - whole) / timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class Bar:
    """The place of a shift on the line of a day, in half hours since midnight."""

    column: int
    width: int
    from_before: bool
    to_after: bool


@dataclass(frozen=True, slots=True)
class DayLine:
    """A day as a line of half hours from ``start``, its midnight in UTC; 46, 48 or 50 of them."""

    on: date
    start: datetime
    halves: int

    @classmethod
    def of(cls, on: date) -> "DayLine":
        start = day_start(on)
        length = day_start(on + timedelta(days=1)) - start
        return cls(on, start, length // HALF_HOUR)

    @property
    def end(self) -> datetime:
        return self.start + self.halves * HALF_HOUR

    def marks(self, every: int = 3) -> list[tuple[int, str]]:
        """Labels of the hours: (half hours since midnight, ``21:00``)."""
        marks = []
        for half in range(0, self.halves, 2):
            local = city_time(self.start + half * HALF_HOUR)
            if local.hour % every == 0:
                marks.append((half, f"{local:%H:%M}"))
        return marks

    def bar(self, shift: Period) -> Bar | None:
        """Begun half hours count whole; None when the shift does not touch the day."""
        if shift.ends_at <= self.start or shift.starts_at >= self.end:
            return None
        column = max(0, (shift.starts_at - self.start) // HALF_HOUR)
        end = min(self.halves, -((self.start - shift.ends_at) // HALF_HOUR))
        if end <= column:
            return None
        return Bar(
            column,
            end - column,
            from_before=shift.starts_at < self.start,
            to_after=shift.ends_at > self.end,
        )


def monday(on: date) -> date:
    """The first day of the week of ``on``."""
    return on - timedelta(days=on.weekday())
