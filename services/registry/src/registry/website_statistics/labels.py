"""Dutch words of website figures, as the screens show them."""

from datetime import date

from babel.dates import format_date

from chassis.web.pages.languages import language, mark

LANGUAGE = {
    "nl": mark("Nederlands"),
    "fr": mark("Frans"),
    "en": mark("Engels"),
    "andere": mark("Andere talen"),
}


def month(written: str) -> str:
    """``2025-03`` as ``maart 2025``, in the language of the page."""
    return str(format_date(date.fromisoformat(f"{written}-01"), "MMMM y", locale=language()))
