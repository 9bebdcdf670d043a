"""The databank on the real bus and database, as officers and owners would use it."""

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest

from chassis.settings import Settings
from chassis.web import Function
from databank.app import build
from launcher.sandbox import Sandbox
from launcher.sandbox_plugin import sandbox as sandbox

from .support.browser import Browser, signed_in
from .support.databank import Databank


@pytest.fixture(scope="session")
def settings(sandbox: Sandbox) -> Settings:
    return sandbox.settings("databank")


@pytest.fixture(scope="session")
async def databank(sandbox: Sandbox, settings: Settings) -> AsyncIterator[Databank]:
    app = build(settings)
    token = sandbox.token(Function.POLITIE_AGENT, "politie", subject="agent-1")
    async with sandbox.serve(app) as client:
        yield Databank(sandbox, client, {"Authorization": f"Bearer {token}"})


@pytest.fixture
async def browser(databank: Databank) -> AsyncIterator[Browser]:
    yield await signed_in(databank, Function.POLITIE_AGENT, f"agent-{uuid4().hex[:6]}")
