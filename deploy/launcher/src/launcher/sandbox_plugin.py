"""The fixture ``sandbox``. A test package that imports it in its conftest has one of its own:

    from launcher.sandbox_plugin import sandbox as sandbox

so that services which run for the tests of one package never hear the events of another.
"""

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
