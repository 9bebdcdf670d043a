"""Where tests begin anew, one that leaves the clock far ahead fails, whatever follows it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from chassis.clock import DrivenClock
from launcher import clock_plugin

from .support.nested_runs import play

START = datetime(2026, 1, 5, tzinfo=UTC)

TESTS = """
from datetime import UTC, datetime, timedelta

import pytest

from chassis.clock import DrivenClock

START = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.fixture(scope="session")
def shared():
    clock = DrivenClock()
    clock.advance(START)
    return clock


@pytest.fixture
def fresh(shared):
    yield shared
    shared.begin_again(START)


def test_begins_anew(fresh):
    fresh.advance(START + timedelta(days=400))


def test_stays_near(shared):
    shared.advance(START + timedelta(days=20))


KEPT = []


def test_has_its_own():
    clock = DrivenClock()
    KEPT.append(clock)
    clock.advance(START)
    clock.advance(START + timedelta(days=400))


def test_jumps(shared):
    shared.advance(START + timedelta(days=120))


"""


def test_only_what_is_left_far_ahead_fails(tmp_path: Path) -> None:
    for package in ("services/registry", "services/elsewhere"):
        (tmp_path / package).mkdir(parents=True)
        (tmp_path / package / "test_clocks.py").write_text(TESTS)
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --import-mode=importlib\n")
    done = play(tmp_path, "-q", plugins=("launcher.clock_plugin",))
    assert (
        "ERROR services/registry/test_clocks.py::test_jumps - Failed: this test left" in done.stdout
    ), done.stdout
    assert "8 passed, 1 error" in done.stdout


@pytest.mark.parametrize("later", [timedelta(days=40), timedelta(0)])
def test_a_look_says_how_far_a_clock_moved_since_the_last(later: timedelta) -> None:
    clock = DrivenClock()
    clock.advance(START)
    clock_plugin.look()
    clock.advance(START + later)
    assert clock_plugin.look() == later
    assert clock_plugin.look() == timedelta()
