"""What the tests of the contracts share: the repository, every event, and its golden message."""

import json
from pathlib import Path
from typing import Any

import pytest

from contracts import EVENTS, Event
from contracts.generate import render

ROOT = Path(__file__).parents[2]
BY_NAME = sorted(EVENTS.values(), key=lambda event: event.routing_key)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for ``event`` runs once for every event."""
    if "event" in metafunc.fixturenames:
        ids = [event.routing_key for event in BY_NAME]
        metafunc.parametrize("event", BY_NAME, ids=ids, scope="session")


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def rendered() -> dict[str, str]:
    return render()


@pytest.fixture
def golden(event: type[Event]) -> dict[str, Any]:
    path = ROOT / "contracts" / "examples" / f"{event.routing_key}.json"
    assert path.exists(), f"run: krachtlijn contracts example {event.routing_key}"
    message: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return message
