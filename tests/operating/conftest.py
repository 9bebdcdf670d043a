"""The databank at work in a corner of its own, and an operator at the command line."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from databank.app import build
from launcher.credentials import Credentials
from launcher.sandbox import Sandbox

from .support.databank import Databank
from .support.events import NAME
from .support.operator import Operator


@pytest.fixture(scope="session")
async def corner(pytestconfig: pytest.Config) -> AsyncIterator[Sandbox]:
    sandbox = await asyncio.to_thread(Sandbox.open, Path(pytestconfig.rootpath))
    for service in ("pandkalender", "databank", "enforcement"):
        await asyncio.to_thread(sandbox.database, service)
    yield sandbox
    await asyncio.to_thread(sandbox.close)


@pytest.fixture(scope="session")
def keys(corner: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Credentials:
    """Key files that these tests may change."""
    folder = tmp_path_factory.mktemp("keys") / "secrets"
    shutil.copytree(corner.infra.credentials.folder, folder)
    return Credentials(folder)


@pytest.fixture(scope="session")
async def service(corner: Sandbox, keys: Credentials) -> AsyncIterator[Databank]:
    settings = corner.settings("databank", "system").model_copy(
        update={
            "seal_public": keys.seal_public,
            "seal_private": keys.seal_private("databank"),
        }
    )
    app = build(settings)
    async with corner.serve(app) as client:
        yield Databank(corner, app, client, keys)


@pytest.fixture
async def databank(service: Databank) -> Databank:
    """The service with nothing parked, nothing on the log, and no refusal remembered: twenty in a
    row, of whatever tests, would make its partition stand."""
    for consumer in service.app.state.platform.consumers:
        consumer.breaker._ends.clear()
    await service.sandbox.empty(
        "databank",
        "TRUNCATE bus_parked, bus_parking_log, bus_inbox, bus_gap, bus_hold, bus_release,"
        " bus_erasure",
    )
    return service


@pytest.fixture
async def operator(corner: Sandbox, keys: Credentials) -> AsyncIterator[Operator]:
    """Whatever the operator saw, no name was in it."""
    operator = Operator(corner, keys)
    yield operator
    assert NAME not in "".join(operator.seen)
