"""Days, hours and amounts as letters write them."""

from datetime import date, datetime

from babel.dates import format_date

from chassis.days import city_day, city_time
from chassis.web.pages.languages import Languages


def day_in_words(day: date) -> str:
    """A day as letters write it: ``3 maart 2026``."""
    return format_date(day, "d MMMM y", locale="nl_BE")


def hour_in_words(moment: datetime) -> str:
    """The hour in the city as letters write it: ``22.10 uur``."""
    return f"{city_time(moment):%H.%M} uur"


def moment_in_words(moment: datetime) -> str:
    """A moment as letters write it: ``dinsdag 3 maart 2026 om 22.10 uur``."""
    day = format_date(city_day(moment), "EEEE d MMMM y", locale="nl_BE")
    return f"{day} om {hour_in_words(moment)}"


def euros_in_words(cents: int) -> str:
    """An amount as letters write it: ``€ 150``, ``€ 33,34``."""
    whole, rest = divmod(cents, 100)
    return f"€ {whole},{rest:02}" if rest else f"€ {whole}"


def page_languages() -> list[str]:
    """The own names of the languages of the page of the own case: ``Nederlands``, ``français``."""
    return [name for _, name in Languages(["enforcement.own_case"]).offered]
