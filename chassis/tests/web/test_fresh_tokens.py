"""A program's token at a step that asks for a fresh second factor (RFC 9470)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from fastapi import FastAPI

from chassis.web import Function
from chassis.web.authorisation import R, Table, W, fresh_routes
from chassis.web.authorisation.gate import ask_fresh

POLICE = frozenset({Function.POLITIE_AGENT})
ROUTE = "/v1/shifts/4f1c0000-0000-4000-8000-000000000000/end"
TABLE: Table = {
    "shifts": (
        R("GET /v1/moment", every=POLICE),
        W("POST /v1/shifts/{shift_id}/end", every=POLICE, fresh=True),
    )
}


@pytest.fixture
def marked(app: FastAPI) -> FastAPI:
    ask_fresh(app, fresh_routes(TABLE))
    return app


async def asked(app: FastAPI, method: str, path: str, token: str) -> httpx.Response:
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://databank") as client:
        return await client.request(method, path, headers={"Authorization": f"Bearer {token}"})


async def test_without_a_second_factor_the_program_is_told_what_to_ask_its_issuer(
    marked: FastAPI, token: Callable[..., str]
) -> None:
    answer = await asked(marked, "POST", ROUTE, token())
    assert answer.status_code == 401
    assert answer.json()["code"] == "bevestiging-nodig"
    challenge = answer.headers["www-authenticate"]
    assert 'error="insufficient_user_authentication"' in challenge
    assert 'acr_values="second_factor", max_age="300"' in challenge
    assert (await asked(marked, "GET", "/v1/moment", token())).status_code == 200


async def test_with_a_fresh_second_factor_it_goes_on(
    marked: FastAPI, token: Callable[..., str]
) -> None:
    answer = await asked(marked, "POST", ROUTE, token(second_factor=True))
    assert answer.status_code == 409, "the route itself answers"


async def test_a_second_factor_grows_old_within_the_life_of_a_token(
    marked: FastAPI, token: Callable[..., str]
) -> None:
    given = token(second_factor=True, ttl=900, now=datetime.now(UTC) - timedelta(minutes=6))
    assert (await asked(marked, "GET", "/v1/moment", given)).status_code == 200
    assert (await asked(marked, "POST", ROUTE, given)).status_code == 401
