import pytest

from simulator.city import City, build


@pytest.fixture(scope="session")
def city() -> City:
    """A fortnight, as in the demonstration."""
    return build(1, 14)
