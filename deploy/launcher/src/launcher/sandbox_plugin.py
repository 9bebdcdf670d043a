"""The fixture ``sandbox`` for the tests of every package."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from launcher.sandbox import Sandbox


@pytest.fixture(scope="session")
def sandbox(pytestconfig: pytest.Config) -> Iterator[Sandbox]:
    """An own virtual host and own databases on the checkout's private servers, for this run."""
    sandbox = Sandbox.open(Path(pytestconfig.rootpath))
    yield sandbox
    sandbox.close()
