"""One city for all scenarios, in an environment of its own, and the summary of what they proved."""

import os
from collections.abc import AsyncIterator, Generator, Iterator
from pathlib import Path

import pytest

from launcher.nursery import Nursery
from launcher.sandbox import Sandbox

from .support.city import City
from .support.summary import PASSED, Summary, tallied

ENVIRONMENT = "resilience"
PARTITIONS = int(os.environ.get("KRACHTLIJN_PARTITIONS") or 2)
"""Queues per reader: eight by ``make resilience``."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    item.stash[PASSED] = item.stash.get(PASSED, True) and not report.failed
    return report


@pytest.fixture(scope="session", autouse=True)
def summary(pytestconfig: pytest.Config) -> Iterator[Summary]:
    """Written anew also when nothing could begin: an earlier run must not speak for this one."""
    path = Path(pytestconfig.rootpath) / ".run" / ENVIRONMENT / "summary.json"
    path.unlink(missing_ok=True)
    summary = Summary()
    yield summary
    if path.parent.exists():
        summary.write(path)


@pytest.fixture(scope="session")
async def whole_city(pytestconfig: pytest.Config) -> AsyncIterator[City]:
    sandbox = Sandbox.open(Path(pytestconfig.rootpath), ENVIRONMENT, partitions=PARTITIONS)
    with Nursery(sandbox.infra.run) as nursery:
        city = City(sandbox, nursery)
        await city.begin()
        yield city
        city.close()
    sandbox.close()
    sandbox.infra.stop()


@pytest.fixture
async def city(
    whole_city: City, summary: Summary, request: pytest.FixtureRequest
) -> AsyncIterator[City]:
    """A city in which nothing runs yet but broker and database."""
    async with tallied(whole_city, summary, request.node):
        yield whole_city
