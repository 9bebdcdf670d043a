"""The days that the city lives, and the slots in which rooms are rented."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Brussels")
FIRST_DAY = date(2026, 1, 5)
"""A Monday."""
WAKES = 6
"""The hour at which the city starts to live on its first day, and stops on its last."""

LONGEST = timedelta(hours=12)
"""Of a shift; the night in which summer time ends has an hour more."""


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
        ends = moment(self.day + 1, 7) if self.night else moment(self.day, 19)
        return min(ends, self.starts_at + LONGEST)


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
    on = FIRST_DAY + timedelta(days=day)
    return datetime(on.year, on.month, on.day, hour, minute, tzinfo=ZONE).astimezone(UTC)


def wire(when: datetime) -> str:
    """RFC 3339, in local time with the offset of that day."""
    return when.astimezone(ZONE).isoformat(timespec="seconds")
