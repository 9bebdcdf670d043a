"""The age of somebody whose birth date may be known in part."""

from datetime import date

import pytest
from hypothesis import example, given

from databank.stated_identity.rules.age import is_minor, minority

from ..support.dates import DAYS


@given(DAYS, DAYS)
@example(date(1991, 1, 13), date(2009, 1, 12))
def test_dp11_who_may_be_under_age_counts_as_under_age(born: date, on: date) -> None:
    whole = is_minor(born.isoformat(), on)
    if whole:
        assert is_minor(f"{born:%Y-%m}", on)
        assert is_minor(f"{born:%Y}", on)
    assert whole == ((on.year - born.year, on.month, on.day) < (18, born.month, born.day))


@pytest.mark.parametrize(
    ("born", "on", "known_as"),
    [
        (None, date(2026, 3, 16), None),
        ("", date(2026, 3, 16), None),
        ("2008-03-16", date(2026, 3, 15), "zeker"),
        ("2008-03-16", date(2026, 3, 16), None),
        ("2008-03", date(2026, 2, 28), "zeker"),
        ("2008-03", date(2026, 3, 1), "mogelijk"),
        ("2008-03", date(2026, 3, 30), "mogelijk"),
        ("2008-03", date(2026, 3, 31), None),
        ("2008", date(2025, 12, 31), "zeker"),
        ("2008", date(2026, 1, 1), "mogelijk"),
        ("2008", date(2026, 12, 30), "mogelijk"),
        ("2008", date(2026, 12, 31), None),
    ],
)
def test_a_date_in_part_makes_a_minor_possible_until_its_last_day_is_eighteen_years_ago(
    born: str | None, on: date, known_as: str | None
) -> None:
    assert minority(born, on) == known_as
