"""A quick run leaves to CI the tests that take long (docs/decisions/0136).

``--note-slow SECONDS`` writes their list anew from a whole run on a quiet machine, ``--quick`` runs
all others. Of each folder of tests the quickest stays, so no capability is left out.
"""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest

LIST = Path("tests", "slow_tests.txt")
"""One id of a test a line, below the root of the checkout."""


def slow_of(seconds: Mapping[str, float], limit: float) -> list[str]:
    """The tests that take ``limit`` seconds and more, but the quickest of each folder."""
    folders: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for test, took in seconds.items():
        folders[test.partition("::")[0].rpartition("/")[0]].append((took, test))
    after_first = (each for tests in folders.values() for each in sorted(tests)[1:])
    return sorted(test for took, test in after_first if took >= limit)


class SlowTests:
    """Notes how long each test takes, what was set up for it not counted."""

    def __init__(self, path: Path, limit: float) -> None:
        self._path = path
        self._limit = limit
        self._seconds: dict[str, float] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call":
            self._seconds[report.nodeid] = report.duration

    def pytest_sessionfinish(self, exitstatus: int) -> None:
        """A run that was cut off, or in which tests failed, changes nothing."""
        if exitstatus == pytest.ExitCode.OK:
            self._path.write_text("\n".join([*slow_of(self._seconds, self._limit), ""]))


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("quick run")
    group.addoption("--quick", action="store_true", help=f"leave out the tests in {LIST}")
    group.addoption("--note-slow", type=float, metavar="SECONDS", help=f"write {LIST} anew")


def pytest_configure(config: pytest.Config) -> None:
    limit = config.getoption("--note-slow")
    if limit is not None and not hasattr(config, "workerinput"):
        config.pluginmanager.register(SlowTests(config.rootpath / LIST, limit))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--quick"):
        return
    slow = set((config.rootpath / LIST).read_text().splitlines())
    left_out = [item for item in items if item.nodeid in slow]
    items[:] = [item for item in items if item.nodeid not in slow]
    config.hook.pytest_deselected(items=left_out)
