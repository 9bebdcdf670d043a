"""Tests in an order by chance, package by package: ``--shuffle``.

The seed of the run decides (``--krachtlijn-seed``), so an order that fails is there again. Modules
change places, and tests within each; what its mark or its conftest puts first or last stays there.
``--note-order FILE`` writes which tests ran, in their order, and which of them failed.
"""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from launcher.made_up_plugin import streams


def place(seed: int, nodeid: str) -> tuple[bytes, bytes]:
    """Where a test comes: the same, beside whichever others it is run."""
    module = nodeid.partition("::")[0]
    first, then = (sha256(f"{seed} {each}".encode()).digest() for each in (module, nodeid))
    return first, then


class Played:
    """Writes the tests of a run, in the order in which they ended, each with whether it failed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._failed: dict[str, bool] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        before = self._failed.setdefault(report.nodeid, False)
        self._failed[report.nodeid] = before or report.failed

    def pytest_sessionfinish(self) -> None:
        self._path.write_text(json.dumps(self._failed, indent=1))


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("order")
    group.addoption(
        "--shuffle", action="store_true", help="run the tests of each package in a chance order"
    )
    group.addoption(
        "--note-order", type=Path, metavar="FILE", help="write which tests ran, and which failed"
    )


def pytest_configure(config: pytest.Config) -> None:
    path = config.getoption("--note-order")
    if path is not None and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Played(path))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Before the packages' own hooks, which keep this order among what they leave free."""
    if config.getoption("--shuffle"):
        items.sort(key=lambda item: place(streams.seed, item.nodeid))
