"""The quick proofs go first with ``--gate``, and when one fails the long ones are not begun.

A fault in a document, a contract, a term of law or a rule of the house is known within minutes, in
a run of half an hour. All of the gate is run, so that all of its faults are known at once.
"""

from collections.abc import Iterable

import pytest

from launcher.packages import package_of

GATE = (
    "tests/house",
    "tests/terms",
    "contracts/tests",
    "linkage/tests",
    "disclosure/tests",
    "simulator/tests",
    "tests/deploy",
    "tests/mutants",
)
"""They need no services, or hardly any."""


def is_of_gate(nodeid: str) -> bool:
    return package_of(nodeid) in GATE


class Gate:
    """Ends the run once all tests of the gate are done, if one failed."""

    def __init__(self) -> None:
        self._left: set[str] = set()
        self._failed: set[str] = set()

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self._await(item.nodeid for item in session.items)

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, node: object, ids: list[str]) -> None:
        self._await(ids)

    def _await(self, ids: Iterable[str]) -> None:
        """Each worker says that it collected the same."""
        if not self._left:
            self._left = set(filter(is_of_gate, ids))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if not is_of_gate(report.nodeid):
            return
        if report.failed:
            self._failed.add(report.nodeid)
        if report.when == "teardown":
            self._left.discard(report.nodeid)
        if self._failed and not self._left:
            why = f"the gate failed ({len(self._failed)}): the long proofs were not begun"
            pytest.exit(why, pytest.ExitCode.TESTS_FAILED)  # also what xdist began meanwhile


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("gate").addoption(
        "--gate",
        action="store_true",
        help="run the quick proofs first, and the others if they hold",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--gate") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Gate())


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--gate"):
        items.sort(key=lambda item: not is_of_gate(item.nodeid))
