"""Whether what came of an indicator is whole: a month in each half, or each month."""

import pytest

from registry.completeness.rules.coverage import (
    Coverage,
    Requirement,
    assess,
    months_without,
    read,
    together,
)
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


@pytest.mark.parametrize(
    ("period", "missing"),
    [(YEAR, ("03", "07", "12")), (SECOND, ("07", "12")), (Period(2025, 1), ("03",))],
)
def test_months_without_anything_are_those_of_the_period(
    period: Period, missing: tuple[str, ...]
) -> None:
    some = tuple(f"2025-{month:02}" for month in EVERY if month not in (3, 7, 12))
    assert [*months_without(Coverage(9, some), period)] == [f"2025-{month}" for month in missing]


def test_a_year_that_came_in_halves_has_the_rows_and_months_of_both() -> None:
    first = {"IND-1-01": Coverage(4, ("2025-02", "2025-05")), "IND-1-02": Coverage(1, ("2025-01",))}
    second = read({"IND-1-01": {"rows": 3, "months": ["2025-05", "2025-09"]}})
    assert together([second, first]) == {
        "IND-1-01": Coverage(7, ("2025-02", "2025-05", "2025-09")),
        "IND-1-02": Coverage(1, ("2025-01",)),
    }
    assert together([]) == {}
