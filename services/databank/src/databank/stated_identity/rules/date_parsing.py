"""Dates as they stand on papers of all countries, and as a thumb types them in the street."""

import re
from datetime import date

from chassis.messages import lazy

_PARTS = re.compile(r"\d+")
WRONG = lazy("Geef een datum zoals 17-5-1998, of alleen het jaar.")
OLDEST, NEWEST = 1900, 2100


def birth_date(text: str) -> str:
    """``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; raises ``ValueError``, in Dutch.

    A day or month of 00 (``00-01-2004``) or ``xx`` is one that nobody knows. A date that is on no
    calendar is taken as it is printed.
    """
    year, month, day = _parts(text)
    if not OLDEST <= year <= NEWEST or month > 12 or day > 31:
        raise ValueError(WRONG)
    if not month:
        return f"{year:04}"
    return f"{year:04}-{month:02}-{day:02}" if day else f"{year:04}-{month:02}"


def day(text: str) -> date:
    """A whole date, day first; raises ``ValueError``, in Dutch."""
    year, month, number = _parts(text)
    try:
        return date(year, month, number)
    except ValueError:
        raise ValueError(lazy("Geef een datum zoals 31-12-2030.")) from None


def _parts(text: str) -> tuple[int, int, int]:
    cleaned = re.sub(r"(?i)\bx+\b|\?+", "0", text.strip())
    parts = _PARTS.findall(cleaned)
    if len(parts) == 1 and len(parts[0]) == 8:
        digits = parts[0]
        parts = (
            [digits[:4], digits[4:6], digits[6:]]
            if digits[:2] in ("19", "20")
            else [digits[:2], digits[2:4], digits[4:]]
        )
    if len(parts) > 1 and len(parts[0]) == 4:
        parts.reverse()
    if not 1 <= len(parts) <= 3 or len(parts[-1]) != 4 or any(len(part) > 4 for part in parts):
        raise ValueError(WRONG)
    year, month, number = (*(int(part) for part in reversed(parts)), 0, 0)[:3]
    return year, month, number
