"""What the judges need: servers of this checkout, and the programs of other hands."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from launcher import programs
from launcher.errors import LauncherError
from launcher.programs import Program
from launcher.sandbox import Sandbox
from launcher.sandbox_plugin import sandbox as sandbox


@pytest.fixture(scope="session")
def off_the_bus(pytestconfig: pytest.Config) -> Iterator[Sandbox]:
    """Settings and databases alone, for services that are built and not begun."""
    sandbox = Sandbox.off_the_bus(Path(pytestconfig.rootpath))
    yield sandbox
    sandbox.close()


@pytest.fixture(scope="session")
def promtool() -> str:
    return installed(programs.PROMETHEUS)


def installed(program: Program) -> str:
    """Where a program is; a test that needs it is skipped, with why, where it can not be."""
    try:
        programs.ensure(program)
    except LauncherError as error:
        pytest.skip(str(error))
    return str(program.path)
