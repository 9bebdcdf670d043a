"""All services that read events, at work on a broker and databases of their own."""

import asyncio
import importlib
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from launcher.sandbox import Sandbox

from .support.town import READERS, Town


@pytest.fixture(scope="session")
async def town(pytestconfig: pytest.Config) -> AsyncIterator[Town]:
    sandbox = await asyncio.to_thread(Sandbox.open, Path(pytestconfig.rootpath))
    logging.disable()  # tens of thousands of lines about what is wrong on purpose
    async with AsyncExitStack() as stack:
        stack.callback(logging.disable, logging.NOTSET)
        apps = {}
        for service in READERS:
            settings = await asyncio.to_thread(sandbox.settings, service, "system")
            apps[service] = importlib.import_module(f"{service}.app").build(settings)
            await stack.enter_async_context(sandbox.serve(apps[service]))
        yield await stack.enter_async_context(Town.of(sandbox, apps))
    await asyncio.to_thread(sandbox.close)
