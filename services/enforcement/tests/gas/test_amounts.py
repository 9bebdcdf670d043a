"""Amounts and ages of fines: maxima, bands, recidivism, who is a minor."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enforcement.gas.rules.fines import (
    UnknownBirthDateError,
    age_on,
    band_of,
    fine_limit,
    is_recidivism,
)

FACT = date(2026, 3, 2)


@given(st.integers(0, 900), st.one_of(st.none(), st.integers(1, 500)), st.booleans())
def test_a_fine_never_exceeds_law_city_and_the_maximum_of_minors(
    law: int, city: int | None, minor: bool
) -> None:
    limit = fine_limit(law, city, 175, minor=minor)
    assert limit <= law
    assert limit <= (city or 0)
    assert not minor or limit <= 175


@pytest.mark.parametrize(
    ("sanctioned", "found", "again"),
    [
        (date(2024, 3, 2), FACT, True),
        (date(2024, 3, 1), FACT, False),
        (FACT, FACT, True),
        (date(2026, 3, 3), FACT, False),
    ],
)
def test_recidivism_runs_from_the_sanction_to_the_new_finding(
    sanctioned: date, found: date, again: bool
) -> None:
    assert is_recidivism([sanctioned], found, 24) is again


def test_somebody_comes_of_age_on_the_birthday() -> None:
    assert age_on("2008-03-03", FACT) == 17
    assert age_on("2008-03-02", FACT) == 18
    with pytest.raises(UnknownBirthDateError):
        age_on("2008-00-00", FACT)


def test_bands_meet_and_never_overlap() -> None:
    bands = [band_of(amount) for amount in range(1, 600)]
    assert len({*bands}) == 4
    assert bands == sorted(bands, key=[*dict.fromkeys(bands)].index)
