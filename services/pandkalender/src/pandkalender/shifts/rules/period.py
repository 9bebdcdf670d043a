"""Half-open periods: a shift that ends at seven does not meet one that starts at seven."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from chassis.messages import LazyMessage, lazy

CITY = ZoneInfo("Europe/Brussels")
"""Days, birthdays and terms are those of the city; moments are UTC."""


@dataclass(frozen=True, slots=True)
class Period:
    """``starts_at`` up to, not including, ``ends_at``; empty when they are equal."""

    starts_at: datetime
    ends_at: datetime

    @property
    def length(self) -> timedelta:
        return self.ends_at - self.starts_at

    def common(self, other: "Period") -> "Period | None":
        """The part that both have; None when there is none."""
        start = max(self.starts_at, other.starts_at)
        end = min(self.ends_at, other.ends_at)
        return Period(start, end) if start < end else None

    def overlaps(self, other: "Period") -> bool:
        return self.common(other) is not None

    @classmethod
    def at(cls, moment: datetime) -> Self:
        """The shortest period that holds ``moment``."""
        return cls(moment, moment + timedelta(microseconds=1))


def day(moment: datetime) -> date:
    """The calendar day of a moment, in the city."""
    return moment.astimezone(CITY).date()


def midnight(on: date) -> datetime:
    """The begin of a day, in the city."""
    return datetime.combine(on, time(), tzinfo=CITY)


def spoken(moment: datetime) -> LazyMessage:
    """A moment as people read it: ``05/01/2026 om 19:00``."""
    local = moment.astimezone(CITY)
    return lazy("%(day)s om %(hour)s", day=f"{local:%d/%m/%Y}", hour=f"{local:%H:%M}")
