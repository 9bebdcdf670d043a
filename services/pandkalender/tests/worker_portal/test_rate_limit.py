"""Guessing codes: how often, over all instances together, and that no answer tells anything."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI

from chassis.bus.timers import Timer
from chassis.web.code_tries import Sources, rate_limit
from contracts.databank import WorkerAccessRevoked
from contracts.worker_code import new_code
from pandkalender.app import build

from ..support.city import NOW, SERVICE, City, Owner, worker
from ..support.codes import access, ref_of, rows, tell

MOST, WINDOW = 10, timedelta(minutes=10)


class Visitor:
    """Somebody at an address, who may reach any instance."""

    def __init__(self, apps: list[FastAPI], address: str, forwarded: str = "") -> None:
        said = {"X-Forwarded-For": forwarded} if forwarded else {}
        self.clients = [
            httpx.AsyncClient(
                transport=httpx.ASGITransport(
                    app=app, client=(address, 1), raise_app_exceptions=False
                ),
                base_url="http://service",
                headers=said,
            )
            for app in apps
        ]

    async def types(self, code: str, instance: int = 0, at: datetime = NOW) -> httpx.Response:
        headers = {
            "Accept": "text/html",
            "Sec-Fetch-Site": "same-origin",
            "Krachtlijn-Time": at.isoformat(),
        }
        form = {"stap": "code", "code": code}
        return await self.clients[instance].post("/mijn", data=form, headers=headers)


@pytest.fixture(autouse=True)
async def nobody_tried(city: City) -> None:
    await rows(city, "DELETE FROM code_try")


@pytest.fixture(scope="module")
async def instances(city: City) -> AsyncIterator[list[FastAPI]]:
    """Two instances on one database, as two processes would be."""
    settings = await asyncio.to_thread(city.sandbox.settings, SERVICE)
    other = build(settings)
    yield [city.app, other]
    await other.state.database.close()


PROXY = "10.0.0.7"


@pytest.fixture(scope="module")
async def behind_a_proxy(city: City) -> AsyncIterator[list[FastAPI]]:
    settings = await asyncio.to_thread(city.sandbox.settings, SERVICE)
    named = settings.model_copy(update={"trusted_proxies": frozenset({PROXY})})
    app = build(named)
    yield [app]
    await app.state.database.close()


async def count(city: City) -> int:
    (row,) = await rows(city, "SELECT coalesce(sum(cardinality(tried_at)), 0) AS n FROM code_try")
    return int(row["n"])


async def test_forty_tries_at_once_over_two_instances_never_exceed_the_limit(
    city: City, instances: list[FastAPI]
) -> None:
    visitor = Visitor(instances, "192.0.2.40")
    answers = await asyncio.gather(*(visitor.types(new_code(), nr % 2) for nr in range(40)))
    statuses = [answer.status_code for answer in answers]
    assert statuses.count(422) == MOST
    assert statuses.count(429) == 40 - MOST
    assert await count(city) == MOST


async def test_a_restart_gives_no_new_tries(city: City, instances: list[FastAPI]) -> None:
    visitor = Visitor(instances, "192.0.2.41")
    for _again in range(MOST):
        assert (await visitor.types("xx")).status_code == 422
    settings = await asyncio.to_thread(city.sandbox.settings, SERVICE)
    restarted = build(settings)
    try:
        assert (await Visitor([restarted], "192.0.2.41").types("xx")).status_code == 429
        assert (await Visitor([restarted], "192.0.2.42").types("xx")).status_code == 422
    finally:
        await restarted.state.database.close()


async def test_a_refusal_says_when_to_try_again_and_then_one_can(
    city: City, owner: Owner, instances: list[FastAPI]
) -> None:
    shift = await owner.declared(who=worker(int(uuid4().hex[:6], 16)))
    code, _ = await access(city, await ref_of(city, shift))
    visitor = Visitor(instances, "192.0.2.43")
    for _again in range(MOST):
        await visitor.types("xx")
    refused = await visitor.types(code)
    assert refused.status_code == 429
    assert re.search(r"Probeer opnieuw vanaf \d\d:\d\d\.", refused.text)
    assert 0 < int(refused.headers["retry-after"]) <= 11 * 60
    await rows(
        city,
        "UPDATE code_try SET tried_at = ARRAY(SELECT at - $1::interval FROM unnest(tried_at) at)",
        WINDOW,
    )
    assert (await visitor.types(code)).status_code == 303


async def test_a_right_code_costs_no_try(
    city: City, owner: Owner, instances: list[FastAPI]
) -> None:
    shift = await owner.declared(who=worker(int(uuid4().hex[:6], 16)))
    code, _ = await access(city, await ref_of(city, shift))
    visitor = Visitor(instances, "192.0.2.44")
    for nr in range(MOST + 2):
        assert (await visitor.types(code, nr % 2)).status_code == 303
    assert await rows(city, "SELECT FROM code_try") == []


async def test_workers_behind_one_proxy_do_not_lock_each_other_out(
    city: City, owner: Owner, behind_a_proxy: list[FastAPI]
) -> None:
    shift = await owner.declared(who=worker(int(uuid4().hex[:6], 16)))
    code, _ = await access(city, await ref_of(city, shift))
    guesser = Visitor(behind_a_proxy, PROXY, forwarded="192.0.2.60")
    for _again in range(MOST):
        assert (await guesser.types("xx")).status_code == 422
    assert (await guesser.types("xx")).status_code == 429
    worker_elsewhere = Visitor(behind_a_proxy, PROXY, forwarded="192.0.2.61")
    assert (await worker_elsewhere.types(code)).status_code == 303


async def test_an_address_that_somebody_makes_up_gives_no_new_tries(
    city: City, instances: list[FastAPI], behind_a_proxy: list[FastAPI]
) -> None:
    for apps, peer, said in (
        (instances, "192.0.2.62", "198.51.100.{nr}"),
        (behind_a_proxy, "192.0.2.63", "198.51.100.{nr}"),
        (behind_a_proxy, PROXY, "198.51.100.{nr}, 192.0.2.64"),
    ):
        answers = [
            await Visitor(apps, peer, forwarded=said.format(nr=nr)).types("xx")
            for nr in range(MOST + 1)
        ]
        assert [answer.status_code for answer in answers] == [422] * MOST + [429]


async def test_many_failures_everywhere_leave_others_a_try(
    city: City, instances: list[FastAPI]
) -> None:
    await rows(
        city,
        "INSERT INTO code_try SELECT nr::text::bytea, array_fill(now(), ARRAY[10]), now()"
        " FROM generate_series(1, 30) AS nr",
    )
    visitor = Visitor(instances, "192.0.2.45")
    assert (await visitor.types("xx")).status_code == 422
    assert (await visitor.types("xx")).status_code == 429


async def test_a_code_that_never_was_that_ended_and_that_expired_get_the_same_answer(
    city: City, owner: Owner, instances: list[FastAPI]
) -> None:
    ref = await ref_of(city, await owner.declared(who=worker(int(uuid4().hex[:6], 16))))
    ended, access_id = await access(city, ref)
    visitor = Visitor(instances, "192.0.2.46")
    assert (await visitor.types(ended)).status_code == 303
    await tell(city, WorkerAccessRevoked(access_id=access_id, revoked_at=NOW))
    expired, _ = await access(city, ref)
    later = NOW + timedelta(days=15)
    answers = [
        await visitor.types(new_code(), at=later),
        await visitor.types(ended, at=later),
        await visitor.types(expired, at=later),
        await visitor.types("geen code", at=later),
    ]
    assert {answer.status_code for answer in answers} == {422}
    assert len({answer.text for answer in answers}) == 1
    assert len({frozenset(_constant(answer.headers)) for answer in answers}) == 1


def _constant(headers: httpx.Headers) -> list[tuple[str, Any]]:
    return [item for item in headers.items() if item[0] != "correlation-id"]


async def test_another_site_cannot_make_an_address_wait(
    city: City, instances: list[FastAPI]
) -> None:
    visitor = Visitor(instances, "192.0.2.47")
    headers = {"Accept": "text/html", "Sec-Fetch-Site": "cross-site"}
    form = {"stap": "code", "code": "xx"}
    answer = await visitor.clients[0].post("/mijn", data=form, headers=headers)
    assert answer.status_code == 403
    assert await rows(city, "SELECT FROM code_try") == []


async def test_nothing_in_the_database_tells_an_address_or_a_code(
    city: City, instances: list[FastAPI]
) -> None:
    code = new_code()
    await Visitor(instances, "192.0.2.48").types(code)
    (row,) = await rows(city, "SELECT * FROM code_try")
    assert set(row.keys()) == {"source", "tried_at", "last_at"}
    assert len(row["source"]) == 32
    settings = city.sandbox.settings(SERVICE)
    assert row["source"] == Sources(settings.seal_private).of("192.0.2.48")
    assert row["source"] != Sources(None).of("192.0.2.48"), "without the key it says nothing"


async def test_what_no_longer_counts_is_erased(city: City, instances: list[FastAPI]) -> None:
    await Visitor(instances, "192.0.2.49").types("xx")
    await Visitor(instances, "192.0.2.50").types("xx")
    due = await rows(city, "SELECT due_at FROM bus_timer WHERE name = $1", rate_limit.NAME)
    assert len(due) == 1
    await rows(
        city,
        "UPDATE code_try SET last_at = last_at - $1::interval WHERE source = $2",
        WINDOW,
        city.app.state.sources.of("192.0.2.49"),
    )
    timer = Timer(rate_limit.NAME, "all", NOW, {})
    async with city.app.state.database.begin(NOW) as tx:
        await rate_limit.forget(timer, tx)
    assert len(await rows(city, "SELECT FROM code_try")) == 1
    await rows(city, "UPDATE code_try SET last_at = last_at - $1::interval", WINDOW)
    async with city.app.state.database.begin(NOW) as tx:
        await rate_limit.forget(timer, tx)
    assert await rows(city, "SELECT FROM code_try") == []
