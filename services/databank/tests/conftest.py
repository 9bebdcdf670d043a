"""The databank on the real bus and database, as officers and owners would use it."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest

from chassis.settings import Settings
from chassis.web import Function
from databank.app import build
from launcher.sandbox import Sandbox
from launcher.sandbox_plugin import sandbox as sandbox

from .support.browser import Browser, signed_in
from .support.databank import Databank

HERE = Path(__file__).parent
FIRST = "test_export_pages.py"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the tests of lists that leave first: the clock of the shared databank never goes back.

    A made list is erased when its day is over, at once where other tests moved the clock past it.
    """
    own = [number for number, item in enumerate(items) if HERE in item.path.parents]
    ordered = sorted((items[number] for number in own), key=lambda item: item.path.name != FIRST)
    for number, item in zip(own, ordered, strict=True):
        items[number] = item


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
