"""Which meeting of the college may confirm an order: the law wants the next one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.refusals import FieldRefusedError
from enforcement.meetings.rules import must_be_the_next

ORDERED = date(2026, 3, 2)
days = st.integers(-20, 40).map(lambda days: ORDERED + timedelta(days=days))
later = st.integers(1, 40).map(lambda days: ORDERED + timedelta(days=days))


@given(meeting_on=days, next_on=st.none() | later, today=days)
def test_only_the_next_meeting_or_one_on_the_day_itself_confirms_once_it_was_held(
    meeting_on: date, next_on: date | None, today: date
) -> None:
    fits = meeting_on <= today and meeting_on in (ORDERED, next_on)
    if fits:
        must_be_the_next(meeting_on, ORDERED, next_on, today)
        return
    with pytest.raises(FieldRefusedError) as refused:
        must_be_the_next(meeting_on, ORDERED, next_on, today)
    assert refused.value.field == "meetingOn"
