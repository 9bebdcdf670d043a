"""Disclosure control of persons that reporting counts itself (handbook §4.8).

Small numbers of persons are not shown, nor anything that would give them away. The care registry
protects its own cells before they get here. Periods overlap, so a month, which can be subtracted
from its half-year, has the higher threshold. A plan period has no counts of persons: whoever
subtracted the years that are shown from it would have the one that is not.
"""

from collections.abc import Mapping

from reporting.indicators.rules.code_labels import label_of
from reporting.indicators.rules.outcomes import Breakdown, Part, Row
from reporting.indicators.rules.periods import Period, PeriodKind

THRESHOLD = 5
NOT_OVER_YEARS = "aantallen personen zijn er per jaar, niet over jaren heen"
MONTHLY_THRESHOLD = 10


def threshold_of(period: Period) -> int:
    return MONTHLY_THRESHOLD if period.kind is PeriodKind.MAAND else THRESHOLD


def too_small(count: int, threshold: int) -> bool:
    """Zero is no person, so it may be shown."""
    return 0 < count < threshold


def hidden(values: Mapping[str, int], threshold: int) -> set[str]:
    """The codes whose count may not be shown next to the total of all.

    Beside every count that is too small also the next smallest ones, until what is hidden together
    is at least two counts and no smaller than the threshold. A total that is itself too small has
    to be hidden by the caller.
    """
    chosen = {code for code, count in values.items() if too_small(count, threshold)}
    others = sorted((count, code) for code, count in values.items() if count and code not in chosen)
    while chosen and others and not _safe(chosen, values, threshold):
        chosen.add(others.pop(0)[1])
    return chosen


def _safe(chosen: set[str], values: Mapping[str, int], threshold: int) -> bool:
    return len(chosen) > 1 and sum(values[code] for code in chosen) >= threshold


def persons(code: str, label: str, count: int, period: Period) -> Part:
    """A count of persons as a part of an indicator."""
    if period.kind is PeriodKind.PLANPERIODE:
        return Part(code, label, "personen", None, missing=NOT_OVER_YEARS)
    small = too_small(count, threshold_of(period))
    return Part(code, label, "personen", None if small else count, suppressed=small)


def split_persons(
    dimension: str, label: str, values: Mapping[str, int], period: Period
) -> Breakdown:
    """Counts of persons by code, as far as they may be shown; without rows in a plan period."""
    if period.kind is PeriodKind.PLANPERIODE:
        return Breakdown(dimension, label, ())
    small = hidden(values, threshold_of(period))
    rows = (
        Row(code, label_of(code), None if code in small else count, code in small)
        for code, count in values.items()
    )
    return Breakdown(dimension, label, tuple(rows))
