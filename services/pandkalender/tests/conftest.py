"""The calendar on a real broker and database, with premises of two owners."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from chassis.web import Function
from launcher.sandbox import Sandbox
from launcher.sandbox_plugin import sandbox as sandbox
from pandkalender.app import build

from .support.browser import Browser, SignIn, signed_in
from .support.city import SERVICE, City, Owner


async def _nothing_due() -> bool:
    """Tests share one driven clock that only moves on; deadlines fire when a test says so."""
    return False


@pytest.fixture(scope="session")
async def city(sandbox: Sandbox) -> AsyncIterator[City]:
    settings = await asyncio.to_thread(sandbox.settings, SERVICE)
    app = build(settings)
    app.state.platform.deadlines["timers"].run_one = _nothing_due
    async with sandbox.serve(app) as client:
        yield City(sandbox, app, client)


@pytest.fixture
async def owner(city: City) -> Owner:
    return await city.owner()


@pytest.fixture
async def sign_in(city: City) -> SignIn:
    async def sign_in_owner(owner: Owner, function: Function = Function.EIGENAAR) -> Browser:
        return await signed_in(city, function, owner.organisation)

    return sign_in_owner


@pytest.fixture
async def browser(sign_in: SignIn, owner: Owner) -> Browser:
    return await sign_in(owner)
