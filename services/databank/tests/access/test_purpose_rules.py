"""Purposes: how long one stands, how many searches it allows, who gives a reason."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from databank.access.purposes.rules import PurposeCode, may_search, needs_reason, stands

from ..support.databank import START

MOST_SEARCHES = 30
STRETCH = timedelta(minutes=15)
TERM = timedelta(hours=8)

moments = st.integers(min_value=0, max_value=20 * 365 * 24 * 60).map(
    lambda minutes: datetime(2016, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@given(moments, st.timedeltas(min_value=timedelta(days=-1), max_value=timedelta(days=2)))
def test_a_purpose_stands_from_its_moment_until_its_term(at: datetime, later: timedelta) -> None:
    assert stands(at, at + later) == (timedelta(0) <= later < TERM)


@given(st.lists(st.integers(min_value=0, max_value=3600), max_size=80))
def test_never_more_searches_in_a_stretch_than_allowed(seconds: list[int]) -> None:
    made: list[datetime] = []
    for second in sorted(seconds):
        now = START + timedelta(seconds=second)
        until = may_search(made, now)
        if until is None:
            made.append(now)
        else:
            assert now < until <= now + STRETCH
            assert may_search(made, until) is None, "then it may again"
    for at in made:
        assert sum(at - STRETCH < other <= at for other in made) <= MOST_SEARCHES


@pytest.mark.parametrize("function", ["politie_agent", "politie_teamleider", "recherche"])
def test_everybody_protects_without_a_reason_and_nobody_maintains_so(function: str) -> None:
    assert not needs_reason(function, "bescherming")
    assert needs_reason(function, "onderhoud")


OWN = {
    "politie_agent": {"toezicht", "bescherming"},
    "politie_teamleider": {"toezicht", "bescherming", "dossier"},
    "recherche": {"dossier", "bescherming"},
}
"""Handbook §4.3: for these purposes nobody says more."""


@pytest.mark.parametrize("function", [*OWN, "functionaris_politie", "anybody"])
def test_a_purpose_outside_the_own_task_asks_a_reason(function: str) -> None:
    asked = {purpose.value: needs_reason(function, purpose) for purpose in PurposeCode}
    own = OWN.get(function, set())
    assert asked == {purpose: purpose not in own for purpose in asked}


def test_the_thirtieth_search_of_a_stretch_is_the_last_until_the_first_is_old() -> None:
    made = [START + timedelta(seconds=number) for number in range(30)]
    now = START + timedelta(minutes=1)
    assert may_search(made[:29], now) is None
    assert may_search(made, now) == START + timedelta(minutes=15)
    assert may_search([*made, now + timedelta(seconds=1)], now) == START + timedelta(minutes=15)
