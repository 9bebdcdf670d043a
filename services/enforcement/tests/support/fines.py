"""Fines that became final, ready to be paid; finance's way to their claims."""

from typing import Any
from uuid import UUID

from fastapi import FastAPI

from chassis.days import city_day
from chassis.db import Database
from chassis.web import Function
from enforcement.payments.open_claim import open_claim

from .city import City

FINANCE = Function.FINANCIEN


async def final_fine(city: City, app: FastAPI, cents: int = 15_000) -> str:
    """The path of the claim of a fine that became final today."""
    case_id = await _case_of(city, await city.transfers())
    database: Database = app.state.database
    async with database.begin(city.now) as tx:
        await open_claim(tx, case_id, cents, city_day(city.now))
    return f"/v1/claims/{case_id}"


async def paid(city: City, path: str, cents: int, **more: Any) -> dict[str, Any]:
    return await city.does(FINANCE, f"{path}/payments", {"amountCents": cents, **more})


async def step(city: City, path: str, name: str, **more: Any) -> dict[str, Any]:
    return await city.does(FINANCE, f"{path}/steps", {"step": name, **more})


async def refused(city: City, path: str, body: dict[str, Any]) -> tuple[int, str]:
    """The status of a refusal, and what it says of the whole or of the first field."""
    response = await city.call(FINANCE, "POST", path, body)
    problem = response.json()
    errors = problem.get("errors")
    return response.status_code, errors[0]["reason"] if errors else problem["title"]


async def _case_of(city: City, finding_id: UUID) -> UUID:
    listed = await city.sees(Function.JURIST_BH, f"/v1/gas-cases?findingId={finding_id}")
    (case,) = listed["_embedded"]["gasCases"]
    return UUID(case["caseId"])
