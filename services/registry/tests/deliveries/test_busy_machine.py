"""A machine on which figures take longer than the database waits for who says nothing."""

import time
from typing import Any

import pytest

from chassis import db
from launcher.sandbox import Sandbox
from registry.app import build
from registry.deliveries import deliver
from registry.integration import integrate
from registry.settings import RegistrySettings

from ..support.deliveries import of_branches
from ..support.registry import Registry

IDLE_SECONDS, SLOW_SECONDS = 4, 5


def slowed(work: Any) -> Any:
    """The same work, on a machine that is busy with others."""

    def slow(*given: Any) -> Any:
        time.sleep(SLOW_SECONDS)
        return work(*given)

    return slow


@pytest.mark.night(
    "endurance of a machine that is made slow on purpose",
    stays="services/registry/tests/deliveries/test_delivery.py::test_an_accepted_delivery_becomes_one_event_without_persons",
)
async def test_a_delivery_is_accepted_though_its_figures_take_long(
    registry: Registry, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(db.SESSION, "idle_in_transaction_session_timeout", f"{IDLE_SECONDS}s")
    monkeypatch.setattr(deliver, "validate", slowed(deliver.validate))
    monkeypatch.setattr(integrate, "protect", slowed(integrate.protect))
    app = build(sandbox.settings("registry"), RegistrySettings())
    async with sandbox.serve(app) as client:
        delivery = await Registry(sandbox, app, client).accepted(of_branches({"raam": 6}))
    assert delivery["state"] == "geintegreerd"
    assert len(await registry.published()) == 3
