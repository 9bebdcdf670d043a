"""A corner of the servers, for tests."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import httpx
import pytest

from launcher import databases, sandbox
from launcher.infra import Infrastructure
from launcher.operations.declare import declare
from launcher.sandbox import Sandbox

SERVICE = "pandkalender"


@pytest.fixture
async def corner(infra: Infrastructure) -> AsyncIterator[Sandbox]:
    corner = Sandbox(infra, "", "_emptied")
    corner.database(SERVICE, migrate=False)
    yield corner
    databases.drop(infra, [SERVICE], corner.suffix)


async def test_tables_are_emptied_though_a_transaction_wants_what_is_emptied_already(
    corner: Sandbox,
) -> None:
    """A timer holds the one table and wants the other, just when all is to begin again."""
    timer = await asyncpg.connect(corner.database(SERVICE).owner_url)
    await timer.execute("CREATE TABLE first (a int); CREATE TABLE second (a int)")
    async with timer.transaction():
        await timer.execute("INSERT INTO second VALUES (1)")
        emptying = asyncio.create_task(corner.empty(SERVICE, "TRUNCATE first, second"))
        for _ in range(10):
            await asyncio.sleep(0.05)
            await timer.execute("INSERT INTO first VALUES (1)")
    await emptying
    for table in ("first", "second"):
        assert await timer.fetchval(f"SELECT count(*) FROM {table}") == 0
    await timer.close()


def test_what_the_broker_takes_too_long_to_set_up_does_not_stay_behind(
    pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each virtual host that stays costs the broker, and makes the next one slower to open."""
    opened: list[str] = []

    def set_and_time_out(client: httpx.Client, document: dict[str, Any]) -> None:
        declare(client, document)
        opened.extend(each["name"] for each in document["vhosts"])
        raise httpx.ReadTimeout("no answer in time")

    monkeypatch.setattr(sandbox, "declare", set_and_time_out)
    with pytest.raises(httpx.ReadTimeout):
        Sandbox.open(pytestconfig.rootpath)
    (vhost,) = opened
    corner = Sandbox(Infrastructure.ensure(pytestconfig.rootpath, "test"), vhost, "")
    with corner.management() as client:
        assert vhost not in [each["name"] for each in client.get("/api/vhosts").json()]
