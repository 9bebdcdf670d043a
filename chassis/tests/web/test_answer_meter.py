"""Answers are measured by route, and no address that somebody asked for becomes a label."""

from uuid import uuid4

import httpx
from prometheus_client import REGISTRY, generate_latest


def answers(method: str, route: str, status: str) -> float:
    labels = {"method": method, "route": route, "status": status}
    return REGISTRY.get_sample_value("krachtlijn_http_answers_total", labels) or 0.0


async def test_an_answer_counts_under_the_template_of_its_route(agent: httpx.AsyncClient) -> None:
    before = answers("GET", "/shifts/{shift_id}", "404")
    shift = uuid4()
    await agent.get(f"/v1/shifts/{shift}")
    assert answers("GET", "/shifts/{shift_id}", "404") == before + 1
    assert str(shift).encode() not in generate_latest()


async def test_a_refusal_before_there_is_a_route_counts_under_none(
    stranger: httpx.AsyncClient, agent: httpx.AsyncClient
) -> None:
    before = answers("GET", "none", "401")
    await stranger.get("/v1/persons/Janssens")
    await agent.request("JANSSENS", "/v1/persons-Janssens")
    assert answers("GET", "none", "401") == before + 1
    assert b"Janssens" not in generate_latest()
    assert b"JANSSENS" not in generate_latest()


async def test_a_bug_counts_as_what_the_client_saw(agent: httpx.AsyncClient) -> None:
    before = answers("GET", "/bug", "500")
    assert (await agent.get("/v1/bug")).status_code == 500
    assert answers("GET", "/bug", "500") == before + 1
