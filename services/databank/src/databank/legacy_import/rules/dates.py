"""Dates as people wrote them over fifteen years, on forms, cards and in three programs."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from anyascii import anyascii

from chassis.days import city_moment

NOON = time(12)
"""When only the day is known. Any fixed hour of the day would do."""
_EXCEL_ZERO = date(1899, 12, 30)
_EXCEL_DAYS = range(20_000, 60_000)  # October 1954 to April 2064
_EARLIEST = 1900
_YOUNGEST, _OLDEST = 10, 90
"""Ages between which a birth year of two digits can be meant; fewer than 100 years apart."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan",
            "februari feb febr",
            "maart mrt mar maa",
            "april apr",
            "mei",
            "juni jun",
            "juli jul",
            "augustus aug",
            "september sept sep",
            "oktober okt oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_ABOUT = re.compile(r"^(?:±|\+/-|ca\.?|circa|rond|omstreeks|vermoedelijk)\s*", re.IGNORECASE)
_PART = re.compile(
    r"^(begin|midden|half|eind|einde|voorjaar|lente|zomer|najaar|herfst|winter)\s+",
    re.IGNORECASE,
)
_ISO = re.compile(r"^(\d{4})-(\d\d)(?:-(\d\d)(?:[T ](\d\d):?(\d\d)(?::?\d\d)?)?)?$")
_PLAIN = re.compile(r"^((?:19|20)\d\d)(\d\d)?(\d\d)?(?:T(\d\d)(\d\d))?$")
_SERIAL = re.compile(r"^(\d{5})(?:\.0+)?$")
_NUMBERS = re.compile(r"^(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*('?\d{2}|\d{4})$")
_MONTH_YEAR = re.compile(r"^(\d{1,2})\s*[./-]\s*(\d{4})$")
_WORDS = re.compile(r"^(?:(\d{1,2})[e.]?\s+)?([a-z]+)\.?\s*('?\d{2}|\d{4})$")
_HOUR = re.compile(r"^(\d{1,2})\s*[:.uh]\s*(\d{2})?$", re.IGNORECASE)

UNREADABLE = "Deze datum kunnen we niet lezen. Schrijf dag/maand/jaar, bijvoorbeeld 12/03/2014."
IMPOSSIBLE = "Deze dag bestaat niet."
FUTURE = "Deze datum ligt in de toekomst."
CENTURY = "Het is niet duidelijk in welke eeuw dit jaar ligt. Schrijf vier cijfers."
NO_HOUR = "Dit uur kunnen we niet lezen. Schrijf bijvoorbeeld 22:15."


class DateError(ValueError):
    """The text says in Dutch what is wrong, without the value."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day, or only a month or a year, with the hour where it is known (Brussels time)."""

    year: int
    month: int | None = None
    day: int | None = None
    hour: time | None = None

    @property
    def is_exact(self) -> bool:
        return self.day is not None

    @property
    def first(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day that it may have been."""
        if self.month is None:
            return date(self.year, 12, 31)
        if self.day is None:
            following = date(self.year + self.month // 12, self.month % 12 + 1, 1)
            return following - timedelta(days=1)
        return self.first

    @property
    def moment(self) -> datetime:
        """In UTC; at noon where no hour is known."""
        return city_moment(self.last, self.hour or NOON)

    def __str__(self) -> str:
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)]
        return "-".join(parts) + (f"T{self.hour:%H:%M}" if self.hour else "")


def read_day(text: str, today: date) -> Day:
    """A day on which something happened. Raises :class:`DateError`."""
    year, month, day, hour = _parts(text)
    found = _day(_recent(year, today), month, day, hour)
    if found.first > today:
        raise DateError(FUTURE)
    return found


def read_birth(text: str, today: date) -> str:
    """``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``. Raises :class:`DateError`."""
    year, month, day, _ = _parts(text)
    found = _day(_of_birth(year, today), month, day, None)
    if found.first > today:
        raise DateError(FUTURE)
    return str(found)


def read_hour(text: str) -> time:
    """``22:15``, ``22u15``, ``22.15`` or ``22u``. Raises :class:`DateError`."""
    found = _HOUR.match(text.strip())
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise DateError(NO_HOUR)
    return time(int(found[1]), int(found[2] or 0))


_Parts = tuple[str, int | None, int | None, time | None]


def _parts(text: str) -> _Parts:
    """Year as it stands, month, day, hour."""
    text = _ABOUT.sub("", " ".join(text.replace("’", "'").replace("`", "'").split()))
    part = _PART.match(text)
    text = _PART.sub("", text)
    if found := _ISO.match(text) or _PLAIN.match(text):
        year, month, day, hours, minutes = found.groups()
        hour = read_hour(f"{hours}:{minutes}") if hours else None
        return year, _number(month), _number(day), hour
    if found := _SERIAL.match(text):
        return _of_serial(int(found[1]))
    if found := _NUMBERS.match(text):
        return found[3], int(found[2]), int(found[1]), None
    if found := _MONTH_YEAR.match(text):
        return found[2], int(found[1]), None, None
    found = _WORDS.match(anyascii(text).casefold())
    if found is None or found[2] not in _MONTHS or (part and found[1]):
        raise DateError(UNREADABLE)
    return found[3], _MONTHS[found[2]], _number(found[1]), None


def _number(text: str | None) -> int | None:
    return None if text is None else int(text)


def _of_serial(days: int) -> _Parts:
    if days not in _EXCEL_DAYS:
        raise DateError(UNREADABLE)
    found = _EXCEL_ZERO + timedelta(days=days)
    return str(found.year), found.month, found.day, None


def _day(year: int, month: int | None, day: int | None, hour: time | None) -> Day:
    if year < _EARLIEST:
        raise DateError(UNREADABLE)
    try:
        date(year, month if month is not None else 1, day if day is not None else 1)
    except ValueError:
        raise DateError(IMPOSSIBLE) from None
    return Day(year, month, day, hour)


def _recent(year: str, today: date) -> int:
    if len(year) == 4:
        return int(year)
    short = int(year.removeprefix("'"))
    return 2000 + short if 2000 + short <= today.year else 1900 + short


def _of_birth(year: str, today: date) -> int:
    if len(year) == 4:
        return int(year)
    short = int(year.removeprefix("'"))
    for century in (2000, 1900):
        if _YOUNGEST <= today.year - (century + short) <= _OLDEST:
            return century + short
    raise DateError(CENTURY)
