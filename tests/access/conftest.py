import importlib

import pytest
from fastapi import FastAPI

from contracts import SERVICES
from launcher.sandbox import Sandbox
from launcher.sandbox_plugin import sandbox as sandbox

from .support.services import Built


@pytest.fixture(scope="session")
async def built(sandbox: Sandbox) -> Built:
    """The application of a service by name, made once; its keys are at hand, nothing runs."""
    apps: dict[str, FastAPI] = {}
    for service in SERVICES:
        app = importlib.import_module(f"{service}.app").build(sandbox.settings(service))
        await app.state.platform.open()
        apps[service] = app
    return apps.__getitem__


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "service" in metafunc.fixturenames:
        metafunc.parametrize("service", SERVICES)
