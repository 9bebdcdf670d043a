"""A platform of its own, real processes and all, on which canaries have lived."""

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from rich.console import Console

from launcher.bring_up import bring_up, take_down
from launcher.databases import create
from launcher.names import SERVICES, VHOST
from launcher.rundir import RunDir
from launcher.sandbox import Sandbox
from launcher.services import Clock
from launcher.steps import Steps

from .support.story import Story


@pytest.fixture(scope="session")
async def story(pytestconfig: pytest.Config) -> AsyncIterator[Story]:
    if {"KRACHTLIJN_AMQP_URL", "KRACHTLIJN_DATABASE_URL"} & os.environ.keys():
        pytest.skip("looks into the files of a broker and a database of its own")
    run = RunDir.of(Path(pytestconfig.rootpath), "privacy")
    await asyncio.to_thread(take_down, run)
    run.wipe()
    run = RunDir.of(run.root, run.environment)
    with Steps(Console(quiet=True)) as steps:
        platform = await asyncio.to_thread(bring_up, run, steps, clock=Clock(), tap=True)
    try:
        databases = await asyncio.to_thread(create, platform.infra, SERVICES)
        sandbox = Sandbox(platform.infra, VHOST, "", databases=databases)
        story = Story(run, sandbox, {service.name: service for service in platform.services})
        await story.happen()
        yield story
    finally:
        await asyncio.to_thread(take_down, run)
        run.wipe()
