"""Whether what came of an indicator is whole: a month in each half, or each month."""

import pytest

from registry.completeness.rules.coverage import Coverage, Requirement, assess
from registry.minimum_format.rules.records import Period

YEAR, SECOND = Period(2025), Period(2025, 2)
EVERY = tuple(range(1, 13))


@pytest.mark.parametrize(
    ("period", "months", "monthly", "found"),
    [
        (YEAR, (1, 12), False, "volledig"),
        (YEAR, (6, 7), False, "volledig"),
        (YEAR, (1, 6), False, "gedeeltelijk"),  # nothing of the second half
        (YEAR, (7, 12), False, "gedeeltelijk"),  # nothing of the first
        (SECOND, (7,), False, "volledig"),
        (SECOND, (6,), False, "leeg"),
        (YEAR, (), False, "leeg"),
        (YEAR, EVERY, True, "volledig"),
        (YEAR, EVERY[1:], True, "gedeeltelijk"),
        (SECOND, EVERY[6:], True, "volledig"),
        (SECOND, EVERY[6:-1], True, "gedeeltelijk"),
    ],
)
def test_a_half_year_needs_one_month_and_what_is_counted_monthly_all_of_them(
    period: Period, months: tuple[int, ...], monthly: bool, found: str
) -> None:
    covered = Coverage(len(months), tuple(f"2025-{month:02}" for month in months))
    assert assess(Requirement(monthly=monthly), covered, period) == found
    assert assess(Requirement(monthly=monthly), None, period) == "ontbreekt"
