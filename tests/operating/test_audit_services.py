"""`krachtlijn audit verify` covers every service with an access log, and each has its pages."""

import asyncio
import importlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from contracts import SERVICES
from launcher.sandbox import Sandbox

from .support.access_log import Log

LOGGING = ("pandkalender", "databank", "enforcement", "registry")


@pytest.fixture(scope="module")
async def all_of_them(pytestconfig: pytest.Config) -> AsyncIterator[Sandbox]:
    sandbox = await asyncio.to_thread(Sandbox.off_the_bus, Path(pytestconfig.rootpath))
    for service in SERVICES:
        await asyncio.to_thread(sandbox.database, service)
    yield sandbox
    await asyncio.to_thread(sandbox.close)


async def test_dp04_each_log_is_checked_and_those_without_one_are_left_out(
    all_of_them: Sandbox,
) -> None:
    before = {
        one["service"]: one["rows"] for one in (await Log(all_of_them)("verify", "--json")).json
    }
    for number, service in enumerate(LOGGING, start=1):
        await Log(all_of_them, service).looks(*(f"p-{each}" for each in range(number)))
    found = (await Log(all_of_them)("verify", "--json")).json
    assert {one["service"]: one["rows"] - before[one["service"]] for one in found} == {
        "pandkalender": 1,
        "databank": 2,
        "enforcement": 3,
        "registry": 4,
    }
    assert all(one["broken"] is None for one in found)


@pytest.mark.parametrize("service", LOGGING)
async def test_dp04_tampering_is_found_in_each(all_of_them: Sandbox, service: str) -> None:
    log = Log(all_of_them, service)
    await log.looks("p-1", "p-2")
    await log.crime("UPDATE access_log SET actor_subject = actor_subject || 'x' WHERE position = 1")
    answer = await log("verify", service)
    assert answer.code == 3
    assert f"{service}: the access log was tampered with at position 1" in answer.text
    await log.crime(  # back as it was, for who reads it next
        "UPDATE access_log SET actor_subject = left(actor_subject, -1) WHERE position = 1"
    )


@pytest.mark.parametrize("service", SERVICES)
def test_who_keeps_a_log_has_the_pages_to_read_it(service: str) -> None:
    table = importlib.import_module(f"{service}.authorisation").TABLE
    assert ("access logs" in table) == (service in LOGGING)
