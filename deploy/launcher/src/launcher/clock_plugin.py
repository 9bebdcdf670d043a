"""No test leaves the clock of its package weeks ahead for those after it, where each begins anew.

The services of a package run for all its tests, on a clock that these drive. One that moved it to
next year made a timer erase what a later test, at work in this year, still needed: if the timer
fired in time, so on some days only. In packages that share their tables among tests such a one
has the mark ``moves_clock`` and comes last.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary, WeakSet

import pytest

from chassis.clock import DrivenClock

LONGEST = timedelta(days=30)
"""Shorter than the terms that end by themselves: kept files, reminders."""
HELD = ("services/registry/", "services/reporting/")
"""Packages that empty their tables before each test, and begin again on the same day."""
ADVICE = (
    "this test left the clock of its services {days} days later than it found it, and the timers"
    " of the tests that follow come due too early: take the fixture of the package that begins"
    " again (DrivenClock.begin_again), or services of its own"
)

_told: WeakSet[DrivenClock] = WeakSet()
_showed: WeakKeyDictionary[DrivenClock, datetime] = WeakKeyDictionary()
"""Moments of clocks at the last look; one that was told nothing before it is the test's own."""
_advance = DrivenClock.advance


def _noted(self: DrivenClock, to: datetime) -> None:
    _advance(self, to)
    _told.add(self)


def look() -> timedelta:
    """Say the longest way that a clock moved since the last look."""
    moved = [clock.now() - before for clock, before in _showed.items()]
    _showed.update((clock, clock.now()) for clock in _told)
    return max(moved, default=timedelta())


def pytest_configure() -> None:
    DrivenClock.advance = _noted  # type: ignore[method-assign]


def pytest_unconfigure() -> None:
    DrivenClock.advance = _advance  # type: ignore[method-assign]


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    """The beginning is as fixtures of the session leave it when they are made."""
    yield
    look()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """After all fixtures: one that lets the service begin again puts the clock back there."""
    yield
    moved = look()
    if moved > LONGEST and item.nodeid.startswith(HELD):
        pytest.fail(ADVICE.format(days=moved.days), pytrace=False)
