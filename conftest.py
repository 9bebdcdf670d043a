"""How the tests share the machine.

`make test` runs a few workers, and each takes a whole package of tests at a time, since what the
package's conftest sets up once would else be set up twice (docs/decisions/0022). When a package is
done, all that was set up for it goes (docs/decisions/0047).
"""

import gc
import json
import os
import sys
from collections import Counter
from contextlib import suppress

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import HealthCheck, is_hypothesis_test, settings
from hypothesis.errors import InvalidArgument
from xdist.scheduler import LoadScopeScheduling

# before pytest takes their folders, of the same names, for the packages
import disclosure  # noqa: F401
import linkage  # noqa: F401
import simulator  # noqa: F401
from launcher.packages import package_of

sys.dont_write_bytecode = False  # as the Makefile: compiling all anew takes longer than collecting
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
gc.disable()  # until all is collected: it looked time and again at imports and items, which stay
settings.register_profile(  # a busy machine is no finding, and the seed decides where CI is set too
    "long", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=False
)
settings.register_profile("house", settings.get_profile("long"), max_examples=25)
settings.register_profile("rules", settings.get_profile("long"), max_examples=100)
settings.load_profile("house")

os.environ.setdefault(  # one officer of the tests reads what many would
    "KRACHTLIJN_DATABANK_READING_BUDGETS",
    json.dumps(dict.fromkeys(("politie_agent", "politie_teamleider", "recherche"), 1_000_000)),
)

pytest_plugins = [
    "launcher.made_up_plugin",
    "launcher.sandbox_plugin",
    "launcher.clock_plugin",
    "launcher.configuration_plugin",
    "launcher.quick_run_plugin",
    "launcher.night_plugin",
    "launcher.changed_plugin",
    "launcher.order_plugin",
    "launcher.skips_plugin",
    "launcher.gate_plugin",
]

LONGEST_FIRST = (
    "services/enforcement",
    "tests/journeys",
    "tests/browser",
    "tests/resilience",
    "services/registry",
    "chassis/tests",
    "services/databank",
    "services/enforcement/tests/street_bans",
    "services/databank/tests/detection",
    "tests/access",
    "deploy/launcher",
    "services/pandkalender",
    "services/reporting",
    "tests/elsewhere",
    "tests/fuzz",
    "tests/rebuild",
    "tests/legacy",
    "tests/privacy",
    "tests/identity",
    "client/tests",
)
"""Begun early, since a long one that begins last leaves the other processes idle: the first takes
nearly as long as a third of all. And one that mostly waits beside those that work, since there are
fewer cores than processes."""


class PackageByPackage(LoadScopeScheduling):
    def _split_scope(self, nodeid: str) -> str:
        return package_of(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> PackageByPackage:
    config.option.loadscopereorder = False
    return PackageByPackage(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What moves its package's clock ahead for months comes last: no clock goes back there.

    A property of a pure rule gets 100 examples, one that asks a service or a server 25; a run that
    names a profile (``--hypothesis-profile``) has that for all.
    """
    if settings.get_current_profile_name() == "house":
        for item in filter(_is_pure_property, items):
            _try_hundred(item)
    order = {place: number for number, place in enumerate(LONGEST_FIRST)}

    def place(item: pytest.Item) -> tuple[int, bool]:
        package = order.get(package_of(item.nodeid), len(order))
        return package, item.get_closest_marker("moves_clock") is not None

    items.sort(key=place)


def _is_pure_property(item: pytest.Item) -> bool:
    asks = "sandbox" in getattr(item, "fixturenames", ())
    return not asks and is_hypothesis_test(getattr(item, "function", None))


def _try_hundred(item: pytest.Item) -> None:
    """A property that says its own number of examples keeps it."""
    hundred, machine = settings.get_profile("rules"), getattr(item, "cls", None)
    if machine is None:
        with suppress(InvalidArgument):
            hundred(item.function)  # type: ignore[attr-defined]
    elif machine.settings.max_examples == settings().max_examples:
        machine.settings = settings(machine.settings, max_examples=hundred.max_examples)


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: the collector need not look at it again
    with everything that a test leaves. Nor once now: what little is in vain stays too."""
    gc.freeze()
    gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Tear down what the last test of a package leaves, fixtures of the session too: its services
    would look for work until the end of the run, and take the processor from all other tests."""
    if nextitem is None or package_of(item.nodeid) == package_of(nextitem.nodeid):
        return None
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    runtestprotocol(item, nextitem=None)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say where the time went, so that what grows is seen."""
    seconds: Counter[str] = Counter()
    for report in (each for reports in terminalreporter.stats.values() for each in reports):
        if isinstance(report, pytest.TestReport):
            seconds[package_of(report.nodeid)] += round(report.duration, 3)
    if len(seconds) > 1:
        terminalreporter.section("longest packages, in seconds of their tests")
        for package, sum_of_tests in seconds.most_common(10):
            terminalreporter.write_line(f"{sum_of_tests:7.0f} {package}")
