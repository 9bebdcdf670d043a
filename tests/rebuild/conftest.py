"""The city, in which something has happened."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from contracts import SERVICES
from launcher.sandbox import Sandbox

from .support import story
from .support.city import City


@pytest.fixture(scope="session")
async def corner(pytestconfig: pytest.Config) -> AsyncIterator[Sandbox]:
    sandbox = await asyncio.to_thread(Sandbox.open, Path(pytestconfig.rootpath))
    for service in SERVICES:
        await asyncio.to_thread(sandbox.database, service)
    yield sandbox
    await asyncio.to_thread(sandbox.close)


@pytest.fixture(scope="session")
async def city(corner: Sandbox) -> AsyncIterator[City]:
    city = City(corner)
    for service in SERVICES:
        await city.start(service)
    yield city
    for service in list(city.clients):
        await city.stop(service)


@pytest.fixture(scope="session")
async def rooms(city: City) -> list[str]:
    """The rooms of a city that has lived for some weeks."""
    return await story.lives(city)
