"""Rules of what waits: cases counted by the day by which something has to happen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class DayCounts:
    """``late``, due ``today``, ``soon`` (in the seven days after), and in all."""

    late: int
    today: int
    soon: int
    total: int

    @classmethod
    def of(cls, days: Iterable[date | None], today: date) -> "DayCounts":
        found = [*days]
        dated = [day for day in found if day is not None]
        return cls(
            late=sum(day < today for day in dated),
            today=sum(day == today for day in dated),
            soon=sum(today < day <= today + SOON for day in dated),
            total=len(found),
        )
