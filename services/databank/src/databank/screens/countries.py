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
    found = {one.alpha2.casefold(): one.alpha3 for one in countries}
    found |= {names.get(one.alpha2, one.name).casefold(): one.alpha3 for one in countries}
    return found | {"d": "DEU"}


def code(text: str) -> str:
    """Three letters; raises ``ValueError``, in Dutch. Documents know more than ISO: any three."""
    typed = text.strip().strip("<")
    found = _codes().get(typed.casefold())
    if found:
        return found
    if len(typed) == 3 and typed.isascii() and typed.isalpha():
        return typed.upper()
    raise ValueError(UNKNOWN)


def often() -> list[tuple[str, str]]:
    names = Locale.parse("nl").territories
    by_code = {one.alpha3: one.alpha2 for one in countries}
    return [(each, names[by_code[each]]) for each in OFTEN]
