"""Countries by ISO 3166-1 alpha-3, named in the language of the page."""

from functools import lru_cache

from babel import Locale
from iso3166 import countries

from chassis.web.pages.languages import language

OFTEN = ("BEL", "NLD", "ROU", "BGR", "FRA", "ESP", "HUN", "COL", "BRA", "DOM", "THA", "NGA")
"""Offered first, in this order; the list is long."""


def all_countries() -> list[tuple[str, str]]:
    return _named(language())


@lru_cache(maxsize=8)
def _named(code: str) -> list[tuple[str, str]]:
    names = Locale.parse(code).territories
    found = {one.alpha3: names.get(one.alpha2, one.apolitical_name) for one in countries}
    rest = sorted((each for each in found.items() if each[0] not in OFTEN), key=lambda e: e[1])
    return [*((each, found[each]) for each in OFTEN), *rest]
