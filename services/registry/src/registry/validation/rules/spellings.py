"""Months and whole numbers as people write them.

What can be read in one way only is read; where a year has two digits, is missing, or a day stands
beside it, the sender is asked. A spelling is told by its form alone, so no name can be one.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from registry.minimum_format.rules.codes import fold

MONTHS = (
    ("januari", "jan", "janvier", "january"),
    ("februari", "feb", "fevrier", "fev", "fevr", "february"),
    ("maart", "mrt", "mar", "mars", "march"),
    ("april", "apr", "avril", "avr"),
    ("mei", "mai", "may"),
    ("juni", "jun", "juin", "june"),
    ("juli", "jul", "juillet", "juil", "july"),
    ("augustus", "aug", "aout", "august"),
    ("september", "sep", "sept", "septembre"),
    ("oktober", "okt", "oct", "octobre", "october"),
    ("november", "nov", "novembre"),
    ("december", "dec", "decembre"),
)
"""Names and abbreviations in Dutch, French and English, without accents."""
BY_NAME = {name: number for number, names in enumerate(MONTHS, start=1) for name in names}
NAME = "|".join(sorted(BY_NAME, key=len, reverse=True))
CENTURY = 2000
_GROUPS = re.compile(r"[0-9]{1,3}(?:[.\s'\u2019][0-9]{3})+")
_NUMBER_LIKE = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9})(?:[.,]0+)?")


@dataclass(frozen=True, slots=True)
class MonthReading:
    """A month (``JJJJ-MM``) as it was understood; ``is_certain`` when nobody needs to be asked,
    ``has_day`` when a day stood beside it, which is nowhere kept or shown."""

    month: str
    is_certain: bool
    has_day: bool = False


@dataclass(frozen=True, slots=True)
class NumberReading:
    number: int
    is_certain: bool


def read_month(text: str, year: int) -> MonthReading | None:
    """The month that ``text`` says, in the year of the delivery where it says none."""
    plain = re.sub(r"[\s_./\u2013-]+", " ", re.sub("['\u2019]", " ", fold(text))).strip()
    for form, reading in _FORMS:
        match = form.fullmatch(plain)
        if match is None:
            continue
        for found in reading(match, year):
            if 1 <= int(found.month[5:]) <= 12:
                return found
    return None


def read_whole_number(text: str) -> NumberReading | None:
    """``1.200`` and ``1 200`` are twelve hundred; ``1,200`` and ``12,0`` are asked about."""
    if text.isascii() and text.isdigit():
        return NumberReading(int(text), is_certain=True)
    if _GROUPS.fullmatch(text):
        return NumberReading(int(re.sub(r"[^0-9]", "", text)), is_certain=True)
    match = _NUMBER_LIKE.fullmatch(text)
    if match is None:
        return None
    return NumberReading(int(match[1].replace(",", "")), is_certain=False)


Readings = Iterator[MonthReading]


def _reading(
    year: int | str, month: str, *, is_certain: bool, has_day: bool = False
) -> MonthReading:
    number = BY_NAME.get(month) or int(month)
    whole = int(year) if int(year) >= 100 else CENTURY + int(year)
    return MonthReading(f"{whole:04}-{number:02}", is_certain, has_day)


def _full(match: re.Match[str], _year: int) -> Readings:
    yield _reading(match["y"], match["m"], is_certain=True)


def _short_year(match: re.Match[str], _year: int) -> Readings:
    yield _reading(match["y"], match["m"], is_certain=False)


def _two_short(match: re.Match[str], year: int) -> Readings:
    """``03/25`` or ``25-03``: the one whose year is the delivery's, else the month first."""
    first, second = match["a"], match["b"]
    both = [(second, first), (first, second)]
    for short, month in sorted(both, key=lambda pair: CENTURY + int(pair[0]) != year):
        yield _reading(short, month, is_certain=False)


def _no_year(match: re.Match[str], year: int) -> Readings:
    yield _reading(year, match["m"], is_certain=False)


def _with_day(match: re.Match[str], _year: int) -> Readings:
    if 1 <= int(match["d"]) <= 31:
        yield _reading(match["y"], match["m"], is_certain=False, has_day=True)


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], int], Readings]], ...] = tuple(
    (re.compile(form.replace("NAME", f"(?P<m>{NAME})")), reading)
    for form, reading in (
        (r"(?P<y>20[0-9]{2}) (?P<m>[0-9]{1,2})", _full),
        (r"(?P<m>[0-9]{1,2}) (?P<y>20[0-9]{2})", _full),
        (r"(?P<y>20[0-9]{2})(?P<m>[0-9]{2})", _full),
        (r"NAME ?(?P<y>20[0-9]{2})", _full),
        (r"(?P<y>20[0-9]{2}) ?NAME", _full),
        (r"NAME ?(?P<y>[0-9]{2})", _short_year),
        (r"(?P<a>[0-9]{1,2}) (?P<b>[0-9]{1,2})", _two_short),
        (r"NAME", _no_year),
        (r"(?P<m>[0-9]{1,2})", _no_year),
        (r"(?P<y>20[0-9]{2}) (?P<m>[0-9]{1,2}) (?P<d>[0-9]{1,2})(?:[t ].*)?", _with_day),
        (r"(?P<d>[0-9]{1,2}) (?P<m>[0-9]{1,2}) (?P<y>20[0-9]{2})", _with_day),
        (r"(?P<m>[0-9]{1,2}) (?P<d>[0-9]{1,2}) (?P<y>20[0-9]{2})", _with_day),
        (r"(?P<d>[0-9]{1,2}) (?P<m>[0-9]{1,2}) (?P<y>[0-9]{2})", _with_day),
        (r"(?P<d>[0-9]{1,2}) NAME (?P<y>(?:20)?[0-9]{2})", _with_day),
    )
)
