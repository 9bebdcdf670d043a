"""A service that runs in the process of a test ends with it."""

import asyncio

import pytest

from launcher.sandbox import Sandbox
from registry.app import build


async def test_a_service_that_is_left_by_an_error_leaves_no_loop_behind(sandbox: Sandbox) -> None:
    before = asyncio.all_tasks()
    with pytest.raises(LookupError):
        async with sandbox.serve(build(sandbox.settings("registry"))):
            raise LookupError
    loops = {task.get_name() for task in asyncio.all_tasks() - before}
    assert not loops & {"control", "relay", "redriver", "consumer-0"}
