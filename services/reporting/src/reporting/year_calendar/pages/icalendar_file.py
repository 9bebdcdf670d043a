"""Lines of the year calendar as iCalendar (RFC 5545), for calendar programs."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from reporting.regie import labels
from reporting.year_calendar.rules import CalendarLine

PRODUCT = "-//Krachtlijn//Jaarkalender//NL"


def as_icalendar(lines: Iterable[CalendarLine], stamp: datetime) -> bytes:
    """All-day events; ``stamp`` is when it was made."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Actieplan: jaarkalender")
    for line in lines:
        event = Event()
        event.add("uid", f"{line.key}@krachtlijn")
        event.add("dtstamp", stamp)
        event.add("dtstart", line.day)
        event.add("dtend", line.day + timedelta(days=1))
        event.add("summary", f"{labels.OCCASION[line.occasion]}: {line.text}")
        event.add("categories", [labels.TITLE[line.kind]])
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made
