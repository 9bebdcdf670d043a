"""A platform of its own: what is let in here is nobody else's, and its broker goes away."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from launcher.bring_up import take_down
from launcher.rundir import RunDir
from launcher.sandbox import Sandbox

from .support.reading import LET_IN
from .support.tutorial import Tutorial


@pytest.fixture(scope="session")
async def platform(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Sandbox]:
    root = tmp_path_factory.mktemp("platform")
    sandbox = await asyncio.to_thread(Sandbox.open, root)
    yield sandbox
    await asyncio.to_thread(take_down, RunDir.of(root, "test"))


@pytest.fixture(scope="session")
async def tutorial(platform: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Tutorial:
    """The tutorial, its first two parts done as they stand."""
    page = Tutorial(platform, tmp_path_factory.mktemp("city"))
    await page.let_in()
    return page


@pytest.fixture(scope="session")
async def observer(tutorial: Tutorial) -> None:
    """A second client, that reads of shifts."""
    await asyncio.to_thread(tutorial.shell, LET_IN)
