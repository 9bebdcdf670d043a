"""The city's calendar: the one place where a moment becomes a day, and a day a moment.

Moments are in UTC. Days, birthdays and legal terms are those of the city: at 23:30 UTC its next day
has begun. A day has 24 hours, but for the two in a year on which the clock changes: 23 and 25.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

CITY = ZoneInfo("Europe/Brussels")
NIGHT = timedelta(hours=6)
"""After midnight the night of the day before goes on for so long."""


def city_time(moment: datetime) -> datetime:
    """The same moment as the city's clocks show it."""
    return moment.astimezone(CITY)


def city_day(moment: datetime) -> date:
    """The calendar day of a moment."""
    return city_time(moment).date()


def service_day(moment: datetime) -> date:
    """The day of service of a moment: 01:30 belongs to the evening on which that night began."""
    return (city_time(moment) - NIGHT).date()


def city_moment(on: date, at: time) -> datetime:
    """In UTC. A skipped hour is the one after it; of an hour that comes twice, the first."""
    return datetime.combine(on, at, tzinfo=CITY).astimezone(UTC)


def day_start(on: date) -> datetime:
    """The moment, in UTC, at which a day begins."""
    return city_moment(on, time())


def service_start(on: date) -> datetime:
    """The moment, in UTC, at which a day of service begins: when the night before it is over."""
    return (datetime.combine(on, time(), tzinfo=CITY) + NIGHT).astimezone(UTC)
