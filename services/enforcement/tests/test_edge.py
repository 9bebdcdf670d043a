"""Who gets in, what may come in, and that the tables are what the code thinks."""

import asyncio
from datetime import date
from typing import Any
from uuid import uuid4

import httpx
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from fastapi import FastAPI
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from chassis.web import Function, undeclared_routes
from enforcement.schema import TABLES
from launcher.sandbox import Sandbox

from .support.city import LACKING, City

OFFICE = Function.DIENST_PROSTITUTIEBELEID
NOBODYS = "8d0e4a0c-7d1b-4c53-9c3e-0d7f6d3b2a11"


def test_every_route_says_who_may_use_it(app: FastAPI) -> None:
    assert undeclared_routes(app) == []


async def test_nobody_gets_in_without_a_token(city: City) -> None:
    response = await city.client.get("/v1/suitability-dossiers")
    assert response.status_code == 401


@pytest.mark.parametrize("function", [Function.POLITIE_AGENT, Function.ZORG_VERANTWOORDELIJKE])
async def test_police_and_care_are_not_let_in(city: City, function: Function) -> None:
    response = await city.call(function, "GET", "/v1/sanction-cases")
    assert response.status_code == 403


@pytest.mark.parametrize(
    ("function", "method", "path"),
    [
        (Function.EIGENAAR, "GET", "/v1/sanction-cases"),
        (Function.EIGENAAR, "GET", "/v1/gas-cases"),
        (Function.EIGENAAR, "POST", f"/v1/suitability-dossiers/{NOBODYS}/decision"),
        (Function.DOSSIERBEHANDELAAR_BH, "POST", f"/v1/sanction-cases/{NOBODYS}/decision"),
        (Function.PROSTITUTIEAMBTENAAR, "POST", f"/v1/suitability-dossiers/{NOBODYS}/decision"),
        (Function.COLLEGE_SECRETARIS, "GET", f"/v1/gas-cases/{NOBODYS}"),
        (Function.FINANCIEN, "GET", "/v1/suitability-dossiers"),
    ],
)
async def test_a_step_is_only_for_the_function_that_it_belongs_to(
    city: City, function: Function, method: str, path: str
) -> None:
    assert (await city.call(function, method, path, {})).status_code == 403


HOUSE = ("bus_", "access_", "alembic", "web_", "export_", "vault_")
"""How the tables begin that the chassis brings."""


async def test_the_migrated_tables_are_those_of_the_code(sandbox: Sandbox, city: City) -> None:
    url = sandbox.database("enforcement").owner_url
    engine = create_async_engine(url.replace("postgresql://", "postgresql+asyncpg://", 1))

    def differences(connection: Connection) -> list[Any]:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_name": lambda name, kind, _parents: (
                    kind != "table" or not str(name).startswith(HOUSE)
                ),
            },
        )
        return list(compare_metadata(context, TABLES))

    async with engine.connect() as connection:
        found = await connection.run_sync(differences)
    await engine.dispose()
    assert found == []


PLACE = {"label": "P", "street": "Voorbeeldstraat", "houseNumber": "1", "postcode": "2000"}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"premises": PLACE, "rooms": []},
        {"premises": PLACE, "rooms": ["R-01", "R-01"]},
        {"premises": PLACE, "rooms": ["R-\x0001"]},
        {"premises": PLACE, "rooms": ["R" * 21]},
        {"premises": PLACE | {"postcode": "20000"}, "rooms": ["R-01"]},
        {"premises": PLACE | {"street": "s" * 121}, "rooms": ["R-01"]},
        {"premises": PLACE, "rooms": ["R-01"], "reason": "jaarlijks"},
        {"premises": PLACE, "rooms": ["R-01"], "owner": "OWN-002"},
        {"premises": PLACE, "rooms": ["R-01"], "state": "toegekend"},
    ],
)
async def test_an_unsound_application_is_refused_and_changes_nothing(
    city: City, rows: Any, body: dict[str, Any]
) -> None:
    before = await rows.fetchval("SELECT count(*) FROM premises")
    response = await city.call(
        Function.EIGENAAR, "POST", "/v1/suitability-dossiers", body, "OWN-001"
    )
    assert response.status_code == 422, response.text
    assert await rows.fetchval("SELECT count(*) FROM premises") == before


UNSOUND: list[dict[str, Any]] = [
    {"motivation": ""},
    {"motivation": "   "},
    {"motivation": "x" * 4001},
    {"conditions": ["vrije tekst met spaties"]},
    {"outcome": "voorwaardelijk_toegekend"},
    {"conditions": ["nooduitgang"]},
    {"validFrom": "2026-06-01", "validTo": "2026-05-01"},
    {"validTo": "2020-01-01"},
    {"validTo": "9999-12-31"},
]


async def test_an_unsound_decision_is_refused_and_changes_nothing(city: City) -> None:
    filed = await city.ready()
    path = f"{filed['path']}/decision"
    for change in UNSOUND:
        body = {"outcome": "toegekend", "motivation": "In orde.", **LACKING} | change
        response = await city.call(Function.COLLEGE_SECRETARIS, "POST", path, body)
        assert response.status_code == 422, (change, response.text)
        assert (await city.sees(OFFICE, filed["path"]))["state"] == "klaar_voor_beslissing"
        assert await city.told(filed["premisesId"]) == [], change


async def test_the_fine_that_may_be_asked_depends_on_the_day(city: City) -> None:
    async def maximum(on: date) -> dict[str, Any]:
        path = f"/v1/legal-terms?pagesize=500&on={on}"
        listed = await city.sees(Function.SANCTIONEREND_AMBTENAAR, path)
        rows = {row["id"]: row for row in listed["_embedded"]["legalTerms"]}
        assert rows["gas.decision_months"]["value"] == 6
        found: dict[str, Any] = rows["gas.max_fine_adult_eur"]
        return found

    older, newer = await asyncio.gather(maximum(date(2024, 1, 7)), maximum(date(2024, 1, 8)))
    assert (older["value"], newer["value"]) == (350, 500)
    assert newer["confidence"] == "verified"


async def test_the_service_itself_can_rewrite_neither_law_nor_history(rows: Any) -> None:
    for statement in (
        "UPDATE legal_term SET value = 1",
        "DELETE FROM timeline",
        "UPDATE timeline SET reason = ''",
    ):
        with pytest.raises(Exception, match="permission denied"):
            await rows.execute(statement)


async def test_an_unknown_case_is_not_found(city: City) -> None:
    for path in ("suitability-dossiers", "sanction-cases", "gas-cases"):
        response: httpx.Response = await city.call(
            Function.JURIST_BH, "GET", f"/v1/{path}/{uuid4()}"
        )
        assert response.status_code == 404
