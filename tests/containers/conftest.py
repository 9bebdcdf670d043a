"""The platform in containers, as docker-compose.yml says: `make deploy-test`.

Needs root and some minutes, so these tests are deselected unless asked for (`-m container`).
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from .support import our_images
from .support.engine import Engine, why_not
from .support.people import People
from .support.platform import Platform


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.container)
            item.add_marker(pytest.mark.timeout(1800))


@pytest.fixture(scope="session")
def engine(pytestconfig: pytest.Config) -> Iterator[Engine]:
    if reason := why_not():
        pytest.skip(reason)
    engine = Engine(Path(pytestconfig.rootpath))
    engine.start()
    yield engine
    engine.stop()


@pytest.fixture(scope="session")
def images(engine: Engine) -> dict[str, str]:
    """Our images by service, built; those of others are there too."""
    return our_images.ensure(engine)


@pytest.fixture(scope="session")
def platform(engine: Engine, images: dict[str, str]) -> Iterator[Platform]:
    with Platform(engine, "kl-platform").running("backup") as running:
        yield running


@pytest.fixture(scope="session")
def people(platform: Platform) -> Iterator[People]:
    people = People(platform)
    yield people
    people.close()


@pytest.fixture(scope="session")
def room(people: People) -> str:
    return people.open_a_house()
