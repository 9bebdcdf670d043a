"""A week of plain working days, so that the third one after a Monday is its Thursday."""

from datetime import date, timedelta

import holidays

from chassis.days import city_day, day_start

from .city import City


def monday(city: City) -> date:
    """Let the Monday come of the next week without a holiday, at eight in the morning."""
    free = holidays.country_holidays("BE")
    day = city_day(city.now) + timedelta(days=1)
    while day.weekday() != 0 or any(day + timedelta(days=ahead) in free for ahead in range(5)):
        day += timedelta(days=1)
    city.now = day_start(day) + timedelta(hours=8)
    return day


def comes(city: City, day: date, hour: int = 8) -> None:
    """Let an hour of a day come, unless it is here."""
    city.now = max(city.now, day_start(day) + timedelta(hours=hour))
