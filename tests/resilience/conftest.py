"""One city for all scenarios, in an environment of its own, and the summary of what they proved."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from launcher.nursery import Nursery
from launcher.sandbox import Sandbox

from .city import City
from .summary import Summary, tallied

ENVIRONMENT = "resilience"


@pytest.fixture(scope="session")
def summary(pytestconfig: pytest.Config) -> Iterator[Summary]:
    summary = Summary()
    yield summary
    summary.write(Path(pytestconfig.rootpath) / ".run" / ENVIRONMENT / "summary.json")


@pytest.fixture(scope="session")
async def whole_city(pytestconfig: pytest.Config) -> AsyncIterator[City]:
    sandbox = Sandbox.open(Path(pytestconfig.rootpath), ENVIRONMENT, partitions=2)
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
    async with tallied(whole_city, summary, request.node.name):
        yield whole_city
