"""What the judges need: servers of this checkout, and the programs of other hands."""

import pytest

from launcher import programs
from launcher.errors import LauncherError
from launcher.programs import Program
from launcher.sandbox_plugin import sandbox as sandbox


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
