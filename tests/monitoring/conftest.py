"""Prometheus and Alertmanager as Debian has them, installed where that is allowed."""

import asyncio

import pytest

from launcher import programs
from launcher.errors import LauncherError
from launcher.programs import ALERTMANAGER, HAPROXY, PROMETHEUS, Program
from launcher.sandbox_plugin import sandbox as sandbox


@pytest.fixture(scope="session")
async def promtool() -> str:
    return await _installed(PROMETHEUS)


@pytest.fixture(scope="session")
async def amtool() -> str:
    return await _installed(ALERTMANAGER)


@pytest.fixture(scope="session")
async def haproxy() -> str:
    return await _installed(HAPROXY)


async def _installed(program: Program) -> str:
    try:
        await asyncio.to_thread(programs.ensure, program)
    except LauncherError as error:
        pytest.skip(str(error))
    return str(program.path)
