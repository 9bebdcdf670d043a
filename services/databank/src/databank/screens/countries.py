"""Countries as an officer types them: a name, two letters, or the three of the document."""

from functools import cache

from babel import Locale
from iso3166 import countries

from chassis.web.pages.languages import mark

OFTEN = ("BEL", "NLD", "ROU", "BGR", "HUN", "FRA", "ESP", "ALB", "COL", "BRA", "DOM", "THA", "NGA")
"""Offered while typing; every other works too."""
UNKNOWN = mark("Kies een land, of geef de drie letters op het document, zoals ROU.")


@cache
def _codes() -> dict[str, str]:
    names = Locale.parse("nl").territories
    codes = {country.alpha2.casefold(): country.alpha3 for country in countries}
    codes |= {
        names.get(country.alpha2, country.name).casefold(): country.alpha3 for country in countries
    }
    return codes | {"d": "DEU"}


def code(text: str) -> str:
    """Three letters; raises ``ValueError``, in Dutch. Documents know more than ISO: any three."""
    typed = text.strip().strip("<")
    known = _codes().get(typed.casefold())
    if known:
        return known
    if len(typed) == 3 and typed.isascii() and typed.isalpha():
        return typed.upper()
    raise ValueError(UNKNOWN)


def often() -> list[tuple[str, str]]:
    names = Locale.parse("nl").territories
    by_code = {country.alpha3: country.alpha2 for country in countries}
    return [(alpha3, names[by_code[alpha3]]) for alpha3 in OFTEN]
