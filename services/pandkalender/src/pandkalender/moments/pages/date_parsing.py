"""Dates and hours as people type them, where the browser has no picker for them."""

import re
from datetime import date, time
from typing import Annotated, Any

from pydantic import BeforeValidator

from chassis.messages import lazy

_DATE = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})")
_TIME = re.compile(r"(\d{1,2})(?:[:.uhUH]\s?(\d{2})?)?(?::00)?(?:\s?uur)?")


def as_date(text: Any) -> Any:
    """``5/1/2026``, ``05.01.2026`` or ``2026-01-05``; anything else as it is."""
    match = _DATE.fullmatch(text.strip()) if isinstance(text, str) else None
    if match is None:
        return text
    day, month, year = map(int, match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(lazy("Deze datum bestaat niet.")) from None


def as_time(text: Any) -> Any:
    """``19``, ``19.30``, ``19u`` or ``19:30``; 24 is midnight; anything else as it is."""
    match = _TIME.fullmatch(text.strip()) if isinstance(text, str) else None
    if match is None:
        return text
    hour, minute = int(match[1]), int(match[2] or 0)
    try:
        return time(0 if hour == 24 and not minute else hour, minute)
    except ValueError:
        raise ValueError(lazy("Dit uur bestaat niet.")) from None


Day = Annotated[date, BeforeValidator(as_date)]
Hour = Annotated[time, BeforeValidator(as_time)]
