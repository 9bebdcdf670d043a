"""A run by day leaves out what is marked for the night, and nothing else."""

from pathlib import Path

import pytest

from .support.nested_runs import play

TESTS = """
import pytest

waits = pytest.mark.night("takes far too long", stays="::test_small")


@pytest.mark.parametrize("size", [1, pytest.param(9, marks=waits)])
def test_small(size):
    pass


@waits
def test_whole():
    pass
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "test_some.py").write_text(TESTS)
    (tmp_path / "pytest.ini").write_text(
        "[pytest]\naddopts = --strict-markers\nmarkers = night: waits\n"
    )
    return tmp_path


@pytest.mark.parametrize(
    ("options", "ran"),
    [
        (("--by-day",), {"test_small[1]"}),
        (("-m", "night"), {"test_small[9]", "test_whole"}),
        ((), {"test_small[1]", "test_small[9]", "test_whole"}),
    ],
    ids=["by day", "at night", "both"],
)
def test_day_and_night_are_all_there_is(
    project: Path, options: tuple[str, ...], ran: set[str]
) -> None:
    done = play(project, "-v", *options, plugins=("launcher.night_plugin",))
    passed = {line.split()[0] for line in done.stdout.splitlines() if " PASSED" in line}
    assert {test.partition("::")[2] for test in passed} == ran, done.stdout + done.stderr
