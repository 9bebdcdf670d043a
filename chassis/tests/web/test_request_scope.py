"""When a request happens, what it belongs to, and why a record is read."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI

from chassis.clock import SystemClock

EVENING = "2026-11-24T19:00:00+01:00"
IN_UTC = "2026-11-24T18:00:00Z"
ID = "6f0c3c6e-9f0e-4f7f-8f5b-0d6f6c2e2d11"


async def test_a_driven_clock_follows_the_request(agent: httpx.AsyncClient, app: FastAPI) -> None:
    answer = await agent.get("/v1/moment", headers={"Krachtlijn-Time": EVENING})
    assert answer.json()["now"] == IN_UTC
    assert app.state.clock.now() == datetime(2026, 11, 24, 18, tzinfo=UTC)
    assert (await agent.get("/v1/moment")).json()["now"] == IN_UTC


async def test_a_late_request_keeps_its_own_time_and_moves_nothing_back(
    agent: httpx.AsyncClient, app: FastAPI
) -> None:
    await agent.get("/v1/moment", headers={"Krachtlijn-Time": EVENING})
    earlier = await agent.get("/v1/moment", headers={"Krachtlijn-Time": "2026-11-24T17:00:00Z"})
    assert earlier.json()["now"] == "2026-11-24T17:00:00Z"
    assert app.state.clock.now() == datetime(2026, 11, 24, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    "given",
    ["gisteren", "2026-11-24T19:00:00", "1764000000", "2026-11-24", "0001-01-01T00:00:00+14:00"],
)
async def test_a_time_that_is_none_is_refused(agent: httpx.AsyncClient, given: str) -> None:
    answer = await agent.get("/v1/moment", headers={"Krachtlijn-Time": given})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "Krachtlijn-Time"


async def test_nobody_chooses_the_time_of_a_real_clock(
    agent: httpx.AsyncClient, app: FastAPI
) -> None:
    app.state.clock = SystemClock()
    for given in (EVENING, "gisteren"):
        answer = await agent.get("/v1/moment", headers={"Krachtlijn-Time": given})
        now = datetime.fromisoformat(answer.json()["now"])
        assert abs(now - datetime.now(UTC)) < timedelta(seconds=10)


async def test_a_correlation_id_comes_back(agent: httpx.AsyncClient) -> None:
    answer = await agent.get("/v1/moment", headers={"Correlation-Id": ID})
    assert answer.headers["Correlation-Id"] == ID
    assert answer.json()["correlationId"] == ID


async def test_a_request_without_correlation_id_gets_one(agent: httpx.AsyncClient) -> None:
    answer = await agent.get("/v1/moment")
    assert UUID(answer.headers["Correlation-Id"]) == UUID(answer.json()["correlationId"])


async def test_a_refusal_has_a_correlation_id_too(stranger: httpx.AsyncClient) -> None:
    answer = await stranger.get("/v1/moment", headers={"Correlation-Id": ID})
    assert (answer.status_code, answer.headers["Correlation-Id"]) == (401, ID)


@pytest.mark.parametrize("given", ["", "x", f"{{{ID}}}", ID.replace("-", ""), f"urn:uuid:{ID}"])
async def test_a_correlation_id_that_is_none_is_refused(
    agent: httpx.AsyncClient, given: str
) -> None:
    answer = await agent.get("/v1/moment", headers={"Correlation-Id": given})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "Correlation-Id"
    assert UUID(answer.headers["Correlation-Id"])


@pytest.mark.parametrize(
    ("given", "kept"), [(f"00-{'a' * 32}-{'b' * 16}-01", True), ("00-x-y-01", False)]
)
async def test_a_trace_is_carried_on_when_it_is_one(
    agent: httpx.AsyncClient, given: str, kept: bool
) -> None:
    answer = await agent.get("/v1/moment", headers={"traceparent": given})
    assert answer.json()["traceParent"] == (given if kept else None)


async def test_dp03_a_read_without_purpose_is_refused(agent: httpx.AsyncClient) -> None:
    answer = await agent.get("/v1/persons")
    assert (answer.status_code, answer.json()["code"]) == (403, "doel-ontbreekt")
    unknown = await agent.get("/v1/persons", headers={"Krachtlijn-Purpose": "nieuwsgierig"})
    assert (unknown.status_code, unknown.json()["code"]) == (422, "doel-onbekend")
    known = await agent.get("/v1/persons", headers={"Krachtlijn-Purpose": "toezicht"})
    assert known.json() == "toezicht"


async def test_a_collection_comes_in_pages(agent: httpx.AsyncClient) -> None:
    answer = await agent.get("/v1/rooms?street=A%26B&page=2&pagesize=3")
    assert answer.headers["Content-Type"] == "application/hal+json"
    body: dict[str, Any] = answer.json()
    assert body["_page"] == {"size": 3, "number": 2, "totalElements": 7, "totalPages": 3}
    assert body["_embedded"] == {"rooms": [{"nr": 4}]}
    assert {rel: link["href"] for rel, link in body["_links"].items()} == {
        "self": "/v1/rooms?street=A%26B&page=2&pagesize=3",
        "first": "/v1/rooms?street=A%26B&page=1&pagesize=3",
        "prev": "/v1/rooms?street=A%26B&page=1&pagesize=3",
        "next": "/v1/rooms?street=A%26B&page=3&pagesize=3",
        "last": "/v1/rooms?street=A%26B&page=3&pagesize=3",
    }


@pytest.mark.parametrize("query", ["page=0", "pagesize=501", "page=x", f"page={10**30}"])
async def test_a_page_that_cannot_be_is_refused(agent: httpx.AsyncClient, query: str) -> None:
    assert (await agent.get(f"/v1/rooms?{query}")).status_code == 422
