"""How firm a case of a branch shift is, and which links take part in it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from databank.detection.branch_shifts.rules import (
    BranchShiftParameters,
    longest_window,
    needed_certainty,
)
from databank.detection.rules.version import Rule, Track, Version
from databank.sightings.rules.basis import Basis, weakest

ANNOUNCED, BEGUN, SEEN = Basis.AANGEKONDIGD, Basis.BEGONNEN, Basis.WAARGENOMEN


def version(days: int, sure: float, *valid: date) -> Version[BranchShiftParameters]:
    return Version(days, BranchShiftParameters(window_days=days, min_confidence=sure), *valid)


FIRST = version(30, 0.8, date(2026, 1, 1), date(2026, 3, 1))
SECOND = version(10, 0.95, date(2026, 3, 1))
SHADOW = Track((version(90, 0.99, date(2026, 1, 1)),), shadow=1)
RULE = Rule("branch-shift", (Track((FIRST, SECOND)), SHADOW))
MARCH = datetime(2026, 2, 28, 23, tzinfo=UTC)


def test_what_needs_two_sightings_is_as_firm_as_the_weaker() -> None:
    assert weakest(SEEN, ANNOUNCED) == weakest(ANNOUNCED, BEGUN) == ANNOUNCED
    assert weakest(SEEN, BEGUN) == BEGUN
    assert weakest(SEEN) == SEEN
    assert [basis for basis in Basis if basis.is_firm] == [BEGUN, SEEN]


@pytest.mark.parametrize(("later", "sure"), [(-1, 0.8), (0, 0.95), (1, 0.95)])
def test_a_link_is_as_sure_as_the_version_in_force_asks(later: int, sure: float) -> None:
    """A version in shadow judges for itself."""
    assert needed_certainty(RULE, MARCH + timedelta(seconds=later)) == sure


def test_without_a_version_every_link_takes_part_and_nothing_is_near() -> None:
    nothing: Rule[BranchShiftParameters] = Rule("branch-shift", (SHADOW,))
    assert needed_certainty(nothing, MARCH) == 0.0
    assert longest_window(Rule("branch-shift", ())) == timedelta(0)
    assert longest_window(RULE) == timedelta(days=90)
