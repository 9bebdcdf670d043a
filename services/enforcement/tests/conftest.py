"""Enforcement on a real broker and database, and the people who work with it."""

from collections.abc import AsyncIterator

import asyncpg
import pytest
from fastapi import FastAPI

from enforcement.app import build
from launcher.sandbox import Sandbox
from launcher.sandbox_plugin import sandbox as sandbox

from .support.city import City


@pytest.fixture(scope="session")
def app(sandbox: Sandbox) -> FastAPI:
    return build(sandbox.settings("enforcement"))


@pytest.fixture(scope="session")
async def service(sandbox: Sandbox, app: FastAPI) -> AsyncIterator[City]:
    async with sandbox.serve(app) as client:
        yield City(sandbox, client, app)


@pytest.fixture
async def city(service: City) -> City:
    service.later(minutes=1)
    return service


@pytest.fixture
async def rows(sandbox: Sandbox, service: City) -> AsyncIterator[asyncpg.Connection]:
    conn = await asyncpg.connect(sandbox.database("enforcement").url)
    yield conn
    await conn.close()


@pytest.fixture
async def law_as_before(sandbox: Sandbox, service: City) -> AsyncIterator[None]:
    """The law of the system as the test found it, whatever version this put in force."""
    async with sandbox.keeping("enforcement", "legal_term"):
        yield
