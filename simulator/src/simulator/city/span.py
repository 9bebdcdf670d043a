"""The days that the city lives, and the slots in which rooms are rented."""

import os
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from chassis.days import city_moment, city_time

FIRST_DAY = date.fromisoformat(os.environ.get("KRACHTLIJN_CITY_FIRST_DAY") or "2026-03-02")
"""The day on which the city begins to live; where nobody says another the Monday after last year's
figures of care leave."""
WAKES = 6
"""The hour at which the city starts to live on its first day, and stops on its last."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Half a day in which a room can be rented: ``dag`` 07-19, ``nacht`` 19-07, local time."""

    day: int
    night: bool

    @property
    def index(self) -> int:
        return 2 * self.day + self.night

    @property
    def starts_at(self) -> datetime:
        return moment(self.day, 19 if self.night else 7)

    @property
    def ends_at(self) -> datetime:
        return moment(self.day + 1, 7) if self.night else moment(self.day, 19)


@dataclass(frozen=True, slots=True)
class Span:
    """The days that the city lives."""

    days: int

    @property
    def starts_at(self) -> datetime:
        return moment(0, WAKES)

    @property
    def ends_at(self) -> datetime:
        return moment(self.days, WAKES)

    @property
    def slots(self) -> list[Slot]:
        return [Slot(day, night) for day in range(self.days) for night in (False, True)]

    def at(self, share: float) -> datetime:
        """The moment at which this share, 0 to 1, of the days has gone."""
        return self.starts_at + share * (self.ends_at - self.starts_at)

    def __contains__(self, when: datetime) -> bool:
        return self.starts_at <= when < self.ends_at


def moment(day: int, hour: int, minute: int = 0) -> datetime:
    """The moment, in UTC, of a local wall-clock time; day 0 is the first."""
    return city_moment(FIRST_DAY + timedelta(days=day), time(hour, minute))


def wire(when: datetime) -> str:
    """RFC 3339, in local time with the offset of that day."""
    return city_time(when).isoformat(timespec="seconds")
