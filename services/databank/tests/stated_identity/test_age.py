"""The age of somebody whose birth date may be known in part."""

from datetime import date

from hypothesis import example, given

from databank.stated_identity.rules.age import is_minor

from ..support.dates import DAYS


@given(DAYS, DAYS)
@example(date(1991, 1, 13), date(2009, 1, 12))
def test_dp11_who_may_be_under_age_counts_as_under_age(born: date, on: date) -> None:
    whole = is_minor(born.isoformat(), on)
    if whole:
        assert is_minor(f"{born:%Y-%m}", on)
        assert is_minor(f"{born:%Y}", on)
    assert whole == ((on.year - born.year, on.month, on.day) < (18, born.month, born.day))
