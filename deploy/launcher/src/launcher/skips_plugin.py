"""What a run left unproved stands at its end, and with ``--no-skips`` it fails.

A browser that could not be set up skipped every test of a screen, and the run was green. A test
may be skipped all the same when its line is in the list, with the reason why that hides nothing.
"""

from collections import defaultdict
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from launcher.packages import package_of

LIST = Path("tests", "skips.txt")
"""A line: the id of a test, or a pattern of ids (``*``), then ``: `` and the reason."""


def reason_of(report: pytest.TestReport | pytest.CollectReport) -> str:
    """What the skip says of itself."""
    said = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return said.removeprefix("Skipped: ")


class Skips:
    """Tests that were skipped, by their reason."""

    def __init__(self, held: bool, listed: dict[str, str]) -> None:
        self._held = held
        self._listed = listed
        self._tests: dict[str, list[str]] = defaultdict(list)

    def _note(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        if report.skipped and not hasattr(report, "wasxfail"):
            self._tests[reason_of(report)].append(report.nodeid)

    pytest_runtest_logreport = _note
    pytest_collectreport = _note

    def unlisted(self) -> list[str]:
        return [
            test
            for tests in self._tests.values()
            for test in tests
            if not any(fnmatchcase(test, _literal(each)) for each in self._listed)
        ]

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self._held and self.unlisted() and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if not self._tests:
            return
        bad = {"red": True, "bold": True} if self._held and self.unlisted() else {"yellow": True}
        terminalreporter.section("skipped, so not proved here", sep="=", **bad)
        for reason, tests in sorted(self._tests.items(), key=lambda each: -len(each[1])):
            places = ", ".join(sorted({package_of(test) for test in tests}))
            terminalreporter.write_line(f"{len(tests):6} in {places}: {reason}", **bad)
        for test in self.unlisted() if self._held else ():
            terminalreporter.write_line(f"FAILED {test}: skipped, and not in {LIST}", **bad)


def _literal(pattern: str) -> str:
    """The pattern, in which the brackets of a test's parameters mean themselves."""
    return pattern.replace("[", "[[]")


def listed(path: Path) -> dict[str, str]:
    """Pattern and reason of each line; a line without a reason is an error."""
    lines = path.read_text().splitlines() if path.exists() else []
    pairs = [line.partition(": ") for line in lines if line and not line.startswith("#")]
    if nameless := [pattern for pattern, _, reason in pairs if not reason.strip()]:
        raise pytest.UsageError(f"{LIST}: say why these may be skipped: {', '.join(nameless)}")
    return {pattern: reason for pattern, _, reason in pairs}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("skips").addoption(
        "--no-skips", action="store_true", help=f"fail when a test is skipped that {LIST} lacks"
    )


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        held = config.getoption("--no-skips")
        config.pluginmanager.register(Skips(held, listed(config.rootpath / LIST)))
