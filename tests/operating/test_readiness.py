"""A broker that hangs is told from one that has nothing to say, within ten seconds.

Those are promised by what the heartbeats are set to; a busy machine may take longer to tell.
"""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from time import monotonic

import httpx
import pytest
from pydantic import SecretStr

from chassis.bus.connection import HEARTBEAT_SECONDS, SILENT_HEARTBEATS
from enforcement.app import build
from launcher import processes, rabbitmq, topology
from launcher.credentials.make import ensure_secrets
from launcher.names import VHOST
from launcher.operations.management import Management
from launcher.rundir import RunDir
from launcher.sandbox import Sandbox

PROMISED, PATIENCE = 10, 60


@pytest.fixture
async def broker(tmp_path: Path) -> AsyncIterator[tuple[int, str]]:
    """The process of a broker of its own, and enforcement's address on it."""
    run = RunDir.of(tmp_path, "hangs")
    credentials = ensure_secrets(run)
    own = await asyncio.to_thread(rabbitmq.ensure, run, credentials)
    await asyncio.to_thread(topology.apply, Management.of(own), credentials)
    process = processes.running(run, rabbitmq.COMPONENT)
    assert process is not None
    password = credentials.broker["enforcement"]
    yield process.pid, f"amqp://enforcement:{password}@{own.host}:{own.port}/{VHOST}"
    os.kill(process.pid, signal.SIGCONT)
    await asyncio.to_thread(rabbitmq.stop, run)
    run.wipe()


async def until(client: httpx.AsyncClient, *, seconds: float, **wanted: bool) -> dict[str, bool]:
    """What the service says of itself as soon as these are so."""
    end = monotonic() + seconds
    while True:
        checks: dict[str, bool] = (await client.get("/health/ready")).json()
        if wanted.items() <= checks.items():
            return checks
        assert monotonic() < end, checks
        await asyncio.sleep(0.05)


def test_a_silent_broker_is_given_up_within_what_is_promised() -> None:
    silent = (HEARTBEAT_SECONDS + 1) * SILENT_HEARTBEATS
    assert silent + HEARTBEAT_SECONDS / 2 < PROMISED


@pytest.mark.timeout(240)
async def test_a_hanging_broker_makes_the_service_not_ready_and_an_answering_one_ready_again(
    corner: Sandbox, broker: tuple[int, str]
) -> None:
    pid, url = broker
    settings = corner.settings("enforcement", "system").model_copy(
        update={"amqp_url": SecretStr(url)}
    )
    app = build(settings)
    async with corner.serve(app), corner.internal(app) as client:
        await asyncio.sleep(3)  # what is silent for a while, and well, stays ready
        assert (await client.get("/health/ready")).status_code == httpx.codes.OK
        os.kill(pid, signal.SIGSTOP)
        checks = await until(client, seconds=PATIENCE, broker=False, consumers=False)
        assert checks == {"database": True, "broker": False, "consumers": False, "outbox": True}
        assert (await client.get("/health/ready")).status_code == httpx.codes.SERVICE_UNAVAILABLE
        os.kill(pid, signal.SIGCONT)
        await until(client, seconds=PATIENCE, broker=True, consumers=True)
