"""What the judges need: servers of this checkout, and the programs of other hands."""

import asyncio

import pytest

from launcher import programs
from launcher.errors import LauncherError
from launcher.programs import Program
from launcher.sandbox_plugin import sandbox as sandbox


@pytest.fixture(scope="session")
async def promtool() -> str:
    return await _installed(programs.PROMETHEUS)


async def _installed(program: Program) -> str:
    try:
        await asyncio.to_thread(programs.ensure, program)
    except LauncherError as error:
        pytest.skip(str(error))
    return str(program.path)
