"""Countries by ISO 3166-1 alpha-3, named in the language of the page."""

from functools import lru_cache

from babel import Locale
from iso3166 import countries

from chassis.web.pages.languages import language

OFTEN = ("BEL", "NLD", "ROU", "BGR", "FRA", "ESP", "HUN", "COL", "BRA", "DOM", "THA", "NGA")
"""Offered first, in this order; the list is long."""


def all_countries() -> list[tuple[str, str]]:
    """Countries as (code, name)."""
    return _named(language())


@lru_cache(maxsize=8)
def _named(language_code: str) -> list[tuple[str, str]]:
    names = Locale.parse(language_code).territories
    by_code = {
        country.alpha3: names.get(country.alpha2, country.apolitical_name) for country in countries
    }
    rest = sorted((item for item in by_code.items() if item[0] not in OFTEN), key=lambda i: i[1])
    return [*((code, by_code[code]) for code in OFTEN), *rest]
