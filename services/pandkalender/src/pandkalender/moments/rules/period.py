"""Half-open periods: a shift that ends at seven does not meet one that starts at seven."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from chassis.days import city_time
from chassis.messages import LazyMessage, lazy


@dataclass(frozen=True, slots=True)
class Period:
    """``starts_at`` up to, not including, ``ends_at``; empty when they are equal."""

    starts_at: datetime
    ends_at: datetime

    @property
    def length(self) -> timedelta:
        return self.ends_at - self.starts_at

    @property
    def length_on_clocks(self) -> timedelta:
        """The length that clocks on the wall show: from 19 to 7 is twelve hours, on any night."""
        starts, ends = city_time(self.starts_at), city_time(self.ends_at)
        return ends.replace(tzinfo=None) - starts.replace(tzinfo=None)

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


def spoken(moment: datetime) -> LazyMessage:
    """A moment as people read it: ``05/01/2026 om 19:00``."""
    local = city_time(moment)
    return lazy("%(day)s om %(hour)s", day=f"{local:%d/%m/%Y}", hour=f"{local:%H:%M}")
