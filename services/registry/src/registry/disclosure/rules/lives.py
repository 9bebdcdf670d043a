"""Lives: the halves or months of persons and acts, as unknowns tell them apart."""

from collections.abc import Mapping

from registry.minimum_format.rules.records import Period

YEAR, HALF = "Y", ("H1", "H2")
FIRST, SECOND, BOTH = "1", "2", "12"
"""In the first half of the year only, in the second only, in both."""
OF_PERSONS: Mapping[str, frozenset[str]] = {
    YEAR: frozenset({FIRST, SECOND, BOTH}),
    HALF[0]: frozenset({FIRST, BOTH}),
    HALF[1]: frozenset({SECOND, BOTH}),
}
OF_ACTS: Mapping[str, frozenset[str]] = {
    YEAR: frozenset({FIRST, SECOND}),
    HALF[0]: frozenset({FIRST}),
    HALF[1]: frozenset({SECOND}),
}


def name_of(period: Period) -> str:
    """``Y``, ``H1`` or ``H2``."""
    return HALF[period.half - 1] if period.half else YEAR


def half_of(month: str) -> str:
    """The half of the year in which a month (``JJJJ-MM``) falls."""
    return FIRST if month[5:] <= "06" else SECOND


def by_month(year: int) -> Mapping[str, frozenset[str]]:
    """The lives of what is told by month: the months themselves."""
    return {
        name_of(period): frozenset(period.months)
        for period in (Period(year), Period(year, 1), Period(year, 2))
    }
