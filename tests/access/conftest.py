import importlib
from collections.abc import Callable

import pytest
from fastapi import FastAPI

from contracts import SERVICES
from launcher.sandbox import Sandbox
from launcher.sandbox_plugin import sandbox as sandbox

TRUSTS = {
    "pandkalender": {"eigenaar", "politie"},
    "databank": {"politie"},
    "enforcement": {"stad", "eigenaar"},
    "registry": {"zorg"},
    "reporting": {"stad"},
}


@pytest.fixture(scope="session")
def built(sandbox: Sandbox) -> Callable[[str], FastAPI]:
    """The application of a service by name, made once."""
    apps: dict[str, FastAPI] = {}

    def build(service: str) -> FastAPI:
        if service not in apps:
            module = importlib.import_module(f"{service}.app")
            apps[service] = module.build(sandbox.settings(service))
        return apps[service]

    return build


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "service" in metafunc.fixturenames:
        metafunc.parametrize("service", SERVICES)
