"""When a letter counts as received (Ger.W. art. 53bis)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.refusals import FieldRefusedError
from enforcement.legal_terms.rules import working_days
from enforcement.notifications.rules.notification import PRESENTED, Mode, notified_on

DAYS = working_days(frozenset())
POSTED = st.dates(date(2014, 1, 1), date(2060, 12, 31))
LATER = st.integers(0, 120).map(lambda days: timedelta(days=days))
WITHOUT_RECEIPT = sorted(set(Mode) - PRESENTED)


@pytest.mark.parametrize("mode", WITHOUT_RECEIPT)
@pytest.mark.parametrize(
    ("posted", "received"),
    [
        (date(2026, 3, 2), date(2026, 3, 5)),  # Monday to Thursday
        (date(2026, 3, 5), date(2026, 3, 10)),  # over a weekend
        (date(2026, 3, 7), date(2026, 3, 11)),  # posted on a Saturday
        (date(2026, 4, 2), date(2026, 4, 8)),  # Easter Monday is no working day
        (date(2026, 4, 29), date(2026, 5, 5)),  # 1 May, then a weekend
        (date(2025, 12, 24), date(2025, 12, 30)),  # Christmas
        (date(2025, 12, 31), date(2026, 1, 6)),  # over the end of the year
        (date(2028, 2, 28), date(2028, 3, 2)),  # the leap day is a Tuesday like another
    ],
)
def test_a_letter_without_receipt_counts_from_the_third_working_day(
    mode: Mode, posted: date, received: date
) -> None:
    assert notified_on(mode, posted, None, None, DAYS) == received


@given(POSTED, st.sampled_from(WITHOUT_RECEIPT))
def test_three_working_days_lie_after_the_posting_and_the_last_is_the_day(
    posted: date, mode: Mode
) -> None:
    received = notified_on(mode, posted, None, None, DAYS)
    after = [posted + timedelta(days=n) for n in range(1, (received - posted).days + 1)]
    assert sum(map(DAYS.legal, after)) == 3
    assert DAYS.legal(received)


@given(POSTED, LATER, st.sampled_from(WITHOUT_RECEIPT))
def test_a_proven_day_only_ever_helps_the_addressee(
    posted: date, later: timedelta, mode: Mode
) -> None:
    deemed = notified_on(mode, posted, None, None, DAYS)
    proven = posted + later
    assert notified_on(mode, posted, None, proven, DAYS) == max(deemed, proven)


@given(POSTED, LATER, st.sampled_from(sorted(PRESENTED)))
def test_with_a_receipt_the_day_on_it_counts(posted: date, later: timedelta, mode: Mode) -> None:
    assert notified_on(mode, posted, posted + later, None, DAYS) == posted + later


@given(POSTED, st.sampled_from(sorted(PRESENTED)))
def test_without_its_receipt_nobody_was_notified(posted: date, mode: Mode) -> None:
    with pytest.raises(FieldRefusedError) as refusal:
        notified_on(mode, posted, None, None, DAYS)
    assert refusal.value.field == "presentedOn"


@given(POSTED, st.integers(1, 400), st.sampled_from(sorted(Mode)))
def test_nothing_arrives_before_it_left(posted: date, early: int, mode: Mode) -> None:
    before = posted - timedelta(days=early)
    for presented, proven, field in ((before, None, "presentedOn"), (None, before, "provenOn")):
        with pytest.raises(FieldRefusedError) as refusal:
            notified_on(mode, posted, presented, proven, DAYS)
        assert refusal.value.field == field
