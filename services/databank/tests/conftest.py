"""The databank on the real bus and database, as officers and owners would use it."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest
from fastapi import FastAPI

from chassis.settings import Settings
from chassis.web import Function
from databank.app import build
from launcher.sandbox import Sandbox
from launcher.sandbox_plugin import sandbox as sandbox

from .support.browser import Browser, signed_in
from .support.databank import START, Databank
from .support.everything import one_of_everything
from .support.reviews import never_sampled
from .support.walks import Walks

HERE = Path(__file__).parent
FIRST = (
    "test_export_pages",
    "test_export_large",
    "test_question_pages",
    "test_worklist_pages",
    "test_break_glass_pages",
    "test_searches",
    "test_file_pages",
    "test_finding_pages",
    "test_finding_lists",
    "test_first_contact_pages",
    "test_identity_pages",
    "test_inspection_pages",
    "test_languages",
    "test_offered",
    "test_oversight_pages",
    "test_quarter_pages",
    "test_room_pages",
    "test_person_validation_pages",
    "test_propose_pages",
    "test_protection_pages",
    "test_research_cases",
    "test_rule_pages",
    "test_reading_budget",
    "test_shielded_canary",
    "test_worker_answers",
)
"""Tests of screens: they look at lists that the other tests fill by the hundred, and at a clock
that those move on, and that never goes back."""

LAST = (
    "test_announced",
    "test_announced_histories",
    "test_monthly_actions",
    "test_returns",
)
"""Tests in which months and years pass."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the tests of screens before all others of the databank, in this order, and some last."""
    order = {name: number for number, name in enumerate(FIRST)}
    order |= {name: len(FIRST) + 1 for name in LAST}
    order["test_timers"] = len(FIRST) + 2  # what is due within years is done there
    own = [number for number, item in enumerate(items) if HERE in item.path.parents]
    ordered = sorted(
        (items[number] for number in own),
        key=lambda item: order.get(item.path.stem, len(FIRST)),
    )
    for number, item in zip(own, ordered, strict=True):
        items[number] = item


@pytest.fixture(scope="session")
def settings(sandbox: Sandbox) -> Settings:
    return sandbox.settings("databank")


@pytest.fixture(scope="session")
def app(settings: Settings) -> FastAPI:
    return build(settings)


@pytest.fixture(scope="session")
async def databank(sandbox: Sandbox, app: FastAPI) -> AsyncIterator[Databank]:
    async with sandbox.serve(app) as client:
        app.state.clock.advance(START)  # a clock that nobody told a moment shows the real day
        databank = Databank(sandbox, client, app.state.clock)
        await never_sampled(databank)
        yield databank


@pytest.fixture
async def browser(databank: Databank) -> AsyncIterator[Browser]:
    yield await signed_in(databank, Function.POLITIE_AGENT, f"agent-{uuid4().hex[:6]}")


@pytest.fixture(scope="session")
async def full(databank: Databank) -> tuple[Browser, list[str]]:
    """One of everything that a page can show: an officer, and addresses that no link leads to."""
    return await one_of_everything(databank)


@pytest.fixture(scope="session")
def walks(databank: Databank, app: FastAPI, full: tuple[Browser, list[str]]) -> Walks:
    return Walks(databank, app, full)
