"""No test leaves the clock of its package months ahead for those after it, unless it says so.

The services of a package run for all its tests, on a clock that these drive. One that moved it to
next year made a timer erase what a later test, at work in this year, still needed: if the timer
fired in time, so on some days only. Such a test has the mark ``moves_clock`` and comes last.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary, WeakSet

import pytest

from chassis.clock import DrivenClock

LONGEST = timedelta(days=90)
"""The longest story of one case that tests of screens tell, and less than half a year: what is
kept for months is never at risk."""
GO_ON = ("services/databank", "services/enforcement")
"""Their tests ask the clock what time it is and go on from there (``Databank.today``,
``City.now``)."""
ADVICE = (
    "this test left the clock of its services {days} days later than it found it, and the timers"
    " of the tests that follow come due too early: begin again where nothing is left of it"
    " (DrivenClock.begin_again, as services/registry/tests/conftest.py), use services of its own,"
    " or give it the mark moves_clock, by which it comes last in its package"
)

_told: WeakSet[DrivenClock] = WeakSet()
_showed: WeakKeyDictionary[DrivenClock, datetime] = WeakKeyDictionary()
"""What clocks showed at the last look; one that was told nothing before it is the test's own."""
_advance = DrivenClock.advance


def _noted(self: DrivenClock, to: datetime) -> None:
    _advance(self, to)
    _told.add(self)


def look() -> timedelta:
    """How far the clock moved that moved most since the last look."""
    moved = [clock.now() - before for clock, before in _showed.items()]
    _showed.update((clock, clock.now()) for clock in _told)
    return max(moved, default=timedelta())


def pytest_configure() -> None:
    DrivenClock.advance = _noted  # type: ignore[method-assign]


def pytest_unconfigure() -> None:
    DrivenClock.advance = _advance  # type: ignore[method-assign]


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    """What fixtures of the session tell while they are made is the package's beginning."""
    yield
    look()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """After all fixtures: one that lets the service begin again puts the clock back there."""
    yield
    moved = look()
    may = item.get_closest_marker("moves_clock") or item.nodeid.startswith(GO_ON)
    if moved > LONGEST and not may:
        pytest.fail(ADVICE.format(days=moved.days), pytrace=False)
